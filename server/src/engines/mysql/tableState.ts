import { type CatalogReader, findColumn, findTable, tableAt } from '../../catalog/catalog.ts';
import type { Column, Index, Table } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';

/**
 * The table as far as it is known. What the statement does not say and no file shows is taken as in an ordinary
 * InnoDB table: no FULLTEXT or SPATIAL index, not compressed, not partitioned.
 */
export interface TableState {
  /** Null when the table was never seen or something unread may have changed it. */
  readonly table: Table | null;
  readonly temporary: boolean;
  readonly innodb: boolean;
  readonly partitioned: boolean;
  readonly compressed: boolean;
  readonly redundant: boolean;
  readonly fulltextIndexes: number;
  readonly hasDocumentId: boolean;
  readonly hasSpatialIndex: boolean;
  readonly hasIndexedVirtualColumn: boolean;
  readonly hasStoredColumn: boolean;
  /** A foreign key of this table changes its rows when the parent's change. */
  readonly cascades: boolean;
  readonly rowVersions: number;
}

export function tableState(catalog: CatalogReader, name: ObjectName): TableState {
  const found = findTable(catalog, name);
  // Lasting attributes of an uncertain table are still the best guess; its columns are not.
  return describe(found, found?.certain === true);
}

function describe(found: Table | undefined, certain: boolean): TableState {
  const rowFormat = (found?.options['row_format'] ?? '').toLowerCase();
  const blockSize = Number(found?.options['key_block_size'] ?? 0);
  const virtual = new Set(
    found?.columns
      .filter(column => column.generated?.kind === 'virtual')
      .map(column => column.name.toLowerCase()),
  );
  const indexes = found?.indexes ?? [];
  return {
    table: certain && found !== undefined ? found : null,
    temporary: found?.persistence === 'temporary',
    innodb: (found?.options['engine'] ?? 'innodb').toLowerCase() === 'innodb',
    partitioned: found !== undefined && found.partitioning !== null,
    compressed: rowFormat === 'compressed' || blockSize > 0,
    redundant: rowFormat === 'redundant',
    fulltextIndexes: indexes.filter(index => index.method === 'fulltext').length,
    hasDocumentId: found?.columns.some(column => column.name.toUpperCase() === 'FTS_DOC_ID') ?? false,
    hasSpatialIndex: indexes.some(index => index.method === 'spatial'),
    hasIndexedVirtualColumn: indexes.some(index =>
      index.keys.some(key => key.column !== null && virtual.has(key.column.toLowerCase())),
    ),
    hasStoredColumn: found?.columns.some(column => column.generated?.kind === 'stored') ?? false,
    cascades: found?.constraints.some(cascades) ?? false,
    rowVersions: found?.rowVersions.length ?? 0,
  };
}

function cascades(constraint: Table['constraints'][number]): boolean {
  if (constraint.kind !== 'foreign-key') return false;
  return [constraint.onDelete, constraint.onUpdate].some(
    action => action === 'cascade' || action === 'set null' || action === 'set default',
  );
}

/** The column, when the table is known and has it. */
export function knownColumn(catalog: CatalogReader, state: TableState, name: string): Column | null {
  return state.table === null ? null : (findColumn(catalog, state.table, name) ?? null);
}

export function sameColumn(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

export function indexesOf(state: TableState, column: string): readonly Index[] {
  return (state.table?.indexes ?? []).filter(index =>
    index.keys.some(key => key.column !== null && sameColumn(key.column, column)),
  );
}

export function primaryKeyColumns(state: TableState): readonly string[] {
  for (const constraint of state.table?.constraints ?? [])
    if (constraint.kind === 'primary-key') return constraint.columns;
  return [];
}

export function isPrimaryKeyColumn(state: TableState, column: string): boolean {
  return primaryKeyColumns(state).some(member => sameColumn(member, column));
}

/** True when a foreign key of another table names this column. */
export function isReferenced(catalog: CatalogReader, state: TableState, column: string): boolean {
  return (state.table?.referencedBy ?? []).some(reference => {
    const constraint = tableAt(catalog, reference.table)?.constraints.find(
      candidate => candidate.name === reference.constraint,
    );
    return (
      constraint?.kind === 'foreign-key' &&
      constraint.targetColumns.some(target => sameColumn(target, column))
    );
  });
}

/** True when an index begins with these columns, in any order among them. */
export function hasIndexOn(state: TableState, columns: readonly string[]): boolean {
  const wanted = columns.map(column => column.toLowerCase());
  const heads = (state.table?.indexes ?? [])
    .filter(index => index.method === 'btree' || index.method === '')
    .map(index => index.keys.map(key => key.column));
  return [...heads, primaryKeyColumns(state)].some(keys => {
    const head = keys.slice(0, wanted.length).map(key => key?.toLowerCase());
    return head.length === wanted.length && wanted.every(column => head.includes(column));
  });
}
