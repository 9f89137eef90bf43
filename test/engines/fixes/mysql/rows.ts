/** Rows for every table of a MySQL or MariaDB database, made from information_schema. */
import { type Connection, rowsOf } from '../../mysql/client.ts';
import { constantsIn, type RowWish, sampleDate, sampleText } from '../bench.ts';

const ROWS = 3;
const MOST_ATTEMPTS = 100;

interface Column {
  readonly name: string;
  readonly type: string;
  /** `varchar(20)`, `enum('a','b')` ... */
  readonly fullType: string;
  readonly length: number | null;
}

/** Inserts some rows into every table; tables whose rules no value fits stay empty. */
export async function fillTables(connection: Connection, wish: RowWish): Promise<void> {
  const found = await rowsOf(
    connection,
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY CREATE_TIME, TABLE_NAME`,
  );
  let waiting = found.map(row => String(row['name']));
  for (let progress = true; progress && waiting.length > 0; ) {
    const left: string[] = [];
    for (const table of waiting) if (!(await fill(connection, table, wish))) left.push(table);
    progress = left.length < waiting.length;
    waiting = left;
  }
}

async function fill(connection: Connection, table: string, wish: RowWish): Promise<boolean> {
  const columns = await columnsOf(connection, table);
  const [created] = await rowsOf(connection, `SHOW CREATE TABLE \`${table}\``);
  const checks = String(created?.['Create Table'] ?? '')
    .split('\n')
    .filter(line => /CHECK|PARTITION/i.test(line));
  const constants = constantsIn(checks);
  let inserted = 0;
  for (let n = 1; n <= ROWS; n += 1)
    if (
      await insertOne(
        connection,
        table,
        columns,
        constants,
        columns.map(column => literal(column, wish, n)),
      )
    )
      inserted += 1;
  return inserted > 0;
}

async function insertOne(
  connection: Connection,
  table: string,
  columns: readonly Column[],
  constants: readonly string[],
  usual: readonly string[],
): Promise<boolean> {
  const names = columns.map(column => `\`${column.name}\``).join(', ');
  const variants = [
    usual,
    ...constants.flatMap(constant => columns.map((_, at) => usual.with(at, quoted(constant)))),
  ];
  for (const values of variants.slice(0, MOST_ATTEMPTS)) {
    try {
      await connection.query(`INSERT INTO \`${table}\` (${names}) VALUES (${values.join(', ')})`);
      return true;
    } catch {
      // The next variant.
    }
  }
  return false;
}

async function columnsOf(connection: Connection, table: string): Promise<readonly Column[]> {
  const found = await rowsOf(
    connection,
    `SELECT COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_TYPE AS full, CHARACTER_MAXIMUM_LENGTH AS length FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${table}' AND COALESCE(GENERATION_EXPRESSION, '') = '' ORDER BY ORDINAL_POSITION`,
  );
  return found.map(row => ({
    name: String(row['name']),
    type: String(row['type']).toLowerCase(),
    fullType: String(row['full']),
    length: row['length'] === null ? null : Number(row['length']),
  }));
}

/** The same number in every integer column of the n-th row, so that keys find their parents. */
function literal({ type, fullType, length }: Column, wish: RowWish, n: number): string {
  switch (type) {
    case 'enum':
    case 'set': {
      const labels = [...fullType.matchAll(/'((?:[^']|'')*)'/g)].map(match => match[0]);
      return labels[(n - 1) % Math.max(1, labels.length)] ?? "''";
    }
    case 'date':
    case 'datetime':
    case 'timestamp':
      return quoted(sampleDate(wish, n));
    case 'time':
      return `'0${n}:00:00'`;
    case 'year':
      return `202${n}`;
    case 'json':
      return quoted(sampleText('json', n));
    case 'uuid':
      return quoted(sampleText('uuid', n));
    case 'char':
    case 'varchar':
    case 'text':
    case 'tinytext':
    case 'mediumtext':
    case 'longtext':
    case 'binary':
    case 'varbinary':
    case 'blob':
    case 'tinyblob':
    case 'mediumblob':
    case 'longblob':
      return quoted(sampleText(wish.style, n).slice(0, length ?? 1000));
    case 'point':
      return `ST_GeomFromText('POINT(${n} ${n})')`;
    case 'bit':
      return `b'1'`;
    default:
      return String(n);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
