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
import { factsOfOtherStatement } from './otherObjectFacts.ts';

/* What a statement does as pgsql-ast-parser tells it, in the words of ownFacts.ts. */

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
      return factsOfOtherStatement(statement);
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
