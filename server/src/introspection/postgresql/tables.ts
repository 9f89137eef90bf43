import { type DatabaseConnection, flag, list, type Row, required, text } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';
import { quoteLiteral } from './literal.ts';
import { sequenceOptions } from './routines.ts';

/** Tables, partitioned and foreign ones too, with their columns and valid checks; and what ties partitions to parents. */
export async function readTables(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const tables = await connection.query(
    `SELECT c.oid, ${qualified('n.nspname', 'c.relname')} AS name, c.relname AS plain, c.relkind AS kind, c.relpersistence AS persistence, c.reltype AS row_type, c.reloptions AS options,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound, c.relispartition AS is_partition,
       (SELECT array_agg(${qualified('pn.nspname', 'p.relname')} ORDER BY i.inhseqno) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
          JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) AS parents,
       (SELECT array_agg(i.inhparent::text ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid) AS parent_oids,
       (SELECT quote_ident(m.amname) FROM pg_am m WHERE m.oid = c.relam AND c.relkind = 'r') AS access_method,
       (SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,
       (SELECT quote_ident(s.srvname) FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) AS server,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced_security, c.relreplident AS replica_identity
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND ${notOfExtension('pg_class', 'c.oid')}`,
  );
  const columns = grouped(await connection.query(COLUMNS), 'relation');
  const checks = grouped(await connection.query(CHECKS), 'relation');
  return tables.flatMap(row =>
    tableEntries(row, columns.get(required(row, 'oid')) ?? [], checks.get(required(row, 'oid')) ?? []),
  );
}

const COLUMNS = `SELECT a.attrelid AS relation, quote_ident(a.attname) AS name, a.attname AS plain, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, a.attislocal AS local,
    a.attidentity AS identity, to_jsonb(a) ->> 'attgenerated' AS generated, pg_get_expr(d.adbin, d.adrelid) AS default_value, d.oid AS default_oid,
    (SELECT ${qualified('cn.nspname', 'co.collname')} FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
       JOIN pg_type b ON b.oid = a.atttypid WHERE co.oid = a.attcollation AND a.attcollation <> b.typcollation) AS collation_name,
    format_type(s.seqtypid, NULL) AS sequence_type, s.seqstart AS start, s.seqincrement AS step, s.seqmin AS low, s.seqmax AS high, s.seqcache AS cache, s.seqcycle AS cycles
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_depend i ON a.attidentity <> '' AND i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum AND i.classid = 'pg_class'::regclass AND i.deptype = 'i'
    LEFT JOIN pg_sequence s ON s.seqrelid = i.objid
  WHERE ${USER_SCHEMA} AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum`;

/** Checks, and the NOT NULL constraints that PostgreSQL 18 lists beside them. */
const CHECKS = `SELECT k.oid, k.conrelid AS relation, k.contype AS kind, k.conname AS plain, quote_ident(k.conname) AS name, k.convalidated AS valid, k.conislocal AS local, k.connoinherit AS no_inherit,
    pg_get_constraintdef(k.oid) AS definition, (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) AS column_name
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${USER_SCHEMA} AND k.contype IN ('c', 'n') ORDER BY k.conrelid, k.conname`;

/** Rows by the text of one of their values. */
export function grouped(rows: readonly Row[], name: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(required(row, name)) ?? [];
    group.push(row);
    groups.set(required(row, name), group);
  }
  return groups;
}

function tableEntries(row: Row, columns: readonly Row[], constraints: readonly Row[]): readonly DumpEntry[] {
  const id = `pg_class:${required(row, 'oid')}`;
  const name = required(row, 'name');
  const isPartition = flag(row, 'is_partition');
  const parents = list(row, 'parents');
  const checks = constraints.filter(
    check => required(check, 'kind') === 'c' && (isPartition || flag(check, 'local')),
  );
  const notNulls = constraints.filter(check => required(check, 'kind') === 'n');
  const lines = [
    ...columns
      .filter(column => isPartition || parents.length === 0 || flag(column, 'local'))
      .map(column => columnLine(row, column, notNulls)),
    ...checks
      .filter(check => flag(check, 'valid'))
      .map(check => `CONSTRAINT ${required(check, 'name')} ${required(check, 'definition')}`),
  ];
  const kind = { p: 'TABLE', r: 'TABLE', f: 'FOREIGN TABLE' }[required(row, 'kind')] ?? 'TABLE';
  const statements = [
    `CREATE ${required(row, 'persistence') === 'u' ? 'UNLOGGED ' : ''}${kind} ${name} (${lines.length === 0 ? '' : `\n    ${lines.join(',\n    ')}`}\n)${tail(row)};`,
    ...(isPartition || parents.length === 0 ? [] : inheritedDefaults(name, columns)),
    ...rowSecurity(row, name),
  ];
  const created = entry(id, 'table', name, statements, {
    aliases: [
      `pg_type:${required(row, 'row_type')}`,
      ...columns.flatMap(column =>
        text(column, 'default_oid') === null ? [] : [`pg_attrdef:${required(column, 'default_oid')}`],
      ),
      ...checks.filter(check => flag(check, 'valid')).map(check => `pg_constraint:${required(check, 'oid')}`),
    ],
    needs: isPartition ? [] : list(row, 'parent_oids').map(oid => `pg_class:${oid}`),
  });
  const late = [...checks, ...notNulls].filter(check => !flag(check, 'valid'));
  return [
    created,
    ...late.map(check =>
      entry(
        `pg_constraint:${required(check, 'oid')}`,
        'check',
        `${name} ${required(check, 'name')}`,
        [`ALTER TABLE ${name} ADD CONSTRAINT ${required(check, 'name')} ${required(check, 'definition')};`],
        { needs: [id] },
      ),
    ),
    ...(isPartition ? [attachment(row, id, name, parents)] : []),
  ];
}

