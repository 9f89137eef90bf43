/** Locks as pg_locks shows them. */
import type { Client } from './packages.ts';
import { type Relation, type Relations, rows } from './userRelations.ts';

const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** Position among the modes, weakest 0; -1 for no lock. */
export function strength(mode: string): number {
  return MODES.indexOf(mode);
}

/** Keeps the stronger lock. */
export function strengthen(locks: Map<string, string>, name: string, mode: string): void {
  if (strength(mode) > strength(locks.get(name) ?? '')) locks.set(name, mode);
}

/** The target and its descendants; every table for a statement that names none of them. */
export function lockableOf(before: Relations): readonly Relation[] {
  const members = before.family.length > 0 ? before.family : [...before.byName.values()];
  return members.filter(relation => 'rpm'.includes(relation.kind));
}

/** Locks that stand in the way of a statement, strongest first. */
export const OBSTACLES = [
  'ACCESS EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'ROW EXCLUSIVE',
  'ACCESS SHARE',
] as const;

/** A statement that takes a lock. LOCK TABLE does not take materialized views; other statements do in passing. */
export function obstacleOn(relation: Relation, mode: (typeof OBSTACLES)[number]): string {
  if (relation.kind !== 'm') return `LOCK TABLE ONLY ${relation.sql} IN ${mode} MODE`;
  if (mode === 'ACCESS EXCLUSIVE') return `ALTER MATERIALIZED VIEW ${relation.sql} OWNER TO CURRENT_USER`;
  if (mode === 'SHARE UPDATE EXCLUSIVE') return `COMMENT ON MATERIALIZED VIEW ${relation.sql} IS NULL`;
  return `SELECT count(*) FROM ${relation.sql}`;
}

/** By `schema.name`: the strongest lock, and `pg_class.relkind`. */
export interface SeenLocks {
  readonly locks: ReadonlyMap<string, string>;
  readonly kinds: ReadonlyMap<string, string>;
}

/** The relation locks of a backend, held or waited for. */
export async function locksOf(client: Client, before: Relations, pid: number): Promise<SeenLocks> {
  const held = await rows(
    client,
    `SELECT relation::int AS oid, mode FROM pg_locks WHERE locktype = 'relation' AND pid = ${pid}`,
  );
  const byOid = new Map([...before.byName.values()].map(relation => [relation.oid, relation]));
  const locks = new Map<string, string>();
  const kinds = new Map<string, string>();
  for (const row of held) {
    const relation = byOid.get(Number(row['oid']));
    if (relation === undefined) continue;
    strengthen(locks, relation.name, String(row['mode']));
    kinds.set(relation.name, relation.kind);
  }
  return { locks, kinds };
}
