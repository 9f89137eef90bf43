import type { Algorithm, MysqlLockLevel } from '../lockNote.ts';

/** How a server carries out a change: with which algorithm, what others may do meanwhile, and what it costs. */
export interface Outcome {
  /** Null for statements that know no ALGORITHM. */
  readonly algorithm: Algorithm | null;
  /** The weakest LOCK that the server accepts for it. */
  readonly lock: MysqlLockLevel;
  readonly rewrites: boolean;
  readonly scans: boolean;
  readonly buildsIndex: boolean;
}

function outcome(
  algorithm: Algorithm | null,
  lock: MysqlLockLevel,
  work: 'none' | 'scan' | 'index' | 'rewrite' | 'rewrite-and-index',
): Outcome {
  return {
    algorithm,
    lock,
    rewrites: work === 'rewrite' || work === 'rewrite-and-index',
    scans: work !== 'none',
    buildsIndex: work === 'index' || work === 'rewrite-and-index',
  };
}

/** Only the data dictionary changes. */
export const instant = outcome('INSTANT', 'NONE', 'none');
/** InnoDB takes part, but no row and no index is touched. */
export const inPlace = outcome('INPLACE', 'NONE', 'none');
export const inPlaceShared = outcome('INPLACE', 'SHARED', 'none');
export const noCopy = outcome('NOCOPY', 'NONE', 'none');
/** InnoDB writes a new table while others read and write. */
export const rebuild = outcome('INPLACE', 'NONE', 'rewrite');
export const rebuildShared = outcome('INPLACE', 'SHARED', 'rewrite');
export const rebuildWithIndex = outcome('INPLACE', 'SHARED', 'rewrite-and-index');
export const indexBuild = outcome('INPLACE', 'NONE', 'index');
export const indexBuildShared = outcome('INPLACE', 'SHARED', 'index');
export const noCopyIndexBuild = outcome('NOCOPY', 'NONE', 'index');
export const noCopyIndexBuildShared = outcome('NOCOPY', 'SHARED', 'index');
/** The server copies row by row; others may only read. */
export const copy = outcome('COPY', 'SHARED', 'rewrite');
/** MariaDB 11.2+: the server copies row by row while others read and write. */
export const onlineCopy = outcome('COPY', 'NONE', 'rewrite');
/** Nobody else may use the table, for as long as a dictionary change takes. */
export const instantExclusive = outcome('INSTANT', 'EXCLUSIVE', 'none');
export const inPlaceExclusive = outcome('INPLACE', 'EXCLUSIVE', 'none');
export const exclusive = outcome(null, 'EXCLUSIVE', 'none');
export const exclusiveScan = outcome(null, 'EXCLUSIVE', 'scan');
export const exclusiveRewrite = outcome('COPY', 'EXCLUSIVE', 'rewrite');
/** Statements without ALGORITHM that stop nobody. */
export const unlocked = outcome(null, 'NONE', 'none');
export const unlockedScan = outcome(null, 'NONE', 'scan');
export const sharedLock = outcome(null, 'SHARED', 'none');
export const sharedScan = outcome(null, 'SHARED', 'scan');

const ALGORITHM_COST: Readonly<Record<Algorithm, number>> = { INSTANT: 0, NOCOPY: 1, INPLACE: 2, COPY: 3 };
const LOCK_COST: Readonly<Record<MysqlLockLevel, number>> = { NONE: 0, SHARED: 1, EXCLUSIVE: 2 };

export function algorithmCost(algorithm: Algorithm | null): number {
  return algorithm === null ? -1 : ALGORITHM_COST[algorithm];
}

export function lockCost(lock: MysqlLockLevel): number {
  return LOCK_COST[lock];
}

export function strongerLock(left: MysqlLockLevel, right: MysqlLockLevel): MysqlLockLevel {
  return LOCK_COST[left] >= LOCK_COST[right] ? left : right;
}

/** Two changes done by one statement. */
export function worstOutcome(left: Outcome, right: Outcome): Outcome {
  return {
    algorithm:
      algorithmCost(left.algorithm) >= algorithmCost(right.algorithm) ? left.algorithm : right.algorithm,
    lock: strongerLock(left.lock, right.lock),
    rewrites: left.rewrites || right.rewrites,
    scans: left.scans || right.scans,
    buildsIndex: left.buildsIndex || right.buildsIndex,
  };
}
