import type { ColumnDefinition } from '../../../../../server/src/operations/columns.ts';
import type { IndexPart, TableConstraint } from '../../../../../server/src/operations/constraints.ts';
import { displayName, type ObjectName } from '../../../../../server/src/operations/names.ts';
import type { Operation } from '../../../../../server/src/operations/operation.ts';

/*
 * Facts are short lines that two readers can be compared by: what is done to what. They leave out what one of the two
 * does not keep.
 */

/** The facts of one operation; null for kinds that are not compared. */
export function factsOf(operation: Operation): readonly string[] | null {
  switch (operation.kind) {
    case 'CreateTable':
      return [
        `create table ${displayName(operation.table)}${operation.ifNotExists ? ' if not exists' : ''}`,
        ...operation.columns.map(column => `column ${columnFact(column)}`),
        ...operation.constraints.map(constraint => constraintFact(constraint)),
        ...operation.indexes.map(index => `index ${name(index.name)} (${parts(index.parts)})`),
        ...operation.like.map(({ table }) => `like ${displayName(table)}`),
      ];
    case 'AddColumn': {
      const position = operation.position === null ? '' : positionFact(operation.position);
      return [onTable(operation.table), `add column ${columnFact(operation.column)}${position}`];
    }
    case 'ModifyColumn': {
      const position = operation.position === null ? '' : positionFact(operation.position);
      const old = operation.verb === 'change' ? `${operation.column.value} to ` : '';
      return [
        onTable(operation.table),
        `${operation.verb} ${old}${columnFact(operation.definition)}${position}`,
      ];
    }
    case 'DropColumn':
      return [onTable(operation.table), `drop column ${operation.column.value}`];
    case 'RenameColumn':
      return [onTable(operation.table), `rename column ${operation.column.value} to ${operation.to.value}`];
    case 'AddConstraint':
      return [onTable(operation.table), constraintFact(operation.constraint)];
    case 'DropConstraint':
      return [
        onTable(operation.table),
        `drop ${operation.constraintKind} ${operation.name?.value ?? ''}`.trim(),
      ];
    case 'CreateIndex': {
      const unique = operation.index.unique ? 'unique ' : '';
      return [
        onTable(operation.table),
        `${unique}index ${name(operation.index.name)} (${parts(operation.index.parts)})`,
      ];
    }
    case 'DropIndex':
      return [onTable(operation.table), `drop index ${operation.index.name.value}`];
    case 'RenameTable':
      return [`rename ${displayName(operation.table)} to ${displayName(operation.to)}`];
    case 'SetTableOption':
      return [onTable(operation.table), `option ${operation.option.name}`];
    case 'DropTable':
      return [`drop table ${displayName(operation.table)}${operation.ifExists ? ' if exists' : ''}`];
    case 'Truncate':
      return [`truncate ${displayName(operation.table)}`];
    case 'DropObject':
      return [`drop ${operation.objectKind} ${displayName(operation.name)}`];
    case 'CreateView':
      return [`create view ${displayName(operation.view)}`, ...reads(operation.reads)];
    case 'CreateSchema':
      return [`create database ${operation.schema.value}`];
    case 'Insert': {
      const columns =
        operation.columns === null ? '' : ` (${operation.columns.map(({ value }) => value).join(' ')})`;
      const conflict = operation.onConflict === 'ignore' ? 'none' : operation.onConflict;
      return [
        `insert ${displayName(operation.table)}${columns} rows ${operation.rows} ${conflict}`,
        ...reads(operation.reads),
      ];
    }
    case 'Update': {
      const columns = operation.columns.map(({ value }) => value).join(' ');
      return [`update ${displayName(operation.table)} (${columns})`, ...conditions(operation)];
    }
    case 'Delete':
      return [`delete ${displayName(operation.table)}`, ...conditions(operation)];
    case 'Query':
      return ['query', ...reads(operation.reads)];
    case 'UseDatabase':
      return [`use ${operation.database.value}`];
    default:
      return null;
  }
}

function conditions({ where, limit }: { readonly where: unknown; readonly limit: boolean }): string[] {
  return [where === null ? 'everywhere' : 'where', limit ? 'limited' : 'unlimited'];
}

function reads(tables: readonly ObjectName[]): string[] {
  return tables.map(table => `reads ${displayName(table)}`);
}

function onTable(table: ObjectName | null): string {
  return `table ${name(table)}`;
}

function name(object: ObjectName | null): string {
  return object === null ? '-' : displayName(object);
}

function positionFact(
  position:
    | { readonly kind: 'first' }
    | { readonly kind: 'after'; readonly column: { readonly value: string } },
): string {
  return position.kind === 'first' ? ' first' : ` after ${position.column.value}`;
}

/** Name, type and the attributes that both readers keep. */
function columnFact(column: ColumnDefinition): string {
  const attributes = [
    column.type?.unsigned === true ? 'unsigned' : '',
    column.nullable === null ? '' : column.nullable.value ? 'null' : 'not null',
    column.default === null ? '' : 'default',
    column.autoIncrement === null ? '' : 'auto_increment',
    column.primaryKey === null ? '' : 'primary',
    column.unique === null ? '' : 'unique',
    column.comment === null ? '' : `comment ${column.comment.value}`,
    column.generated === null ? '' : `generated ${column.generated.value.kind}`,
    column.references === null ? '' : `references ${displayName(column.references.value.table)}`,
  ];
  return [column.name.value, column.type?.name ?? '', ...attributes].filter(text => text !== '').join(' ');
}

function constraintFact(constraint: TableConstraint): string {
  switch (constraint.kind) {
    case 'primary-key':
      return `primary key (${parts(constraint.parts)})`;
    case 'unique':
      return `unique ${constraint.name?.value ?? '-'} (${parts(constraint.parts)})`;
    case 'foreign-key': {
      const { table, columns, onDelete, onUpdate } = constraint.target;
      const actions = [
        onDelete === null ? '' : ` on delete ${onDelete}`,
        onUpdate === null ? '' : ` on update ${onUpdate}`,
      ];
      const from = constraint.columns.map(({ value }) => value).join(' ');
      const to = columns.map(({ value }) => value).join(' ');
      return `foreign key ${constraint.name?.value ?? '-'} (${from}) to ${displayName(table)} (${to})${actions.join('')}`;
    }
    case 'check':
      return `check ${constraint.name?.value ?? '-'}`;
    default:
      return constraint.kind;
  }
}

function parts(list: readonly IndexPart[]): string {
  return list.map(part => `${part.column?.value ?? '?'}${part.descending ? ' desc' : ''}`).join(' ');
}
