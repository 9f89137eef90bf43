import type { Table } from '../../catalog/model.ts';
import type { PartitionBound } from '../../operations/tableOperations.ts';

/*
 * Whether a CHECK shows that all rows of a table lie inside a partition's bound, or outside of it. Read as the usual
 * recipes write it; anything else is taken as no proof, which costs a scan in the answer and nothing in the database.
 */

export interface PartitionKey {
  readonly column: string;
  readonly method: string;
}

/** The column of a range or list partitioning by one plain column; null for others. */
export function bySingleColumn(parent: Table | undefined): PartitionKey | null {
  const scheme = parent?.partitioning;
  const [column, ...others] = scheme?.columns ?? [];
  return scheme == null || column === undefined || others.length > 0 || scheme.expressions.length > 0
    ? null
    : { column, method: scheme.method };
}

/** A valid CHECK keeps every row inside the bound, and the column is never NULL. */
export function isProvedByCheck(partition: Table, key: PartitionKey, bound: PartitionBound): boolean {
  const conditions = conditionsOf(key, bound);
  if (conditions === null) return false;
  const checks = validChecks(partition);
  const isNotNull =
    partition.columns.some(column => column.name === key.column && column.notNull) ||
    checks.some(check => check.notNull.includes(key.column));
  return (
    isNotNull &&
    checks.some(check => !/\bor\b|\bnot\b(?!\s+null)/i.test(check.text) && holds(check.text, conditions))
  );
}

/** A valid CHECK (NOT (...)) of the default partition keeps every row out of the bound. */
export function isProvedOutside(byDefault: Table, key: PartitionKey, bound: PartitionBound): boolean {
  const conditions = conditionsOf(key, bound);
  return (
    conditions !== null &&
    validChecks(byDefault).some(
      check => squeeze(check.text).startsWith('not') && holds(check.text, conditions),
    )
  );
}

function holds(check: string, conditions: readonly Condition[]): boolean {
  const text = squeeze(check);
  return conditions.every(spellings => spellings.some(spelling => text.includes(spelling)));
}

function validChecks(
  table: Table,
): readonly { readonly text: string; readonly notNull: readonly string[] }[] {
  return table.constraints.flatMap(constraint =>
    constraint.kind === 'check' && constraint.valid && constraint.enforced
      ? [{ text: constraint.expression.text, notNull: constraint.expression.notNullColumns }]
      : [],
  );
}

/** Spellings of one condition, squeezed. */
type Condition = readonly string[];

/** What must be written in the check; null for bounds that are not read. */
function conditionsOf({ column, method }: PartitionKey, bound: PartitionBound): readonly Condition[] | null {
  const name = column.toLowerCase();
  const text = bound.text.replace(/^\s*for\s+values\s+/i, '');
  if (method === 'range') {
    const match = /^\s*from\s*\(([^(),]*)\)\s*to\s*\(([^(),]*)\)\s*$/i.exec(text);
    if (match === null) return null;
    const [from, to] = [squeeze(match[1] ?? ''), squeeze(match[2] ?? '')];
    const conditions = [
      ...(from === 'minvalue' ? [] : [[`${name}>=${from}`]]),
      ...(to === 'maxvalue' ? [] : [[`${name}<${to}`]]),
    ];
    return conditions.length === 0 ? null : conditions;
  }
  const list = method === 'list' ? /^\s*in\s*\(([^()]*)\)\s*$/i.exec(text) : null;
  if (list === null) return null;
  const values = squeeze(list[1] ?? '');
  // A list of one value is also written as an equation.
  return [values.includes(',') ? [`${name}in${values}`] : [`${name}=${values}`, `${name}in${values}`]];
}

const CASTS = /::\s*[a-z_]+(?:\s+(?:varying|precision|without time zone|with time zone))?(?:\(\d+\))?/g;

/** Lower case, without blanks, casts and parentheses. */
function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replace(CASTS, '')
    .replace(/\b(?:date|timestamp|timestamptz)\s+(?=')/g, '')
    .replace(/[\s()"]/g, '');
}
