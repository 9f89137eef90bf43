import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { readDataType } from './dataType.ts';
import { impliedDrop } from './impliedDrop.ts';
import { readObjectName } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import type { Reading } from './reading.ts';
import { readTrailingClauses } from './statementClauses.ts';
import { acceptIfExists, acceptIfNotExists } from './tableElement.ts';
import { readTableOption } from './tableOptions.ts';

/** Reads MariaDB's CREATE SEQUENCE from the word after SEQUENCE. OR REPLACE drops the old one first. */
export function readCreateSequence(reading: Reading, { replacement }: CreatePrefix): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const sequence = readObjectName(cursor);
  reading.noteHead('create sequence', sequence);
  readSequenceOptions(cursor);
  if (replacement !== null) reading.emit(impliedDrop('sequence', sequence, replacement));
  reading.emit({ kind: 'CreateSequence', span: cursor.wholeSpan(), sequence, ifNotExists, ownedBy: null });
}

/** Reads MariaDB's ALTER SEQUENCE from the word after SEQUENCE. */
export function readAlterSequence(reading: Reading): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  const sequence = readObjectName(cursor);
  reading.noteHead('alter sequence', sequence);
  readTrailingClauses(reading);
  const restarts = readSequenceOptions(cursor);
  reading.emit({
    kind: 'AlterSequence',
    span: cursor.wholeSpan(),
    sequence,
    ifExists,
    restarts,
    ownedBy: null,
  });
}

/** Reads the options in any order; true when RESTART is among them. */
function readSequenceOptions(cursor: TokenCursor): boolean {
  let restarts = false;
  while (!cursor.atEnd) {
    const word = cursor.token.text;
    switch (word) {
      case 'AS':
        cursor.advance();
        readDataType(cursor);
        break;
      case 'START':
      case 'INCREMENT':
      case 'MINVALUE':
      case 'MAXVALUE':
      case 'CACHE':
        cursor.advance();
        readValue(cursor);
        break;
      case 'RESTART':
        restarts = true;
        cursor.advance();
        readValue(cursor);
        break;
      case 'NO':
        cursor.advance();
        cursor.advance();
        break;
      case 'NOCACHE':
      case 'NOCYCLE':
      case 'CYCLE':
      case 'NOMINVALUE':
      case 'NOMAXVALUE':
        cursor.advance();
        break;
      default:
        if (readTableOption(cursor) === null) cursor.fail();
    }
  }
  return restarts;
}

/** `[WITH | BY | =] n`; RESTART takes none at all too. */
function readValue(cursor: TokenCursor): void {
  if (!cursor.accept('WITH') && !cursor.accept('BY')) cursor.accept('=');
  const { token } = cursor;
  if (token.kind === 'number' || token.text === '-' || token.text === '+') readOptionValue(cursor);
}
