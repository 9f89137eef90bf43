import type { Dialect } from '../syntax/dialect.ts';
import {
  charsetText,
  collationText,
  defaultText,
  expressionText,
  keyText,
  mysqlValue,
  namesText,
  nameText,
  oneLine,
  stringText,
  typeText,
} from './canonicalText.ts';
import { joinedName } from './implicitNames.ts';
import type {
  Column,
  Constraint,
  ForeignKeyConstraint,
  Index,
  IndexKey,
  KeyConstraint,
  Policy,
  Table,
  Trigger,
} from './model.ts';

/* The parts of a table as canonical text, for printing and for comparing. */

/** What follows the name in a column definition: `integer DEFAULT 1 NOT NULL`. */
export function columnText(dialect: Dialect, column: Column, table: Table): string {
  return dialect === 'postgresql' ? postgresqlColumn(column, table) : mysqlColumn(dialect, column, table);
}

function postgresqlColumn(column: Column, table: Table): string {
  const words = [typeText('postgresql', column.type)];
  if (column.generated !== null) {
    words.push(
      `GENERATED ALWAYS AS (${expressionText(column.generated.expression)}) ${column.generated.kind.toUpperCase()}`,
    );
  }
  if (column.identity !== null)
    words.push(`GENERATED ${column.identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`);
  const value = defaultText('postgresql', column, table);
  if (value !== null) words.push(`DEFAULT ${value}`);
  if (column.notNull) words.push('NOT NULL');
  return words.join(' ');
}

function mysqlColumn(dialect: Dialect, column: Column, table: Table): string {
  const words = [typeText(dialect, column.type, table)];
  if (column.generated !== null) {
    words.push(
      `GENERATED ALWAYS AS (${expressionText(column.generated.expression)}) ${column.generated.kind.toUpperCase()}`,
    );
  }
  if (column.notNull) words.push('NOT NULL');
  else if (column.type?.name === 'timestamp') words.push('NULL');
  const value = defaultText(dialect, column, table);
  if (value !== null) words.push(`DEFAULT ${value}`);
  if (column.onUpdate !== null) words.push(`ON UPDATE ${mysqlValue(column.onUpdate, null)}`);
  if (column.autoIncrement) words.push('AUTO_INCREMENT');
  if (column.invisible) words.push('INVISIBLE');
  if (column.srid !== undefined) words.push(`SRID ${column.srid}`);
  const check = table.constraints.find(
    constraint => constraint.kind === 'check' && constraint.ofColumn === column.name,
  );
  if (check?.kind === 'check') words.push(`CHECK (${expressionText(check.expression)})`);
  if (column.comment !== null && column.comment !== '') words.push(`COMMENT ${stringText(column.comment)}`);
  return words.join(' ');
}

/** What follows the name in a constraint: `CHECK (a > 0)`, `PRIMARY KEY (id)`. */
export function constraintText(dialect: Dialect, constraint: Constraint, table: Table): string {
  switch (constraint.kind) {
    case 'primary-key':
    case 'unique':
      return `${keyConstraintText(dialect, constraint, table)}${timing(constraint)}`;
    case 'foreign-key':
      return `${foreignKeyText(dialect, constraint, table)}${timing(constraint)}${enforcement(constraint)}`;
    case 'check':
      return `CHECK (${expressionText(constraint.expression)})${enforcement(constraint)}`;
    case 'not-null':
      return `NOT NULL ${namesText(dialect, constraint.columns)}`;
    case 'exclude':
      return `EXCLUDE USING ${constraint.method} (${namesText(dialect, constraint.columns)})${timing(constraint)}`;
  }
}

function keyConstraintText(dialect: Dialect, constraint: KeyConstraint, table: Table): string {
  const index = table.indexes.find(other => other.name === constraint.name);
  const keys =
    index === undefined
      ? namesText(dialect, constraint.columns)
      : index.keys.map(key => indexKeyText(dialect, key, index.method)).join(', ');
  const include =
    index === undefined || index.include.length === 0
      ? ''
      : ` INCLUDE (${namesText(dialect, index.include)})`;
  const word = constraint.kind === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE';
  return `${word}${constraint.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} (${keys})${include}`;
}

