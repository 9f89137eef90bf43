import type { TableSize, Target } from './engine.ts';

/** Older statistics are worth a new look, and no proof that a table is small. */
export const STATISTICS_MAX_AGE_DAYS = 90;

/** Days that statistics were taken before the day of the review, both ISO 8601; null when either is not known. */
export function ageInDays(capturedAt: string | null, today: string | null): number | null {
  if (capturedAt === null || today === null) return null;
  const days = (Date.parse(today.slice(0, 10)) - Date.parse(capturedAt.slice(0, 10))) / 86_400_000;
  return Number.isFinite(days) ? Math.floor(days) : null;
}

/** True when a table is under both limits. */
export function isSmallSize(
  size: TableSize,
  limit: { readonly rows: number; readonly bytes: number },
): boolean {
  return size.rows < limit.rows && size.bytes < limit.bytes;
}

/**
 * Size of a table by `schema.table` or `table`; null without statistics of it. A name without a schema means the only
 * table of that name: MySQL's statistics may name the database, which migrations mostly leave out.
 */
export function sizeOfTable({ statistics }: Pick<Target, 'statistics'>, name: string): TableSize | null {
  if (statistics === null) return null;
  const { tables } = statistics;
  const bare = name.slice(name.indexOf('.') + 1);
  const found = tables[name] ?? tables[bare];
  if (found !== undefined) return found;
  if (bare !== name) return null;
  const [only, ...others] = Object.keys(tables).filter(key => key.endsWith(`.${name}`));
  return only === undefined || others.length > 0 ? null : (tables[only] ?? null);
}
