/** What PostgreSQL says is missing, made: for cases that come without a schema. */
import type { Refusal } from '../bench.ts';

interface Repair {
  readonly code: string;
  readonly message: RegExp;
  make(names: readonly string[], statement: string): string | null;
}

const REPAIRS: readonly Repair[] = [
  {
    code: '42P01',
    message: /^(?:relation|table) "(.+)" does not exist/,
    make: ([name = '']) => `CREATE TABLE ${quoted(name)} (id bigint PRIMARY KEY)`,
  },
  {
    code: '3F000',
    message: /^schema "(.+)" does not exist/,
    make: ([name = '']) => `CREATE SCHEMA ${quoted(name)}`,
  },
  {
    code: '42703',
    message: /^column "(.+)" of relation "(.+)" does not exist/,
    make: ([column = '', table = ''], statement) => addColumn(tableIn(statement, table), column),
  },
  {
    code: '42703',
    message:
      /^column "(.+)" (?:does not exist|named in key does not exist|referenced in foreign key constraint does not exist)/,
    make: ([column = ''], statement) => addColumn(tableIn(statement, null), column),
  },
  {
    code: '42704',
    message: /^index "(.+)" does not exist/,
    make: ([name = '']) =>
      `CREATE TABLE IF NOT EXISTS indexed (id bigint PRIMARY KEY, a int); CREATE INDEX ${quoted(name)} ON indexed (a)`,
  },
  {
    code: '42704',
    message: /^role "(.+)" does not exist/,
    make: ([name = '']) => `CREATE ROLE ${quoted(name)}`,
  },
  {
    code: '42704',
    message: /^constraint "(.+)" of relation "(.+)" does not exist/,
    make: ([name = '', table = ''], statement) =>
      /VALIDATE/i.test(statement)
        ? `ALTER TABLE ${tableIn(statement, table) ?? quoted(table)} ADD CONSTRAINT ${quoted(name)} CHECK (id > 0) NOT VALID`
        : `ALTER TABLE ${tableIn(statement, table) ?? quoted(table)} ADD CONSTRAINT ${quoted(name)} CHECK (id > 0)`,
  },
];

/** The statement to add to the setup; null when this cannot help. */
export function repairStatement({ code, message, statement }: Refusal): string | null {
  for (const repair of REPAIRS) {
    const match = repair.code === code ? repair.message.exec(message) : null;
    if (match !== null) return repair.make(match.slice(1), statement);
  }
  return null;
}

function addColumn(table: string | null, column: string): string | null {
  return table === null ? null : `ALTER TABLE ${table} ADD COLUMN "${column}" ${typeFor(column)}`;
}

/** A column's type, guessed from what people call it. */
export function typeFor(column: string): 'bigint' | 'date' | 'text' {
  if (/(?:_at|_on|^day|date)$/i.test(column)) return 'date';
  return /(?:^|_)(?:id|n|a|b|c|x|y|total|amount|count|ref|number|price|version|quantity)$/i.test(column)
    ? 'bigint'
    : 'text';
}

/** The table as the statement writes it: behind TABLE, ON, UPDATE or INTO. */
function tableIn(statement: string, name: string | null): string | null {
  for (const [, written = ''] of statement.matchAll(
    /\b(?:TABLE(?:\s+IF\s+EXISTS)?(?:\s+ONLY)?|ON|UPDATE|INTO|FROM)\s+((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/gi,
  ))
    if (name === null || written.replaceAll('"', '').toLowerCase().endsWith(name.toLowerCase()))
      return written;
  return name === null ? null : quoted(name);
}

function quoted(name: string): string {
  return name
    .split('.')
    .map(part => `"${part}"`)
    .join('.');
}