function foreignKeyText(dialect: Dialect, constraint: ForeignKeyConstraint, table: Table): string {
  const columns =
    constraint.targetColumns.length === 0 ? '' : ` (${namesText(dialect, constraint.targetColumns)})`;
  const target = targetText(dialect, constraint.target, table);
  const match =
    constraint.match === null || constraint.match === 'simple'
      ? ''
      : ` MATCH ${constraint.match.toUpperCase()}`;
  const onDelete = actionText(dialect, 'ON DELETE', constraint.onDelete);
  const onUpdate = actionText(dialect, 'ON UPDATE', constraint.onUpdate);
  return `FOREIGN KEY (${namesText(dialect, constraint.columns)}) REFERENCES ${target}${columns}${match}${onDelete}${onUpdate}`;
}

/** NO ACTION is what holds without words; in MySQL and MariaDB RESTRICT is the same. */
function actionText(dialect: Dialect, words: string, action: ForeignKeyConstraint['onDelete']): string {
  if (action === null || action === 'no action' || (dialect !== 'postgresql' && action === 'restrict'))
    return '';
  return ` ${words} ${action.toUpperCase()}`;
}

/** MySQL/MariaDB name a table of the same database without it. */
function targetText(dialect: Dialect, key: string, table: Table): string {
  const prefix = `relation:${table.schema}.`;
  if (dialect !== 'postgresql' && key.startsWith(prefix)) return nameText(dialect, key.slice(prefix.length));
  return keyText(dialect, key);
}

function timing(constraint: Constraint): string {
  if (!constraint.deferrable && !constraint.initiallyDeferred) return '';
  return constraint.initiallyDeferred ? ' DEFERRABLE INITIALLY DEFERRED' : ' DEFERRABLE';
}

function enforcement(constraint: Constraint): string {
  return constraint.enforced ? '' : ' NOT ENFORCED';
}

/** Method, keys and conditions of an index: `USING btree (a DESC) WHERE (b > 0)`. */
export function indexText(dialect: Dialect, index: Index): string {
  const keys = `(${index.keys.map(key => indexKeyText(dialect, key, index.method)).join(', ')})`;
  if (dialect !== 'postgresql') {
    const method =
      index.method === 'btree' || index.method === 'fulltext' || index.method === 'spatial'
        ? ''
        : ` USING ${index.method.toUpperCase()}`;
    return `${keys}${method}${index.invisible ? (dialect === 'mysql' ? ' INVISIBLE' : ' IGNORED') : ''}`;
  }
  const include = index.include.length === 0 ? '' : ` INCLUDE (${namesText(dialect, index.include)})`;
  const nulls = index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
  const predicate = index.predicate === null ? '' : ` WHERE (${expressionText(index.predicate)})`;
  return `USING ${index.method} ${keys}${include}${nulls}${predicate}`;
}

/** `UNIQUE INDEX`, `FULLTEXT KEY`, ... */
export function indexKind(dialect: Dialect, index: Index): string {
  if (dialect === 'postgresql') return index.unique ? 'UNIQUE INDEX' : 'INDEX';
  const special =
    index.method === 'fulltext' || index.method === 'spatial' ? `${index.method.toUpperCase()} ` : '';
  return `${index.unique ? 'UNIQUE ' : special}KEY`;
}

/** Operator classes that a server has for the type anyway, and does not show. */
function isDefaultOperatorClass(method: string, name: string): boolean {
  if (method === 'gin') return name === 'jsonb_ops' || name === 'array_ops';
  return (
    (method === 'btree' || method === 'hash') &&
    /^(?:int[248]|text|varchar|bpchar|numeric|float[48]|bool|date|time|timetz|timestamp|timestamptz|interval|uuid|bytea|oid|enum|array|jsonb|inet)_ops$/.test(
      name,
    )
  );
}

function indexKeyText(dialect: Dialect, key: IndexKey, method: string): string {
  const words = [key.column === null ? indexedExpression(key) : nameText(dialect, key.column)];
  if (key.prefixLength !== null) words[0] += `(${key.prefixLength})`;
  if (key.collation !== null && key.collation !== 'default')
    words.push(`COLLATE ${collationText(key.collation)}`);
  const operators = key.operatorClass?.replace(/^(?:public|pg_catalog)\./, '') ?? null;
  if (operators !== null && !isDefaultOperatorClass(method, operators)) words.push(operators);
  if (key.descending) words.push('DESC');
  // Without words, NULLs come last in ascending and first in descending order.
  if (key.nullsFirst !== null && key.nullsFirst !== key.descending)
    words.push(key.nullsFirst ? 'NULLS FIRST' : 'NULLS LAST');
  return words.join(' ');
}

