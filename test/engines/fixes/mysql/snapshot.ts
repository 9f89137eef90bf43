/** A MySQL or MariaDB database and its rows as they can be compared. */
import { type Connection, type Row, rowsOf } from '../../mysql/client.ts';
import type { Snapshot } from '../bench.ts';

export async function takeSnapshot(connection: Connection): Promise<Snapshot> {
  const objects = new Map<string, string>();
  const tableRows = new Map<string, readonly Row[]>();
  const tables = await rowsOf(
    connection,
    'SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
  );
  for (const { name, type } of tables) {
    const [created] = await rowsOf(connection, `SHOW CREATE TABLE \`${String(name)}\``);
    if (String(type) === 'VIEW') {
      objects.set(`view ${String(name)}`, String(created?.['Create View']).replace(/^.*?\bVIEW\b/, ''));
      continue;
    }
    describeTable(String(name), String(created?.['Create Table']), objects);
    const found = await rowsOf(connection, `SELECT * FROM \`${String(name)}\``);
    tableRows.set(
      String(name),
      [...found].sort((left, right) => compare(JSON.stringify(left), JSON.stringify(right))),
    );
  }
  await describeRoutines(connection, objects);
  return { objects, rows: tableRows };
}

/** Lines of SHOW CREATE TABLE, each column and key by itself. */
function describeTable(table: string, text: string, objects: Map<string, string>): void {
  const lines = text.split('\n');
  const order: string[] = [];
  for (const line of lines.slice(1, -1)) {
    const definition = line.trim().replace(/,$/, '');
    const column = /^`((?:[^`]|``)+)` (.*)$/.exec(definition);
    if (column === null) {
      objects.set(`key ${table} ${definition}`, '');
      continue;
    }
    order.push(column[1] ?? '');
    objects.set(`column ${table}.${column[1] ?? ''}`, column[2] ?? '');
  }
  objects.set(`order of columns ${table}`, order.join(', '));
  objects.set(`table ${table}`, (lines.at(-1) ?? '').replace(/ AUTO_INCREMENT=\d+/, ''));
}

async function describeRoutines(connection: Connection, objects: Map<string, string>): Promise<void> {
  const triggers = await rowsOf(
    connection,
    `SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS tab, ACTION_TIMING AS timing, EVENT_MANIPULATION AS ev, ACTION_STATEMENT AS body
     FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()`,
  );
  for (const row of triggers)
    objects.set(
      `trigger ${String(row['name'])}`,
      [row['timing'], row['ev'], row['tab'], row['body']].join(' '),
    );
  const routines = await rowsOf(
    connection,
    `SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type, DTD_IDENTIFIER AS returned, ROUTINE_DEFINITION AS body
     FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()`,
  );
  for (const row of routines)
    objects.set(
      `${String(row['type']).toLowerCase()} ${String(row['name'])}`,
      [row['returned'], row['body']].join(' '),
    );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
