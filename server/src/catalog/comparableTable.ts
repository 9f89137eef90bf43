import type { Dialect } from '../syntax/dialect.ts';
import { charsetText } from './canonicalText.ts';
import { comparableText } from './comparableText.ts';
import { columnText } from './describe.ts';
import type { Column, Table } from './model.ts';

/*
 * MySQL and MariaDB write into SHOW CREATE what the text of a migration left to the server: engine, character set,
 * collation. What one side does not say is no difference.
 */

/** Options whose absence means "as the server likes it". */
const OF_THE_SERVER = new Set(['engine', 'charset', 'collation']);

/** True when no option of the tables' definition is known to differ. */
export function sameOptions(from: Table, to: Table): boolean {
  if (from.systemVersioned !== to.systemVersioned) return false;
  return ['engine', 'charset', 'collation', 'row_format', 'comment'].every(name => {
    const [before, after] = [optionOf(from, name), optionOf(to, name)];
    return before === after || (OF_THE_SERVER.has(name) && (before === '' || after === ''));
  });
}

function optionOf(table: Table, name: string): string {
  const value = table.options[name] ?? '';
  if (name === 'comment') return value;
  const folded = charsetText(value) ?? '';
  return name === 'row_format' && folded === 'default' ? '' : folded;
}

/** True when the columns mean the same. */
export function sameColumn(
  dialect: Dialect,
  left: { readonly column: Column; readonly table: Table },
  right: { readonly column: Column; readonly table: Table },
): boolean {
  if (dialect === 'postgresql')
    return (
      comparableText(columnText(dialect, left.column, left.table)) ===
      comparableText(columnText(dialect, right.column, right.table))
    );
  if (withoutCharset(dialect, left) !== withoutCharset(dialect, right)) return false;
  const [first, second] = [left, right].map(({ column, table }) => charsetOf(dialect, column, table));
  if (first === undefined || second === undefined) return true;
  return agree(first.charset, second.charset) && agree(first.collation, second.collation);
}

/** Unknown agrees with everything; `_bin` is the binary collation of whatever character set it is. */
function agree(left: string | null, right: string | null): boolean {
  if (left === null || right === null || left === 'unknown' || right === 'unknown') return true;
  if (left.startsWith('_')) return right.endsWith(left);
  if (right.startsWith('_')) return left.endsWith(right);
  return left === right;
}

/** `utf8mb4` of `utf8mb4_bin`; null for `_bin`, which names none. */
function charsetOfCollation(collation: string | null): string | null {
  const charset = collation?.replace(/_.*$/s, '') ?? '';
  return charset === '' ? null : charset;
}

/** MariaDB's JSON is a longtext with a check that it adds by itself. */
function isMariadbJson(dialect: Dialect, column: Column): boolean {
  return dialect === 'mariadb' && column.type?.name === 'json';
}

function withoutCharset(
  dialect: Dialect,
  { column, table }: { readonly column: Column; readonly table: Table },
): string {
  const { type } = column;
  const name = isMariadbJson(dialect, column) ? 'longtext' : type?.name;
  const bare: Column =
    type === null || name === undefined
      ? column
      : { ...column, type: { ...type, name, charset: null, collation: null } };
  const text = comparableText(columnText(dialect, bare, table));
  return dialect === 'mariadb' ? text.replace(` check json_valid ${column.name.toLowerCase()}`, '') : text;
}

function charsetOf(
  dialect: Dialect,
  column: Column,
  table: Table,
): { readonly charset: string | null; readonly collation: string | null } {
  if (isMariadbJson(dialect, column)) return { charset: null, collation: null };
  const charset = charsetText(column.type?.charset ?? null);
  const collation = charsetText(column.type?.collation ?? null);
  if (charset !== null || collation !== null)
    return { charset: charset ?? charsetOfCollation(collation), collation };
  return {
    charset: charsetText(table.options['charset'] ?? null),
    collation: charsetText(table.options['collation'] ?? null),
  };
}