function indexedExpression(key: IndexKey): string {
  return key.expression === null ? '(unknown)' : `(${expressionText(key.expression)})`;
}

/** PARTITION BY with its columns and expressions; empty for a plain table. */
export function partitioningText(dialect: Dialect, table: Table): string {
  if (table.partitioning === null) return '';
  const { method, columns, expressions } = table.partitioning;
  const parts = [...columns.map(column => nameText(dialect, column)), ...expressions.map(expressionText)];
  return `PARTITION BY ${method.toUpperCase()} (${parts.join(', ')})`;
}

/** The options of a MySQL/MariaDB table that belong to its definition, in a fixed order. */
export function optionsText(table: Table): string {
  const { options } = table;
  const words: string[] = [];
  if (options['engine'] !== undefined) words.push(`ENGINE=${engineText(options['engine'])}`);
  const charset = charsetText(options['charset'] ?? null);
  if (charset !== null) words.push(`DEFAULT CHARSET=${charset}`);
  const collation = charsetText(options['collation'] ?? null);
  if (collation !== null) words.push(`COLLATE=${collation}`);
  if (options['row_format'] !== undefined) words.push(`ROW_FORMAT=${options['row_format'].toUpperCase()}`);
  if (options['comment'] !== undefined && options['comment'] !== '')
    words.push(`COMMENT=${stringText(options['comment'])}`);
  if (table.systemVersioned) words.push('WITH SYSTEM VERSIONING');
  return words.join(' ');
}

const ENGINES: Readonly<Record<string, string>> = {
  innodb: 'InnoDB',
  myisam: 'MyISAM',
  aria: 'Aria',
  memory: 'MEMORY',
  rocksdb: 'ROCKSDB',
  ndb: 'NDB',
  ndbcluster: 'ndbcluster',
};

function engineText(engine: string): string {
  return ENGINES[engine.toLowerCase()] ?? engine;
}

/** PostgreSQL 18 calls each NOT NULL `t_c_not_null`; under that name it says no more than the column does. */
export function isPlainNotNull(table: Table, constraint: Constraint): boolean {
  if (constraint.kind !== 'not-null' || !constraint.valid) return false;
  return constraint.name === joinedName(table.name, constraint.columns[0] ?? '', 'not_null');
}

/** `BEFORE INSERT OR UPDATE OF a`. */
export function triggerText(dialect: Dialect, trigger: Trigger): string {
  const events = trigger.events.map(event =>
    event === 'update' && trigger.columns.length > 0
      ? `UPDATE OF ${namesText(dialect, trigger.columns)}`
      : event.toUpperCase(),
  );
  return `${trigger.timing.toUpperCase()} ${events.join(' OR ')}`;
}

/** `FOR EACH ROW WHEN (a > 0) EXECUTE FUNCTION public.f`; empty in MySQL and MariaDB, whose triggers hold their body. */
export function triggerActionText(trigger: Trigger): string {
  if (trigger.routine === null) return '';
  const when = trigger.when === null ? '' : ` WHEN (${expressionText(trigger.when)})`;
  return ` FOR EACH ${trigger.forEach.toUpperCase()}${when} EXECUTE FUNCTION ${keyText('postgresql', trigger.routine)}`;
}

/** `AS PERMISSIVE FOR ALL TO app`. */
export function policyText(policy: Policy): string {
  const roles = policy.roles
    .map(role => (role === 'public' ? 'PUBLIC' : nameText('postgresql', role)))
    .join(', ');
  const kind = policy.permissive ? 'PERMISSIVE' : 'RESTRICTIVE';
  const using = policy.using === null ? '' : ` USING (${expressionText(policy.using)})`;
  const check = policy.withCheck === null ? '' : ` WITH CHECK (${expressionText(policy.withCheck)})`;
  return `AS ${kind} FOR ${policy.command.toUpperCase()}${roles === '' ? '' : ` TO ${roles}`}${using}${check}`;
}

/** What a view is made of. */
export function queryText(query: string): string {
  return oneLine(query);
}
