import type { TableConstraint } from '../operations/constraints.ts';
import { relationKey, sessionVariable, tableAt } from './catalog.ts';
import { wholeColumn } from './columnOf.ts';
import { constraintBase } from './constraintParts.ts';
import type { Draft } from './draft.ts';
import { freeConstraintName, freeForeignKeyName, freeIndexName, joinedColumnNames } from './implicitNames.ts';
import { editTable, primaryKeyColumns } from './knownTable.ts';
import type { ForeignKeyConstraint, Table } from './model.ts';
import { checkColumns, reportMissing } from './problems.ts';
import { addReference } from './references.ts';
import { addSupportingIndex } from './supportingIndex.ts';

type ForeignKeyDefinition = Extract<TableConstraint, { readonly kind: 'foreign-key' }>;

/** Adds a FOREIGN KEY: to its table (and PostgreSQL partitions), and as a reference to the table it points to. */
export function addForeignKey(draft: Draft, key: string, constraint: ForeignKeyDefinition): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const target = targetKey(draft, table, constraint);
  const targetTable = tableAt(draft, target);
  if (!mayDangle(draft)) {
    if (draft.get(target) === undefined) reportMissing(draft, 'table', target, constraint.target.table);
    if (targetTable !== undefined) checkColumns(draft, targetTable, constraint.target.columns);
  }
  const columns = constraint.columns.map(column => column.value);
  const written = constraint.target.columns.map(column => column.value);
  const name = foreignKeyName(draft, table, constraint);
  const added: ForeignKeyConstraint = {
    ...constraintBase(draft, name, constraint),
    kind: 'foreign-key',
    columns,
    target,
    targetColumns: written.length > 0 || targetTable === undefined ? written : primaryKeyColumns(targetTable),
    onDelete: constraint.target.onDelete,
    onUpdate: constraint.target.onUpdate,
    match: constraint.target.match,
  };
  addForeignKeyTo(draft, key, added);
  if (draft.dialect !== 'postgresql') {
    const edited = tableAt(draft, key) ?? table;
    const index =
      constraint.name?.value ??
      constraint.indexName?.value ??
      freeIndexName(draft, edited, columns[0] ?? null);
    addSupportingIndex(draft, key, index, columns);
  }
}

/** A table that is being created under the name it refers to is found before others of that name. */
function targetKey(draft: Draft, table: Table, constraint: ForeignKeyDefinition): string {
  const target = constraint.target.table;
  // MySQL: an unqualified table is one of the referring table's own database.
  if (target.schema === null && draft.dialect !== 'postgresql') {
    const schema = { value: table.schema, quoted: true, span: target.span };
    return relationKey(draft, { ...target, schema });
  }
  return relationKey(draft, target);
}

/** MySQL and MariaDB accept foreign keys to tables that are not there while foreign_key_checks is off. */
function mayDangle(draft: Draft): boolean {
  if (draft.dialect === 'postgresql') return false;
  const checks = sessionVariable(draft, 'foreign_key_checks');
  return checks !== undefined && !/^(?:1|on|true)$/i.test(checks.value ?? '');
}

/** Adds a ready foreign key to a table and its partitions. */
export function addForeignKeyTo(draft: Draft, key: string, constraint: ForeignKeyConstraint): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  editTable(draft, key, ({ constraints }) => ({ constraints: [...constraints, constraint] }));
  if (constraint.target !== key)
    addReference(draft, constraint.target, { table: key, constraint: constraint.name });
  if (draft.dialect !== 'postgresql') return;
  for (const partition of table.partitioning?.partitions ?? []) {
    const part = tableAt(draft, partition);
    if (part === undefined) continue;
    const taken = part.constraints.some(other => other.name === constraint.name);
    const name = taken
      ? freeConstraintName(part, { second: constraint.columns.join('_'), label: 'fkey' })
      : constraint.name;
    addForeignKeyTo(draft, partition, { ...constraint, name });
  }
}

function foreignKeyName(draft: Draft, table: Table, constraint: ForeignKeyDefinition): string {
  if (constraint.name !== null) return constraint.name.value;
  // MariaDB takes the index's name for the constraint too (measured, 10.11); MySQL does not.
  if (draft.dialect === 'mariadb' && constraint.indexName !== null) return constraint.indexName.value;
  if (draft.dialect !== 'postgresql') return freeForeignKeyName(table);
  return freeConstraintName(table, {
    second: joinedColumnNames(constraint.columns.map(wholeColumn), []),
    label: 'fkey',
  });
}
