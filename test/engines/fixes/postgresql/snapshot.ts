/** A PostgreSQL schema and its rows as they can be compared. */
import type { Client } from '../../postgresql/packages.ts';
import { rows } from '../../postgresql/userRelations.ts';
import type { Snapshot } from '../bench.ts';

const OURS = `n.nspname !~ '^(pg_|information_schema)'`;

/** Each gives `name` and `value`, and leaves out what belongs to an extension. */
const QUERIES: readonly string[] = [
  `SELECT format('table %s.%s', n.nspname, c.relname) AS name,
     concat_ws(' ', c.relkind, c.relpersistence, 'rls', c.relrowsecurity, c.relforcerowsecurity, 'options', c.reloptions,
       'acl', c.relacl, 'replica', c.relreplident, 'populated', c.relispopulated, pg_get_expr(c.relpartbound, c.oid),
       'tablespace', (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
       'parents', (SELECT string_agg(i.inhparent::regclass::text, ',') FROM pg_inherits i WHERE i.inhrelid = c.oid),
       obj_description(c.oid, 'pg_class'),
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
  `SELECT format('order of columns %s.%s', n.nspname, c.relname) AS name,
     (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
  `SELECT format('column %s.%s.%s', n.nspname, c.relname, a.attname) AS name,
     concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
       'default', pg_get_expr(d.adbin, d.adrelid), a.attidentity, to_jsonb(a)->>'attgenerated', 'storage', a.attstorage,
       'collation', a.attcollation, 'statistics', nullif(a.attstattarget, -1), a.attacl,
       col_description(c.oid, a.attnum)) AS value
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT format('constraint %s.%s %s', n.nspname, coalesce(c.relname, t.typname), k.conname) AS name,
     concat_ws(' ', pg_get_constraintdef(k.oid), CASE WHEN k.convalidated THEN 'valid' ELSE 'not valid' END,
       'inherited', k.coninhcount, CASE WHEN k.conislocal THEN 'local' END) AS value
   FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
   WHERE ${OURS} AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgconstraint = k.oid AND k.contype = 't')`,
  `SELECT format('index %s.%s', n.nspname, c.relname) AS name,
     concat_ws(' ', pg_get_indexdef(c.oid), CASE WHEN i.indisvalid THEN 'valid' ELSE 'invalid' END, CASE WHEN i.indisprimary THEN 'primary' END,
       CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'replica identity' END,
       'tablespace', (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
       'parent', (SELECT h.inhparent::regclass::text FROM pg_inherits h WHERE h.inhrelid = c.oid)) AS value
   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}`,
  `SELECT format('trigger %s %s', g.tgrelid::regclass, g.tgname) AS name, concat_ws(' ', pg_get_triggerdef(g.oid), g.tgenabled) AS value
   FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND NOT g.tgisinternal`,
  `SELECT format('function %s', p.oid::regprocedure) AS name, concat_ws(' ', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END, p.proacl) AS value
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${OURS}
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
  `SELECT format('sequence %s.%s', n.nspname, c.relname) AS name,
     concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
       'owner', (SELECT d.refobjid::regclass || '.' || d.refobjsubid FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0 LIMIT 1)) AS value
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}`,
  `SELECT format('type %s.%s', n.nspname, t.typname) AS name,
     concat_ws(' ', t.typtype, CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, t.typdefault,
       (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)) AS value
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${OURS} AND t.typtype IN ('e', 'd')`,
  `SELECT format('policy %s %s', p.polrelid::regclass, p.polname) AS name,
     concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS value
   FROM pg_policy p`,
  `SELECT format('schema %s', n.nspname) AS name, concat_ws(' ', n.nspacl) AS value FROM pg_namespace n WHERE ${OURS}`,
  `SELECT format('extension %s', extname) AS name, extversion AS value FROM pg_extension`,
];

export async function takeSnapshot(client: Client): Promise<Snapshot> {
  const objects = new Map<string, string>();
  for (const query of QUERIES) {
    for (const row of await rows(client, query)) objects.set(String(row['name']), String(row['value'] ?? ''));
  }
  return { objects, rows: await tableRows(client) };
}

async function tableRows(client: Client): Promise<Snapshot['rows']> {
  const found = await rows(
    client,
    `SELECT format('%s.%s', n.nspname, c.relname) AS name, format('%I.%I', n.nspname, c.relname) AS sql
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND (c.relkind IN ('r', 'p') OR c.relkind = 'm' AND c.relispopulated)`,
  );
  const all = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  for (const { name, sql } of found) {
    const read = await rows(
      client,
      `SELECT to_jsonb(r) AS r FROM ${String(sql)} r ORDER BY to_jsonb(r)::text`,
    );
    all.set(
      String(name),
      read.map(row => (isRecord(row['r']) ? row['r'] : {})),
    );
  }
  return all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
