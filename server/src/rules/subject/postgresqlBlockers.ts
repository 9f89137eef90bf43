import {
  findColumn,
  findConstraint,
  findIndex,
  findRelation,
  nameKey,
  relationKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { Column, ForeignKeyConstraint, Origin, Table } from '../../catalog/model.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { certainTable } from './certainty.ts';
import { policiesUsing, shortName, triggersUsing } from './dependents.ts';
import { SPACE_OF } from './madeObjects.ts';
import { objectBlocker, used } from './postgresqlObjectBlockers.ts';
import { viewsUsingColumn } from './viewColumns.ts';
import { code, columnCode } from './wording.ts';

/** PostgreSQL: what refuses the operation. Only what the catalog is certain of. */
export function postgresqlBlocker(context: OperationContext): Blocker | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropTable':
      return operation.cascade ? null : tableBlocker(context, operation.table);
    case 'DropColumn':
      return operation.cascade ? null : columnBlocker(context, operation.table, operation.column.value);
    case 'AlterColumnType':
      return typeBlocker(context, operation.table, operation.column.value);
    case 'DropConstraint':
      if (operation.cascade || operation.name === null) return null;
      return keyBlocker(context, certainTable(context, operation.table), operation.name.value);
    case 'DropIndex':
      return indexBlocker(context, operation.index, operation.cascade);
    case 'DropNotNull':
      return notNullBlocker(context, operation.table, operation.column.value);
    case 'DropObject': {
      if (operation.cascade) return null;
      const space = SPACE_OF[operation.objectKind];
      if (space === undefined) return null;
      return objectBlocker(context, nameKey(context.before, space, operation.name));
    }
    default:
      return null;
  }
}

function tableBlocker(context: OperationContext, name: ObjectName): Blocker | null {
  const key = relationKey(context.before, name);
  const table = certainTable(context, name);
  if (table === undefined) return null;
  const dropped = new Set(
    context.statement.operations.flatMap(operation =>
      operation.kind === 'DropTable' ? [relationKey(context.before, operation.table)] : [],
    ),
  );
  const subject = code(displayName(name));
  for (const reader of table.readBy) {
    const view = context.before.get(reader);
    if (view?.kind === 'view' && view.certain)
      return used(`view ${code(shortName(reader))} reads ${subject}`, view.origin);
  }
  for (const { foreignKey, owner, ownerKey } of foreignKeysTo(context, key, table))
    if (!dropped.has(ownerKey))
      return used(
        `foreign key ${code(foreignKey.name)} of ${code(shortName(ownerKey))} points to ${subject}`,
        foreignKey.origin ?? owner.origin,
      );
  const child = table.inheritedBy.find(
    other => tableAt(context.before, other)?.certain && !dropped.has(other),
  );
  return child === undefined ? null : used(`${code(shortName(child))} inherits from ${subject}`, null);
}

function columnBlocker(context: OperationContext, name: ObjectName, columnName: string): Blocker | null {
  const table = certainTable(context, name);
  const column = findColumn(context.before, table, columnName);
  if (table === undefined || column === undefined) return null;
  const key = relationKey(context.before, name);
  const subject = columnCode(name, columnName);
  const [view] = viewsUsingColumn(context, key, table, column);
  if (view !== undefined) return used(`view ${code(shortName(view.key))} uses ${subject}`, view.view.origin);
  for (const { foreignKey, ownerKey } of foreignKeysTo(context, key, table))
    if (foreignKey.targetColumns.includes(column.name))
      return used(
        `foreign key ${code(foreignKey.name)} of ${code(shortName(ownerKey))} points to ${subject}`,
        foreignKey.origin,
      );
  const user = partUsing(table, column.name);
  if (user !== undefined) return used(`${user.label} uses ${subject}`, user.origin);
  const generated = generatedFrom(table, column);
  return generated === undefined
    ? null
    : {
        conflict: 'drop-of-generation-source',
        because: `${columnCode(name, generated.name)} is generated from ${subject}`,
        origin: generated.origin,
      };
}

/** A policy or trigger of the table itself that names a column of it. */
function partUsing(
  table: Table,
  column: string,
):
  | { readonly kind: 'policy' | 'trigger'; readonly label: string; readonly origin: Origin | null }
  | undefined {
  const [policy] = policiesUsing(table, column);
  if (policy !== undefined)
    return { kind: 'policy', label: `policy ${code(policy.name)}`, origin: policy.origin };
  const [trigger] = triggersUsing(table, column);
  return trigger && { kind: 'trigger', label: `trigger ${code(trigger.name)}`, origin: trigger.origin };
}

function generatedFrom(table: Table, column: Column): Column | undefined {
  return table.columns.find(
    other => other !== column && other.generated?.expression.columns.includes(column.name) === true,
  );
}

