import type { ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import { type CatalogReader, type CatalogWrites, relationKey, tableAt } from './catalog.ts';
import type { CatalogObject, Table } from './model.ts';

/*
 * MySQL 8.0.29 and newer: each ALTER TABLE that adds or drops columns in place makes a row version, of which a table
 * may have 255; whatever rebuilds the table starts again (manual 8.0, "Online DDL Operations"). Which algorithm the
 * server takes is only known roughly here: a statement that could be instant counts as instant.
 */

/** The row versions of the tables that a statement of the migration altered, as far as they changed. */
export function countRowVersions(
  before: CatalogReader,
  after: CatalogReader,
  syntax: StatementSyntax,
  path: string,
): CatalogWrites {
  const altered = syntax.alterTable?.table;
  const rebuilt = after.dialect === 'mysql' ? rebuiltTables(syntax) : NONE;
  if (after.dialect !== 'mysql' || (altered === undefined && rebuilt.length === 0)) return NOTHING;
  const writes = new Map<string, CatalogObject | null>();
  const setVersions = (name: ObjectName, change: (table: Table) => Partial<Table>): void => {
    const key = relationKey(before, name);
    const table = tableAt(after, key);
    if (table !== undefined) writes.set(key, { ...table, ...change(table) });
  };
  const isRebuilt = (): Partial<Table> => ({ rowVersions: [], rebuiltBy: path });
  for (const name of rebuilt) setVersions(name, isRebuilt);
  if (altered === undefined) return writes;
  if (rebuilds(before, syntax)) setVersions(altered, isRebuilt);
  else if (syntax.operations.some(addsVersion))
    setVersions(altered, ({ rowVersions }) => ({ rowVersions: [...rowVersions, path] }));
  return writes;
}

const NOTHING: CatalogWrites = new Map();
const NONE: readonly ObjectName[] = [];

function rebuiltTables(syntax: StatementSyntax): readonly ObjectName[] {
  return syntax.operations.flatMap(operation => {
    if (operation.kind === 'Truncate') return [operation.table];
    const optimizes = operation.kind === 'Maintenance' && operation.command === 'optimize';
    return optimizes && operation.table !== null ? [operation.table] : [];
  });
}

function addsVersion(operation: Operation): boolean {
  if (operation.kind === 'AddColumn') return operation.column.generated?.value.kind !== 'virtual';
  return operation.kind === 'DropColumn';
}

/** True when the statement builds the table anew, be it for one of its actions only. */
function rebuilds(before: CatalogReader, syntax: StatementSyntax): boolean {
  if (
    syntax.algorithm !== null &&
    syntax.algorithm.value !== 'INSTANT' &&
    syntax.algorithm.value !== 'DEFAULT'
  ) {
    if (syntax.algorithm.value === 'COPY' || syntax.operations.some(addsVersion)) return true;
  }
  return syntax.operations.some(operation => rebuildsTable(before, operation));
}

const REBUILDING_OPTIONS = new Set(['engine', 'row_format', 'key_block_size', 'encryption', 'compression']);

function rebuildsTable(before: CatalogReader, operation: Operation): boolean {
  switch (operation.kind) {
    case 'ConvertCharset':
      return true;
    case 'TableMaintenance':
      return operation.action === 'force' || operation.action === 'order-by';
    case 'AlterPartitions':
      return (
        operation.action === 'partition-by' ||
        operation.action === 'remove-partitioning' ||
        operation.action === 'rebuild'
      );
    case 'SetTableOption':
      return REBUILDING_OPTIONS.has(operation.option.name);
    case 'AddConstraint':
    case 'DropConstraint':
      return (
        (operation.kind === 'AddConstraint' ? operation.constraint.kind : operation.constraintKind) ===
        'primary-key'
      );
    case 'AddColumn':
      return operation.column.autoIncrement !== null || operation.column.generated?.value.kind === 'stored';
    case 'ModifyColumn': {
      const column = tableAt(before, relationKey(before, operation.table))?.columns.find(
        other => other.name.toLowerCase() === operation.column.value.toLowerCase(),
      );
      const { definition } = operation;
      return (
        operation.position !== null ||
        column?.type?.name !== definition.type?.name ||
        (column?.notNull ?? false) !==
          (definition.nullable?.value === false || definition.primaryKey !== null)
      );
    }
    default:
      return false;
  }
}
