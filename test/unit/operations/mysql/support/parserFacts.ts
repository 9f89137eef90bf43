import { createRequire } from 'node:module';

/* Facts (operationFacts.ts) as node-sql-parser's trees give them. Its trees are read as plain JSON. */

interface Parsed {
  readonly tableList: readonly string[];
  readonly ast: unknown;
}

interface SqlParser {
  parse(sql: string): Parsed;
}

const require = createRequire(import.meta.url);
const { Parser } = require('node-sql-parser/build/mysql.js') as { readonly Parser: new () => SqlParser };
const parser = new Parser();

/** The facts of a statement; null when the parser cannot read it or this file does not know its tree. */
export function parserFacts(sql: string): readonly string[] | null {
  try {
    const { ast, tableList } = parser.parse(sql);
    const statement = Array.isArray(ast) ? (ast.length === 1 ? ast[0] : null) : ast;
    return statementFacts(statement, tableList);
  } catch {
    return null;
  }
}

function statementFacts(ast: unknown, tableList: readonly string[]): readonly string[] | null {
  const reads = tableList
    .filter(entry => entry.startsWith('select::'))
    .map(entry => `reads ${listedName(entry)}`);
  switch (text(ast, 'type')) {
    case 'alter':
      return alterFacts(ast);
    case 'create':
      return createFacts(ast, reads);
    case 'drop':
      return dropFacts(ast);
    case 'truncate':
      return list(ast, 'name').map(table => `truncate ${tableName(table)}`);
    case 'rename':
      return list(ast, 'table').map(
        pair => `rename ${tableName(item(pair, 0))} to ${tableName(item(pair, 1))}`,
      );
    case 'insert':
    case 'replace':
      return insertFacts(ast, reads);
    case 'update':
      return updateFacts(ast);
    case 'delete':
      return deleteFacts(ast);
    case 'select':
      return ['query', ...reads];
    case 'use':
      return [`use ${text(ast, 'db')}`];
    default:
      return null;
  }
}

function alterFacts(ast: unknown): readonly string[] | null {
  const table = tableName(item(field(ast, 'table'), 0));
  const facts: string[] = [];
  for (const action of list(ast, 'expr')) {
    const fact = actionFact(action, table);
    if (fact === null) return null;
    if (fact === '') continue;
    if (!fact.startsWith('rename ') || fact.startsWith('rename column')) facts.push(`table ${table}`);
    facts.push(fact);
  }
  return facts;
}

function actionFact(action: unknown, table: string): string | null {
  const verb = text(action, 'action');
  const resource = text(action, 'resource');
  switch (`${verb} ${resource}`.trim()) {
    case 'add column':
      return `add column ${columnFact(action)}${positionFact(action)}`;
    case 'modify column':
      return `modify ${columnFact(action)}${positionFact(action)}`;
    case 'change column':
      return `change ${text(field(action, 'old_column'), 'column')} to ${columnFact(action)}${positionFact(action)}`;
    case 'drop column':
      return `drop column ${text(field(action, 'column'), 'column')}`;
    case 'rename column':
      return `rename column ${text(field(action, 'old_column'), 'column')} to ${text(field(action, 'column'), 'column')}`;
    case 'rename table':
      return `rename ${table} to ${text(action, 'table')}`;
    case 'add constraint':
      return constraintFact(field(action, 'create_definitions'));
    case 'add index':
      return `index ${text(action, 'index') || '-'} (${parts(action)})`;
    case 'drop index':
      return `drop index ${text(action, 'index')}`;
    case 'drop constraint':
      return `drop any ${text(action, 'constraint')}`;
    case 'drop key':
      return dropKeyFact(action);
    case 'engine':
      return 'option engine';
    default:
      return null;
  }
}

function dropKeyFact(action: unknown): string {
  return text(action, 'keyword') === 'primary key'
    ? 'drop primary-key'
    : `drop foreign-key ${text(action, 'key')}`;
}

function createFacts(ast: unknown, reads: readonly string[]): readonly string[] | null {
  switch (text(ast, 'keyword')) {
    case 'table':
      return createTableFacts(ast);
    case 'index': {
      const unique = text(ast, 'index_type') === 'unique' ? 'unique ' : '';
      const columns = partList(list(ast, 'index_columns'));
      return [`table ${tableName(field(ast, 'table'))}`, `${unique}index ${text(ast, 'index')} (${columns})`];
    }
    case 'view': {
      const view = field(ast, 'view');
      return [`create view ${qualified(text(view, 'db'), text(view, 'view'))}`, ...reads];
    }
    case 'database':
    case 'schema':
      return null;
    default:
      return null;
  }
}

