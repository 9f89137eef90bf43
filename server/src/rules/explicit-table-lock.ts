import { relationKey } from '../catalog/catalog.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { Maintenance } from '../operations/sessionOperations.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { sizeOf } from './subject/tableSize.ts';
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
    for (const { statement, context } of reviewed.ofKinds(
      'LockTables',
      'Maintenance',
      'Query',
      'SetVariable',
    )) {
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
      return operation.command === 'flush' ? flush(context, operation) : null;
    case 'Query':
    case 'SetVariable':
      return callsGetLock(context) && !isReleased(reviewed)
        ? {
            span: operation.span,
            message: `The lock that ${code('GET_LOCK')} takes here is never released: it stays with the session, which a pool may keep for long.`,
          }
        : null;
    default:
      return null;
  }
}

function flush({ sql }: OperationContext, { span, table }: Maintenance): Draft | null {
  if (!/\bWITH\s+READ\s+LOCK\b|\bFOR\s+EXPORT\b/i.test(sql)) return null;
  const message =
    table === null
      ? `${code('FLUSH TABLES WITH READ LOCK')} waits for every running statement and stops all writes to every table until ${code('UNLOCK TABLES')}.`
      : `Writes to ${code(displayName(table))} by others stop until ${code('UNLOCK TABLES')} or the end of the session.`;
  return { span, message };
}

function callsGetLock({ operation, sql }: OperationContext): boolean {
  if (operation.kind === 'Query') return operation.functions.includes('get_lock');
  return /\bget_lock\s*\(/i.test(sql.slice(operation.span.start, operation.span.end));
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
    table: heaviest(context, closed),
    message: isPostgresql
      ? `${stopped === 'writes' ? 'Writes to' : 'Reads and writes of'} ${names} stop until this transaction commits, and while the lock is waited for they queue behind it.`
      : `${stopped === 'writes' ? 'Writes to' : 'Reads and writes of'} ${names} by others stop until ${code('UNLOCK TABLES')} or the end of the session.`,
    fixes: isPostgresql ? remedies(context, [giveUp(operation.span.end)]) : [],
  };
}

/** The table that weighs most: one whose size nobody knows, else the one with the most rows. */
function heaviest(context: OperationContext, closed: readonly { readonly table: ObjectName }[]): string {
  const [first = '', ...others] = closed.map(({ table }) => relationKey(context.before, table));
  const rows = (key: string): number => sizeOf(context, key)?.rows ?? Number.POSITIVE_INFINITY;
  return others.reduce((most, key) => (rows(key) > rows(most) ? key : most), first);
}

function giveUp(end: number): Remedy {
  return {
    title: 'Give up at once when the table is in use (NOWAIT)',
    kind: 'suggestion',
    build: ({ site, sql }) => plan({ edits: [insertAt(site, end, sql` NOWAIT`)] }),
  };
}
