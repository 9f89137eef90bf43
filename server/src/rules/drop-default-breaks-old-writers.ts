import { findColumn, isComplete, nameOfKey, relationKey, sameName, tableAt } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import { displayName, type Identifier, type ObjectName } from '../operations/names.ts';
import type { DropObject } from '../operations/objectOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { remedies } from './fixes/remedy.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation, existingRelationAt } from './subject/relations.ts';
import { isStrictMode } from './subject/sqlMode.ts';
import { code, columnCode } from './subject/wording.ts';

export const dropDefaultBreaksOldWriters = fileRule({
  metadata: {
    id: 'drop-default-breaks-old-writers',
    title: 'Default removed from a required column',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { 'django-migration-linter': ['NOT_NULL'] },
  },
  *check(reviewed) {
    if (reviewed.file.phase === 'contract') return;
    const removals = reviewed.ofKinds('DropColumnDefault', 'SetColumnDefault', 'AlterIdentity', 'DropObject');
    if (removals.length === 0) return;
    const later = reviewed.ofKinds('SetColumnDefault', 'AlterIdentity', 'ModifyColumn', 'CreateTrigger');
    for (const removal of removals) {
      const lost = removal.statement.run.direction === 'down' ? null : lostDefault(removal.context);
      if (lost === null || isFilledAgain(lost, removal, later)) continue;
      yield { ...lost.draft, statement: removal.statement.index };
    }
  },
});

/** A required column that nothing fills any more. */
interface LostDefault {
  readonly draft: FindingDraft;
  /** Catalog key of the table. */
  readonly table: string;
  readonly column: string;
}

const lostDefault = perContext(computeLostDefault);

function computeLostDefault(context: OperationContext): LostDefault | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropColumnDefault':
      return lostByAction(context, operation.table, operation.column);
    case 'SetColumnDefault':
      // MySQL and MariaDB refuse DEFAULT NULL on a column that is NOT NULL.
      return operation.default.kind === 'null' && context.target.engine === 'postgresql'
        ? lostByAction(context, operation.table, operation.column)
        : null;
    case 'AlterIdentity':
      return operation.action === 'drop' ? lostByAction(context, operation.table, operation.column) : null;
    case 'DropObject':
      return operation.objectKind === 'sequence' ? lostWithSequence(context, operation) : null;
    default:
      return null;
  }
}

function lostByAction(context: OperationContext, table: ObjectName, name: Identifier): LostDefault | null {
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, name);
  if (existing !== null && column === undefined && !isComplete(context.before)) {
    return {
      table: existing.key,
      column: name.value,
      draft: {
        span: context.operation.span,
        severity: 'warning',
        message: `If ${columnCode(table, name.value)} is NOT NULL, INSERTs of the running release that omit it fail without its default (schema unknown)`,
        table: existing.key,
      },
    };
  }
  if (existing?.table === undefined || column === undefined) return null;
  if (!isFilled(column) || !isRequired(existing.table, column, context)) return null;
  if (isFilledByTrigger(existing.table, column)) return null;
  return {
    table: existing.key,
    column: column.name,
    draft: {
      span: context.operation.span,
      message: message(context, `${displayName(table)}.${column.name}`, existing.table, column),
      table: existing.key,
      fixes: remedies(context, [
        actionLater(context, {
          title: 'Drop the default in a later migration, once every release sends a value',
          table,
          names: [name],
          slug: slugOf('drop_default', table.name.value, name.value),
          span: context.operation.span,
        }),
      ]),
    },
  };
}

function isFilled({ default: value, identity }: Column): boolean {
  return identity !== null || (value !== null && value.kind !== 'null');
}

/** NOT NULL, or a CHECK that says the same. */
function isRequired(table: Table, column: Column, { before }: OperationContext): boolean {
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

/** A trigger before INSERT that sets the column, or of which nobody knows what it sets. */
function isFilledByTrigger({ triggers }: Table, column: Column): boolean {
  return triggers.some(
    ({ timing, events, assigns }) =>
      timing === 'before' &&
      events.includes('insert') &&
      (assigns.length === 0 || assigns.some(name => name.toLowerCase() === column.name.toLowerCase())),
  );
}

function message(context: OperationContext, label: string, table: Table, column: Column): string {
  const keeps = column.notNull ? 'keeps NOT NULL' : 'must not be NULL because of a check';
  const silent = context.target.engine !== 'postgresql' && !isStrictMode(context) && column.notNull;
  const effect = silent ? 'silently store an empty value' : 'fail';
  const doubt = table.certain ? '.' : ' (schema unknown)';
  return `${code(label)} ${keeps} but loses its default: INSERTs of the running release that omit it ${effect}${doubt}`;
}

/** DROP SEQUENCE ... CASCADE takes the default of its column along; without CASCADE the server refuses. */
function lostWithSequence(context: OperationContext, operation: DropObject): LostDefault | null {
  const key = relationKey(context.before, operation.name);
  const sequence = context.before.get(key);
  if (!operation.cascade || sequence?.kind !== 'sequence' || sequence.ownedBy === null) return null;
  return lostAt(context, sequence.ownedBy.table, sequence.ownedBy.column, operation);
}

function lostAt(
  context: OperationContext,
  key: string,
  name: string,
  operation: DropObject,
): LostDefault | null {
  const label = nameOfKey(key).replace(/^public\./, '');
  const existing = existingRelationAt(context, key, label);
  const column = findColumn(context.before, existing?.table, name);
  if (existing?.table === undefined || column === undefined) return null;
  if (!isRequired(existing.table, column, context)) return null;
  return {
    table: key,
    column: column.name,
    draft: {
      span: operation.span,
      message: message(context, `${label}.${column.name}`, existing.table, column),
      table: key,
    },
  };
}

/** Something later in the file, or in the same statement, fills the column after all. */
function isFilledAgain(
  lost: LostDefault,
  { statement, context }: ReviewedOperation,
  later: readonly ReviewedOperation[],
): boolean {
  return later.some(other => {
    if (other.statement.index < statement.index || other.context.operation === context.operation)
      return false;
    if (other.statement.run.direction !== statement.run.direction) return false;
    const { operation, before, after } = other.context;
    if (!('table' in operation) || operation.table === null) return false;
    if (relationKey(before, operation.table) !== lost.table) return false;
    const table = tableAt(after, lost.table);
    const column = findColumn(after, table, lost.column);
    if (table === undefined || column === undefined) return false;
    return isFilled(column) || !isRequired(table, column, other.context) || isFilledByTrigger(table, column);
  });
}
