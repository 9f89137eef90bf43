import { hasUnseenChanges, isComplete, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { Identifier } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import type { CheckSwitch } from './checkSwitches.ts';

/** What an operation does to rows, as far as checks have to do with it. */
interface RowChange {
  readonly event: 'insert' | 'update' | 'delete' | 'truncate';
  /** Columns that get other values; null where all may. */
  readonly columns: readonly Identifier[] | null;
}

/**
 * False when no check that is off could have refused the rows that the operation changes: it sets no column of a key,
 * or the table has none, and no trigger fires for it. True where the catalog leaves that open.
 */
export function canBreakChecks(context: OperationContext, { what }: CheckSwitch): boolean {
  const { operation, before } = context;
  // A trigger or constraint that is named is meant: nobody knows what it is for.
  if (what.kind === 'trigger' || what.kind === 'constraint') return true;
  if (!('table' in operation) || operation.table === null) return true;
  const table = tableAt(before, relationKey(before, operation.table));
  const change = rowChangeOf(context);
  if (change === null || table === undefined || !table.certain || hasUnseenChanges(before)) return true;
  // Keys and triggers of parents and children are not looked at.
  if (table.partitioning !== null || table.partitionOf !== null) return true;
  if (table.inherits.length > 0 || table.inheritedBy.length > 0) return true;
  if (what.kind === 'triggers' && what.which === 'user') return hasTrigger(table, change);
  if (what.kind === 'triggers') return hasTrigger(table, change) || touchesForeignKey(context, table, change);
  switch (what.name) {
    case 'session_replication_role':
      return hasTrigger(table, change) || touchesForeignKey(context, table, change);
    case 'foreign_key_checks':
      return touchesForeignKey(context, table, change);
    default:
      return true;
  }
}

/** Null for what is too manifold to tell. */
function rowChangeOf({ operation }: OperationContext): RowChange | null {
  switch (operation.kind) {
    case 'Update':
      return operation.columns.length === 0 ? null : { event: 'update', columns: operation.columns };
    case 'Insert':
      return operation.onConflict === 'none' || operation.onConflict === 'ignore'
        ? { event: 'insert', columns: null }
        : null;
    case 'CopyRows':
      return { event: 'insert', columns: null };
    case 'Delete':
      return { event: 'delete', columns: null };
    case 'Truncate':
      return operation.cascade ? null : { event: 'truncate', columns: null };
    default:
      return null;
  }
}

function hasTrigger(table: Table, { event }: RowChange): boolean {
  return table.triggers.some(({ events }) => events.length === 0 || events.includes(event));
}

function touchesForeignKey(
  { before }: OperationContext,
  table: Table,
  { event, columns }: RowChange,
): boolean {
  const isSet = (name: string): boolean =>
    columns === null || columns.some(({ value }) => sameName(before.dialect, value, name));
  const own = table.constraints.some(
    constraint => constraint.kind === 'foreign-key' && constraint.columns.some(isSet),
  );
  if (event === 'insert') return own;
  // A row that goes is missed by those that refer to it, and only a complete catalog shows them all.
  if (event !== 'update') return !isComplete(before) || table.referencedBy.length > 0;
  // A foreign key of any other table points to columns that have an index.
  return own || table.indexes.some(({ keys }) => keys.some(({ column }) => column !== null && isSet(column)));
}
