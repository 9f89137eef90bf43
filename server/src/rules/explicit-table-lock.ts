import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { code, listed } from './subject/wording.ts';

export const explicitTableLock = fileRule({
  metadata: {
    id: 'explicit-table-lock',
    title: 'Migration locks a table by itself',
    categories: ['locking'],
    severity: 'warning',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP065'] },
  },
  *check(reviewed) {
    for (const { statement, context } of reviewed.ofKinds('LockTables', 'Maintenance', 'Query')) {
      if (statement.run.direction === 'down') continue;
      const finding = lockOf(context, reviewed);
      if (finding !== null) yield { ...finding, statement: statement.index };
    }
  },
});

type Draft = Omit<FileFindingDraft, 'statement'>;

function lockOf(context: OperationContext, reviewed: ReviewedFile): Draft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'LockTables':
      return lockTables(context);
    case 'Maintenance':
      return operation.command === 'flush' && /\bWITH\s+READ\s+LOCK\b/i.test(context.sql)
        ? {
            span: operation.span,
            message: `${code('FLUSH TABLES WITH READ LOCK')} waits for every running statement and stops all writes to every table until ${code('UNLOCK TABLES')}.`,
          }
        : null;
    case 'Query':
      return operation.functions.includes('get_lock') && !isReleased(reviewed)
        ? {
            span: operation.span,
            message: `The lock that ${code('GET_LOCK')} takes here is never released: it stays with the session, which a pool may keep for long.`,
          }
        : null;
    default:
      return null;
  }
}

function isReleased(reviewed: ReviewedFile): boolean {
  return reviewed
    .ofKinds('Query')
    .some(
      ({ context: { operation } }) =>
        operation.kind === 'Query' &&
        operation.functions.some(name => name === 'release_lock' || name === 'release_all_locks'),
    );
}

/** PostgreSQL modes that let everybody read and write. */
const LENIENT = new Set(['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE']);

function lockTables(context: OperationContext): Draft | null {
  const { operation } = context;
  if (operation.kind !== 'LockTables' || operation.nowait || context.statement.wait !== null) return null;
  const isPostgresql = context.target.engine === 'postgresql';
  const closed = operation.tables.filter(
    ({ table, mode }) =>
      !(isPostgresql && LENIENT.has(mode.toUpperCase())) && existingRelation(context, table) !== null,
  );
  const [first] = closed;
  if (first === undefined) return null;
  const names = listed(closed.flatMap(({ table }) => existingRelation(context, table)?.label ?? []));
  const stopped = isPostgresql
    ? /^ACCESS EXCLUSIVE$/i.test(first.mode)
      ? 'reads and writes'
      : 'writes'
    : closed.some(({ mode }) => /write/i.test(mode))
      ? 'reads and writes'
      : 'writes';
  return {
    span: operation.span,
    message: isPostgresql
      ? `${stopped === 'writes' ? 'Writes to' : 'Reads and writes of'} ${names} stop until this transaction commits, and while the lock is waited for they queue behind it.`
      : `${stopped === 'writes' ? 'Writes to' : 'Reads and writes of'} ${names} by others stop until ${code('UNLOCK TABLES')} or the end of the session.`,
    fixes: isPostgresql ? remedies(context, [giveUp(operation.span.end)]) : [],
  };
}

function giveUp(end: number): Remedy {
  return {
    title: 'Give up at once when the table is in use (NOWAIT)',
    kind: 'suggestion',
    build: ({ site, sql }) => plan({ edits: [insertAt(site, end, sql` NOWAIT`)] }),
  };
}