function typeBlocker(context: OperationContext, name: ObjectName, columnName: string): Blocker | null {
  const table = certainTable(context, name);
  const column = findColumn(context.before, table, columnName);
  if (table === undefined || column === undefined) return null;
  const subject = columnCode(name, columnName);
  const views = viewsUsingColumn(context, relationKey(context.before, name), table, column);
  const [view] = views;
  if (view !== undefined)
    return {
      conflict: 'type-of-column-in-view',
      because: `view ${code(shortName(view.key))} uses ${subject}`,
      origin: view.view.origin,
      views,
    };
  const user = partUsing(table, column.name);
  if (user !== undefined)
    return {
      conflict: user.kind === 'policy' ? 'type-of-column-in-policy' : 'type-of-column-in-trigger',
      because: `${user.label} uses ${subject}`,
      origin: user.origin,
    };
  const generated = generatedFrom(table, column);
  return generated === undefined
    ? null
    : {
        conflict: 'type-of-generation-source',
        because: `${columnCode(name, generated.name)} is generated from ${subject}`,
        origin: generated.origin,
      };
}

/** A key that other tables point to. With a second key over the same columns nobody knows which one they use. */
function keyBlocker(context: OperationContext, table: Table | undefined, name: string): Blocker | null {
  const constraint = findConstraint(context.before, table, name);
  if (table === undefined || (constraint?.kind !== 'primary-key' && constraint?.kind !== 'unique'))
    return null;
  return referenceBlocker(context, table, name, constraint.columns);
}

function referenceBlocker(
  context: OperationContext,
  table: Table,
  name: string,
  columns: readonly string[],
): Blocker | null {
  const isSame = (names: readonly (string | null)[]): boolean =>
    names.length === columns.length && columns.every(column => names.includes(column));
  const keys = table.indexes.filter(index => index.unique && isSame(index.keys.map(({ column }) => column)));
  if (keys.some(index => index.name !== name)) return null;
  const key = relationKeyOf(table);
  for (const { foreignKey, ownerKey } of foreignKeysTo(context, key, table, { own: true }))
    if (isSame(foreignKey.targetColumns))
      return used(
        `foreign key ${code(foreignKey.name)} of ${code(shortName(ownerKey))} needs ${code(name)}`,
        foreignKey.origin,
      );
  return null;
}

function relationKeyOf({ schema, name }: Table): string {
  return `relation:${schema}.${name}`;
}

function indexBlocker(context: OperationContext, name: ObjectName, cascade: boolean): Blocker | null {
  const found = findRelation(context.before, name);
  if (found?.kind !== 'index' || !found.certain) return null;
  const table = tableAt(context.before, found.table);
  const index = findIndex(context.before, table, found.name);
  if (table?.certain !== true || index === undefined) return null;
  if (index.constraint !== null)
    return {
      conflict: 'drop-of-constraint-index',
      because: `${code(displayName(name))} belongs to the constraint ${code(index.constraint)} of ${code(shortName(found.table))}`,
      origin: index.origin,
      constraintOf: { table: found.table, name: index.constraint },
    };
  const columns = index.keys.flatMap(({ column }) => (column === null ? [] : [column]));
  if (cascade || !index.unique || index.predicate !== null || columns.length !== index.keys.length)
    return null;
  return referenceBlocker(context, table, index.name, columns);
}

function notNullBlocker(context: OperationContext, name: ObjectName, columnName: string): Blocker | null {
  const table = certainTable(context, name);
  const column = findColumn(context.before, table, columnName);
  if (table === undefined || column === undefined) return null;
  const subject = columnCode(name, columnName);
  const key = table.constraints.find(
    constraint => constraint.kind === 'primary-key' && constraint.columns.includes(column.name),
  );
  if (key !== undefined)
    return {
      conflict: 'nullable-primary-key',
      because: `${subject} is part of the primary key ${code(key.name)}`,
      origin: key.origin,
    };
  return column.identity === null
    ? null
    : { conflict: 'nullable-identity', because: `${subject} is an identity column`, origin: column.origin };
}

function foreignKeysTo(
  { before }: OperationContext,
  key: string,
  table: Table,
  options: { readonly own: boolean } = { own: false },
): readonly {
  readonly foreignKey: ForeignKeyConstraint;
  readonly owner: Table;
  readonly ownerKey: string;
}[] {
  const others = table.referencedBy.map(({ table: ownerKey, constraint }) => ({
    ownerKey,
    name: constraint,
  }));
  const own = options.own
    ? table.constraints.flatMap(constraint =>
        constraint.kind === 'foreign-key' && constraint.target === key
          ? [{ ownerKey: key, name: constraint.name }]
          : [],
      )
    : [];
  return [...others, ...own].flatMap(({ ownerKey, name }) => {
    const owner = tableAt(before, ownerKey);
    const foreignKey = findConstraint(before, owner, name);
    return owner?.certain === true && foreignKey?.kind === 'foreign-key' && foreignKey.target === key
      ? [{ foreignKey, owner, ownerKey }]
      : [];
  });
}
