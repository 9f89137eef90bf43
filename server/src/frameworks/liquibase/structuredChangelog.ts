import type { Dialect } from '../../syntax/dialect.ts';
import type { FileComment, SplitFile, StatementPiece } from '../../syntax/statement.ts';
import type { MigrationSet, ProjectFiles, Section } from '../framework.ts';
import { wrapped } from '../sections.ts';
import {
  changeSetsOf,
  isChangelogText,
  isStructuredName,
  passesPreconditions,
  propertiesOf,
  readChangelog,
} from './changelog.ts';
import { type ChangelogNode, type ChangelogTree, flagOf, textOf } from './changelogNode.ts';
import { resolvePath } from './changelogPaths.ts';
import { phaseOfLabels } from './changeSetPhase.ts';
import { changeSetStatements, isRun, NO_CHANGES } from './changeSetStatements.ts';
import { emptyTables } from './emptyTables.ts';
import { runConditionOf } from './preconditions.ts';
import { expandProperties, readPropertyFile } from './properties.ts';

/** A structured changelog as the statements that the tool sends for it, and the change sets as sections. */
export interface CutChangelog {
  readonly split: SplitFile;
  readonly sections: readonly Section[];
}

interface Kept {
  readonly text: string;
  /** What else was read, with what was found. */
  readonly reads: ReadonlyMap<string, string | null>;
  readonly cut: CutChangelog;
}

const MOST_KEPT = 2_000;
const keptCuts = new Map<string, Kept>();

/** Equal texts, of the file and of those it draws on, give the same value. Null for files that are no changelog. */
export function cutChangelog(
  path: string,
  text: string,
  dialect: Dialect,
  set: MigrationSet,
  project: ProjectFiles,
): CutChangelog | null {
  if (!isStructuredName(path)) return null;
  const key = `${dialect} ${set.root} ${path}`;
  const kept = keptCuts.get(key);
  if (kept?.text === text && [...kept.reads].every(([other, was]) => project.read(other) === was))
    return kept.cut;
  const reads = new Map<string, string | null>();
  const read = (other: string): string | null => {
    const found = project.read(other);
    reads.set(other, found);
    return found;
  };
  const cut = cutText(path, text, dialect, set, { paths: project.paths, read });
  if (keptCuts.size >= MOST_KEPT) keptCuts.clear();
  keptCuts.set(key, { text, reads, cut });
  return cut;
}

function cutText(
  path: string,
  text: string,
  dialect: Dialect,
  set: MigrationSet,
  project: ProjectFiles,
): CutChangelog {
  const tree = readChangelog(path, text);
  const changeSets = tree.root === null ? [] : changeSetsOf(tree.root);
  const properties = knownProperties(path, tree, dialect, set, project);
  const expand = (value: Parameters<typeof expandProperties>[0]) => expandProperties(value, properties).value;
  const fill = (node: ChangelogNode, attribute: string): string | null => {
    const value = node.attributes.get(attribute)?.value;
    const filled = value === undefined ? null : expandProperties(value, properties);
    return filled === null || filled.isOpen ? null : filled.value.text.trim() || null;
  };
  const pieces: StatementPiece[] = [];
  for (const changeSet of changeSets) {
    if (!isRun(changeSet, dialect) || passesPreconditions(changeSet, dialect) === false) continue;
    pieces.push(
      ...changeSetStatements(changeSet, {
        dialect,
        expand,
        text,
        keepsCase: keepsCase(changeSet),
        isOpen: value => expandProperties(value, properties).isOpen,
        readFile(file, isRelative) {
          const found = resolvePath(project.paths, path, file, isRelative);
          return found === null ? null : project.read(found);
        },
      }),
    );
  }
  const sections = changeSets.map((changeSet, index): Section => {
    const start = index === 0 ? 0 : changeSet.span.start;
    const outside = flagOf(changeSet, 'runInTransaction') === false;
    const runsIf = runConditionOf(changeSet, { dialect, keepsCase: keepsCase(changeSet), fill });
    return {
      direction: 'up',
      span: { start, end: changeSets[index + 1]?.span.start ?? text.length },
      transaction: outside ? 'statement' : wrapped(dialect),
      oneString: isOneString(changeSet),
      repeatable: flagOf(changeSet, 'runOnChange') === true || flagOf(changeSet, 'runAlways') === true,
      phase: phaseOfLabels(
        textOf(changeSet, 'contextFilter'),
        textOf(changeSet, 'context'),
        textOf(changeSet, 'labels'),
      ),
      emptyTables: emptyTables(changeSet),
      ...(runsIf === null ? {} : { runsIf }),
    };
  });
  const comments = tree.comments.map(
    ({ span, text: comment }): FileComment => ({ span, text: comment, style: 'block' }),
  );
  return {
    split: { pieces, comments, strayTerminators: [], restartPoints: [] },
    sections: sections.length > 0 ? sections : [WHOLE(text.length, dialect)],
  };
}

function keepsCase(changeSet: ChangelogNode): boolean {
  return /^QUOTE_(?:ALL|ONLY_RESERVED)/.test(textOf(changeSet, 'objectQuotingStrategy') ?? '');
}

/** Its only change is SQL that the tool is told not to cut. */
function isOneString({ children }: ChangelogNode): boolean {
  const changes = children.filter(({ name }) => !NO_CHANGES.has(name));
  const [only] = changes;
  return (
    only !== undefined &&
    changes.length === 1 &&
    (only.name === 'sql' || only.name === 'sqlFile') &&
    flagOf(only, 'splitStatements') === false
  );
}

const WHOLE = (length: number, dialect: Dialect): Section => ({
  direction: 'up',
  span: { start: 0, end: length },
  transaction: wrapped(dialect),
});

/** What the tool's own settings, the changelogs before and the file itself define; the first definition counts. */
function knownProperties(
  path: string,
  tree: ChangelogTree,
  dialect: Dialect,
  set: MigrationSet,
  project: ProjectFiles,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(set.settings))
    if (key.startsWith(PARAMETER)) found.set(key.slice(PARAMETER.length), value);
  const fileOf = (from: string) => (file: string) => {
    const resolved =
      resolvePath(project.paths, from, file, false) ?? resolvePath(project.paths, from, file, true);
    return readPropertyFile(resolved === null ? '' : (project.read(resolved) ?? ''));
  };
  for (const file of set.files) {
    if (file.path === path) break;
    if (!isStructuredName(file.path)) continue;
    const other = project.read(file.path);
    const root = other === null || !isChangelogText(other) ? null : readChangelog(file.path, other).root;
    if (root === null) continue;
    const shared = { ...root, children: root.children.filter(child => flagOf(child, 'global') !== false) };
    propertiesOf(shared, dialect, found, fileOf(file.path));
  }
  if (tree.root !== null) propertiesOf(tree.root, dialect, found, fileOf(path));
  return found;
}

/** Before the names of parameters in a set's settings. */
export const PARAMETER = 'parameter.';