function attachment(row: Row, id: string, name: string, parents: readonly string[]): DumpEntry {
  const parent = list(row, 'parent_oids')[0] ?? '';
  return entry(
    `${id} partition`,
    'partition',
    name,
    [`ALTER TABLE ONLY ${parents[0] ?? ''} ATTACH PARTITION ${name} ${required(row, 'bound')};`],
    { needs: [id, `pg_class:${parent}`] },
  );
}

function columnLine(table: Row, column: Row, notNulls: readonly Row[]): string {
  const words = [`${required(column, 'name')} ${required(column, 'type')}`];
  const collation = text(column, 'collation_name');
  const value = text(column, 'default_value');
  const generated = text(column, 'generated') ?? '';
  const identity = required(column, 'identity');
  if (collation !== null) words.push(`COLLATE ${collation}`);
  if (generated !== '' && value !== null)
    words.push(`GENERATED ALWAYS AS (${value}) ${generated === 'v' ? 'VIRTUAL' : 'STORED'}`);
  else if (value !== null) words.push(`DEFAULT ${value}`);
  if (identity !== '')
    words.push(
      `GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY (${identityOptions(column)})`,
    );
  const constraint = notNulls.find(other => required(other, 'column_name') === required(column, 'plain'));
  if (flag(column, 'not_null') && (constraint === undefined || flag(constraint, 'valid'))) {
    const usual = `${required(table, 'plain')}_${required(column, 'plain')}_not_null`;
    if (constraint !== undefined && required(constraint, 'plain') !== usual)
      words.push(`CONSTRAINT ${required(constraint, 'name')}`);
    words.push('NOT NULL');
    if (constraint !== undefined && flag(constraint, 'no_inherit')) words.push('NO INHERIT');
  }
  return words.join(' ');
}

function identityOptions(column: Row): string {
  return sequenceOptions({ ...column, type: 'bigint', high: highest(column) }).trim();
}

/** The limit of the column's own type needs no word. */
function highest(column: Row): string {
  const limits: Readonly<Record<string, string>> = { smallint: '32767', integer: '2147483647' };
  const high = required(column, 'high');
  return high === limits[required(column, 'sequence_type')] ? '9223372036854775807' : high;
}

/** Columns that come from a parent may have another default here. */
function inheritedDefaults(name: string, columns: readonly Row[]): readonly string[] {
  return columns.flatMap(column => {
    const value = text(column, 'default_value');
    if (flag(column, 'local') || value === null || (text(column, 'generated') ?? '') !== '') return [];
    return [`ALTER TABLE ONLY ${name} ALTER COLUMN ${required(column, 'name')} SET DEFAULT ${value};`];
  });
}

function tail(row: Row): string {
  const words: string[] = [];
  const parents = list(row, 'parents');
  if (!flag(row, 'is_partition') && parents.length > 0) words.push(`INHERITS (${parents.join(', ')})`);
  const key = text(row, 'partition_key');
  if (key !== null) words.push(`PARTITION BY ${key}`);
  const method = text(row, 'access_method');
  if (method !== null && method !== 'heap') words.push(`USING ${method}`);
  const server = text(row, 'server');
  if (server !== null) words.push(`SERVER ${server}`);
  const options = list(row, 'options');
  if (options.length > 0) words.push(`WITH (${options.map(storageParameter).join(', ')})`);
  const tablespace = text(row, 'tablespace');
  if (tablespace !== null) words.push(`TABLESPACE ${tablespace}`);
  return words.map(word => ` ${word}`).join('');
}

/** `fillfactor=70` as the server keeps it. */
export function storageParameter(option: string): string {
  const equals = option.indexOf('=');
  return equals < 0 ? option : `${option.slice(0, equals)}=${quoteLiteral(option.slice(equals + 1))}`;
}

const REPLICA_IDENTITIES: Readonly<Record<string, string>> = { f: 'FULL', n: 'NOTHING' };

function rowSecurity(row: Row, name: string): readonly string[] {
  const identity = REPLICA_IDENTITIES[required(row, 'replica_identity')];
  return [
    ...(flag(row, 'row_security') ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(flag(row, 'forced_security') ? [`ALTER TABLE ONLY ${name} FORCE ROW LEVEL SECURITY;`] : []),
    ...(identity === undefined ? [] : [`ALTER TABLE ONLY ${name} REPLICA IDENTITY ${identity};`]),
  ];
}
