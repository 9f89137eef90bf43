/** What a statement does to the tables that were there before it, read off PostgreSQL itself. */
import { strength } from '../../postgresql/heldLocks.ts';
import type { Client } from '../../postgresql/packages.ts';
import { rows } from '../../postgresql/userRelations.ts';
import type { Blocked } from '../bench.ts';

/** A relation with storage, as it is before a statement. */
interface Stored {
  readonly name: string;
  readonly kind: string;
  readonly fileNode: number;
  /** The table of an index; the relation itself otherwise. */
  readonly table: number;
  readonly rows: number;
}

/** State before a statement. */
export interface Before {
  readonly relations: ReadonlyMap<number, Stored>;
  /** Rows read by sequential scans so far, by table. */
  readonly read: ReadonlyMap<number, number>;
}

export type Counters = 'pg_stat_xact_user_tables' | 'pg_stat_user_tables';

const RELATIONS = `
  SELECT c.oid::int AS oid, format('%s.%s', n.nspname, c.relname) AS name, format('%I.%I', n.nspname, c.relname) AS sql,
    c.relkind AS kind, coalesce(pg_relation_filenode(c.oid), 0)::int AS file, coalesce(i.indrelid, c.oid)::int AS "table"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I', 'v', 'f') AND n.nspname !~ '^(pg_|information_schema)'`;

/** The relations that a session sees. */
export async function readBefore(client: Client, counters: Counters): Promise<Before> {
  const found = await rows(client, RELATIONS);
  const relations = new Map<number, Stored>();
  for (const row of found) {
    const counted =
      ['r', 'm'].includes(String(row['kind'])) && Number(row['file']) > 0
        ? await rows(client, `SELECT (pg_relation_size(${Number(row['oid'])}) > 0)::int AS n`)
        : [];
    relations.set(Number(row['oid']), {
      name: String(row['name']),
      kind: String(row['kind']),
      fileNode: Number(row['file']),
      table: Number(row['table']),
      rows: Number(counted[0]?.['n'] ?? 0),
    });
  }
  return { relations, read: await rowsRead(client, counters) };
}

/** Whether a statement did work that grows with a table that was there before `start`. */
export async function wasLong(
  client: Client,
  counters: Counters,
  start: Before,
  before: Before,
): Promise<boolean> {
  const after = await readBefore(client, counters);
  const isOld = (table: number): boolean =>
    start.relations.has(table) && (before.relations.get(table)?.rows ?? 0) > 0;
  for (const [oid, now] of after.relations) {
    if (!isOld(now.table) || (after.relations.get(now.table)?.rows ?? 0) === 0) continue;
    const was = before.relations.get(oid);
    if (now.fileNode !== 0 && now.fileNode !== was?.fileNode) return true;
  }
  for (const [table, read] of after.read)
    if (isOld(table) && read > (before.read.get(table) ?? 0)) return true;
  return false;
}

async function rowsRead(client: Client, counters: Counters): Promise<ReadonlyMap<number, number>> {
  const found = await rows(client, `SELECT relid::int AS oid, seq_tup_read::int AS n FROM ${counters}`);
  return new Map(found.map(row => [Number(row['oid']), Number(row['n'])]));
}

/**
 * Tables from before `start` that others cannot read or write because of the locks of a backend. What CONCURRENTLY drops
 * is locked for a moment at its end, when no query looks at the index any more (`indislive` is false).
 */
export async function blockedBy(observer: Client, pid: number, start: Before): Promise<readonly Blocked[]> {
  const held = await rows(
    observer,
    `SELECT relation::int AS oid, mode FROM pg_locks LEFT JOIN pg_index ON indexrelid = relation
       WHERE locktype = 'relation' AND pid = ${pid} AND indislive IS DISTINCT FROM false
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const strongest = new Map<string, Blocked['what']>();
  for (const row of held) {
    const relation = start.relations.get(Number(row['oid']));
    const what = blocks(String(row['mode']), relation);
    if (relation === undefined || what === null) continue;
    const table = start.relations.get(relation.table)?.name ?? relation.name;
    if (strongest.get(table) !== 'reads') strongest.set(table, what);
  }
  return [...strongest].map(([table, what]) => ({ table, what }));
}

/** Every query on a table locks all of its indexes, too. */
function blocks(mode: string, relation: Stored | undefined): Blocked['what'] | null {
  if (strength(mode) >= strength('AccessExclusiveLock')) return 'reads';
  if (relation?.kind === 'i' || relation?.kind === 'I') return null;
  return strength(mode) >= strength('ShareLock') ? 'writes' : null;
}
