import { sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropConstraint } from './dropConstraint.ts';
import { dropIndexOf } from './indexes.ts';
import { editTable, withDropped } from './knownTable.ts';
import type { Constraint, Index } from './model.ts';
import { dropOwnedSequence } from './ownedSequences.ts';
import { releaseType } from './typeUse.ts';

/**
 * Drops a column with what hangs on it. PostgreSQL drops every index and constraint that mentions it; in MySQL and
 * MariaDB it leaves its indexes, and only those that lose their last column go.
 */
export function dropColumn(
  draft: Draft,
  key: string,
  name: string,
  options: { readonly cascade: boolean },
): void {
  const column = tableAt(draft, key)?.columns.find(other => sameName(draft.dialect, other.name, name));
  if (column === undefined) return;
  if (draft.dialect === 'postgresql') dropDependents(draft, key, column.name, options);
  else leaveKeys(draft, key, column.name);
  editTable(draft, key, table => ({
    columns: table.columns.filter(other => other.name !== column.name),
    dropped: withDropped(draft, table, 'column', column.name),
  }));
  dropOwnedSequence(draft, column);
  releaseType(draft, key, column.type);
}

function dropDependents(
  draft: Draft,
  key: string,
  column: string,
  options: { readonly cascade: boolean },
): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  for (const constraint of table.constraints) {
    if (columnsOf(constraint).includes(column)) dropConstraint(draft, key, constraint.name, options);
  }
  for (const index of tableAt(draft, key)?.indexes ?? []) {
    if (mentions(index, column)) dropIndexOf(draft, key, index.name);
  }
  if (options.cascade) doubtReaders(draft, table.readBy);
}

/** Which columns a view reads is not known: with CASCADE it may be gone, and what reads it with it. */
function doubtReaders(draft: Draft, readBy: readonly string[]): void {
  for (const key of readBy) {
    const view = draft.get(key);
    if (view?.kind !== 'view' || !view.certain) continue;
    draft.put(key, { ...view, certain: false, changedBy: draft.origin });
    doubtReaders(draft, view.readBy);
  }
}

function leaveKeys(draft: Draft, key: string, column: string): void {
  const isColumn = (name: string | null): boolean => name !== null && sameName(draft.dialect, name, column);
  const others = (names: readonly string[]): readonly string[] => names.filter(name => !isColumn(name));
  for (const constraint of tableAt(draft, key)?.constraints ?? []) {
    if (constraint.kind === 'foreign-key' || constraint.kind === 'check') {
      const columns = columnsOf(constraint);
      if (columns.length > 0 && others(columns).length === 0)
        dropConstraint(draft, key, constraint.name, { cascade: false });
    }
  }
  editTable(draft, key, table => ({
    constraints: table.constraints.flatMap(constraint => {
      if (constraint.kind !== 'primary-key' && constraint.kind !== 'unique') return [constraint];
      if (!constraint.columns.some(isColumn)) return [constraint];
      const left = others(constraint.columns);
      return left.length === 0 ? [] : [{ ...constraint, columns: left, changedBy: draft.origin }];
    }),
    indexes: table.indexes.flatMap(index => {
      if (!index.keys.some(part => isColumn(part.column))) return [index];
      const left = index.keys.filter(part => !isColumn(part.column));
      return left.length === 0 ? [] : [{ ...index, keys: left, changedBy: draft.origin }];
    }),
  }));
}

/** The columns of its table that a constraint mentions. */
export function columnsOf(constraint: Constraint): readonly string[] {
  return constraint.kind === 'check' ? constraint.expression.columns : constraint.columns;
}

/** True when the index reads the column in a key, an expression, its predicate, or includes it. */
export function mentions(index: Index, column: string): boolean {
  return (
    index.keys.some(key => key.column === column || key.expression?.columns.includes(column) === true) ||
    index.include.includes(column) ||
    index.predicate?.columns.includes(column) === true
  );
}
