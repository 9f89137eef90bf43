import type { Column, ForeignKeyConstraint, Table } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import { type EngineVersion, isAtLeast, type Target, version } from '../engine.ts';
import type { ForeignKeyQuestion, ForeignKeyRefusal } from '../foreignKeyRefusal.ts';
import { canonicalCharset, charsetOf } from './charsets.ts';
import { sameColumn } from './tableState.ts';

/** Error numbers from a version on. */
interface ErrorRow {
  readonly since: EngineVersion;
  readonly errors: Readonly<Record<Exclude<ForeignKeyRefusal['reason'], 'no-primary-key'>, string>>;
  readonly source: string;
}

/* Newest first. */
const MYSQL_ERRORS: readonly ErrorRow[] = [
  {
    since: version(8, 4),
    errors: {
      'column-counts-differ': '1239',
      'no-key': '6125',
      'types-differ': '3780',
      'collations-differ': '3780',
      'set-null-on-not-null': '1830',
      'virtual-column': '3733',
    },
    source: 'measured on MySQL 9.7.4',
  },
  {
    since: version(8),
    errors: {
      'column-counts-differ': '1239',
      'no-key': '1822',
      'types-differ': '3780',
      'collations-differ': '3780',
      'set-null-on-not-null': '1830',
      'virtual-column': '3733',
    },
    source: 'MySQL 8.0 Error Message Reference',
  },
  {
    since: version(5, 7),
    errors: {
      'column-counts-differ': '1239',
      'no-key': '1215',
      'types-differ': '1215',
      'collations-differ': '1215',
      'set-null-on-not-null': '1215',
      'virtual-column': '1215',
    },
    source: 'MySQL 5.7 Error Message Reference',
  },
];
/** InnoDB of MariaDB has one answer. Measured on MariaDB 10.5, 10.11 and 11.8; virtual columns are allowed there. */
const MARIADB_ERROR = '1005';
const MARIADB_COUNT_ERROR = '1239';

/** See `foreignKeyRefusal`. Only InnoDB keeps foreign keys. */
export function mysqlForeignKeyRefusal(question: ForeignKeyQuestion): ForeignKeyRefusal | null {
  const { target, child, parent, key } = question;
  if (!isInnodb(child) || !isInnodb(parent) || child.partitioning !== null || parent.partitioning !== null)
    return null;
  const { columns, targetColumns } = key;
  if (targetColumns.length === 0) return null;
  if (columns.length !== targetColumns.length)
    return { reason: 'column-counts-differ', code: codeOf(target, 'column-counts-differ') };
  return pairRefusal(question) ?? setNullRefusal(target, child, key) ?? keyRefusal(target, parent, key);
}

function codeOf(target: Target, reason: keyof ErrorRow['errors']): string {
  if (target.engine === 'mariadb')
    return reason === 'column-counts-differ' ? MARIADB_COUNT_ERROR : MARIADB_ERROR;
  return MYSQL_ERRORS.find(({ since }) => isAtLeast(target.version, since))?.errors[reason] ?? '1215';
}

function isInnodb(table: Table): boolean {
  return (table.options['engine'] ?? 'innodb').toLowerCase() === 'innodb';
}

function pairRefusal({ target, child, parent, key }: ForeignKeyQuestion): ForeignKeyRefusal | null {
  for (const [at, name] of key.columns.entries()) {
    const column = columnNamed(child, name);
    const other = columnNamed(parent, key.targetColumns[at] ?? '');
    if (column?.type == null || other?.type == null) return null;
    if (column.generated?.kind === 'virtual' && target.engine === 'mysql')
      return { reason: 'virtual-column', code: codeOf(target, 'virtual-column'), column: column.name };
    const pair = {
      column: column.name,
      type: column.type,
      targetColumn: other.name,
      targetType: other.type,
    };
    const [left, right] = [storageClass(column.type), storageClass(other.type)];
    if (left === null || right === null) return null;
    if (left !== right)
      return { reason: 'types-differ', code: codeOf(target, 'types-differ'), ...pair, texts: null };
    const texts = left === 'text' ? differentText(child, column.type, parent, other.type) : null;
    if (texts !== null)
      return { reason: 'collations-differ', code: codeOf(target, 'collations-differ'), ...pair, texts };
  }
  return null;
}

/*
 * What InnoDB stores alike can reference each other; lengths do not matter. Measured, every pair, on MySQL 9.7.4 and
 * MariaDB 10.5 and 11.8, which agree.
 */
const STORAGE: Readonly<Record<string, string>> = {
  float: 'float',
  double: 'double',
  date: 'mediumint',
  year: 'tinyint unsigned',
  char: 'text',
  varchar: 'text',
  decimal: 'bytes',
  binary: 'bytes',
  varbinary: 'bytes',
  time: 'bytes',
  datetime: 'bytes',
  timestamp: 'bytes',
  bit: 'bytes',
  uuid: 'bytes',
  inet6: 'bytes',
};
const INTEGERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);