function createTableFacts(ast: unknown): readonly string[] | null {
  if (field(ast, 'query_expr') !== null && field(ast, 'query_expr') !== undefined) return null;
  const exists = text(ast, 'if_not_exists') === '' ? '' : ' if not exists';
  const facts = [`create table ${tableName(item(field(ast, 'table'), 0))}${exists}`];
  const columns: string[] = [];
  const constraints: string[] = [];
  const indexes: string[] = [];
  for (const definition of list(ast, 'create_definitions')) {
    switch (text(definition, 'resource')) {
      case 'column':
        columns.push(`column ${columnFact(definition)}`);
        break;
      case 'constraint': {
        const fact = constraintFact(definition);
        if (fact === null) return null;
        constraints.push(fact);
        break;
      }
      case 'index':
        indexes.push(`index ${text(definition, 'index') || '-'} (${parts(definition)})`);
        break;
      default:
        return null;
    }
  }
  const like = field(ast, 'like');
  const likeFacts =
    like === null || like === undefined ? [] : [`like ${tableName(item(field(like, 'table'), 0))}`];
  return [...facts, ...columns, ...constraints, ...indexes, ...likeFacts];
}

function dropFacts(ast: unknown): readonly string[] | null {
  const keyword = text(ast, 'keyword');
  if (keyword === 'table') {
    const exists = text(ast, 'prefix') === 'if exists' ? ' if exists' : '';
    return list(ast, 'name').map(table => `drop table ${tableName(table)}${exists}`);
  }
  if (keyword === 'index') {
    return [`table ${tableName(field(ast, 'table'))}`, `drop index ${text(field(ast, 'name'), 'column')}`];
  }
  return keyword === 'view' ? list(ast, 'name').map(view => `drop view ${tableName(view)}`) : null;
}

function insertFacts(ast: unknown, reads: readonly string[]): readonly string[] {
  const named = field(ast, 'columns');
  const set = list(ast, 'set');
  const columns = Array.isArray(named) ? named.map(String) : set.map(entry => text(entry, 'column'));
  const hasColumns = Array.isArray(named) || set.length > 0;
  const values = field(ast, 'values');
  const rows = set.length > 0 ? 1 : text(values, 'type') === 'values' ? list(values, 'values').length : 0;
  const update = field(ast, 'on_duplicate_update');
  const conflict =
    text(ast, 'type') === 'replace' ? 'replace' : update === null || update === undefined ? 'none' : 'update';
  const list_ = hasColumns ? ` (${columns.join(' ')})` : '';
  return [`insert ${tableName(item(field(ast, 'table'), 0))}${list_} rows ${rows} ${conflict}`, ...reads];
}

function updateFacts(ast: unknown): readonly string[] {
  const tables = list(ast, 'table');
  const byTable = new Map<string, string[]>();
  for (const entry of list(ast, 'set')) {
    const qualifier = text(entry, 'table');
    const owner =
      tables.find(table => text(table, 'as') === qualifier || text(table, 'table') === qualifier) ??
      tables[0];
    const key = tableName(owner);
    byTable.set(key, [...(byTable.get(key) ?? []), text(entry, 'column')]);
  }
  return [...byTable].flatMap(([table, columns]) => [
    `update ${table} (${columns.join(' ')})`,
    ...conditions(ast),
  ]);
}

function deleteFacts(ast: unknown): readonly string[] {
  const from = list(ast, 'from');
  const targets = list(ast, 'table');
  return (targets.length > 0 ? targets : from).flatMap(target => {
    const alias = text(target, 'table');
    const owner = from.find(table => text(table, 'as') === alias) ?? target;
    return [`delete ${tableName(owner)}`, ...conditions(ast)];
  });
}

function conditions(ast: unknown): string[] {
  const limit = field(ast, 'limit');
  const isLimited = limit !== null && limit !== undefined && list(limit, 'value').length > 0;
  return [field(ast, 'where') === null ? 'everywhere' : 'where', isLimited ? 'limited' : 'unlimited'];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  integer: 'int',
  numeric: 'decimal',
  bool: 'tinyint',
  boolean: 'tinyint',
  dec: 'decimal',
  serial: 'bigint',
  real: 'double',
};

