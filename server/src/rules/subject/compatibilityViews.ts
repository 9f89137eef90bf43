import { relationKey } from '../../catalog/catalog.ts';
import type { CreateView } from '../../operations/objectOperations.ts';
import type { OperationContext, ReviewedFile, ReviewedStatement } from '../rule.ts';
import { transactionsOf } from './fileTransaction.ts';

/** A view that keeps the old name of a renamed table alive. */
export interface CompatibilityView {
  /** Catalog keys of the table before and after. */
  readonly oldTable: string;
  readonly newTable: string;
  /** What the view shows; null when a star stands for all columns of the table as it is then. */
  readonly columns: readonly string[] | null;
}

/** Gives the renames with such a view in the transaction that a statement runs in. Looks only when asked for the first time. */
export function compatibilityViews(
  reviewed: ReviewedFile,
): (statement: ReviewedStatement) => readonly CompatibilityView[] {
  let byStatement: Map<number, readonly CompatibilityView[]> | null = null;
  return statement => {
    byStatement ??= viewsByStatement(reviewed);
    return byStatement.get(statement.index) ?? [];
  };
}

function viewsByStatement(reviewed: ReviewedFile): Map<number, readonly CompatibilityView[]> {
  const byStatement = new Map<number, readonly CompatibilityView[]>();
  for (const group of transactionsOf(reviewed)) {
    const views = viewsIn(group);
    if (views.length > 0) for (const { index } of group) byStatement.set(index, views);
  }
  return byStatement;
}

function viewsIn(group: readonly ReviewedStatement[]): CompatibilityView[] {
  const renames = new Map<string, string>();
  const views: CompatibilityView[] = [];
  for (const { operations } of group) {
    for (const context of operations) {
      const renamed = renamedTable(context);
      if (renamed !== null) renames.set(renamed.oldTable, renamed.newTable);
      if (context.operation.kind !== 'CreateView') continue;
      const view = viewOverRenamed(context, context.operation, renames);
      if (view !== null) views.push(view);
    }
  }
  return views;
}

function renamedTable({
  operation,
  before,
  after,
}: OperationContext): Pick<CompatibilityView, 'oldTable' | 'newTable'> | null {
  if (operation.kind === 'SetTableSchema') {
    const { table, schema } = operation;
    return { oldTable: relationKey(before, table), newTable: relationKey(after, { ...table, schema }) };
  }
  if (operation.kind !== 'RenameTable') return null;
  const schema = operation.to.schema ?? operation.table.schema;
  return {
    oldTable: relationKey(before, operation.table),
    newTable: relationKey(after, { ...operation.to, schema }),
  };
}

/** A view that reads nothing but the renamed table can be written through, as long as it shows plain columns. */
function viewOverRenamed(
  { before }: OperationContext,
  { view, reads, materialized, columns, query }: CreateView,
  renames: ReadonlyMap<string, string>,
): CompatibilityView | null {
  const oldTable = relationKey(before, view);
  const newTable = renames.get(oldTable);
  const [read, ...others] = reads;
  if (
    newTable === undefined ||
    materialized ||
    read === undefined ||
    others.length > 0 ||
    relationKey(before, read) !== newTable
  )
    return null;
  if (!isPlainQuery(query.value)) return null;
  return { oldTable, newTable, columns };
}

/** Words that make a view read-only or leave rows out (PostgreSQL manual, CREATE VIEW, "Updatable Views"). */
const READ_ONLY = /\b(?:where|group\s+by|having|distinct|limit|offset|union|intersect|except|join|with)\b/i;
/** `c`, `t.c`, `t.*`, each with or without another name: what can be written through a view. */
const PLAIN_ITEM =
  /^\s*(?:(?:\w+|"[^"]+")\s*\.\s*)?(?:\*|(?:\w+|"[^"]+")(?:\s+(?:as\s+)?(?:\w+|"[^"]+"))?)\s*$/i;

function isPlainQuery(query: string): boolean {
  if (READ_ONLY.test(query)) return false;
  const list = /^\s*select\b([\s\S]*?)\bfrom\b/i.exec(query)?.[1];
  return list === undefined || list.split(',').every(item => PLAIN_ITEM.test(item));
}
