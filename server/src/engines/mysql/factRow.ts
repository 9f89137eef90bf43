import { compareVersions, type EngineVersion, isAtLeast, version } from '../engine.ts';
import type { MysqlLockLevel } from '../lockNote.ts';
import { copy, type Outcome, onlineCopy } from './outcome.ts';

export type MysqlEngine = 'mysql' | 'mariadb';

/** What one change does on one engine from one version to before another. */
export interface FactRow<Fact extends string = string> {
  readonly fact: Fact;
  readonly engine: MysqlEngine;
  readonly from: EngineVersion;
  /** The first version that no longer does so; null when none is known. */
  readonly to: EngineVersion | null;
  readonly outcome: Outcome;
  /** What the change costs once its statement cannot be INSTANT; null when that changes nothing. */
  readonly unlessInstant: Outcome | null;
  /** The weakest LOCK when the statement copies; null for the usual one of the version. */
  readonly copyLock: MysqlLockLevel | null;
  /** Error number for an ALGORITHM clause that asks for too much, where it is not the usual one. */
  readonly refusalCode: '1845' | '1846' | null;
  /** The server accepts any ALGORITHM clause and copies all the same. */
  readonly clauseIgnored: boolean;
  /** False where only the manual says so although a build of that version was at hand. */
  readonly measured: boolean;
  /** Title of the manual page. */
  readonly page: string;
}

export interface Step {
  readonly from: EngineVersion;
  readonly outcome: Outcome;
  readonly extras: StepExtras;
}

export interface StepExtras {
  readonly unlessInstant?: Outcome;
  readonly copyLock?: MysqlLockLevel;
  readonly refusalCode?: '1845' | '1846';
  readonly clauseIgnored?: boolean;
  readonly measured?: boolean;
}

/** From this version on; `since(10, 4, 3)` is 10.4.3. Zero stands for the oldest version. */
export function since(
  major: number,
  minor: number,
  patch: number,
  outcome: Outcome,
  extras: StepExtras = {},
): Step {
  return { from: version(major, minor, patch), outcome, extras };
}

/** From the oldest supported version on. */
export function always(outcome: Outcome, extras: StepExtras = {}): Step {
  return since(0, 0, 0, outcome, extras);
}

/** COPY as MariaDB does it: writes wait until 11.2, which copies online (MariaDB manual, "Online Schema Change"). */
export function mariadbCopy(extras: StepExtras = {}): readonly Step[] {
  return [always(copy, extras), since(11, 2, 0, onlineCopy, extras)];
}

/** The rows of one fact on one engine; each step ends where the next begins. */
export function history<Fact extends string>(
  fact: Fact,
  engine: MysqlEngine,
  page: string,
  steps: readonly Step[],
): FactRow<Fact>[] {
  return steps.map((step, index) => ({
    fact,
    engine,
    from: step.from,
    to: steps[index + 1]?.from ?? null,
    outcome: step.outcome,
    unlessInstant: step.extras.unlessInstant ?? null,
    copyLock: step.extras.copyLock ?? null,
    refusalCode: step.extras.refusalCode ?? null,
    clauseIgnored: step.extras.clauseIgnored ?? false,
    measured: step.extras.measured ?? true,
    page,
  }));
}

/** The row in force; versions older than the first row and newer than the last get those. */
export function rowInForce<Row extends FactRow>(rows: readonly Row[], at: EngineVersion): Row | undefined {
  return (
    rows.find(row => isAtLeast(at, row.from) && (row.to === null || compareVersions(at, row.to) < 0)) ??
    rows[0]
  );
}
