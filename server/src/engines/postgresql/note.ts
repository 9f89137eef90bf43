import type { LockNote, PostgresqlLockMode, Refusal, RelationLock, VersionRemark } from '../lockNote.ts';
import { NEWEST_MAJOR, releasesBetween, supportedMajor } from './builds.ts';
import {
  type FactRow,
  isAtLeastMode,
  type LockRole,
  type LocksByRole,
  modeStrength,
  remarksOf,
  rowAt,
} from './factRow.ts';
import { factRows } from './rows/allRows.ts';
import type { Situation } from './situation.ts';

interface NoteContext {
  /** As declared, so also majors that nobody has measured. */
  readonly major: number;
  readonly inTransaction: boolean;
  /** A refusal that the version or the make of the table decides; it comes before all others. */
  readonly refusal: Refusal | null;
  /** First major that knows the statement; 0 when that is older than 10. */
  readonly availableSince: number;
}

/** The lock note of a situation on one major. */
export function noteOf(situation: Situation, context: NoteContext): LockNote {
  const { fact, writtenLocks } = situation;
  const history = fact === 'lock-table' ? null : factRows[fact];
  const row: FactRow =
    history === null
      ? {
          from: 10,
          to: null,
          locks: writtenLocks ?? {},
          work: [],
          transactional: true,
          time: 'by-work',
          stopsReaders: true,
          manual: null,
        }
      : rowAt(history, supportedMajor(context.major));
  const locks = locksOf(row.locks, situation.relations);
  const rewrites = row.work.includes('rewrite');
  return {
    basis: row.manual === null ? 'measured' : 'documented',
    source: sourceOf(row, context.major),
    locks,
    algorithm: null,
    blocksReads: row.stopsReaders && isBlocking(row.locks, locks, 'ACCESS EXCLUSIVE'),
    blocksWrites: isBlocking(row.locks, locks, 'SHARE'),
    rewritesTable: rewrites,
    scansTable: row.work.includes('scan'),
    buildsIndex: row.work.includes('index') && !(rewrites && situation.hasNoIndex),
    transactional: row.transactional,
    refusal: context.refusal ?? situation.refusal ?? transactionRefusal(row, context),
    duration: durationOf(row, locks),
    remarks: [
      ...availability(context.availableSince),
      ...(history === null ? [] : remarksOf(history, rolesPlayed(situation.relations))),
      ...situation.remarks,
    ],
  };
}

function rolesPlayed(relations: Situation['relations']): ReadonlySet<LockRole> {
  return new Set(ROLES.filter(role => (relations[role] ?? []).length > 0));
}

function availability(since: number): readonly VersionRemark[] {
  return since === 0 ? [] : [{ version: String(since), change: 'available' }];
}

function transactionRefusal(row: FactRow, { inTransaction }: NoteContext): Refusal | null {
  return inTransaction && !row.transactional
    ? { code: '25001', reason: 'not-in-transaction', since: null }
    : null;
}

function sourceOf(row: FactRow, major: number): string {
  if (row.manual !== null) return `PostgreSQL manual, ${row.manual}`;
  const releases = `PostgreSQL ${releasesBetween(row.from, row.to)}`;
  return major > NEWEST_MAJOR ? `${releases}, the newest one measured` : `${releases}, measured`;
}

function locksOf(byRole: LocksByRole, relations: Situation['relations']): readonly RelationLock[] {
  const strongest = new Map<string, RelationLock>();
  for (const role of ROLES) {
    const mode = byRole[role];
    if (mode === undefined) continue;
    for (const relation of relations[role] ?? []) {
      const present = strongest.get(relation);
      if (present === undefined || modeStrength(present.mode) < modeStrength(mode))
        strongest.set(relation, { relation, role, mode });
    }
  }
  return [...strongest.values()];
}

/** The order in which locks are shown. */
const ROLES: readonly LockRole[] = [
  'target',
  'parent',
  'partition',
  'default-partition',
  'referenced',
  'dependent',
  'view',
  'index',
  'sequence',
  'other',
];

/** Roles whose lock a reader or writer of the target meets: planning needs every index, the parent stands for all partitions. */
const ON_THE_WAY: readonly LockRole[] = ['target', 'index', 'parent', 'other'];

/**
 * Whether the statement stops a reader (`limit` ACCESS EXCLUSIVE) or a writer (SHARE) of its target. A statement without
 * a target, such as CREATE TABLE with a foreign key, is judged by the relations that are there.
 */
function isBlocking(byRole: LocksByRole, locks: readonly RelationLock[], limit: PostgresqlLockMode): boolean {
  const blocks = (mode: string | undefined): boolean => mode !== undefined && isAtLeastMode(mode, limit);
  if (locks.some(lock => lock.role === 'default-partition' && blocks(lock.mode))) return true;
  if (byRole.target === undefined && byRole.index === undefined) return locks.some(lock => blocks(lock.mode));
  return ON_THE_WAY.some(role => blocks(byRole[role]));
}

function durationOf(row: FactRow, locks: readonly RelationLock[]): LockNote['duration'] {
  if (row.work.length > 0 || row.time === 'long') return 'grows-with-table';
  const isFelt = locks.some(lock => isAtLeastMode(lock.mode, 'SHARE UPDATE EXCLUSIVE'));
  return isFelt ? 'brief' : 'instant';
}
