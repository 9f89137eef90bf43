import type { FollowUp, MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import type { FileContext, FixDraft, FixPlan, FixSite, StatementContext } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { containsSpan, type Span } from '../text/span.ts';
import { generatedSite, planForFile } from './generatedFixes.ts';
import { isOvertaken, type NameChanges, nameChanges } from './overtaken.ts';
import type { ReadFile } from './readFile.ts';
import type { Fix, FixEdits } from './result.ts';

/** What fixes of one file are built with. */
export interface FixSurroundings {
  readonly read: ReadFile;
  readonly file: FileContext;
  readonly runs: readonly StatementContext[];
  readonly migration: MigrationFile;
  readonly set: MigrationSet;
  readonly dialect: Dialect;
  /** Whether the project has a file. */
  readonly hasFile: (path: string) => boolean;
  /** What the migrations after this one do to names. */
  readonly later: () => Iterable<NameChanges>;
}

/** Ties a rule's remedy to the text of the review; nothing is computed before it is asked for. */
export function bindFix(draft: FixDraft, statement: number, surroundingsOf: () => FixSurroundings): Fix {
  return {
    title: draft.title,
    kind: draft.kind,
    ...(draft.byHandOnly === undefined ? {} : { byHandOnly: draft.byHandOnly }),
    build() {
      const surroundings = surroundingsOf();
      // What concerns the whole file is mended from its beginning.
      const site = fixSite(Math.max(statement, 0), surroundings);
      const drafted = site === null ? null : draft.build(site);
      const plan = drafted === null ? null : planForFile(drafted, Math.max(statement, 0), surroundings.read);
      return plan === null || !canFollow(plan, statement, surroundings) ? null : fixEdits(plan, surroundings);
    },
  };
}

/** Follow-ups run forward, so that nothing of a way back belongs there; and some tools run them in a transaction only. */
function canFollow(plan: FixPlan, statement: number, surroundings: FixSurroundings): boolean {
  const { followUps } = plan;
  const { runs, set, later } = surroundings;
  if (followUps.length === 0) return true;
  if (runs[statement]?.direction === 'down') return false;
  const isBound = frameworkNamed(set.framework).optOut?.kind === 'impossible';
  if (isBound && followUps.some(followUp => followUp.transaction === 'none')) return false;
  if (isOvertakenHere(plan, statement, surroundings)) return false;
  for (const changes of later()) if (isOvertaken(plan, changes)) return false;
  return true;
}

/** Whether the rest of the file, but for what goes along with the fix, does something to what the follow-ups speak of. */
function isOvertakenHere(plan: FixPlan, statement: number, { read, runs }: FixSurroundings): boolean {
  const cuts = plan.edits.filter(edit => edit.newText === '').map(edit => edit.span);
  return isOvertaken(plan, changesIn(read), at => {
    const piece = read.statements[at]?.piece;
    const isCut = piece !== undefined && cuts.some(cut => containsSpan(cut, piece.span));
    return at > statement && runs[at]?.direction !== 'down' && !isCut;
  });
}

function changesIn(read: ReadFile): NameChanges {
  const kept = changesOfFiles.get(read);
  if (kept !== undefined) return kept;
  const changes = nameChanges(read.statements.map(({ syntax }) => syntax));
  changesOfFiles.set(read, changes);
  return changes;
}

/** A report asks for the fixes of every finding of a file. */
const changesOfFiles = new WeakMap<ReadFile, NameChanges>();

function fixSite(index: number, surroundings: FixSurroundings): FixSite | null {
  const { read, file, runs, set } = surroundings;
  const statement = read.statements[index];
  const run = runs[index];
  if (statement === undefined || run === undefined) return null;
  const site: FixSite = {
    text: read.text,
    statement: statement.piece.span,
    terminator: statement.piece.terminator,
    statements: statementsOfSite(read, runs),
    index,
    file,
    run,
    newline: read.text.includes('\r\n') ? '\r\n' : '\n',
    alwaysInTransaction: frameworkNamed(set.framework).optOut?.kind === 'impossible',
    optOutOfTransaction: () => optOutPlan(statement.piece.span, surroundings),
  };
  return generatedSite(site, read);
}

function statementsOfSite(read: ReadFile, runs: readonly StatementContext[]): FixSite['statements'] {
  const kept = sites.get(runs);
  if (kept !== undefined) return kept;
  const statements = read.statements.map(({ piece, syntax }, at) => ({
    span: piece.span,
    terminator: piece.terminator,
    syntax,
    section: runs[at]?.section ?? 0,
  }));
  sites.set(runs, statements);
  return statements;
}

/** By the runs, which belong to one file as one target reads it. */
const sites = new WeakMap<readonly StatementContext[], FixSite['statements']>();

function optOutPlan(
  statement: Span,
  { read: { text }, migration, set, hasFile }: FixSurroundings,
): FixPlan | null {
  const { optOut } = frameworkNamed(set.framework);
  if (optOut === null) return null;
  switch (optOut.kind) {
    case 'companion-file':
      // Where the file is there already it says so, or something that nobody may write over.
      return hasFile(optOut.path(migration.path))
        ? null
        : {
            edits: [],
            followUps: [],
            creates: [{ path: optOut.path(migration.path), text: optOut.text }],
          };
    case 'first-line':
      return text.startsWith(optOut.text)
        ? null
        : {
            edits: [{ span: { start: 0, end: 0 }, newText: `${optOut.text}\n` }],
            followUps: [],
            creates: [],
          };
    case 'impossible':
      return null;
    case 'mark-option': {
      const mark = [...text.matchAll(optOut.mark)].filter(({ index }) => index <= statement.start).at(-1);
      if (mark === undefined || mark[0].includes(optOut.option)) return null;
      const end = mark.index + mark[0].trimEnd().length;
      return {
        edits: [{ span: { start: end, end }, newText: ` ${optOut.option}` }],
        followUps: [],
        creates: [],
      };
    }
  }
}

/** What follows a migration that declares its phase belongs to that phase too, unless the fix says otherwise. */
function inPhaseOf(file: FileContext, followUp: FollowUp): FollowUp {
  if (file.phase === null || followUp.body.includes('interlock: phase')) return followUp;
  return { ...followUp, body: `-- interlock: phase ${file.phase}\n${followUp.body}` };
}

function fixEdits(plan: FixPlan, { file, migration, set, dialect }: FixSurroundings): FixEdits {
  const followUps =
    plan.followUps.length === 0
      ? []
      : frameworkNamed(set.framework).nameFollowUps(
          plan.followUps.map(followUp => inPhaseOf(file, followUp)),
          migration,
          set,
          dialect,
        );
  return {
    edits: plan.edits.map(edit => ({ ...edit, path: file.path })),
    creates: [...plan.creates, ...followUps],
    ...(plan.renames === undefined ? {} : { renames: plan.renames }),
  };
}
