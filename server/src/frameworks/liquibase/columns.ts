import { type ChangelogNode, type ChangelogValue, childrenNamed, flagOf, textOf } from './changelogNode.ts';
import { type ChangeSql, firstOf } from './changeSql.ts';
import { databaseType, type LiteralKind } from './dataTypes.ts';

/** A `column` of a change with the attributes of its `constraints`. */
export interface ColumnNode {
  readonly node: ChangelogNode;
  readonly name: ChangelogValue;
  readonly type: ChangelogValue | null;
  readonly constraints: ChangelogNode | null;
}

/** The columns of a change; those without a name are left out. */
export function columnsOf(change: ChangelogNode): readonly ColumnNode[] {
  return childrenNamed(change, 'column').flatMap(node => {
    const name = firstOf(node, 'name');
    if (name === null) return [];
    const constraints = childrenNamed(node, 'constraints').at(-1) ?? null;
    return [{ node, name, type: firstOf(node, 'type'), constraints }];
  });
}

/** An attribute of the column's constraints. */
export function constraintValue(column: ColumnNode, ...names: string[]): ChangelogValue | null {
  return column.constraints === null ? null : firstOf(column.constraints, ...names);
}

export function hasConstraint(column: ColumnNode, name: string): boolean {
  return column.constraints !== null && flagOf(column.constraints, name) === true;
}

export function isPrimaryKey(column: ColumnNode): boolean {
  return hasConstraint(column, 'primaryKey');
}

export function isNotNull(column: ColumnNode): boolean {
  return (
    (column.constraints !== null && flagOf(column.constraints, 'nullable') === false) || isPrimaryKey(column)
  );
}

export function isAutoIncrement(column: ColumnNode): boolean {
  return flagOf(column.node, 'autoIncrement') === true;
}

/** ` BIGINT AUTO_INCREMENT`. */
export function addTypeOf(sql: ChangeSql, column: ColumnNode): void {
  if (column.type === null) return;
  const { isAutoIncrement: isSerial } = sql.add(' ').addType(column.type);
  const attribute = column.node.attributes.get('autoIncrement') ?? column.type;
  if (!isSerial && !isAutoIncrement(column)) return;
  sql.addFor(sql.isPostgresql ? identity(column.node) : ' AUTO_INCREMENT', attribute);
}

function identity(node: ChangelogNode): string {
  const kind = textOf(node, 'generationType')?.toUpperCase() ?? 'BY DEFAULT';
  const options = [
    ['START WITH', textOf(node, 'startWith')],
    ['INCREMENT BY', textOf(node, 'incrementBy')],
  ].flatMap(([words, value]) => (value === null || value === '1' ? [] : [`${words} ${value}`]));
  return ` GENERATED ${kind} AS IDENTITY${options.length === 0 ? '' : ` (${options.join(' ')})`}`;
}

const DEFAULTS = [
  'defaultValue',
  'defaultValueNumeric',
  'defaultValueBoolean',
  'defaultValueDate',
  'defaultValueComputed',
  'defaultValueSequenceNext',
] as const;

export function defaultOf(node: ChangelogNode): { name: string; value: ChangelogValue } | null {
  for (const name of DEFAULTS) {
    const value = node.attributes.get(name);
    if (value !== undefined) return { name, value };
  }
  return null;
}

/** ` DEFAULT 'x'`, unless the column has none. */
export function addDefaultOf(sql: ChangeSql, node: ChangelogNode, type: ChangelogValue | null): void {
  const found = defaultOf(node);
  if (found === null) return;
  const text = sql.textOf(found.value).trim();
  if (/^GENERATED ALWAYS\b/i.test(text)) sql.add(' ').addRaw(found.value);
  else addLiteral(sql.addFor(' DEFAULT ', found.value), found, literalOf(sql, type));
}

/** ` SET DEFAULT 'x'` of an ALTER COLUMN; MySQL wants expressions in parentheses there. */
export function addChangedDefault(sql: ChangeSql, node: ChangelogNode, type: ChangelogValue | null): void {
  const found = defaultOf(node);
  if (found === null) return;
  sql.addFor(' SET', found.value);
  const isExpression = found.name === 'defaultValueComputed' && !sql.isPostgresql;
  if (isExpression && !sql.textOf(found.value).trim().startsWith('('))
    sql.addFor(' DEFAULT (', found.value).addRaw(found.value).addFor(')', found.value);
  else addDefaultOf(sql, node, type);
}

