import type { Target } from '../engines/engine.ts';
import type { LockNote } from '../engines/lockNote.ts';
import { statementNote } from '../engines/statementNote.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { errorText } from './subject/certainty.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { subjectOf } from './subject/strongLock.ts';
import { code, whoWaits } from './subject/wording.ts';

export const targetsDisagree = fileRule({
  metadata: {
    id: 'targets-disagree',
    title: 'The same file behaves differently per target',
    categories: ['compatibility', 'locking', 'fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    ignoresPhase: true,
    related: {},
  },
  *check(reviewed) {
    const compared = reviewed.onEveryTarget.filter(
      ({ target }) => target.engine === reviewed.target.engine && !target.advisory && !target.assumed,
    );
    if (compared.length < 2 || !compared.includes(reviewed)) return;
    for (const { index } of reviewed.statements) {
      const finding = disagreement(reviewed, compared, index);
      if (finding !== null) yield finding;
    }
  },
});

interface Verdict {
  readonly target: Target;
  readonly context: OperationContext;
  readonly note: LockNote;
  readonly text: string;
}

function disagreement(
  reviewed: ReviewedFile,
  compared: readonly ReviewedFile[],
  statement: number,
): FileFindingDraft | null {
  const verdicts = compared.flatMap(file => verdictOf(file, statement) ?? []);
  const [first] = verdicts;
  const other = verdicts.find(({ text }) => text !== first?.text);
  const own = verdicts.find(({ target }) => target === reviewed.target);
  if (first === undefined || other === undefined || own === undefined) return null;
  if (verdicts.length < compared.length) return null;
  const shown = [first, other].map(
    ({ target, text }) => `${text} on ${code(target.name)} (${target.versionText})`,
  );
  return {
    statement,
    span: statementHead(own.context),
    message: `This statement ${shown.join(', ')}: a rehearsal on the one does not measure the run on the other.`,
    fixes: remedies(
      own.context,
      verdicts.every(({ note }) => isOnline(note))
        ? [
            {
              title: 'Ask every target for ALGORITHM=INPLACE, LOCK=NONE',
              kind: 'safe',
              build({ site, sql }) {
                const { statement: syntax } = own.context;
                const last = syntax.alterTable?.actions.at(-1);
                return last === undefined || syntax.algorithm !== null || syntax.lock !== null
                  ? null
                  : plan({ edits: [insertAt(site, last.end, sql`, ALGORITHM=INPLACE, LOCK=NONE`)] });
              },
            },
          ]
        : [],
    ),
  };
}

function isOnline({ algorithm, blocksReads, blocksWrites, refusal }: LockNote): boolean {
  return algorithm !== null && algorithm !== 'COPY' && !blocksReads && !blocksWrites && refusal === null;
}

/** Null for statements on new tables, and for those that facts say nothing about. */
function verdictOf(file: ReviewedFile, statement: number): Verdict | null {
  // What runs in a block is asked for itself.
  const operations = (file.statements[statement]?.operations ?? []).filter(
    ({ note, operation }) => note !== null && note.basis !== 'unknown' && operation.kind !== 'ExecuteBlock',
  );
  const [context] = operations;
  const note = statementNote(operations.flatMap(({ note: one }) => (one === null ? [] : [one])));
  if (context === undefined || note === null) return null;
  const subject = subjectOf(context.operation);
  // What is about no table can still be refused; a new table is nobody's trouble yet.
  if (
    subject === null ? context.operation.kind === 'CreateTable' : existingRelation(context, subject) === null
  )
    return null;
  const text = verdictText(context, note);
  return {
    target: file.target,
    context,
    note,
    text: isPartlyIgnored(file, statement) ? `${text}, and drops a part of it without a word` : text,
  };
}

/** The rule about what a server reads and drops has spoken. */
function isPartlyIgnored({ found }: ReviewedFile, statement: number): boolean {
  return found.some(entry => entry.statement === statement && entry.rule.id === 'silently-ignored-by-target');
}

/** What one target's statistics tell and another's do not is no difference of the servers. */
const DEPENDS_ON_ROWS: ReadonlySet<string> = new Set(['not-null-violation', 'zero-date']);

function verdictText(context: OperationContext, note: LockNote): string {
  if (note.refusal !== null && !DEPENDS_ON_ROWS.has(note.refusal.reason)) {
    return note.refusal.code === '' ? 'is refused' : `is refused (${errorText(context, note.refusal.code)})`;
  }
  const who = whoWaits(note);
  const waits = who === 'nothing' ? '' : ` while ${who} wait`;
  if (note.duration !== 'grows-with-table') return `changes the catalog only${waits}`;
  const work = note.rewritesTable
    ? 'rebuilds the table'
    : note.buildsIndex
      ? 'builds an index'
      : 'scans the table';
  return waits === '' ? `${work} without blocking anybody` : `${work}${waits}`;
}
