import {
  astVisitor,
  type ColumnConstraint,
  type CreateColumnDef,
  type DataTypeDef,
  type Name,
  type NodeLocation,
  parse,
  type QName,
  type Statement,
  type TableAlteration,
  type TableConstraint,
} from 'pgsql-ast-parser';
import type { ColumnDefinition, TypeReference } from '../../../../server/src/operations/columns.ts';
import type { TableConstraint as OwnConstraint } from '../../../../server/src/operations/constraints.ts';
import type { Identifier, ObjectName } from '../../../../server/src/operations/names.ts';
import type { Operation } from '../../../../server/src/operations/operation.ts';

/*
 * What a statement does, told by the reader and by pgsql-ast-parser in the same words, so that they can be compared.
 * A name comes with its place: `users@12-17`.
 */

/** Null when pgsql-ast-parser cannot read the text, or reads a kind of statement that is not compared. */
export function otherFacts(sql: string): string[] | null {
  let statements: Statement[];
  try {
    statements = parse(sql, { locationTracking: true });
  } catch {
    return null;
  }
  const [statement] = statements;
  return statement === undefined || statements.length > 1 ? null : factsOfStatement(statement);
}

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

function place(location: NodeLocation | undefined): string {
  return location === undefined ? '' : `@${location.start}-${location.end}`;
}

function other(name: Name | QName): string {
  const schema = 'schema' in name && name.schema !== undefined ? `${name.schema}.` : '';
  return `${schema}${name.name}${place(name._location)}`;
}

/** A name of which the other parser gives no place of its own. */
function otherBare(name: QName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
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

/** The spellings that the reader resolves, for a parser that keeps what is written. */
const SPELLINGS: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  varchar: 'character varying',
  char: 'character',
  decimal: 'numeric',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
  serial4: 'serial',
  serial8: 'bigserial',
  serial2: 'smallserial',
};

