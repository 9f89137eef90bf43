import type { Expression } from '../operations/columns.ts';
import type { IndexPart } from '../operations/constraints.ts';
import { type CatalogReader, objectKey, sameName } from './catalog.ts';
import { withoutOuterParentheses } from './expressionText.ts';
import type { Table } from './model.ts';

/* Names that a server gives to objects whose text names none. */

/** Bytes of a PostgreSQL identifier (NAMEDATALEN - 1). */
const LONGEST_NAME = 63;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * PostgreSQL's makeObjectName: `first_second_label` in at most 63 bytes, where the longer of the first two parts
 * gives up bytes first and no character is cut in two.
 */
export function joinedName(first: string, second: string | null, label: string): string {
  const whole = second === null ? `${first}_${label}` : `${first}_${second}_${label}`;
  // A character has at most three bytes per UTF-16 unit.
  if (whole.length * 3 <= LONGEST_NAME || (whole.length <= LONGEST_NAME && isAscii(whole))) return whole;
  const firstBytes = encoder.encode(first);
  const secondBytes = encoder.encode(second ?? '');
  const room = LONGEST_NAME - (second === null ? 0 : 1) - 1 - encoder.encode(label).length;
  let firstLength = firstBytes.length;
  let secondLength = secondBytes.length;
  while (firstLength + secondLength > room) {
    if (firstLength > secondLength) firstLength--;
    else secondLength--;
  }
  const parts = [clip(firstBytes, firstLength)];
  if (second !== null) parts.push(clip(secondBytes, secondLength));
  return [...parts, label].join('_');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/** At most `length` bytes of UTF-8, ending at a character. */
function clip(bytes: Uint8Array, length: number): string {
  let end = Math.min(length, bytes.length);
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return decoder.decode(bytes.subarray(0, end));
}

/** PostgreSQL: the first of `t_c_label`, `t_c_label1`, ... that no relation of the schema and nothing else has. */
export function freeRelationName(
  catalog: CatalogReader,
  schema: string,
  parts: { readonly first: string; readonly second: string | null; readonly label: string },
  isTaken: (name: string) => boolean = () => false,
): string {
  for (let pass = 0; ; pass++) {
    const name = joinedName(parts.first, parts.second, pass === 0 ? parts.label : `${parts.label}${pass}`);
    if (!isTaken(name) && catalog.get(objectKey('relation', schema, name)) === undefined) return name;
  }
}

/** PostgreSQL: the first of `t_c_label`, `t_c_label1`, ... that no constraint of the table has. */
export function freeConstraintName(
  table: Table,
  parts: { readonly second: string | null; readonly label: 'check' | 'fkey' | 'not_null' },
): string {
  for (let pass = 0; ; pass++) {
    const name = joinedName(table.name, parts.second, pass === 0 ? parts.label : `${parts.label}${pass}`);
    if (!table.constraints.some(constraint => constraint.name === name)) return name;
  }
}

/** PostgreSQL: column names of an index or key joined by `_`, as they stand in its name; included columns count too. */
export function joinedColumnNames(parts: readonly IndexPart[], include: readonly string[]): string {
  const names: string[] = [];
  for (const wanted of [...parts.map(indexColumnName), ...include]) {
    let name = wanted;
    for (let count = 1; names.includes(name); count++) name = `${wanted}${count}`;
    names.push(name);
  }
  return names.join('_');
}

function indexColumnName(part: IndexPart): string {
  if (part.column !== null) return part.column.value;
  return part.expression === null ? 'expr' : expressionName(part.expression);
}

/** The name PostgreSQL gives an expression: of the function, of the cast's operand or type, else `expr`. */
function expressionName(expression: Expression): string {
  const text = withoutOuterParentheses(expression.text);
  if (expression.kind === 'function') {
    const called = /^(?:\w+\s*\.\s*)*(\w+)\s*\(/.exec(text);
    return (called?.[1] ?? expression.functions[0] ?? 'expr').toLowerCase();
  }
  const collated = /^(\w+|"[^"]+")\s+COLLATE\b/i.exec(text);
  if (collated !== null && expression.columns.length === 1) return expression.columns[0] ?? 'expr';
  const cast = /^(.*)::\s*"?(\w+)"?\s*(?:\([\d\s,]*\))?$/s.exec(text);
  if (cast !== null) {
    const operand = withoutOuterParentheses(cast[1] ?? '');
    const called = /^(\w+)\s*\([^()]*\)$/.exec(operand);
    if (called !== null) return (called[1] ?? '').toLowerCase();
    if (/^\w+$/.test(operand)) return operand.toLowerCase();
    return internalTypeName((cast[2] ?? '').toLowerCase());
  }
  if (expression.kind === 'column') return expression.columns[0] ?? 'expr';
  if (/^case\b/i.test(text)) return 'case';
  return 'expr';
}

const INTERNAL_TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  boolean: 'bool',
  real: 'float4',
  decimal: 'numeric',
};

function internalTypeName(name: string): string {
  return INTERNAL_TYPE_NAMES[name] ?? name;
}

/** MySQL/MariaDB: an index without a name is called after its first column, with `_2`, `_3` ... when that is taken. */
export function freeIndexName(catalog: CatalogReader, table: Table, firstColumn: string | null): string {
  const base = firstColumn ?? 'functional_index';
  const isTaken = (name: string): boolean =>
    table.indexes.some(index => sameName(catalog.dialect, index.name, name));
  if (base.toUpperCase() !== 'PRIMARY' && !isTaken(base)) return base;
  for (let count = 2; ; count++) if (!isTaken(`${base}_${count}`)) return `${base}_${count}`;
}

/** MySQL/MariaDB: `t_ibfk_N`, one more than the highest number in use. */
export function freeForeignKeyName(table: Table): string {
  return numbered(`${table.name}_ibfk_`, table);
}

/** MySQL: `t_chk_N`, MariaDB: `CONSTRAINT_N`. */
export function freeCheckName(catalog: CatalogReader, table: Table): string {
  if (catalog.dialect === 'mysql') return numbered(`${table.name}_chk_`, table);
  for (let count = 1; ; count++) {
    const name = `CONSTRAINT_${count}`;
    if (!table.constraints.some(constraint => sameName('mariadb', constraint.name, name))) return name;
  }
}

/** Prefix of names that the server made from the table's name, which follow when the table is renamed. */
export function isGeneratedFrom(table: string, constraint: string): boolean {
  return (
    numberAfter(`${table}_ibfk_`, constraint) !== null || numberAfter(`${table}_chk_`, constraint) !== null
  );
}

function numbered(prefix: string, table: Table): string {
  let highest = 0;
  for (const constraint of table.constraints)
    highest = Math.max(highest, numberAfter(prefix, constraint.name) ?? 0);
  return `${prefix}${highest + 1}`;
}

function numberAfter(prefix: string, name: string): number | null {
  if (!name.toLowerCase().startsWith(prefix.toLowerCase())) return null;
  const digits = name.slice(prefix.length);
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
}
