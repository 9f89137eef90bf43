import { isWordUnit } from '../syntax/characters.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { maskPlaceholders, type Placeholder, placeholderAt } from '../syntax/placeholder.ts';
import { fileTool } from './fileTool.ts';
import type { migrationAt, Project } from './project.ts';
import type { FileReader, ReadFile } from './readFile.ts';

/** Gives a text for people with names as their files write them. */
export type AsWritten = (text: string) => string;

/**
 * Statements are read with names in place of template placeholders (see {@link StatementPiece.sql}), which get into the
 * schema and into what rules say: `___schema___.users` for `{{ .schema }}.users`. This gives back what stands in the
 * files. `others` is asked only for names that the file itself does not have.
 */
export function namesAsWritten(
  file: ReadFile,
  dialect: Dialect,
  others: () => Iterable<ReadFile>,
): AsWritten {
  let ofOthers: ReadonlyMap<string, string> | null = null;
  const inOthers = (name: string): string | undefined => {
    ofOthers ??= new Map([...others()].flatMap(other => [...standInsOf(other, dialect)]));
    return ofOthers.get(name);
  };
  return text => {
    if (!MAY_STAND_IN.test(text)) return text;
    return text.replace(WORDS, word => {
      if (!MAY_STAND_IN.test(word)) return word;
      const name = word.toLowerCase();
      return standInsOf(file, dialect).get(name) ?? inOthers(name) ?? word;
    });
  };
}

/** The migrations before one, which its schema comes from. */
export function* filesBefore(
  project: Project,
  { set, index }: ReturnType<typeof migrationAt>,
  reader: FileReader,
): Generator<ReadFile> {
  for (const file of set.files.slice(0, index)) {
    const text = project.read(file.path);
    if (text !== null) yield reader.read(file.path, text, fileTool(project, set, file));
  }
}

const WORDS = /[\p{L}\p{N}_]+/gu;
/** Every placeholder opens with a sign, which becomes `_`: at the beginning of a name, or beside another one. */
const MAY_STAND_IN = /(?<![\p{L}\p{N}_])_[\p{L}\p{N}_]|__/u;

const known = new WeakMap<ReadFile, ReadonlyMap<string, string>>();

function standInsOf(file: ReadFile, dialect: Dialect): ReadonlyMap<string, string> {
  const kept = known.get(file) ?? standInsIn(file, dialect);
  known.set(file, kept);
  return kept;
}

/** PostgreSQL cuts longer names. */
const LONGEST_NAME = 63;

/** What stands in the text for each name with a placeholder, by the name in small letters. */
function standInsIn(file: ReadFile, dialect: Dialect): ReadonlyMap<string, string> {
  const { text } = file;
  const names = new Map<string, string>();
  const placeholders = placeholdersIn(file, dialect);
  if (placeholders.length === 0) return names;
  const seen = new Set<string>();
  const masked = maskPlaceholders(text, 0, text.length, placeholders);
  for (const { start, end } of placeholders) {
    const from = wordStart(masked, start);
    let to = end;
    while (to < masked.length && isWordUnit(masked.charCodeAt(to))) to++;
    const name = masked.slice(from, to).toLowerCase();
    if (seen.has(name)) continue;
    seen.add(name);
    if (isWrittenSo(text, name)) continue;
    const written = text.slice(from, to).replaceAll('`', '').replace(/\s+/g, ' ');
    names.set(name, written);
    if (dialect === 'postgresql') names.set(name.slice(0, LONGEST_NAME), written);
  }
  return names;
}

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && isWordUnit(text.charCodeAt(start - 1))) start--;
  return start;
}

/** A name that the author wrote himself is no stand-in, wherever it comes from. */
function isWrittenSo(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(name); at !== -1; at = lower.indexOf(name, at + 1)) {
    const isWhole = !isWordUnit(lower.charCodeAt(at - 1)) && !isWordUnit(lower.charCodeAt(at + name.length));
    if (isWhole) return true;
  }
  return false;
}

const OPENERS = /[${<%@:]/g;
const COLON = ':';

/** Those that stand for something, in order, bodies and strings included. */
function placeholdersIn({ text, split }: ReadFile, dialect: Dialect): readonly Placeholder[] {
  const found: Placeholder[] = [];
  let end = 0;
  for (const { index, 0: opener } of text.matchAll(OPENERS)) {
    if (index < end) continue;
    const placeholder = placeholderAt(text, index, dialect);
    if (placeholder === undefined || placeholder.role !== 'value') continue;
    // A colon is many things, and psql leaves quoted text alone: what the splitter took for a placeholder is one.
    if (opener === COLON && !isMasked(split.pieces, index)) continue;
    found.push(placeholder);
    end = placeholder.end;
  }
  return found;
}

function isMasked(pieces: ReadFile['split']['pieces'], at: number): boolean {
  const piece = pieces.find(({ span }) => span.start <= at && at < span.end);
  return (
    piece !== undefined && piece.generated === undefined && piece.sql.charAt(at - piece.span.start) !== COLON
  );
}
