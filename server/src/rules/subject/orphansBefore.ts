import {
  findColumn,
  findConstraint,
  findTable,
  relationKey,
  sameName,
  tableAt,
} from '../../catalog/catalog.ts';
import type { ForeignKeyConstraint, Table } from '../../catalog/model.ts';
import type { OperationContext, ReviewedStatement } from '../rule.ts';
import { isDataChange } from './statementWords.ts';

/** What a statement does to the rows and keys that a foreign key further down meets. */
export interface RowTraces {
  /** Columns that it may fill, in lower case; `*` where nobody can tell which. */
  readonly filled: readonly string[];
  /** From here on a key that was dropped above may not hold any more. */
  readonly changesRows: boolean;
  readonly dropped: readonly { readonly table: string; readonly key: ForeignKeyConstraint }[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** Null for statements that leave no trace. */
export function rowTraces({ operations }: ReviewedStatement): RowTraces | null {
  const filled = operations.flatMap(filledBy);
  const changesRows = filled.length > 0 || operations.some(losesRows);
  const dropped = operations.flatMap(droppedKey);
  const renamed = operations.flatMap(({ operation, before, after }) =>
    operation.kind === 'RenameTable'
      ? [
          {
            from: relationKey(before, operation.table),
            to: relationKey(after, {
              ...operation.to,
              schema: operation.to.schema ?? operation.table.schema,
            }),
          },
        ]
      : [],
  );
  if (!changesRows && dropped.length === 0 && renamed.length === 0) return null;
  return { filled, changesRows, dropped, renamed };
}

function filledBy({ operation }: OperationContext): readonly string[] {
  switch (operation.kind) {
    case 'Update':
      return operation.columns.map(({ value }) => value.toLowerCase());
    case 'Insert':
      return [rowsOf(operation.table.name.value)];
    case 'Merge':
    case 'CopyRows':
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'ClientCommand':
    case 'Unknown':
      return ['*'];
    case 'Query':
      // A routine that a query calls may write.
      return operation.functions.length > 0 ? ['*'] : [];
    default:
      return [];
  }
}

function rowsOf(table: string): string {
  return `rows of ${table.toLowerCase()}`;
}

function losesRows({ operation }: OperationContext): boolean {
  return isDataChange(operation) || operation.kind === 'Truncate' || operation.kind === 'DropTable';
}

function droppedKey({ operation, before }: OperationContext): RowTraces['dropped'] {
  if (operation.kind !== 'DropConstraint' || operation.name === null) return [];
  const table = relationKey(before, operation.table);
  const owner = tableAt(before, table);
  const key = owner === undefined ? undefined : findConstraint(before, owner, operation.name.value);
  return key?.kind === 'foreign-key' && key.enforced && key.valid ? [{ table, key }] : [];
}

/**
 * True for a foreign key that no row can stand against: one of its columns came with the file and is NULL in every row, or
 * an equal key held until the file dropped it. `above` is what the statements before it did, in their order.
 */
export function meetsNoOrphan(context: OperationContext, above: readonly RowTraces[]): boolean {
  const { operation, before, file } = context;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'foreign-key') return false;
  const { columns, target } = operation.constraint;
  const table = findTable(before, operation.table);
  if (table === undefined) return false;
  const filled = new Set(above.flatMap(traces => traces.filled));
  const isEmpty = columns.some(name => {
    const column = findColumn(before, table, name);
    const isNull = column?.origin?.path === file.path && !column.notNull && column.generated === null;
    if (!isNull || (column.default !== null && column.default.kind !== 'null')) return false;
    return !['*', column.name.toLowerCase(), rowsOf(table.name)].some(trace => filled.has(trace));
  });
  if (isEmpty) return target.match !== 'full' || columns.length === 1;
  const parent = findTable(before, target.table);
  return standing(above).some(
    ({ table: owner, key }) =>
      owner === relationKey(before, operation.table) &&
      key.target === relationKey(before, target.table) &&
      areSame(context, table, key.columns, columns) &&
      (target.columns.length === 0 || areSame(context, parent, key.targetColumns, target.columns)),
  );
}

/** The dropped keys that still hold, under the names that the tables have by now. */
function standing(above: readonly RowTraces[]): RowTraces['dropped'] {
  let keys: RowTraces['dropped'] = [];
  for (const { changesRows, dropped, renamed } of above) {
    const nameNow = (name: string): string => renamed.find(({ from }) => from === name)?.to ?? name;
    keys = [...(changesRows ? [] : keys), ...dropped].map(({ table, key }) => ({
      table: nameNow(table),
      key: { ...key, target: nameNow(key.target) },
    }));
  }
  return keys;
}

/** The same columns in the same order; the file may have given them other names. */
function areSame(
  { before, file }: OperationContext,
  table: Table | undefined,
  old: readonly string[],
  now: readonly { readonly value: string }[],
): boolean {
  return (
    old.length === now.length &&
    now.every(({ value }, at) => {
      const former = old[at] ?? '';
      if (sameName(before.dialect, former, value)) return true;
      const renamed = findColumn(before, table, value)?.renamed;
      return renamed?.origin.path === file.path && sameName(before.dialect, renamed.from, former);
    })
  );
}
