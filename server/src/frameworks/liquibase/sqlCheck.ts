import type { SchemaCondition } from '../../operations/schemaCondition.ts';

/*
 * A `sqlCheck` that asks the server's catalog for a table or a column:
 * `SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c'`, expecting 0 or 1.
 */

const UNKNOWN: SchemaCondition = { kind: 'unknown' };
const QUESTION =
  /^select (1|count ?\( ?(?:\*|1) ?\))(?: as \w+)? from information_schema\.(columns|tables) where ([^;]+?) ?;?$/i;
const CONDITION =
  /^(table_name|column_name|table_schema) ?= ?(?:'([^']*)'|(?:database|schema) ?\( ?\)|current_schema(?: ?\( ?\))?)$/i;

/** A query, what its only value has to be, and whether the change set is also left out when it fails. */
export interface SqlCheck {
  readonly sql: string;
  readonly expected: string;
  readonly survivesErrors: boolean;
}

/**
 * The question of a `sqlCheck` where it asks for nothing but one table or column. A SELECT of no rows is an error to
 * some versions of the tool: such a question counts only where errors pass over the change set as well.
 */
export function columnCheck({ sql, expected, survivesErrors }: SqlCheck): SchemaCondition {
  const match = QUESTION.exec(sql.replace(/\s+/g, ' ').trim());
  if (match === null || sql.includes('${')) return UNKNOWN;
  const [, what = '', view = '', where = ''] = match;
  const isCount = what !== '1';
  const wanted = expected.trim();
  if (wanted !== '1' && (wanted !== '0' || !isCount)) return UNKNOWN;
  if (!isCount && !survivesErrors) return UNKNOWN;
  const values = new Map<string, string | null>();
  for (const part of where.split(/ and /i)) {
    const condition = CONDITION.exec(part.trim());
    const column = condition?.[1]?.toLowerCase();
    if (column === undefined || values.has(column)) return UNKNOWN;
    values.set(column, condition?.[2] ?? null);
  }
  const table = values.get('table_name') ?? null;
  const column = values.get('column_name') ?? null;
  if (table === null || values.has('column_name') !== (view.toLowerCase() === 'columns')) return UNKNOWN;
  const named = { schema: values.get('table_schema') ?? null, name: table };
  const exists: SchemaCondition | null =
    view.toLowerCase() === 'tables'
      ? { kind: 'table', relation: named }
      : column === null
        ? null
        : { kind: 'column', table: named, column };
  if (exists === null) return UNKNOWN;
  return wanted === '1' ? exists : { kind: 'none', of: [exists] };
}
