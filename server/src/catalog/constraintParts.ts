import type { TableConstraint } from '../operations/constraints.ts';
import { findColumn, sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { editTable } from './knownTable.ts';

/** What constraints of all kinds share. */
export function constraintBase(draft: Draft, name: string, constraint: TableConstraint) {
  return {
    name,
    valid: constraint.notValid === null,
    enforced: constraint.enforced,
    deferrable: constraint.deferrable,
    initiallyDeferred: constraint.initiallyDeferred,
    origin: draft.origin,
    changedBy: null,
  };
}

/** Columns that a constraint makes NOT NULL. */
export function requireNotNull(draft: Draft, key: string, names: readonly string[]): void {
  const table = tableAt(draft, key);
  if (names.every(name => findColumn(draft, table, name)?.notNull !== false)) return;
  editTable(draft, key, ({ columns }) => ({
    columns: columns.map(column =>
      !column.notNull && names.some(name => sameName(draft.dialect, name, column.name))
        ? { ...column, notNull: true, changedBy: draft.origin }
        : column,
    ),
  }));
}
