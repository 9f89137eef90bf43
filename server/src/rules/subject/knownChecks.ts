import type { Table } from '../../catalog/model.ts';
import type { Dialect } from '../../syntax/dialect.ts';
import { readCondition } from './checkCondition.ts';
import { asksNoMore } from './checkImplication.ts';
import type { ColumnsLeftNull } from './leftNull.ts';

/**
 * True when a CHECK of the table asks as much of every write: the same, more, or the same of writes that leave some
 * columns NULL.
 */
export function isKnownCheck(
  dialect: Dialect,
  table: Table | undefined,
  text: string,
  leftNull: ColumnsLeftNull = { now: () => false, before: () => false },
): boolean {
  const checks = (table?.constraints ?? []).filter(other => other.kind === 'check' && other.enforced);
  if (checks.some(other => other.kind === 'check' && isNoStricter(text, other.expression.text))) return true;
  const now = checks.length === 0 ? null : readCondition(text, { dialect, isNull: leftNull.now });
  if (now === null) return false;
  return checks.some(other => {
    if (other.kind !== 'check') return false;
    const old = readCondition(other.expression.text, { dialect, isNull: leftNull.before });
    return old !== null && asksNoMore(now, old, isNoStricter);
  });
}

/** True for the same condition, and for a list of allowed values that has all of the other one's. */
function isNoStricter(now: string, old: string): boolean {
  const plain = (sql: string): string => sql.replace(/[\s()`"]+/g, '').toLowerCase();
  if (plain(now) === plain(old)) return true;
  const [wide, narrow] = [allowedValues(now), allowedValues(old)];
  if (wide === null || narrow === null || wide.column !== narrow.column) return false;
  return narrow.values.every(value => wide.values.includes(value));
}

const STRING = /'(?:[^']|'')*'/g;

/** `c IN ('a', 'b')`, and `c = ANY (ARRAY['a', 'b'])` as PostgreSQL's own tools write it; null for anything else. */
function allowedValues(sql: string): { readonly column: string; readonly values: readonly string[] } | null {
  const frame = sql
    .replace(STRING, "''")
    .replace(/::\s*[a-z ]+(?:\(\d+\))?(?:\[\])?/gi, '')
    .replace(/[()\s`"]+/g, ' ')
    .trim();
  const [, column] =
    /^(\w+)(?: in ''(?: ?, ?'')*| ?= ?any ?array ?\[ ?''(?: ?, ?'')* ?\])$/i.exec(frame) ?? [];
  return column === undefined ? null : { column: column.toLowerCase(), values: sql.match(STRING) ?? [] };
}
