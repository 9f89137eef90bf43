/** The relations of the schema that a case makes, as they are just before the statement. */
import { DEFAULT_TARGET, type EngineCase } from './engineCase.ts';
import type { Client, QueryResult } from './packages.ts';

/** A relation as pg_class has it. */
export interface Relation {
  readonly oid: number;
  /** `schema.name` without quotes. */
  readonly name: string;
  /** The name as SQL needs it. */
  readonly sql: string;
  readonly kind: string;
  readonly fileNode: number;
  /** Rows of a table or materialized view; 0 otherwise. */
  readonly rows: number;
}

/** The user relations just before the statement. */
export interface Relations {
  readonly byName: ReadonlyMap<string, Relation>;
  readonly target: Relation | null;
  /** Names of the target's indexes. */
  readonly indexes: readonly string[];
  /** The target, its descendants and what the case adds. */
  readonly family: readonly Relation[];
}

/** The rows of the last statement of a text. */
export async function rows(client: Client, sql: string): Promise<QueryResult['rows']> {
  const result = await client.query(sql);
  const last = 'rows' in result ? result : result[result.length - 1];
  return last?.rows ?? [];
}

/** An empty `public` schema, and nothing that a former case left. */
export async function resetDatabase(client: Client): Promise<void> {
  await client.query(
    "SET client_min_messages = warning; RESET search_path; RESET lock_timeout; SET TIME ZONE 'UTC'",
  );
  const leftovers = await rows(
    client,
    `
    SELECT format('DROP SCHEMA %I CASCADE', nspname) AS command FROM pg_namespace
      WHERE nspname = 'public' OR (oid >= 16384 AND nspname !~ '^pg_')
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper`,
  );
  for (const row of leftovers) await client.query(String(row['command'])).catch(() => undefined);
  const roles = await rows(client, `SELECT rolname FROM pg_roles WHERE oid >= 16384`);
  for (const row of roles)
    await client.query(`DROP OWNED BY "${String(row['rolname'])}"; DROP ROLE "${String(row['rolname'])}"`);
  await client.query('CREATE SCHEMA public');
}

const RELATIONS = `
  SELECT c.oid::int AS oid, format('%s.%s', n.nspname, c.relname) AS name,
         format('%I.%I', n.nspname, c.relname) AS sql, c.relkind AS kind,
         coalesce(pg_relation_filenode(c.oid), 0)::int AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I', 'f') AND n.nspname !~ '^(pg_|information_schema)'`;

/** All user relations with their rows, and the target of the case with its family. */
export async function readRelations(client: Client, engineCase: EngineCase): Promise<Relations> {
  const byName = new Map<string, Relation>();
  const counts = new Map<string, number>();
  const found = await rows(client, RELATIONS);
  for (const row of found) {
    const name = String(row['name']);
    if (!['r', 'm'].includes(String(row['kind']))) continue;
    const counted = await rows(client, `SELECT count(*)::int AS n FROM ONLY ${String(row['sql'])}`).catch(
      () => [],
    );
    counts.set(name, Number(counted[0]?.['n'] ?? 0));
  }
  for (const row of found) {
    const name = String(row['name']);
    byName.set(name, {
      oid: Number(row['oid']),
      name,
      sql: String(row['sql']),
      kind: String(row['kind']),
      fileNode: Number(row['file']),
      rows: counts.get(name) ?? 0,
    });
  }
  const target = byName.get(engineCase.target ?? DEFAULT_TARGET) ?? null;
  const family =
    target === null
      ? []
      : await rows(
          client,
          `
    WITH RECURSIVE family(oid) AS (
      SELECT ${target.oid}::oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN family f ON f.oid = i.inhparent)
    SELECT oid::int AS oid FROM family`,
        );
  const indexes =
    target === null
      ? []
      : await rows(
          client,
          `
    SELECT format('%s.%s', n.nspname, c.relname) AS name FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE x.indrelid = ${target.oid}`,
        );
  const members = new Set([
    ...family.map(row => Number(row['oid'])),
    ...(engineCase.also ?? []).map(name => byName.get(name)?.oid ?? 0),
  ]);
  return {
    byName,
    target,
    indexes: indexes.map(row => String(row['name'])),
    family: [...byName.values()].filter(relation => members.has(relation.oid)),
  };
}

/** The process id of a session. */
export async function backend(client: Client): Promise<number> {
  return Number((await rows(client, 'SELECT pg_backend_pid() AS pid'))[0]?.['pid']);
}
