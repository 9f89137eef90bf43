import { compareVersions, type EngineVersion, isAtLeast, version } from '../engine.ts';
import type { LockNote } from '../lockNote.ts';
import type { FactRow, MysqlEngine } from './factRow.ts';

/** A server that the rows were held against. */
export interface MeasuredBuild {
  readonly engine: MysqlEngine;
  readonly version: EngineVersion;
  readonly title: string;
}

/** Oldest first within an engine. `test/engines/mysql` measures them again. */
export const MEASURED_BUILDS: readonly MeasuredBuild[] = [
  { engine: 'mysql', version: version(9, 7, 4), title: 'MySQL 9.7.4' },
  { engine: 'mariadb', version: version(10, 5, 23), title: 'MariaDB 10.5.23' },
  { engine: 'mariadb', version: version(10, 11, 18), title: 'MariaDB 10.11.18' },
  { engine: 'mariadb', version: version(11, 8, 9), title: 'MariaDB 11.8.9' },
];

/* Manual pages: titles of the MySQL Reference Manual and of the MariaDB documentation. */
export const PAGES = {
  onlineDdl: 'Online DDL Operations',
  checks: 'CHECK Constraints',
  defaults: 'Data Type Default Values',
  alterTable: 'ALTER TABLE Statement',
  partitioning: 'Partitioning Operations (Online DDL)',
  metadataLocking: 'Metadata Locking',
  implicitCommit: 'Statements That Cause an Implicit Commit',
  foreignKeys: 'FOREIGN KEY Constraints',
  optimize: 'OPTIMIZE TABLE Statement',
  lockTables: 'LOCK TABLES and UNLOCK TABLES Statements',
  mariadbInstant: 'InnoDB Online DDL Operations with the INSTANT Alter Algorithm',
  mariadbNoCopy: 'InnoDB Online DDL Operations with the NOCOPY Alter Algorithm',
  mariadbInPlace: 'InnoDB Online DDL Operations with the INPLACE Alter Algorithm',
  mariadbOnline: 'Online Schema Change',
  mariadbAlterTable: 'ALTER TABLE',
  mariadbMetadataLocking: 'Metadata Locking',
  mariadbPartitioning: 'Partition Maintenance',
} as const;

/**
 * Where an answer comes from. `measured` when a build of the asked release series was measured, when the version lies
 * between two measured builds that behave alike, or when it is newer than every known one; otherwise `documented`.
 * Builds from `refusedBefore` on know what older ones refuse, and say nothing about those.
 */
export function sourceOf(
  row: FactRow,
  asked: EngineVersion,
  refusedBefore: EngineVersion | null = null,
): Pick<LockNote, 'basis' | 'source'> {
  const builds = row.measured
    ? MEASURED_BUILDS.filter(
        build =>
          build.engine === row.engine &&
          covers(row, build.version) &&
          (refusedBefore === null || compareVersions(build.version, refusedBefore) < 0),
      )
    : [];
  const sameSeries = builds.find(build => seriesOf(build.version) === seriesOf(asked));
  if (sameSeries !== undefined) return { basis: 'measured', source: sameSeries.title };
  const older = builds.findLast(build => isAtLeast(asked, build.version));
  const newer = builds.find(build => isAtLeast(build.version, asked));
  if (older !== undefined && newer !== undefined)
    return { basis: 'measured', source: `${older.title} and ${newer.title}` };
  if (older !== undefined && row.to === null)
    return { basis: 'measured', source: `${older.title}, the newest one measured` };
  return manualSource(row, asked);
}

function covers(row: FactRow, build: EngineVersion): boolean {
  return isAtLeast(build, row.from) && (row.to === null || compareVersions(build, row.to) < 0);
}

function seriesOf(asked: EngineVersion): string {
  return `${asked.major}.${asked.minor}`;
}

/** The manual page that says so, whether or not somebody measured it. */
export function manualSource(row: FactRow, asked: EngineVersion): Pick<LockNote, 'basis' | 'source'> {
  const manual = row.engine === 'mysql' ? `MySQL ${seriesOf(asked)} manual` : 'MariaDB manual';
  return { basis: 'documented', source: `${manual}, ${row.page}` };
}
