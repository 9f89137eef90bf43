import type { PostgresqlLockMode, RelationLock, VersionRemark } from '../lockNote.ts';
import { POSTGRESQL_LOCK_MODES } from '../lockNote.ts';

export type LockRole = RelationLock['role'];

/** The strongest lock on every relation that plays a role. Roles that nothing plays in a statement add nothing. */
export type LocksByRole = Readonly<Partial<Record<LockRole, PostgresqlLockMode>>>;

/** What the server does to the rows. `index`: builds or rebuilds an index of the target. */
export type Work = 'rewrite' | 'scan' | 'index';

/** What one statement does from the major `from` on, until the next step of its fact. */
export interface Step {
  readonly from: number;
  readonly locks: LocksByRole;
  readonly work: readonly Work[];
  /** False when the server refuses the statement inside a transaction block. */
  readonly transactional: boolean;
  /** `long` where the time grows with the table although no row counter moves (VACUUM, ANALYZE, file copies). */
  readonly time: 'by-work' | 'long';
  /** False where a reader gets past locks that would stop it on a table: only a partitioned index is held. */
  readonly stopsReaders: boolean;
  /** Manual page where the step could not be measured; null for measured ones. */
  readonly manual: string | null;
}

/** The steps of a fact, oldest first. */
export type History = readonly [Step, ...Step[]];

/** Facts by id. */
export type FactTable<Id extends string = string> = Readonly<Record<Id, History>>;

interface StepOptions {
  readonly work?: readonly Work[];
  readonly transactional?: boolean;
  readonly time?: Step['time'];
  readonly stopsReaders?: boolean;
  readonly manual?: string;
}

export function since(from: number, locks: LocksByRole, options: StepOptions = {}): Step {
  return {
    from,
    locks,
    work: options.work ?? [],
    transactional: options.transactional ?? true,
    time: options.time ?? 'by-work',
    stopsReaders: options.stopsReaders ?? true,
    manual: options.manual ?? null,
  };
}

/** The same on every supported major. */
export function always(locks: LocksByRole, options: StepOptions = {}): History {
  return [since(10, locks, options)];
}

/** A step with its end: `to` is the first major that no longer does so, null when none is known. */
export interface FactRow extends Step {
  readonly to: number | null;
}

/** The step in force at a major; majors before the first step get the first. */
export function rowAt(history: History, major: number): FactRow {
  let index = 0;
  history.forEach((step, position) => {
    if (step.from <= major) index = position;
  });
  return { ...(history[index] ?? history[0]), to: history[index + 1]?.from ?? null };
}

export function isAtLeastMode(mode: string, minimum: PostgresqlLockMode): boolean {
  return modeStrength(mode) >= modeStrength(minimum);
}

/** Position in the list of modes, weakest 0; -1 for other texts. */
export function modeStrength(mode: string): number {
  return POSTGRESQL_LOCK_MODES.findIndex(known => known === mode);
}

/** How the answer of a fact changed from step to step, for a statement in which `roles` are played. */
export function remarksOf(history: History, roles: ReadonlySet<LockRole>): readonly VersionRemark[] {
  return history.flatMap((step, index) => {
    const former = history[index - 1];
    return former === undefined
      ? []
      : changesBetween(former, step, roles).map(change => ({ version: String(step.from), change }));
  });
}

function changesBetween(
  former: Step,
  present: Step,
  roles: ReadonlySet<LockRole>,
): readonly VersionRemark['change'][] {
  const changes: VersionRemark['change'][] = [];
  if (former.work.includes('rewrite') !== present.work.includes('rewrite')) {
    changes.push(present.work.includes('rewrite') ? 'rewrite' : 'no-rewrite');
  } else if (former.work.includes('scan') && !present.work.includes('scan')) {
    changes.push('no-scan');
  }
  const strengths = totalStrength(present.locks, roles) - totalStrength(former.locks, roles);
  if (strengths !== 0) changes.push(strengths < 0 ? 'weaker-lock' : 'stronger-lock');
  if (!former.transactional && present.transactional) changes.push('transactional');
  return changes;
}

function totalStrength(locks: LocksByRole, roles: ReadonlySet<LockRole>): number {
  return [...roles].reduce((sum, role) => sum + modeStrength(locks[role] ?? '') + 1, 0);
}