export function literalOf(sql: ChangeSql, type: ChangelogValue | null): LiteralKind {
  return type === null ? 'text' : databaseType(sql.textOf(type), sql.dialect).literal;
}

const VALUES = [
  'value',
  'valueNumeric',
  'valueBoolean',
  'valueDate',
  'valueComputed',
  'valueSequenceNext',
  'valueSequenceCurrent',
] as const;

/** The value that a column is filled with; null when the column says none. */
export function filledValue(node: ChangelogNode): { name: string; value: ChangelogValue } | null {
  for (const name of VALUES) {
    const value = node.attributes.get(name);
    if (value !== undefined) return { name, value };
  }
  return node.text === null ? null : { name: 'value', value: node.text };
}

/** A literal as the tool writes it: `value` attributes hold text, the others say what they are. */
export function addLiteral(
  sql: ChangeSql,
  { name, value }: { readonly name: string; readonly value: ChangelogValue },
  literal: LiteralKind = 'text',
): void {
  const kind = name.replace(/^(?:defaultV|v)alue/, '');
  const text = sql.textOf(value).trim();
  if (/^null$/i.test(text)) sql.addFor('NULL', value);
  else if (kind === 'Boolean' && literal === 'number') sql.addRaw(value);
  else if (name === 'defaultValueNumeric' && /\.0+$/.test(text)) sql.addFor(text.replace(/\.0+$/, ''), value);
  else if (kind === 'Boolean' || (literal === 'boolean' && kind !== 'Computed')) addBoolean(sql, value, text);
  else if (kind === 'Numeric' || kind === 'Computed') sql.addRaw(value);
  else if (kind === 'SequenceNext' || kind === 'SequenceCurrent') addSequence(sql, value, kind);
  else if (kind === 'Date') addMoment(sql, value, text);
  else if (literal === 'number') sql.addRaw(value);
  else sql.addString(value);
}

function addBoolean(sql: ChangeSql, value: ChangelogValue, text: string): void {
  const isTrue = /^(?:true|t|1|b'1'|yes)$/i.test(text);
  const isFalse = /^(?:false|f|0|b'0'|no)$/i.test(text);
  if (!isTrue && !isFalse) sql.addRaw(value);
  else if (sql.isPostgresql) sql.addFor(isTrue ? 'TRUE' : 'FALSE', value);
  else sql.addFor(isTrue ? '1' : '0', value);
}

/** A moment, or a function that gives one. */
function addMoment(sql: ChangeSql, value: ChangelogValue, text: string): void {
  if (!/^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(text)) sql.addRaw(value);
  else if (text.includes('T')) sql.addFor(`'${sql.escape(text.replace('T', ' '))}'`, value);
  else sql.addString(value);
}

function addSequence(sql: ChangeSql, value: ChangelogValue, kind: string): void {
  const isNext = kind === 'SequenceNext';
  if (sql.isPostgresql) {
    sql.addFor(isNext ? 'nextval(' : 'currval(', value).addString(value);
    sql.add(')');
  } else {
    sql.addFor(isNext ? 'NEXT VALUE FOR ' : 'PREVIOUS VALUE FOR ', value).addName(value);
  }
}

/** ` COMMENT 'x'`, which MySQL and MariaDB take with the column. */
export function addRemarksOf(sql: ChangeSql, column: ColumnNode): void {
  const remarks = firstOf(column.node, 'remarks');
  if (remarks !== null && !sql.isPostgresql) sql.addFor(' COMMENT ', remarks).addString(remarks);
}

/** The tool names NOT NULL in added columns only. MySQL's TIMESTAMP would be NOT NULL without the word. */
export function addNullability(sql: ChangeSql, column: ColumnNode, name: ChangelogValue | null = null): void {
  const nullable = column.constraints?.attributes.get('nullable');
  if (!isNotNull(column)) {
    if (!sql.isPostgresql) sql.addFor(' NULL', nullable);
    return;
  }
  if (name !== null && sql.isPostgresql) sql.addFor(' CONSTRAINT ', name).addName(name);
  sql.addFor(' NOT NULL', nullable ?? column.constraints?.attributes.get('primaryKey'));
}