function columnFact(definition: unknown): string {
  const type = field(definition, 'definition');
  const typeName = text(type, 'dataType').toLowerCase();
  const suffix = JSON.stringify(field(type, 'suffix') ?? null).toLowerCase();
  const nullable = text(field(definition, 'nullable'), 'value').toLowerCase();
  const comment = field(definition, 'comment');
  const generated = field(definition, 'generated');
  const storage = text(generated, 'storage_type').toLowerCase() || 'virtual';
  const references = field(definition, 'reference_definition');
  const isSerial = typeName === 'serial';
  const attributes = [
    suffix.includes('unsigned') || suffix.includes('zerofill') || isSerial ? 'unsigned' : '',
    isSerial ? 'not null' : nullable,
    given(definition, 'default_val') ? 'default' : '',
    given(definition, 'auto_increment') || isSerial ? 'auto_increment' : '',
    given(definition, 'primary_key') || text(definition, 'unique_or_primary') === 'primary key'
      ? 'primary'
      : '',
    given(definition, 'unique') || isSerial ? 'unique' : '',
    given(definition, 'comment') ? `comment ${text(field(comment, 'value'), 'value')}` : '',
    given(definition, 'generated') ? `generated ${storage}` : '',
    given(definition, 'reference_definition')
      ? `references ${tableName(item(field(references, 'table'), 0))}`
      : '',
  ];
  const column = text(field(definition, 'column'), 'column');
  return [column, TYPE_NAMES[typeName] ?? typeName, ...attributes].filter(part => part !== '').join(' ');
}

function positionFact(action: unknown): string {
  const suffix = field(action, 'suffix');
  const keyword = text(suffix, 'keyword').toLowerCase();
  if (keyword === 'first') return ' first';
  return keyword === 'after' ? ` after ${text(field(suffix, 'expr'), 'column')}` : '';
}

function constraintFact(definition: unknown): string | null {
  const kind = text(definition, 'constraint_type').toLowerCase();
  const symbol = text(definition, 'constraint') || '-';
  if (kind === 'primary key') return `primary key (${parts(definition)})`;
  if (kind.startsWith('unique')) {
    const index = text(definition, 'index') || symbol;
    return `unique ${index} (${parts(definition)})`;
  }
  if (kind === 'check') return `check ${symbol}`;
  if (kind !== 'foreign key') return null;
  const reference = field(definition, 'reference_definition');
  const actions = list(reference, 'on_action').map(action => [
    text(action, 'type'),
    text(field(action, 'value'), 'value'),
  ]);
  const rule = (type: string) =>
    actions
      .filter(([name]) => name === type)
      .map(([name, value]) => ` ${name} ${String(value).toLowerCase()}`);
  const from = list(definition, 'definition')
    .map(column => text(column, 'column'))
    .join(' ');
  const to = list(reference, 'definition')
    .map(column => text(column, 'column'))
    .join(' ');
  const target = tableName(item(field(reference, 'table'), 0));
  return `foreign key ${symbol} (${from}) to ${target} (${to})${[...rule('on delete'), ...rule('on update')].join('')}`;
}

function parts(definition: unknown): string {
  return partList(list(definition, 'definition'));
}

function partList(columns: readonly unknown[]): string {
  return columns
    .map(
      part =>
        `${text(part, 'type') === 'column_ref' ? text(part, 'column') : '?'}${text(part, 'order_by').toLowerCase() === 'desc' ? ' desc' : ''}`,
    )
    .join(' ');
}

function tableName(table: unknown): string {
  return qualified(text(table, 'db'), text(table, 'table'));
}

function listedName(entry: string): string {
  const [, database, table] = entry.split('::');
  return qualified(database === 'null' ? '' : (database ?? ''), table ?? '');
}

function qualified(database: string, name: string): string {
  return database === '' ? name : `${database}.${name}`;
}

function given(value: unknown, key: string): boolean {
  const found = field(value, key);
  return found !== null && found !== undefined;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([name]) => name === key)?.[1] ?? null)
    : null;
}

function item(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : null;
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}

function text(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === 'string' ? found : '';
}