/** Null for types that no key holds whole, and for members, whose number decides. */
function storageClass(type: TypeReference): string | null {
  if (INTEGERS.has(type.name)) return type.unsigned || type.zerofill ? `${type.name} unsigned` : type.name;
  return STORAGE[type.name] ?? null;
}

/** The character sets or collations of two text columns, when both are written and differ. */
function differentText(
  child: Table,
  type: TypeReference,
  parent: Table,
  targetType: TypeReference,
): readonly [string, string] | null {
  const [left, right] = [charset(child, type), charset(parent, targetType)];
  if (left !== null && right !== null && left !== right) return [left, right];
  const [collation, other] = [collationOf(child, type), collationOf(parent, targetType)];
  return collation !== null && other !== null && collation !== other ? [collation, other] : null;
}

function charset(table: Table, type: TypeReference): string | null {
  if (type.charset === 'unknown') return null;
  if (type.charset !== null) return canonicalCharset(type.charset);
  const written = type.collation ?? table.options['collation'];
  if (written !== undefined) return charsetOf(written);
  const ofTable = table.options['charset'];
  return ofTable === undefined ? null : canonicalCharset(ofTable);
}

function collationOf(table: Table, type: TypeReference): string | null {
  if (type.collation !== null) return plainCollation(type.collation);
  const ofTable = table.options['collation'];
  return type.charset === null && ofTable !== undefined ? plainCollation(ofTable) : null;
}

function plainCollation(collation: string): string {
  return collation.toLowerCase().replace(/^utf8_/, 'utf8mb3_');
}

function setNullRefusal(target: Target, child: Table, key: ForeignKeyConstraint): ForeignKeyRefusal | null {
  if (key.onDelete !== 'set null' && key.onUpdate !== 'set null') return null;
  const column = key.columns.find(name => columnNamed(child, name)?.notNull === true);
  return column === undefined
    ? null
    : { reason: 'set-null-on-not-null', code: codeOf(target, 'set-null-on-not-null'), column };
}

/* MySQL manual 8.4, "restrict_fk_on_non_standard_key"; measured on 9.7.4. */
const UNIQUE_PARENT_SINCE = version(8, 4);

function keyRefusal(target: Target, parent: Table, key: ForeignKeyConstraint): ForeignKeyRefusal | null {
  const wantsUnique =
    target.engine === 'mysql' &&
    isAtLeast(target.version, UNIQUE_PARENT_SINCE) &&
    !/^(?:0|off|false)$/i.test(target.settings['restrict_fk_on_non_standard_key'] ?? '');
  const refusal = {
    reason: 'no-key',
    code: codeOf(target, 'no-key'),
    unique: wantsUnique,
  } as const;
  if (wantsUnique) return uniqueKeys(parent).some(names => isExactly(names, key)) ? null : refusal;
  const keys = [...uniqueKeys(parent), ...parent.indexes.map(wholeColumns)];
  return keys.some(names => startsWith(names, key) || isCompletedByPrimaryKey(parent, key)) ? null : refusal;
}

function uniqueKeys(parent: Table): readonly (readonly string[])[] {
  const constraints = parent.constraints.flatMap(constraint =>
    constraint.kind === 'primary-key' || constraint.kind === 'unique' ? [constraint.columns] : [],
  );
  const unique = parent.indexes.filter(
    index => index.unique && wholeColumns(index).length === index.keys.length,
  );
  return [...constraints, ...unique.map(wholeColumns)];
}

/** The leading columns that an index holds whole. */
function wholeColumns(index: Table['indexes'][number]): readonly string[] {
  const names: string[] = [];
  for (const { column, prefixLength } of index.keys) {
    if (column === null || prefixLength !== null) break;
    names.push(column);
  }
  return index.method === 'fulltext' || index.method === 'spatial' ? [] : names;
}

function isExactly(names: readonly string[], key: ForeignKeyConstraint): boolean {
  return names.length === key.targetColumns.length && startsWith(names, key);
}

function startsWith(names: readonly string[], { targetColumns }: ForeignKeyConstraint): boolean {
  return targetColumns.every((column, at) => sameColumn(names[at] ?? '', column));
}

/** InnoDB adds the primary key's columns to every other index. */
function isCompletedByPrimaryKey(parent: Table, { targetColumns }: ForeignKeyConstraint): boolean {
  const primary = parent.constraints.find(({ kind }) => kind === 'primary-key');
  return (
    targetColumns.length > 1 &&
    primary?.kind === 'primary-key' &&
    primary.columns.some(column => targetColumns.some(target => sameColumn(target, column)))
  );
}

function columnNamed(table: Table, name: string): Column | undefined {
  return table.columns.find(column => sameColumn(column.name, name));
}
