import { findConstraint, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropIndexOf } from './indexes.ts';
import { childrenOf, editTable, withDropped } from './knownTable.ts';
import type { Constraint, KeyConstraint, Table } from './model.ts';
import { removeReference } from './references.ts';

/** Drops a constraint with its index, and what the tables below the table have of it. */
export function dropConstraint(
  draft: Draft,
  key: string,
  name: string,
  options: { readonly cascade: boolean },
): void {
  const table = tableAt(draft, key);
  const constraint = findConstraint(draft, table, name);
  if (table === undefined || constraint === undefined) return;
  const rule = constraint.kind === 'check' ? constraint : undefined;
  editTable(draft, key, edited => ({
    constraints: edited.constraints.filter(other => other !== constraint),
    dropped: withDropped(draft, edited, 'constraint', constraint.name, rule),
    columns: constraint.kind === 'not-null' ? nullable(edited, constraint.columns) : edited.columns,
  }));
  if (constraint.kind === 'foreign-key' && constraint.target !== key) {
    removeReference(draft, constraint.target, { table: key, constraint: constraint.name });
  }
  if (constraint.kind === 'primary-key' || constraint.kind === 'unique') {
    if (options.cascade && draft.dialect === 'postgresql') dropForeignKeysTo(draft, key, table, constraint);
    dropIndexOf(draft, key, constraint.name);
  } else if (constraint.kind === 'exclude') {
    dropIndexOf(draft, key, constraint.name);
  } else if (draft.dialect === 'postgresql') {
    for (const child of childrenOf(table)) {
      if (hasAlike(draft, child, constraint)) dropConstraint(draft, child, constraint.name, options);
    }
  }
}

function hasAlike(draft: Draft, child: string, constraint: Constraint): boolean {
  return findConstraint(draft, tableAt(draft, child), constraint.name)?.kind === constraint.kind;
}

function nullable(table: Table, columns: readonly string[]): Table['columns'] {
  return table.columns.map(column =>
    columns.includes(column.name) && column.identity === null ? { ...column, notNull: false } : column,
  );
}

/** With CASCADE, foreign keys that need the key go with it. */
function dropForeignKeysTo(draft: Draft, key: string, table: Table, constraint: KeyConstraint): void {
  for (const reference of table.referencedBy) {
    const referring = findConstraint(draft, tableAt(draft, reference.table), reference.constraint);
    if (referring?.kind !== 'foreign-key' || referring.target !== key) continue;
    if (!sameColumns(referring.targetColumns, constraint.columns)) continue;
    dropConstraint(draft, reference.table, reference.constraint, { cascade: false });
  }
}

function sameColumns(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every(column => right.includes(column));
}
