import type { ColumnDefinition } from '../operations/columns.ts';
import { objectKey, tableAt } from './catalog.ts';
import { serialType } from './columnOf.ts';
import type { Draft } from './draft.ts';
import { quotedIfNeeded, serverExpression } from './expressionText.ts';
import { freeRelationName } from './implicitNames.ts';
import { linkTable } from './knownTable.ts';
import type { Column, Sequence } from './model.ts';

/* PostgreSQL: sequences that belong to a column: serial, identity, OWNED BY. */

/** Makes the sequence that a serial or identity column needs, and the default that reads it. */
export function addOwnedSequence(draft: Draft, tableKey: string, definition: ColumnDefinition): void {
  const isSerial = serialType(draft, definition.type) !== null;
  if (draft.dialect !== 'postgresql' || (!isSerial && definition.identity === null)) return;
  const name = ownSequence(draft, tableKey, definition.name.value, definition.identityStart);
  if (name === null || !isSerial) return;
  const text = `nextval('${name}'::regclass)`;
  editColumn(draft, tableKey, definition.name.value, () => ({
    default: serverExpression(text, ['nextval'], definition.name.span),
  }));
}

/** Makes a sequence for the column; its qualified name, or null when there is no such table. */
export function ownSequence(draft: Draft, tableKey: string, column: string, start?: number): string | null {
  const table = tableAt(draft, tableKey);
  if (table === undefined) return null;
  const name = freeRelationName(draft, table.schema, { first: table.name, second: column, label: 'seq' });
  const key = objectKey('relation', table.schema, name);
  const sequence: Sequence = {
    kind: 'sequence',
    schema: table.schema,
    name,
    origin: draft.origin,
    changedBy: null,
    certain: table.certain,
    ownedBy: { table: tableKey, column },
    ...(start === undefined ? {} : { start }),
  };
  draft.put(key, sequence);
  editColumn(draft, tableKey, column, () => ({ sequence: key }));
  return `${quotedIfNeeded('postgresql', table.schema)}.${quotedIfNeeded('postgresql', name)}`;
}

/** Drops the sequence that a column owns. */
export function dropOwnedSequence(draft: Draft, column: Column): void {
  if (column.sequence !== null && draft.get(column.sequence)?.kind === 'sequence')
    draft.drop(column.sequence);
}

/** Gives a sequence to a column, or to nobody. */
export function setSequenceOwner(draft: Draft, key: string, owner: Sequence['ownedBy']): void {
  const sequence = draft.get(key);
  if (sequence?.kind !== 'sequence') return;
  if (sequence.ownedBy !== null) {
    editColumn(draft, sequence.ownedBy.table, sequence.ownedBy.column, column =>
      column.sequence === key ? { sequence: null } : {},
    );
  }
  draft.put(key, { ...sequence, ownedBy: owner });
  if (owner !== null) editColumn(draft, owner.table, owner.column, () => ({ sequence: key }));
}

function editColumn(
  draft: Draft,
  tableKey: string,
  name: string,
  edit: (column: Column) => Partial<Column>,
): void {
  linkTable(draft, tableKey, table => ({
    columns: table.columns.map(column => (column.name === name ? { ...column, ...edit(column) } : column)),
  }));
}
