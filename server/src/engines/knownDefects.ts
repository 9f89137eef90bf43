import type { Operation } from '../operations/operation.ts';
import {
  compareVersions,
  type Engine,
  type EngineVersion,
  isAtLeast,
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
    meets: (operation, note) =>
      (operation.kind === 'AddColumn' || operation.kind === 'DropColumn') && note.algorithm === 'INSTANT',
    source: 'MySQL 8.0.30 to 8.0.32 release notes, InnoDB: instant ADD and DROP COLUMN',
  },
];

/** The defect that the operation meets on the target, as its effective algorithm has it. */
export function knownDefect(target: Target, operation: Operation, note: LockNote): KnownDefect | null {
  const row = ROWS.find(
    entry =>
      entry.engine === target.engine &&
      isAtLeast(target.newestVersion, entry.since) &&
      compareVersions(target.version, entry.fixedIn) < 0 &&
      entry.meets(operation, note),
  );
  if (row === undefined) return null;
  return { id: row.id, fixedIn: row.fixedIn, certain: isRelease(target) };
}

/** `14` and `14 - 16` name no release, `14.2` and `8.0.30` do. */
function isRelease({ engine, versionText, assumed }: Target): boolean {
  const parts = engine === 'postgresql' ? 2 : 3;
  return !assumed && new RegExp(`^\\s*\\d+(?:\\.\\d+){${parts - 1}}`).test(versionText);
}
