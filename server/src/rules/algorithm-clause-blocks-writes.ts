import { sessionVariable } from '../catalog/catalog.ts';
import type { OperationKind } from '../operations/operation.ts';
import { type Span, textOf } from '../text/span.ts';
import { remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { replaceClauses, strongestClauses } from './fixes/statementClauses.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { statementHead } from './subject/statementHead.ts';
import { noteWithLockNone, noteWithoutClauses } from './subject/withoutClauses.ts';
import { code, whoWaits } from './subject/wording.ts';

/** Operations that the server may do in a worse way than it has to. */
const KINDS = [
  'AddColumn',
  'DropColumn',
  'RenameColumn',
  'ModifyColumn',
  'SetColumnDefault',
  'DropColumnDefault',
  'AddConstraint',
  'DropConstraint',
  'SetTableOption',
  'ConvertCharset',
  'TableMaintenance',
  'CreateIndex',
  'DropIndex',
  'RenameIndex',
  'AlterIndex',
] as const satisfies readonly OperationKind[];

export const algorithmClauseBlocksWrites = operationRule({
  metadata: {
    id: 'algorithm-clause-blocks-writes',
    title: 'Written clause asks for a stronger lock than needed',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'safe',
    related: { strong_migrations: ['copy_algorithm', 'lock_option'] },
  },
  kinds: KINDS,
  *check(context) {
    const { operation, statement, note } = context;
    if (note === null || note.refusal !== null || !note.blocksWrites || note.duration !== 'grows-with-table')
      return;
    const table = 'table' in operation ? operation.table : null;
    const existing = table === null ? null : existingRelation(context, table);
    if (existing === null) return;
    const cause = causeOf(context);
    if (cause === null) return;
    const free = cause.isLock ? noteWithLockNone(context) : noteWithoutClauses(context);
    if (free === null || free.refusal !== null || free.blocksWrites || free.algorithm === null) return;
    const { span, words } = cause;
    const waiting = `${whoWaits(note)} to ${existing.label}${sizeText(context, existing.key)}`.replace(
      'reads and writes to',
      'reads and writes of',
    );
    const better = free.algorithm === 'INSTANT' ? 'ALGORITHM=INSTANT' : 'LOCK=NONE';
    yield {
      span,
      message: `${words} blocks ${waiting}; ${code(operationWords(context, operation))} can be done with ${code(better)}.`,
      table: existing.key,
      fixes:
        statement.algorithm === null && statement.lock === null
          ? []
          : remedies(context, [
              {
                title: 'Ask for the way that blocks nobody',
                kind: 'safe',
                build({ site, sql }) {
                  const edits = replaceClauses(site, statement, strongestClauses(free, sql));
                  return free.algorithm === 'COPY' || edits === null ? null : plan({ edits });
                },
              },
            ]),
    };
  },
});

interface Cause {
  readonly span: Span;
  readonly words: string;
  /** The session asks for a lock, which only LOCK=NONE takes back. */
  readonly isLock: boolean;
}

/** The clause that makes the server block writes, or the session's setting; null when neither asks for it. */
function causeOf(context: OperationContext): Cause | null {
  const { statement, sql } = context;
  const { algorithm, lock } = statement;
  const written =
    algorithm?.value.toUpperCase() === 'COPY'
      ? algorithm
      : lock !== null && ['SHARED', 'EXCLUSIVE'].includes(lock.value.toUpperCase())
        ? lock
        : null;
  if (written !== null) return { span: written.span, words: code(textOf(sql, written.span)), isLock: false };
  const setting = strongSetting(context);
  if (setting === null) return null;
  const isLock = setting === 'old_mode';
  return {
    span: statementHead(context),
    words: isLock
      ? `The session's ${code('old_mode')} makes the server lock the table while it copies, which`
      : `The session's ${code(setting)} makes the server copy the table, which`,
    isLock,
  };
}

/** The session variable that asks for the stronger way, as the file or the target sets it; a written ALGORITHM comes first. */
function strongSetting({ before, target, statement }: OperationContext): string | null {
  const value = (name: string): string => sessionVariable(before, name)?.value ?? target.settings[name] ?? '';
  if (statement.algorithm === null) {
    if (/^copy$/i.test(value('alter_algorithm')) && target.engine === 'mariadb') return 'alter_algorithm';
    if (/^(?:1|on|true)$/i.test(value('old_alter_table'))) return 'old_alter_table';
  }
  return target.engine === 'mariadb' && /\bLOCK_ALTER_TABLE_COPY\b/i.test(value('old_mode'))
    ? 'old_mode'
    : null;
}
