import ignore from 'ignore';
import { parentOf } from '../frameworks/paths.ts';
import type { NameQuery } from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import { positionalInsert, sourceNames, wordPattern } from './sourceNames.ts';

/** Where the workspace's own source files use a name. */
export interface SourceUses {
  /** The first uses, one for each file, at most {@link MOST_PLACES}. */
  readonly places: readonly { readonly path: string; readonly span: Span }[];
  /** How many files use it. */
  readonly files: number;
  /** Source files that were read. */
  readonly searched: number;
  /** False when there were more files than are read. */
  readonly complete: boolean;
}

/** Looks names up in source files, all names of a moment in one pass, and keeps the answers. */
export interface SourceSearch {
  /** Null as long as nobody has looked. */
  answer(query: NameQuery): SourceUses | null;
  /** Looks again, whether or not there is an answer; returns true when one is another than before. Never rejects. */
  look(queries: readonly NameQuery[]): Promise<boolean>;
  /** The text of a file that an answer names. */
  text(path: string): string | null;
}

export const MOST_PLACES = 3;
const MOST_FILES = 5_000;
/** UTF-16 units; longer files are generated. */
const LONGEST_FILE = 500_000;
const AT_ONCE = 16;

const SOURCE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|erb|rake|go|java|kts?|scala|groovy|cs|fs|vb|php|rs|swift|exs?|clj|dart|lua|p[lm]|graphql|gql|hql|sql)$/i;
const GENERATED = /(?:\.min\.js|\.d\.ts|[-.]lock\.\w+)$/i;

/**
 * `sources` is asked at each look for what says which of the listed files are no migrations, dumps or other files of
 * the project itself.
 */
export function createSourceSearch(
  files: WorkspaceFiles,
  sources: () => (path: string) => boolean,
): SourceSearch {
  const answers = new Map<string, SourceUses>();
  const texts = new Map<string, string>();
  return {
    answer: query => answers.get(keyOf(query)) ?? null,
    async look(queries) {
      const searches = [...new Map(queries.map(query => [keyOf(query), query]))].map(([key, query]) =>
        startSearch(key, query),
      );
      if (searches.length === 0) return false;
      const byWord = searchesByWord(searches);
      const paths = await sourceFiles(files, sources()).catch(() => []);
      const read = paths.slice(0, MOST_FILES);
      for (let at = 0; at < read.length; at += AT_ONCE) {
        const batch = read.slice(at, at + AT_ONCE);
        const contents = await Promise.all(batch.map(path => files.read(path).catch(() => null)));
        for (const [index, content] of contents.entries()) {
          const path = batch[index];
          if (path === undefined || content === null || content.text.length > LONGEST_FILE) continue;
          if (lookInto(content.text, path, byWord)) texts.set(path, content.text);
        }
      }
      let changed = false;
      for (const { key, places, files: count } of searches) {
        const uses = {
          places,
          files: count,
          searched: read.length,
          complete: read.length === paths.length,
        };
        changed ||= JSON.stringify(answers.get(key)) !== JSON.stringify(uses);
        answers.set(key, uses);
      }
      return changed;
    },
    text: path => texts.get(path) ?? null,
  };
}

function keyOf({ table, column, use }: NameQuery): string {
  return `${use} ${table}.${column ?? ''}`;
}

interface RunningSearch {
  readonly key: string;
  /** Words of which one has to be in a file. */
  readonly table: readonly string[];
  /** Words of which another one has to be there too. */
  readonly used: readonly string[];
  readonly pattern: RegExp;
  readonly places: { readonly path: string; readonly span: Span }[];
  files: number;
}

function startSearch(key: string, query: NameQuery): RunningSearch {
  const found = { key, places: [], files: 0 };
  if (query.use === 'positional-insert')
    return { ...found, table: [query.table], used: [query.table], pattern: positionalInsert(query.table) };
  const { table, used } = sourceNames(query);
  return { ...found, table, used, pattern: wordPattern(used) };
}

function searchesByWord(searches: readonly RunningSearch[]): ReadonlyMap<string, readonly RunningSearch[]> {
  const byWord = new Map<string, RunningSearch[]>();
  for (const search of searches) {
    for (const word of search.used) {
      const others = byWord.get(word);
      if (others === undefined) byWord.set(word, [search]);
      else others.push(search);
    }
  }
  return byWord;
}

/** Counts the file for every search that it answers; true when one of them names it as a place. */
function lookInto(
  text: string,
  path: string,
  byWord: ReadonlyMap<string, readonly RunningSearch[]>,
): boolean {
  const words = new Set(text.match(/[A-Za-z0-9_]+/g));
  const asked = new Set<RunningSearch>();
  for (const word of words) for (const search of byWord.get(word) ?? []) asked.add(search);
  let isNamed = false;
  for (const search of asked) {
    if (!search.table.some(word => words.has(word))) continue;
    const span = firstMatch(search.pattern, text);
    if (span === null) continue;
    search.files++;
    if (search.places.length >= MOST_PLACES) continue;
    search.places.push({ path, span });
    isNamed = true;
  }
  return isNamed;
}

function firstMatch(pattern: RegExp, text: string): Span | null {
  pattern.lastIndex = 0;
  const match = pattern.exec(text);
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}

/** Source files that no ignore file leaves out. */
async function sourceFiles(
  files: WorkspaceFiles,
  isSource: (path: string) => boolean,
): Promise<readonly string[]> {
  const listed = await files.list();
  const rules = listed.filter(path => /(?:^|\/)\.(?:gitignore|ignore)$/.test(path));
  const matchers = await Promise.all(
    rules.map(async path => ({
      folder: parentOf(path),
      ignored: ignore().add((await files.read(path))?.text ?? ''),
    })),
  );
  return listed.filter(
    path =>
      SOURCE.test(path) &&
      !GENERATED.test(path) &&
      isSource(path) &&
      !matchers.some(({ folder, ignored }) => {
        const below =
          folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
        return below !== '' && ignored.ignores(below);
      }),
  );
}
