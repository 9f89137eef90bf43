/** Rows for every table of a schema, made from what the server says of its columns. */
import type { Client } from '../../postgresql/packages.ts';
import { rows } from '../../postgresql/userRelations.ts';
import { constantsIn, type RowWish, sampleDate, sampleText } from '../bench.ts';

const ROWS = 3;
const MOST_ATTEMPTS = 200;

interface Column {
  readonly name: string;
  /** As SQL. */
  readonly sqlName: string;
  /** Of the domain's base, if it is one. */
  readonly type: string;
  readonly typeCategory: string;
  readonly length: number | null;
  readonly labels: readonly string[];
}

interface Table {
  readonly sqlName: string;
  readonly columns: readonly Column[];
  readonly constants: readonly string[];
}

/** Inserts some rows into every table, partitions through theirs; parents before children. Tables whose rules no value fits stay empty. */
export async function fillTables(client: Client, wish: RowWish): Promise<void> {
  let waiting = await tablesOf(client);
  for (let progress = true; progress && waiting.length > 0; ) {
    const left: Table[] = [];
    for (const table of waiting) if (!(await fill(client, table, wish))) left.push(table);
    progress = left.length < waiting.length;
    waiting = left;
  }
  const views = await rows(
    client,
    `SELECT format('REFRESH MATERIALIZED VIEW %I.%I', schemaname, matviewname) AS command FROM pg_matviews`,
  );
  for (const { command } of views) await client.query(String(command)).catch(() => undefined);
}

async function fill(client: Client, table: Table, wish: RowWish): Promise<boolean> {
  let inserted = 0;
  for (let n = 1; n <= ROWS; n += 1) if (await insertOne(client, table, wish, n)) inserted += 1;
  return inserted > 0;
}

async function insertOne(client: Client, table: Table, wish: RowWish, n: number): Promise<boolean> {
  const usual = table.columns.map(column => literal(column, wish, n));
  let attempts = 0;
  for (const values of candidates(table, usual)) {
    attempts += 1;
    if (attempts > MOST_ATTEMPTS) return false;
    const sql =
      table.columns.length === 0
        ? `INSERT INTO ${table.sqlName} DEFAULT VALUES`
        : `INSERT INTO ${table.sqlName} (${table.columns.map(column => column.sqlName).join(', ')}) VALUES (${values.join(', ')})`;
    try {
      await client.query(sql);
      return true;
    } catch {
      // The next candidate.
    }
  }
  return false;
}

/** The usual values, then with the constants of the table's conditions in one column after another. */
function* candidates(table: Table, usual: readonly string[]): Generator<readonly string[]> {
  yield usual;
  for (const constant of table.constants) {
    for (const [at, column] of table.columns.entries()) {
      const value = column.typeCategory === 'N' ? constant : quoted(constant);
      if (column.typeCategory === 'N' && !/^\d+(\.\d+)?$/.test(constant)) continue;
      yield usual.with(at, value);
    }
  }
}

async function tablesOf(client: Client): Promise<Table[]> {
  const found = await rows(
    client,
    `SELECT c.oid::int AS oid, format('%I.%I', n.nspname, c.relname) AS sql,
       (SELECT json_agg(pg_get_constraintdef(k.oid)) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
       (SELECT json_agg(pg_get_expr(p.relpartbound, p.oid)) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid) AS bounds
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^(pg_|information_schema)' ORDER BY c.oid`,
  );
  const tables: Table[] = [];
  for (const row of found) {
    tables.push({
      sqlName: String(row['sql']),
      columns: await columnsOf(client, Number(row['oid'])),
      constants: constantsIn([...texts(row['bounds']), ...texts(row['checks'])]),
    });
  }
  return tables;
}

async function columnsOf(client: Client, table: number): Promise<readonly Column[]> {
  const found = await rows(
    client,
    `SELECT a.attname AS name, format('%I', a.attname) AS sql, b.typname AS type, b.typcategory AS category,
       CASE WHEN b.typname IN ('varchar', 'bpchar') AND greatest(a.atttypmod, t.typtypmod) > 4 THEN greatest(a.atttypmod, t.typtypmod) - 4 END AS length,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = b.oid) AS labels
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
     WHERE a.attrelid = ${table} AND a.attnum > 0 AND NOT a.attisdropped
       AND to_jsonb(a)->>'attgenerated' IS NOT DISTINCT FROM '' AND a.attidentity = '' ORDER BY a.attnum`,
  );
  return found.map(row => ({
    name: String(row['name']),
    sqlName: String(row['sql']),
    type: String(row['type']),
    typeCategory: String(row['category']),
    length: row['length'] === null ? null : Number(row['length']),
    labels: texts(row['labels']),
  }));
}

/** The same number in every integer column of the n-th row, so that keys find their parents. */
function literal(column: Column, wish: RowWish, n: number): string {
  const { labels } = column;
  if (labels.length > 0) return quoted(labels[(n - 1) % labels.length] ?? '');
  switch (column.type) {
    case 'bool':
      return n % 2 === 0 ? 'false' : 'true';
    case 'text':
    case 'varchar':
    case 'bpchar':
    case 'citext':
    case 'name':
      return quoted(sampleText(wish.style, n).slice(0, column.length ?? 1000));
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return quoted(sampleDate(wish, n));
    case 'time':
    case 'timetz':
      return `'0${n}:00:00'`;
    case 'interval':
      return `'${n} days'`;
    case 'uuid':
      return quoted(sampleText('uuid', n));
    case 'json':
    case 'jsonb':
      return quoted(sampleText('json', n));
    case 'bytea':
      return `'\\x0${n}'`;
    case 'inet':
    case 'cidr':
      return `'10.0.0.${n}'`;
    case 'xml':
      return `'<a/>'`;
    case 'bit':
    case 'varbit':
      return `B'1'`;
    case 'tsvector':
      return `'a'`;
    default:
      if (column.typeCategory === 'A') return `'{}'`;
      if (column.typeCategory === 'R') return `'empty'`;
      return column.typeCategory === 'N' ? String(n) : 'DEFAULT';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
