import type { Expression } from '../operations/columns.ts';
import { sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { renameInExpression } from './expressionText.ts';
import { editTable, linkTable, withDropped } from './knownTable.ts';
import type { Column, Constraint, Index, Origin } from './model.ts';
import { editReferring } from './references.ts';

/** Gives a column another name everywhere: in its table, and in the foreign keys and sequences that point to it. */
export function renameColumn(draft: Draft, key: string, from: string, to: string): void {
  const dialect = draft.dialect;
  const table = tableAt(draft, key);
  const column = table?.columns.find(other => sameName(dialect, other.name, from));
  if (table === undefined || column === undefined) return;
  const freedBy =
    table.dropped.find(part => part.kind === 'column' && sameName(dialect, part.name, to))?.origin ?? null;
  const name = (other: string): string => (sameName(dialect, other, from) ? to : other);
  const names = (others: readonly string[]): readonly string[] => others.map(name);
  const inside = (expression: Expression): Expression => renameInExpression(dialect, expression, from, to);
  editTable(draft, key, ({ columns, constraints, indexes, partitioning }) => ({
    columns: columns.map(other =>
      renamedColumn(other, column === other ? { to, origin: draft.origin, freedBy } : null, inside),
    ),
    constraints: constraints.map(constraint => renamedConstraint(constraint, { name, names, inside })),
    indexes: indexes.map(index => renamedIndex(index, { name, names, inside })),
    partitioning:
      partitioning === null
        ? null
        : {
            ...partitioning,
            columns: names(partitioning.columns),
            expressions: partitioning.expressions.map(inside),
          },
    dropped: withDropped(draft, table, 'column', column.name),
  }));
  renameInSelfReferences(draft, key, names);
  editReferring(draft, table, constraint => ({
    ...constraint,
    targetColumns: names(constraint.targetColumns),
  }));
  const sequence = column.sequence === null ? undefined : draft.get(column.sequence);
  if (column.sequence !== null && sequence?.kind === 'sequence' && sequence.ownedBy !== null) {
    draft.put(column.sequence, { ...sequence, ownedBy: { ...sequence.ownedBy, column: to } });
  }
}

interface Renaming {
  name(other: string): string;
  names(others: readonly string[]): readonly string[];
  inside(expression: Expression): Expression;
}

function renamedColumn(
  column: Column,
  renamed: { readonly to: string; readonly origin: Origin; readonly freedBy: Origin | null } | null,
  inside: Renaming['inside'],
): Column {
  const generated =
    column.generated === null
      ? null
      : { ...column.generated, expression: inside(column.generated.expression) };
  if (renamed !== null) {
    const { to, origin, freedBy } = renamed;
    return {
      ...column,
      generated,
      name: to,
      changedBy: origin,
      renamed: { from: column.name, origin, freedBy },
    };
  }
  return column.generated === null || column.generated.expression === generated?.expression
    ? column
    : { ...column, generated };
}

function renamedConstraint(constraint: Constraint, renaming: Renaming): Constraint {
  if (constraint.kind !== 'check') return { ...constraint, columns: renaming.names(constraint.columns) };
  return {
    ...constraint,
    expression: renaming.inside(constraint.expression),
    ofColumn: constraint.ofColumn === null ? null : renaming.name(constraint.ofColumn),
    // MariaDB calls a column's check as the column.
    name: constraint.ofColumn === null ? constraint.name : renaming.name(constraint.name),
  };
}

function renamedIndex(index: Index, renaming: Renaming): Index {
  return {
    ...index,
    keys: index.keys.map(key => ({
      ...key,
      column: key.column === null ? null : renaming.name(key.column),
      expression: key.expression === null ? null : renaming.inside(key.expression),
    })),
    include: renaming.names(index.include),
    predicate: index.predicate === null ? null : renaming.inside(index.predicate),
  };
}

/** A table may point to itself. Such foreign keys are not in `referencedBy`. */
function renameInSelfReferences(draft: Draft, key: string, names: Renaming['names']): void {
  const table = tableAt(draft, key);
  if (
    table?.constraints.some(constraint => constraint.kind === 'foreign-key' && constraint.target === key) !==
    true
  )
    return;
  linkTable(draft, key, ({ constraints }) => ({
    constraints: constraints.map(constraint =>
      constraint.kind === 'foreign-key' && constraint.target === key
        ? { ...constraint, targetColumns: names(constraint.targetColumns) }
        : constraint,
    ),
  }));
}
