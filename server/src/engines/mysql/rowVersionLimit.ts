import { isAtLeast, type Target, version } from '../engine.ts';

/*
 * Each instant ADD or DROP COLUMN since the last rebuild makes a row version (MySQL 8.0 manual, "Online DDL Operations":
 * 64 from 8.0.29 on; 255 from 9.1 on, measured on 9.7.4 with error 4092).
 */
const ROW_VERSIONS_SINCE = version(8, 0, 29);
const MORE_SINCE = version(9, 1);

/** How many row versions a table may have; null where the server counts none. */
export function rowVersionLimit({ engine, version: at }: Pick<Target, 'engine' | 'version'>): number | null {
  if (engine !== 'mysql' || !isAtLeast(at, ROW_VERSIONS_SINCE)) return null;
  return isAtLeast(at, MORE_SINCE) ? 255 : 64;
}

/** The row versions of a table after `changes` that could be instant: the one that finds none left rebuilds the table. */
export function rowVersionsInUse(limit: number, changes: number): number {
  return changes % (limit + 1);
}

export const ROW_VERSION_ERROR = '4092';
