import { formatDuration, formatSize } from '../configuration/units.ts';
import type { Engine, Target } from '../engines/engine.ts';
import {
  type Algorithm,
  type LockMode,
  type LockNote,
  MYSQL_LOCK_LEVELS,
  POSTGRESQL_LOCK_MODES,
  type RelationLock,
} from '../engines/lockNote.ts';
import { sizeOfTable } from './severity.ts';

/** A lock note in words, one row of the lock card. */
export interface LockRow {
  /** `production (PostgreSQL 16)`. */
  readonly target: string;
  /** `ACCESS EXCLUSIVE`; with the algorithm for MySQL and MariaDB; `none`. */
  readonly lock: string;
  /** Locks on other relations than the one the statement is about: `SHARE ROW EXCLUSIVE on public.customers`. */
  readonly otherLocks: readonly string[];
  readonly reads: 'wait' | 'go on';
  readonly writes: 'wait' | 'go on';
  /** `table rewrite`, `full scan`, `index build`, `catalog only`. */
  readonly work: string;
  /** `instant`, `brief`, `grows with the table`, with an estimate when statistics are known. */
  readonly time: string;
  /** Why the server refuses it; null when it runs. */
  readonly refusal: string | null;
  readonly basis: LockNote['basis'];
  readonly source: string;
  readonly remarks: readonly string[];
}

export const ENGINE_TITLES: Readonly<Record<Engine, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
};

/** `production (PostgreSQL 16)`; an assumed version is marked, because nobody declared it. */
export function targetTitle(target: Target): string {
  const version = `${ENGINE_TITLES[target.engine]} ${target.versionText}${target.assumed ? ', assumed' : ''}`;
  return target.name === target.engine ? version : `${target.name} (${version})`;
}

export function lockRow(target: Target, note: LockNote): LockRow {
  const main = strongestLock(note.locks.filter(lock => lock.role === 'target')) ?? strongestLock(note.locks);
  return {
    target: targetTitle(target),
    lock: lockText(main, note.algorithm),
    otherLocks: note.locks
      .filter(lock => lock !== main && lock.mode !== 'NONE')
      .map(lock => `${lock.mode} on ${lock.relation}`),
    reads: note.blocksReads ? 'wait' : 'go on',
    writes: note.blocksWrites ? 'wait' : 'go on',
    work: workText(note),
    time: timeText(target, note, main?.relation ?? null),
    refusal: note.refusal === null ? null : refusalText(note.refusal, target.engine),
    basis: note.basis,
    source: note.source,
    remarks: note.remarks.map(
      remark => `${REMARKS[remark.change]} from ${ENGINE_TITLES[target.engine]} ${remark.version} on`,
    ),
  };
}

/** The strongest of some locks; null for none. */
export function strongestLock(locks: readonly RelationLock[]): RelationLock | null {
  return locks.reduce<RelationLock | null>(
    (best, lock) => (best === null || lockStrength(lock.mode) > lockStrength(best.mode) ? lock : best),
    null,
  );
}

export function lockStrength(mode: LockMode): number {
  const inPostgresql = POSTGRESQL_LOCK_MODES.findIndex(known => known === mode);
  return inPostgresql >= 0 ? inPostgresql + 1 : MYSQL_LOCK_LEVELS.findIndex(known => known === mode);
}

function lockText(lock: RelationLock | null, algorithm: Algorithm | null): string {
  if (algorithm === null) return lock?.mode ?? 'none';
  return lock === null ? algorithm : `${algorithm}, LOCK=${lock.mode}`;
}

function workText(note: LockNote): string {
  const parts = [
    ...(note.rewritesTable ? ['table rewrite'] : []),
    ...(note.scansTable && !note.rewritesTable ? ['full scan'] : []),
    ...(note.buildsIndex && !note.rewritesTable ? ['index build'] : []),
  ];
  return parts.length === 0 ? 'catalog only' : parts.join(', ');
}

/* Rates of a mid-size server with data out of memory; the estimate is a range because hardware differs. */
const MEGABYTES_PER_SECOND = { rewrite: 40, scan: 80, index: 25 } as const;
const UNCERTAINTY = 2;
const MEGABYTE = 1024 * 1024;

/** Seconds that the work on a table of known size takes, low and high. Null without statistics or without work. */
export function estimateSeconds(
  target: Target,
  note: LockNote,
  relation: string | null,
): readonly [number, number] | null {
  if (note.duration !== 'grows-with-table' || relation === null) return null;
  const size = sizeOfTable(target, relation);
  if (size === null) return null;
  const rate = note.rewritesTable
    ? MEGABYTES_PER_SECOND.rewrite
    : note.buildsIndex
      ? MEGABYTES_PER_SECOND.index
      : MEGABYTES_PER_SECOND.scan;
  const seconds = size.bytes / MEGABYTE / rate;
  return [Math.max(Math.round(seconds / UNCERTAINTY), 1), Math.max(Math.round(seconds * UNCERTAINTY), 1)];
}

function timeText(target: Target, note: LockNote, relation: string | null): string {
  const estimate = estimateSeconds(target, note, relation);
  const size = relation === null ? null : sizeOfTable(target, relation);
  if (estimate !== null && size !== null) {
    const [low, high] = estimate.map(seconds => formatDuration(roundedSeconds(seconds) * 1000));
    return `about ${low === high ? low : `${low} to ${high}`} for ${formatSize(size.bytes)}`;
  }
  return note.duration === 'grows-with-table' ? 'grows with the table' : note.duration;
}

/** Above two minutes nobody reads seconds. */
function roundedSeconds(seconds: number): number {
  return seconds < 120 ? seconds : Math.round(seconds / 60) * 60;
}

const REMARKS: Readonly<Record<LockNote['remarks'][number]['change'], string>> = {
  'no-rewrite': 'no rewrite',
  rewrite: 'table rewrite',
  'no-scan': 'no scan',
  'weaker-lock': 'weaker lock',
  'stronger-lock': 'stronger lock',
  instant: 'INSTANT',
  'in-place': 'INPLACE',
  'online-copy': 'online copy',
  transactional: 'allowed in a transaction',
  available: 'available',
};

function refusalText(refusal: NonNullable<LockNote['refusal']>, engine: Engine): string {
  const code = engine === 'postgresql' ? `SQLSTATE ${refusal.code}` : `error ${refusal.code}`;
  const since = refusal.since === null ? 'a newer version' : `${ENGINE_TITLES[engine]} ${refusal.since}`;
  const reasons: Readonly<Record<typeof refusal.reason, string>> = {
    'not-in-transaction': 'refused inside a transaction',
    'needs-newer-version': `needs ${since}`,
    'algorithm-not-supported': 'the ALGORITHM clause is refused',
    'lock-not-supported': 'the LOCK clause is refused',
    'lock-with-instant': 'no LOCK clause is allowed with ALGORITHM=INSTANT',
    syntax: 'syntax error',
    'not-on-partitioned': 'not possible on a partitioned table',
    'default-partition-exists': 'refused while a default partition exists',
    'not-null-violation': 'fails when the table has rows',
    'zero-date': 'fails on a zero date when the table has rows',
    'non-deterministic-default': 'the default is not deterministic',
    'column-in-foreign-key': 'the column is part of a foreign key',
    'row-version-limit': 'the table has no instant change left',
    'not-supported': 'not supported',
  };
  return refusal.code === '' ? reasons[refusal.reason] : `${reasons[refusal.reason]} (${code})`;
}
