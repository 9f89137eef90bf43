import type { ColumnDefinition, TypeReference } from '../../../../server/src/operations/columns.ts';
import type { TableConstraint } from '../../../../server/src/operations/constraints.ts';
import type { Identifier, ObjectName } from '../../../../server/src/operations/names.ts';
import type { Operation } from '../../../../server/src/operations/operation.ts';
import { factsOfOtherOperation } from './ownObjectFacts.ts';

/*
 * What a statement does, told by the reader and by pgsql-ast-parser in the same words, so that they can be compared.
 * A name comes with its place: `users@12-17`.
 */

/** Null when an operation is of a kind that is not compared. */
export function ownFacts(operations: readonly Operation[]): string[] | null {
  const facts: string[] = [];
  for (const operation of operations) {
    const own = factsOfOperation(operation);
    if (own === null) return null;
    facts.push(...own);
  }
  return facts;
}

function own(name: Identifier | ObjectName): string {
  const { start, end } = name.span;
  const text = 'value' in name ? name.value : ownBare(name);
  return `${text}@${start}-${end}`;
}

function ownBare(name: ObjectName): string {
  return name.schema === null ? name.name.value : `${name.schema.value}.${name.name.value}`;
}

function ownType(type: TypeReference | null): string {
  if (type === null) return 'no type';
  const schema = type.schema === null ? '' : `${type.schema}.`;
  const config = type.arguments.length === 0 ? '' : `(${type.arguments.join(',')})`;
  return `${schema}${type.name}${config}${'[]'.repeat(type.arrayDimensions)}`;
}

function factsOfOperation(operation: Operation): string[] | null {
  switch (operation.kind) {
    case 'AddColumn':
      return [
        `on ${ownBare(operation.table)} add column ${operation.ifNotExists ? 'if not exists ' : ''}${ownColumn(operation.column)}`,
      ];
    case 'DropColumn':
      return [
        `on ${ownBare(operation.table)} drop column ${operation.ifExists ? 'if exists ' : ''}${own(operation.column)}${operation.cascade ? ' cascade' : ''}`,
      ];
    case 'RenameColumn':
      return [
        `on ${ownBare(operation.table)} rename column ${own(operation.column)} to ${own(operation.to)}`,
      ];
    case 'RenameTable':
      return [`on ${ownBare(operation.table)} rename to ${own(operation.to)}`];
    case 'RenameConstraint':
      return [
        `on ${ownBare(operation.table)} rename constraint ${own(operation.name)} to ${own(operation.to)}`,
      ];
    case 'AlterColumnType':
      return [
        `on ${ownBare(operation.table)} alter column ${own(operation.column)} set type ${ownType(operation.type)}`,
      ];
    case 'SetColumnDefault':
      return [`on ${ownBare(operation.table)} alter column ${own(operation.column)} set default`];
    case 'DropColumnDefault':
      return [`on ${ownBare(operation.table)} alter column ${own(operation.column)} drop default`];
    case 'SetNotNull':
      return [`on ${ownBare(operation.table)} alter column ${own(operation.column)} set not null`];
    case 'DropNotNull':
      return [`on ${ownBare(operation.table)} alter column ${own(operation.column)} drop not null`];
    case 'AddConstraint':
      return [`on ${ownBare(operation.table)} add ${ownConstraint(operation.constraint)}`];
    case 'DropConstraint':
      return [
        `on ${ownBare(operation.table)} drop constraint ${operation.ifExists ? 'if exists ' : ''}${operation.name === null ? '' : own(operation.name)}${operation.cascade ? ' cascade' : ''}`,
      ];
    case 'CreateTable':
      if (operation.asQuery !== null) return null;
      return [
        `create ${operation.persistence} table ${own(operation.table)}${operation.ifNotExists ? ' if not exists' : ''}`,
        ...operation.columns.map(ownColumn),
        ...operation.like.map(({ table }) => `like ${ownBare(table)}`),
        ...operation.constraints.map(ownConstraint),
        ...operation.inherits.map(parent => `inherits ${ownBare(parent)}`),
      ];
    case 'DropTable':
      return [
        `drop table ${ownBare(operation.table)}${operation.ifExists ? ' if exists' : ''}${operation.cascade ? ' cascade' : ''}`,
      ];
    case 'CreateIndex': {
      const { index } = operation;
      const parts = index.parts.map(part => (part.column === null ? 'expression' : part.column.value));
      return [
        `create ${index.unique ? 'unique ' : ''}index ${index.name === null ? '' : own(index.name)} on ${ownBare(operation.table)} ${index.method} (${parts.join(', ')})`,
        `${operation.concurrently ? 'concurrently' : ''} ${operation.ifNotExists ? 'if not exists' : ''} ${index.predicate === null ? '' : 'partial'}`,
      ];
    }
    case 'DropIndex':
      return [
        `drop index ${ownBare(operation.index)}${operation.ifExists ? ' if exists' : ''}${operation.concurrently ? ' concurrently' : ''}`,
      ];
    case 'Insert':
      return [
        `insert ${ownBare(operation.table)} (${(operation.columns ?? []).map(column => own(column)).join(', ')}) ${operation.onConflict}`,
      ];
    case 'Update':
      return [
        `update ${ownBare(operation.table)} (${operation.columns.map(column => own(column)).join(', ')})${operation.where === null ? '' : ' where'}`,
      ];
    case 'Delete':
      return [`delete ${ownBare(operation.table)}${operation.where === null ? '' : ' where'}`];
    case 'Truncate':
      return [`truncate ${ownBare(operation.table)}`];
    case 'Query':
      return [
        `query ${operation.reads
          .map(table => ownBare(table))
          .sort()
          .join(', ')}`,
      ];
    case 'CreateType':
      if (operation.variant.kind !== 'enum') return null;
      return [
        `create enum ${own(operation.type)} ${operation.variant.labels.map(label => label.value).join(', ')}`,
      ];
    case 'CreateView':
      return [
        `create ${operation.materialized ? 'materialized ' : ''}view ${ownBare(operation.view)} of ${operation.reads
          .map(table => ownBare(table))
          .sort()
          .join(', ')}`,
      ];
    default:
      return factsOfOtherOperation(operation);
  }
}

function ownColumn(column: ColumnDefinition): string {
  const marks = [
    column.nullable === null ? '' : column.nullable.value ? 'null' : 'not null',
    column.default === null ? '' : 'default',
    column.primaryKey === null ? '' : 'primary key',
    column.unique === null ? '' : 'unique',
    column.checks.length === 0 ? '' : `checks ${column.checks.length}`,
    column.references === null ? '' : `references ${ownBare(column.references.value.table)}`,
  ].filter(mark => mark !== '');
  return `column ${own(column.name)} ${ownType(column.type)} ${marks.join(', ')}`;
}

function ownConstraint(constraint: TableConstraint): string {
  const name = constraint.name === null ? '' : ` ${constraint.name.value}`;
  switch (constraint.kind) {
    case 'primary-key':
    case 'unique':
      return `${constraint.kind}${name} (${constraint.parts.map(part => part.column?.value).join(', ')})`;
    case 'foreign-key': {
      const { target } = constraint;
      const columns = constraint.columns.map(column => column.value).join(', ');
      const targetColumns = target.columns.map(column => column.value).join(', ');
      return `foreign-key${name} (${columns}) references ${ownBare(target.table)} (${targetColumns}) delete ${target.onDelete} update ${target.onUpdate}`;
    }
    default:
      return `${constraint.kind}${name}`;
  }
}
