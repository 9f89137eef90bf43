import type { Maintenance } from '../sessionOperations.ts';
import { readObjectName } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { readTrailingClauses } from './statementClauses.ts';

type Command = Maintenance['command'];

const COMMANDS: Readonly<Record<string, Command>> = {
  ANALYZE: 'analyze',
  OPTIMIZE: 'optimize',
  REPAIR: 'repair',
  CHECK: 'check',
  CHECKSUM: 'checksum',
  FLUSH: 'flush',
};

/** Reads ANALYZE, OPTIMIZE, REPAIR, CHECK, CHECKSUM and FLUSH, whose first word is already passed: one operation per table. */
export function readMaintenance(reading: Reading, word: string): void {
  const { cursor } = reading;
  const command = COMMANDS[word];
  if (command === undefined) {
    cursor.fail();
    return;
  }
  if (!cursor.accept('NO_WRITE_TO_BINLOG')) cursor.accept('LOCAL');
  const hasTables = cursor.accept('TABLE') || cursor.accept('TABLES') || cursor.accept('VIEW');
  if (!hasTables) {
    readWithoutTables(reading, command);
    return;
  }
  if (command === 'flush' && (cursor.atEnd || cursor.at('WITH'))) {
    readWithoutTables(reading, command);
    return;
  }
  const verb = `${command} table`;
  do {
    const table = readObjectName(cursor);
    reading.noteHead(verb, table);
    reading.emit({ kind: 'Maintenance', span: table.span, command, table });
  } while (cursor.accept(','));
  readTrailingClauses(reading);
  skipRest(cursor);
}

/** FLUSH PRIVILEGES and its like; MariaDB's ANALYZE of a statement only measures it. */
function readWithoutTables(reading: Reading, command: Command): void {
  const { cursor } = reading;
  const span = cursor.wholeSpan();
  if (command !== 'flush' && cursor.atEnd) {
    cursor.fail();
    return;
  }
  skipRest(cursor);
  if (command === 'flush') reading.emit({ kind: 'Maintenance', span, command, table: null });
  else reading.emit({ kind: 'Unknown', span, verb: command, object: null, harmless: true });
}
