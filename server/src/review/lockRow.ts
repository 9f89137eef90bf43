import { formatDuration, formatSize } from '../configuration/units.ts';
import { compareVersions, type Engine, parseVersion, type Target } from '../engines/engine.ts';
import {
  type LockMode,
  type LockNote,
  MYSQL_LOCK_LEVELS,
  POSTGRESQL_LOCK_MODES,
  type RangeChange,
  type RelationLock,
} from '../engines/lockNote.ts';
import { predictedSeconds } from '../engines/predictedSeconds.ts';
import { sizeOfTable } from '../engines/tableSize.ts';

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
    lock: lockText(main, note),
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
    remarks: remarksOf(target, note),
  };
}

/** How the answer changed between versions; within a range only what changes in it. */
function remarksOf(target: Target, note: LockNote): readonly string[] {
  const engine = ENGINE_TITLES[target.engine];
  const changes = note.changes ?? [];
  // What the range itself shows need not be said twice.
  const known = note.remarks.filter(
    ({ version }) =>
      note.changes === undefined ||
      (isInRange(target, version) && !changes.some(({ from }) => from === version)),
  );
  return [
    ...known.map(remark => `${REMARKS[remark.change]} from ${engine} ${remark.version} on`),
    ...changes.map(
      change => `${changeWords(change, target.engine).join(', ')} from ${engine} ${change.from} on`,
    ),
  ];
}

function isInRange(target: Target, text: string): boolean {
  const version = parseVersion(text);
  return (
    version !== null &&
    compareVersions(version, target.version) > 0 &&
    compareVersions(version, target.newestVersion) <= 0
  );
}

/** What is no longer as before, in a few words each. */
function changeWords({ differs, better }: RangeChange, engine: Engine): readonly string[] {
  const words: string[] = [];
  if (differs.refusal !== undefined)
    words.push(differs.refusal === null ? 'accepted' : refusalText(differs.refusal, engine));
  if (differs.algorithm !== undefined && differs.algorithm !== null) words.push(differs.algorithm);
  if (differs.rewritesTable !== undefined) words.push(differs.rewritesTable ? 'table rewrite' : 'no rewrite');
  else if (differs.scansTable !== undefined) words.push(differs.scansTable ? 'full scan' : 'no scan');
  if (differs.blocksReads !== undefined) words.push(differs.blocksReads ? 'reads wait' : 'reads go on');
  if (differs.blocksWrites !== undefined) words.push(differs.blocksWrites ? 'writes wait' : 'writes go on');
  if (differs.transactional !== undefined)
    words.push(differs.transactional ? 'allowed in a transaction' : 'refused inside a transaction');
  if (words.length === 0 && differs.locks !== undefined) words.push(better ? 'weaker lock' : 'stronger lock');
  return words;
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

function lockText(lock: RelationLock | null, { algorithm, blocksReads, blocksWrites }: LockNote): string {
  // DROP OWNED and its like name nothing that could be listed.
  if (algorithm === null) return lock?.mode ?? (blocksReads || blocksWrites ? 'not known' : 'none');
  return lock === null ? algorithm : `${algorithm}, LOCK=${lock.mode}`;
}

function workText(note: LockNote): string {
  const parts = [
    ...(note.rewritesTable ? ['table rewrite'] : []),
    ...(note.scansTable && !note.rewritesTable ? ['full scan'] : []),
    ...(note.buildsIndex && !note.rewritesTable ? ['index build'] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return note.duration === 'grows-with-table' ? 'reads or writes rows' : 'catalog only';
}

/* The estimate is a range because hardware differs. */
const UNCERTAINTY = 2;

/** Seconds that the work on a table of known size takes, low and high. Null without statistics or without work. */
export function estimateSeconds(
  target: Target,
  note: LockNote,
  relation: string | null,
): readonly [number, number] | null {
  const size = relation === null ? null : sizeOfTable(target, relation);
  const seconds = size === null ? null : predictedSeconds(note, size.bytes);
  if (seconds === null) return null;
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
  'no-rewrite-in-utc': 'no rewrite while TimeZone is UTC',
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

/** Why the server refuses a statement, with its own code. */
export function refusalText(refusal: NonNullable<LockNote['refusal']>, engine: Engine): string {
  const code = engine === 'postgresql' ? `SQLSTATE ${refusal.code}` : `error ${refusal.code}`;
  const since = refusal.since === null ? 'a newer version' : `${ENGINE_TITLES[engine]} ${refusal.since}`;
  const reasons: Readonly<Record<typeof refusal.reason, string>> = {
    'not-in-transaction': 'refused inside a transaction',
    'needs-newer-version': `needs ${since}`,
    'algorithm-not-supported': 'the ALGORITHM clause is refused',
    'lock-not-supported': 'the LOCK clause is refused',
    'lock-with-instant': 'no LOCK clause is allowed with ALGORITHM=INSTANT',
    'clause-behind-partitions': 'the ALGORITHM and LOCK clauses have to stand in front',
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
