import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { NamedOption } from '../operationBase.ts';
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
export function readCreateSequence(reading: Reading, { replacement, temporary }: CreatePrefix): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const sequence = readObjectName(cursor);
  reading.noteHead('create sequence', sequence);
  const options = readSequenceOptions(cursor);
  if (replacement !== null) reading.emit(impliedDrop('sequence', sequence, replacement));
  reading.emit({
    kind: 'CreateSequence',
    span: cursor.wholeSpan(),
    sequence,
    ifNotExists,
    ownedBy: null,
    temporary,
    options,
  });
}

/** Reads MariaDB's ALTER SEQUENCE from the word after SEQUENCE. */
export function readAlterSequence(reading: Reading): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  const sequence = readObjectName(cursor);
  reading.noteHead('alter sequence', sequence);
  readTrailingClauses(reading);
  const options = readSequenceOptions(cursor);
  const restarts = options.some(({ name }) => name === 'restart');
  reading.emit({
    kind: 'AlterSequence',
    span: cursor.wholeSpan(),
    sequence,
    ifExists,
    restarts,
    ownedBy: null,
    options,
  });
}

/** Reads the options in any order, by the names that the other dialect gives them too. */
function readSequenceOptions(cursor: TokenCursor): NamedOption[] {
  const options: NamedOption[] = [];
  while (!cursor.atEnd) {
    const from = cursor.index;
    const option = readSequenceOption(cursor);
    if (option === null) cursor.fail();
    else options.push({ ...option, span: cursor.spanFrom(from) });
  }
  return options;
}

/** Name and value; null when no option starts here. */
function readSequenceOption(cursor: TokenCursor): Pick<NamedOption, 'name' | 'value'> | null {
  const word = cursor.token.text;
  switch (word) {
    case 'AS':
      cursor.advance();
      return { name: 'as', value: readDataType(cursor).text };
    case 'START':
    case 'INCREMENT':
    case 'MINVALUE':
    case 'MAXVALUE':
    case 'CACHE':
    case 'RESTART':
      cursor.advance();
      return { name: word.toLowerCase(), value: readValue(cursor) };
    case 'NO':
      cursor.advance();
      return { name: `no_${cursor.advance().text.toLowerCase()}`, value: '' };
    case 'NOCACHE':
    case 'NOCYCLE':
    case 'NOMINVALUE':
    case 'NOMAXVALUE':
      cursor.advance();
      return { name: `no_${word.slice(2).toLowerCase()}`, value: '' };
    case 'CYCLE':
      cursor.advance();
      return { name: 'cycle', value: '' };
    default:
      return readTableOption(cursor);
  }
}

/** `[WITH | BY | =] n`; RESTART takes none at all too. */
function readValue(cursor: TokenCursor): string {
  if (!cursor.accept('WITH') && !cursor.accept('BY')) cursor.accept('=');
  const { token } = cursor;
  const isNumber = token.kind === 'number' || token.text === '-' || token.text === '+';
  return isNumber ? readOptionValue(cursor) : '';
}
