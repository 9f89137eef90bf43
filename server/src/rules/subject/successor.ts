import { findColumn, findTable, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext, ReviewedFile, ReviewedStatement } from '../rule.ts';
import { transactionsOf } from './fileTransaction.ts';

/** A table that takes the place of another one, with all its columns: created or renamed later under its name. */
export interface Successor {
  /** Other sessions can find the name missing meanwhile. */
  readonly gap: boolean;
  /** CREATE TABLE or RENAME. */
  readonly label: string;
}

/** The successor, in the same file, of a table that a statement renames or drops; null when there is none. */
export function successorOf(
  reviewed: ReviewedFile,
  statement: ReviewedStatement,
  { before, target }: OperationContext,
  name: ObjectName,
): Successor | null {
  const old = findTable(before, name);
  if (old === undefined) return null;
  const key = relationKey(before, name);
  const later = reviewed
    .ofKinds('CreateTable', 'RenameTable')
    .filter(other => other.statement.index > statement.index)
    .find(other => {
      const made = other.context.operation;
      const given = made.kind === 'CreateTable' ? made.table : made.kind === 'RenameTable' ? made.to : null;
      return given !== null && relationKey(other.context.before, given) === key;
    });
  const fresh = later === undefined ? undefined : tableAt(later.context.after, key);
  if (later === undefined || fresh === undefined) return null;
  const isComplete = old.columns.every(
    column =>
      findColumn(later.context.after, fresh, column.name) !== undefined ||
      mayComeFromQuery(later.context, column.name),
  );
  if (!isComplete) return null;
  const group = transactionsOf(reviewed).find(statements => statements.includes(statement));
  return {
    gap: target.engine !== 'postgresql' || group?.includes(later.statement) !== true || group.length < 2,
    label: later.context.operation.kind === 'CreateTable' ? 'CREATE TABLE' : 'RENAME',
  };
}

/** A column of `CREATE TABLE ... AS SELECT`, of which the schema holds none; under a star it may be any. */
function mayComeFromQuery({ operation, before }: OperationContext, name: string): boolean {
  if (operation.kind !== 'CreateTable') return false;
  const columns = operation.asQuery?.columns;
  return columns === null || columns?.some(column => sameName(before.dialect, column, name)) === true;
}
