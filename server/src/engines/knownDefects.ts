import type { Operation } from '../operations/operation.ts';
import {
  compareVersions,
  type Engine,
  type EngineVersion,
  isAtLeast,
  parseVersion,
  type Target,
  version,
} from './engine.ts';
import type { LockNote } from './lockNote.ts';

/** A defect of some releases that a statement can run into. */
export interface KnownDefect {
  readonly id: 'concurrent-index-misses-rows' | 'instant-column-corrupts';
  /** The release that mends it. */
  readonly fixedIn: EngineVersion;
  /** False when the target's version does not say which release it is. */
  readonly certain: boolean;
}

interface DefectRow {
  readonly id: KnownDefect['id'];
  readonly engine: Engine;
  readonly since: EngineVersion;
  readonly fixedIn: EngineVersion;
  readonly meets: (operation: Operation, note: LockNote) => boolean;
  readonly source: string;
}

/** One of the kinds, when the server does it without touching the rows. */
function instantly(...kinds: readonly Operation['kind'][]): DefectRow['meets'] {
  return (operation, note) => kinds.includes(operation.kind) && note.algorithm === 'INSTANT';
}

const MA =
  'MariaDB documentation, "InnoDB Online DDL Operations with the INSTANT Alter Algorithm", closed bugs';

const ROWS: readonly DefectRow[] = [
  {
    id: 'concurrent-index-misses-rows',
    engine: 'postgresql',
    since: version(14),
    fixedIn: version(14, 4),
    meets: operation =>
      (operation.kind === 'CreateIndex' || operation.kind === 'Reindex') && operation.concurrently,
    source: 'PostgreSQL 14.4 release notes',
  },
  {
    id: 'instant-column-corrupts',
    engine: 'mysql',
    since: version(8, 0, 29),
    fixedIn: version(8, 0, 32),
    meets: instantly('AddColumn', 'DropColumn'),
    source: 'MySQL 8.0.30 to 8.0.32 release notes, InnoDB: instant ADD and DROP COLUMN',
  },
  {
    id: 'instant-column-corrupts',
    engine: 'mariadb',
    since: version(10, 3, 2),
    fixedIn: version(10, 3, 18),
    meets: instantly('AddColumn'),
    source: `${MA}: MDEV-19743, MDEV-19783, MDEV-20066`,
  },
  {
    id: 'instant-column-corrupts',
    engine: 'mariadb',
    since: version(10, 4),
    fixedIn: version(10, 4, 9),
    meets: instantly('AddColumn', 'DropColumn'),
    source: `${MA}: MDEV-20066, MDEV-20090, MDEV-20117`,
  },
];

/**
 * The defect that the operation meets on the target. `noteOn` tells what the operation does on one release: which
 * algorithm it takes there decides.
 */
export function knownDefect(
  target: Target,
  operation: Operation,
  noteOn: (release: EngineVersion) => LockNote | null,
): KnownDefect | null {
  if (isMendedByVendor(target)) return null;
  const { oldest, newest } = possibleReleases(target);
  for (const { id, engine, since, fixedIn, meets } of ROWS) {
    if (engine !== target.engine || !isAtLeast(newest, since) || isAtLeast(oldest, fixedIn)) continue;
    const note = noteOn(compareVersions(oldest, since) > 0 ? oldest : since);
    if (note !== null && note.refusal === null && meets(operation, note))
      return { id, fixedIn, certain: isRelease(target) };
  }
  return null;
}

/** Percona Server mended the defect of MySQL 8.0.29 in its own; its releases are written 8.0.30-22. */
function isMendedByVendor({ engine, versionText }: Target): boolean {
  return engine === 'mysql' && /percona|^\s*\d+\.\d+\.\d+-\d+(?:\.\d+)?\s*$/i.test(versionText);
}

/** `14`, `14 - 16` and `8.0` name no release, `14.2` and `8.0.30` do. */
function isRelease({ engine, versionText, assumed }: Target): boolean {
  const parts = engine === 'postgresql' ? 2 : 3;
  return !assumed && new RegExp(`^\\s*\\d+(?:\\.\\d+){${parts - 1}}`).test(versionText);
}

/** A release line that is declared without its release may be any of the line. */
function possibleReleases(target: Target): {
  readonly oldest: EngineVersion;
  readonly newest: EngineVersion;
} {
  const { engine, assumed, versionText } = target;
  const line = assumed || !/^\s*\d+(?:\.\d+)?\s*$/.test(versionText) ? null : parseVersion(versionText);
  if (line === null || isRelease(target)) return { oldest: target.version, newest: target.newestVersion };
  const last = Number.POSITIVE_INFINITY;
  return engine === 'postgresql'
    ? { oldest: version(line.major), newest: version(line.major, last) }
    : { oldest: version(line.major, line.minor), newest: version(line.major, line.minor, last) };
}