function otherType(type: DataTypeDef): string {
  if (type.kind === 'array') return `${otherType(type.arrayOf)}[]`;
  const config = type.config === undefined ? '' : `(${type.config.join(',')})`;
  if (type.schema !== undefined) return `${type.schema}.${type.name}${config}`;
  return `${type.doubleQuoted === true ? type.name : (SPELLINGS[type.name] ?? type.name)}${config}`;
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
      return null;
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

function ownConstraint(constraint: OwnConstraint): string {
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

function factsOfStatement(statement: Statement): string[] | null {
  switch (statement.type) {
    case 'alter table':
      return statement.changes.map(change => `on ${otherBare(statement.table)} ${otherChange(change)}`);
    case 'create table': {
      const persistence =
        statement.temporary === true ? 'temporary' : statement.unlogged === true ? 'unlogged' : 'permanent';
      const columns = statement.columns.flatMap(column =>
        column.kind === 'column' ? [otherColumn(column)] : [],
      );
      const like = statement.columns.flatMap(column =>
        column.kind === 'like table' ? [`like ${otherBare(column.like)}`] : [],
      );
      return [
        `create ${persistence} table ${other(statement.name)}${statement.ifNotExists === true ? ' if not exists' : ''}`,
        ...columns,
        ...like,
        ...(statement.constraints ?? []).map(otherConstraint),
        ...(statement.inherits ?? []).map(parent => `inherits ${otherBare(parent)}`),
      ];
    }
    case 'drop table':
      return statement.names.map(
        name =>
          `drop table ${otherBare(name)}${statement.ifExists === true ? ' if exists' : ''}${statement.cascade === 'cascade' ? ' cascade' : ''}`,
      );
    case 'drop index':
      return statement.names.map(
        name =>
          `drop index ${otherBare(name)}${statement.ifExists === true ? ' if exists' : ''}${statement.concurrently === true ? ' concurrently' : ''}`,
      );
    case 'create index': {
      const parts = statement.expressions.map(({ expression }) =>
        expression.type === 'ref' ? expression.name : 'expression',
      );
      return [
        `create ${statement.unique === true ? 'unique ' : ''}index ${statement.indexName === undefined ? '' : other(statement.indexName)} on ${otherBare(statement.table)} ${statement.using?.name ?? 'btree'} (${parts.join(', ')})`,
        `${statement.concurrently === true ? 'concurrently' : ''} ${statement.ifNotExists === true ? 'if not exists' : ''} ${statement.where === undefined ? '' : 'partial'}`,
      ];
    }
    case 'insert': {
      const { onConflict } = statement;
      const action =
        onConflict === null || onConflict === undefined
          ? 'none'
          : onConflict.do === 'do nothing'
            ? 'ignore'
            : 'update';
      return [
        `insert ${otherBare(statement.into)} (${(statement.columns ?? []).map(column => other(column)).join(', ')}) ${action}`,
      ];
    }
    case 'update':
      return [
        `update ${otherBare(statement.table)} (${statement.sets.map(({ column }) => other(column)).join(', ')})${statement.where ? ' where' : ''}`,
      ];
    case 'delete':
      return [`delete ${otherBare(statement.from)}${statement.where ? ' where' : ''}`];
    case 'truncate table':
      return statement.tables.map(table => `truncate ${otherBare(table)}`);
    case 'select':
      return [`query ${tablesOf(statement)}`];
    case 'create enum':
      return [
        `create enum ${other(statement.name)} ${statement.values.map(({ value }) => value).join(', ')}`,
      ];
    case 'create view':
    case 'create materialized view':
      return [`${statement.type} ${otherBare(statement.name)} of ${tablesOf(statement.query)}`];
    default:
      return null;
  }
}

function tablesOf(statement: Statement): string {
  const tables = new Set<string>();
  astVisitor(() => ({ tableRef: table => tables.add(otherBare(table)) })).statement(statement);
  return [...tables].sort().join(', ');
}

function otherChange(change: TableAlteration): string {
  switch (change.type) {
    case 'add column':
      return `add column ${change.ifNotExists === true ? 'if not exists ' : ''}${otherColumn(change.column)}`;
    case 'drop column':
      return `drop column ${change.ifExists === true ? 'if exists ' : ''}${other(change.column)}${change.behaviour === 'cascade' ? ' cascade' : ''}`;
    case 'rename column':
      return `rename column ${other(change.column)} to ${other(change.to)}`;
    case 'rename':
      return `rename to ${other(change.to)}`;
    case 'rename constraint':
      return `rename constraint ${other(change.constraint)} to ${other(change.to)}`;
    case 'drop constraint':
      return `drop constraint ${change.ifExists === true ? 'if exists ' : ''}${other(change.constraint)}${change.behaviour === 'cascade' ? ' cascade' : ''}`;
    case 'add constraint':
      return `add ${otherConstraint(change.constraint)}`;
    case 'alter column': {
      const type = change.alter.type === 'set type' ? ` ${otherType(change.alter.dataType)}` : '';
      return `alter column ${other(change.column)} ${change.alter.type}${type}`;
    }
    default:
      return change.type;
  }
}

function otherColumn(column: CreateColumnDef): string {
  const constraints = column.constraints ?? [];
  const has = (type: ColumnConstraint['type']): boolean =>
    constraints.some(constraint => constraint.type === type);
  const checks = constraints.filter(({ type }) => type === 'check').length;
  const references = constraints.flatMap(constraint =>
    constraint.type === 'reference' ? [otherBare(constraint.foreignTable)] : [],
  );
  const marks = [
    has('not null') ? 'not null' : has('null') ? 'null' : '',
    has('default') ? 'default' : '',
    has('primary key') ? 'primary key' : '',
    has('unique') ? 'unique' : '',
    checks === 0 ? '' : `checks ${checks}`,
    references.length === 0 ? '' : `references ${references.join()}`,
  ].filter(mark => mark !== '');
  return `column ${other(column.name)} ${otherType(column.dataType)} ${marks.join(', ')}`;
}

function otherConstraint(constraint: TableConstraint): string {
  const name = constraint.constraintName === undefined ? '' : ` ${constraint.constraintName.name}`;
  switch (constraint.type) {
    case 'primary key':
    case 'unique':
      return `${constraint.type.replace(' ', '-')}${name} (${constraint.columns.map(column => column.name).join(', ')})`;
    case 'foreign key': {
      const columns = constraint.localColumns.map(column => column.name).join(', ');
      const targetColumns = constraint.foreignColumns.map(column => column.name).join(', ');
      return `foreign-key${name} (${columns}) references ${otherBare(constraint.foreignTable)} (${targetColumns}) delete ${constraint.onDelete ?? null} update ${constraint.onUpdate ?? null}`;
    }
    default:
      return `${constraint.type}${name}`;
  }
}
