import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { isStructuredName } from '../frameworks/liquibase/changelog.ts';
import { baseNameOf } from '../frameworks/paths.ts';
import { recordKeepingOf } from '../frameworks/recordKeeping.ts';
import type { MergedEdit, MergedMigration } from '../rules/subject/migrationFacts.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { SplitFile } from '../syntax/statement.ts';
import { isSameText } from './branch.ts';
import { changeSetsOf } from './changeSets.ts';
import type { Project } from './project.ts';

export interface EditedFile {
  readonly project: Project;
  readonly set: MigrationSet;
  readonly file: MigrationFile;
  readonly text: string;
  readonly split: SplitFile;
  readonly dialect: Dialect;
}

/**
 * What was changed in a migration since it was merged, as far as its tool minds or would not notice: null for files
 * that may change (repeatable, undo and down files, callbacks), and for comments where no checksum counts them.
 */
export function mergedEdit(edited: EditedFile, merged: MergedMigration): MergedEdit | null {
  const { project, set, file, text } = edited;
  if (file.role !== 'versioned' && file.role !== 'baseline') return null;
  const isSql = file.path.toLowerCase().endsWith('.sql');
  if (!isSql && set.framework !== 'liquibase') return null;
  // Nobody knows what runs a folder of SQL files, unless the configuration says that they are migrations.
  if (set.framework === 'plain' && project.configuration.migrations === undefined) return null;
  const isRenamed =
    !merged.isSame || (set.framework === 'flyway' && baseNameOf(merged.path) !== baseNameOf(file.path));
  if (isRenamed) return set.framework === 'plain' ? null : { kind: 'renamed', from: merged.path };
  if (isSameText(text, merged.text)) return null;
  if (!isSql) return changedChangeSet(edited, merged, [], []);
  const now = forwardStatements(edited, edited.split, text);
  const then = forwardStatements(edited, splitFile(merged.text, edited.dialect), merged.text);
  if (set.framework === 'liquibase') return changedChangeSet(edited, merged, now, then);
  const statement = firstDifference(now, then);
  if (statement === null)
    return recordKeepingOf(set.framework).edited === 'unnoticed'
      ? null
      : { kind: 'text', statement: -1, added: null };
  return { kind: 'text', statement, added: additions(now, then) };
}

interface ForwardStatement {
  /** Among all statements of the file. */
  readonly index: number;
  /** White space made alike. */
  readonly words: string;
  readonly start: number;
}

/** The statements that lead forward: what stands in a down section can be mended at any time. */
function forwardStatements(
  { project, set, file, dialect }: EditedFile,
  split: SplitFile,
  text: string,
): readonly ForwardStatement[] {
  const { sections } = frameworkNamed(set.framework).layout(file, split, text, dialect, set, project);
  const forward = sections.filter(({ direction }) => direction === 'up');
  return split.pieces
    .filter(({ kind }) => kind === 'sql' || kind === 'client-command')
    .map(({ sql, span }, index) => ({ index, words: sql.replace(/\s+/g, ' ').trim(), start: span.start }))
    .filter(({ start }) => forward.some(({ span }) => span.start <= start && start < span.end));
}

/** Index in the file of the first statement that is not as it was; the last one when only some at the end are gone. */
function firstDifference(now: readonly ForwardStatement[], then: readonly ForwardStatement[]): number | null {
  const at = now.findIndex(({ words }, index) => words !== then[index]?.words);
  if (at !== -1) return now[at]?.index ?? null;
  if (now.length === then.length) return null;
  return now.at(-1)?.index ?? -1;
}

/** The statements that are new, when all that were merged are still there in their order; else null. */
function additions(
  now: readonly ForwardStatement[],
  then: readonly ForwardStatement[],
): readonly number[] | null {
  let next = 0;
  const added: number[] = [];
  for (const { words, index } of now) {
    if (words === then[next]?.words) next++;
    else added.push(index);
  }
  return next === then.length && added.length > 0 ? added : null;
}

/** Liquibase knows changesets, not files: new ones may join a file, those that ran must stay as they are. */
function changedChangeSet(
  { project, set, file, text }: EditedFile,
  merged: MergedMigration,
  now: readonly ForwardStatement[],
  then: readonly ForwardStatement[],
): MergedEdit | null {
  const present = changeSetsOf(file.path, text);
  const former = changeSetsOf(merged.path, merged.text);
  const added = present.filter(({ id }) => former.every(other => other.id !== id));
  for (const before of former) {
    if (before.mayChange) continue;
    const after = present.find(({ id }) => id === before.id);
    if (after === undefined) {
      const span = present[0]?.head ?? { start: 0, end: 0 };
      const renamed = added.find(({ content }) => content === before.content && content !== '');
      if (renamed !== undefined)
        return {
          kind: 'change-set',
          id: renamed.id,
          change: 'renamed',
          from: before.id,
          span: renamed.head,
        };
      if (!isElsewhere(project, set, file, before.id))
        return { kind: 'change-set', id: before.id, change: 'removed', span };
      continue;
    }
    if (after.mayChange || after.content === before.content) continue;
    if (isStructuredName(file.path))
      return { kind: 'change-set', id: after.id, change: 'edited', span: after.head };
    const was = within(then, before);
    const is = within(now, after);
    const at = is.findIndex(({ words }, index) => words !== was[index]?.words);
    if (at === -1 && is.length === was.length) continue;
    return { kind: 'text', statement: (is[at] ?? is.at(-1))?.index ?? -1, added: null };
  }
  return null;
}

/** A changeset that moved to another file: whoever moved it may have said its former path there. */
function isElsewhere(project: Project, { files }: MigrationSet, file: MigrationFile, id: string): boolean {
  return files.some(
    ({ path }) =>
      path !== file.path && changeSetsOf(path, project.read(path) ?? '').some(other => other.id === id),
  );
}

function within(
  statements: readonly ForwardStatement[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly ForwardStatement[] {
  return statements.filter(statement => start <= statement.start && statement.start < end);
}
