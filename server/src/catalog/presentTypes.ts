import { plainColumn } from '../operations/columns.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { ModifyColumn } from '../operations/tableOperations.ts';
import { type CatalogReader, type CatalogWrites, findColumn, tableAt } from './catalog.ts';
import { columnOf } from './columnOf.ts';
import { Draft } from './draft.ts';
import { editTable } from './knownTable.ts';
import type { Column, Origin, Table } from './model.ts';
import { tableKeyForAddition } from './placeholderTable.ts';

const NOTHING: CatalogWrites = new Map();

/**
 * What the statement says of the schema before it, where it states the present types of columns: those of columns that
 * the catalog does not know, or whose type it could not read. A type that it knows stays, whatever the statement says.
 */
export function presentTypes(
  before: CatalogReader,
  syntax: StatementSyntax,
  origin: Pick<Origin, 'path' | 'statement'>,
): CatalogWrites {
  if (syntax.statesPresentTypes !== true) return NOTHING;
  const draft = Draft.on(before, { ...origin, span: { start: 0, end: 0 } });
  for (const operation of syntax.operations)
    if (operation.kind === 'ModifyColumn') learnType(draft, operation);
  return draft.change().writes;
}

function learnType(draft: Draft, operation: ModifyColumn): void {
  const key = tableKeyForAddition(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined || operation.definition.type === null) return;
  const known = findColumn(draft, table, operation.column);
  if (known === undefined) {
    if (!table.certain)
      editTable(draft, key, () => ({ columns: [...table.columns, learned(draft, operation, table)] }));
    return;
  }
  if (known.type !== null) return;
  const { type } = learned(draft, operation, table);
  editTable(draft, key, () => ({
    columns: table.columns.map(column => (column === known ? { ...column, type } : column)),
  }));
}

/** The column as it was. A statement that writes NULL or NOT NULL does so because it was not so before. */
function learned(draft: Draft, { column, definition }: ModifyColumn, table: Table): Column {
  const present = plainColumn({
    span: definition.span,
    name: column,
    type: definition.type,
  });
  return {
    ...columnOf(draft, present, table),
    notNull: definition.nullable?.value === true,
    origin: null,
  };
}
