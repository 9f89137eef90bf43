import { isAtLeast, type Target, version } from '../engine.ts';

/**
 * The last day that a TIMESTAMP can hold, as text. MySQL 9 manual 13.2.2 ("The DATE, DATETIME, and TIMESTAMP Types");
 * MariaDB knowledge base "TIMESTAMP" (64-bit builds from 11.5 on). The oldest server of a range decides.
 */
export function lastTimestamp(target: Target): string {
  return target.engine === 'mariadb' && isAtLeast(target.version, version(11, 5))
    ? '2106-02-07'
    : '2038-01-19';
}
