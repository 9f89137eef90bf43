import {
  type CatalogReader,
  findColumn,
  findTable,
  relationKey,
  sameName,
  tableAt,
} from '../../catalog/catalog.ts';
import type { Column, Domain, Table } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import { isFilledByTrigger } from './filledByTrigger.ts';
import { existingRelation } from './relations.ts';
import { typeInCatalog } from './typeInCatalog.ts';

/** NOT NULL, or a CHECK that says the same, on a column that the server does not compute. */
export function isRequired(table: Table, column: Column, { before }: OperationContext): boolean {
  if (column.generated !== null || column.autoIncrement) return false;
  return (
    column.notNull ||
    table.constraints.some(
      constraint =>
        constraint.kind === 'check' &&
        constraint.enforced &&
        constraint.expression.notNullColumns.some(name => sameName(before.dialect, name, column.name)),
    )
  );
}

/** True when the server has a value for an INSERT that leaves the column out. */
export function hasDefault({ default: value, identity }: Column): boolean {
  return identity !== null || (value !== null && value.kind !== 'null');
}

/**
 * PostgreSQL: a column without a default of its own gets that of its domain, and one of DEFAULT NULL gets none
 * (CREATE DOMAIN; DefineDomain in typecmds.c keeps a NULL that covers the default of a domain below).
 */
export function isFilledByDomain({ before, target }: OperationContext, { type }: Column): boolean {
  if (target.engine !== 'postgresql' || type === null || type.arrayDimensions > 0) return false;
  const seen = new Set<Domain>();
  for (let domain = domainOf(before, type); domain !== undefined && !seen.has(domain); ) {
    if (domain.default !== null) return domain.default.kind !== 'null';
    seen.add(domain);
    domain = domainOf(before, domain.type);
  }
  return false;
}

function domainOf(catalog: CatalogReader, type: TypeReference): Domain | undefined {
  const found = typeInCatalog(catalog, type);
  return found?.kind === 'domain' ? found : undefined;
}

/**
 * MySQL/MariaDB: what fills a required column so far and is not repeated by MODIFY or CHANGE, as it has to be written;
 * null when nothing is lost that writers count on, and in a contract migration.
 */
export function forgottenDefault(
  context: OperationContext,
  operation: ModifyColumn,
): { readonly column: Column; readonly text: string } | null {
  const { before, after, file, run } = context;
  if (file.phase === 'contract' || run.direction === 'down') return null;
  const existing = existingRelation(context, operation.table);
  const table = findTable(before, operation.table);
  const column = findColumn(before, table, operation.column);
  if (existing === null || table === undefined || column === undefined || column.generated !== null)
    return null;
  const { default: value, autoIncrement, generated } = operation.definition;
  if (value !== null || autoIncrement !== null || generated !== null) return null;
  const text = column.autoIncrement
    ? 'AUTO_INCREMENT'
    : hasDefault(column)
      ? `DEFAULT ${column.default?.text ?? ''}`
      : null;
  const later = tableAt(after, relationKey(after, operation.table));
  const now = findColumn(after, later, operation.definition.name);
  if (text === null || later === undefined || now === undefined) return null;
  if (!isRequired(later, now, context) || hasDefault(now)) return null;
  if (isRefusedDefault(context, table, column)) return null;
  return isFilledByTrigger(after, later, now.name) ? null : { column, text };
}

/** Zero for a key to a parent whose ids the server counts from 1: an INSERT that relied on it was refused all the time. */
export function isRefusedDefault({ before }: OperationContext, table: Table, column: Column): boolean {
  if (!/^'?[0]?'?$/.test(column.default?.text ?? '-')) return false;
  return table.constraints.some(constraint => {
    if (constraint.kind !== 'foreign-key' || !constraint.enforced || constraint.columns.length !== 1)
      return false;
    const [own] = constraint.columns;
    const [parent] = constraint.targetColumns;
    const referred = findColumn(before, tableAt(before, constraint.target), parent ?? '');
    const isCounted = referred !== undefined && (referred.autoIncrement || referred.sequence !== null);
    return own === column.name && isCounted;
  });
}
