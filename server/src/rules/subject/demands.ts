import { findColumn } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Identifier } from '../../operations/names.ts';
import type { CreateIndex } from '../../operations/objectOperations.ts';
import type { AddConstraint, ModifyColumn } from '../../operations/tableOperations.ts';
import type { Span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { sparesOldWriters } from './leftNull.ts';
import { formerColumn } from './newNames.ts';
import { isNewColumn } from './relations.ts';
import { demandOf, touchesOldColumn, whereText } from './tightenedRules.ts';
import { readShape } from './typeInCatalog.ts';
import { isImplied, partsText, uniqueDemand } from './uniqueKeys.ts';
import { isBoundedByCheck } from './valueBounds.ts';
import { lossBetween } from './valueLoss.ts';

/** What an operation asks of every write from now on. */
export interface Demand {
  /** Behind "must". */
  readonly text: string;
  readonly span: Span;
  /** Columns and constraint, for the name of a later file. */
  readonly names: readonly Identifier[];
  /** False where only a part of the statement tightens. */
  readonly movable: boolean;
}

export function notNull(column: string): string {
  return `satisfy \`${column} IS NOT NULL\``;
}

export function demandOfConstraint(
  context: OperationContext,
  { constraint }: AddConstraint,
  table: Table | undefined,
): Demand | null {
  const text = demandOf(context, constraint, table);
  if (text === null) return null;
  if (constraint.kind === 'unique' || constraint.kind === 'primary-key') {
    const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
    const mayBeNull = constraint.kind === 'unique' && !constraint.nullsNotDistinct;
    if (mayBeNull && sparesOldWriters(context, table, columns)) return null;
    if (isImplied(context.before.dialect, table, uniqueDemand(constraint))) return null;
  }
  const names = constraint.name === null ? [] : [constraint.name];
  return { text, span: constraint.span, names, movable: true };
}

export function demandOfIndex(
  context: OperationContext,
  { index, span }: CreateIndex,
  table: Table | undefined,
): Demand | null {
  if (!index.unique) return null;
  const columns = index.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
  const all = index.parts.flatMap(({ column, expression }) =>
    column === null ? (expression?.columns ?? []) : [column.value],
  );
  if (!touchesOldColumn(context, table, all)) return null;
  if (!index.nullsNotDistinct && sparesOldWriters(context, table, columns)) return null;
  if (isImplied(context.before.dialect, table, uniqueDemand(index))) return null;
  return {
    text: `have unique values in \`${partsText(index.parts)}\`${whereText(index.predicate)}`,
    span: index.name?.span ?? span,
    names: index.name === null ? [] : [index.name.name],
    movable: false,
  };
}

/** MODIFY and CHANGE restate what a column is: of one that nobody has seen they say nothing that is certainly new. */
export function demandOfDefinition(
  context: OperationContext,
  { column: name, definition }: ModifyColumn,
  table: Table | undefined,
): Demand | null {
  const column = findColumn(context.before, table, name);
  if (column === undefined || isUnknownToWriters(context, column)) return null;
  const { nullable, default: value, type, autoIncrement } = definition;
  if (nullable?.value !== false || value !== null || autoIncrement !== null || column.notNull)
    return type === null ? null : shortened(context, table, name, type);
  return { text: notNull(column.name), span: nullable.span, names: [], movable: false };
}

/** The column came with the pending migrations, or got its name from them. */
function isUnknownToWriters(context: OperationContext, column: Column): boolean {
  return isNewColumn(context, column) || formerColumn(context, column) !== null;
}

/** A string type with a smaller limit. */
export function shortened(
  context: OperationContext,
  table: Table | undefined,
  name: Identifier,
  type: TypeReference,
): Demand | null {
  const column = findColumn(context.before, table, name);
  if (table === undefined || column?.type == null || isUnknownToWriters(context, column)) return null;
  const from = readShape(context, column.type);
  const to = readShape(context, type);
  if (from?.kind !== 'text' || to?.kind !== 'text' || to.characters === null) return null;
  if (lossBetween(from, to) === null || isBoundedByCheck(context, table, column, to)) return null;
  return {
    text: `fit \`${column.name}\` into ${to.characters} characters`,
    span: type.span,
    names: [],
    movable: false,
  };
}
