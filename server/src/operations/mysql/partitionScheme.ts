import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Expression } from '../columns.ts';
import type { Identifier } from '../names.ts';
import type { PartitionScheme } from '../tableOperations.ts';
import { readParenthesizedExpression } from './expression.ts';
import { readIdentifier } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { readTableOption } from './tableOptions.ts';

interface Method {
  readonly name: string;
  readonly columns: readonly Identifier[];
  readonly expressions: readonly Expression[];
}

/** Reads `PARTITION BY ...` with its subpartitions and partition list; the cursor stands at PARTITION. */
export function readPartitionScheme(cursor: TokenCursor): PartitionScheme {
  const from = cursor.index;
  cursor.expect('PARTITION');
  cursor.expect('BY');
  const method = readMethod(cursor);
  readCount(cursor, 'PARTITIONS');
  if (cursor.acceptSequence('SUBPARTITION', 'BY')) {
    readMethod(cursor);
    readCount(cursor, 'SUBPARTITIONS');
  }
  const partitions = cursor.at('(') ? readPartitionList(cursor) : [];
  return {
    span: cursor.spanFrom(from),
    method: method.name,
    columns: method.columns,
    expressions: method.expressions,
    partitions,
  };
}

/** Reads `(PARTITION p ..., PARTITION q ...)` and gives the names. */
export function readPartitionList(cursor: TokenCursor): Identifier[] {
  cursor.expect('(');
  const names: Identifier[] = [];
  do names.push(readPartitionDefinition(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return names;
}

/** Reads `VALUES LESS THAN (...)`, `VALUES IN (...)`, HISTORY or CURRENT if one stands here. */
export function readPartitionValues(cursor: TokenCursor): void {
  if (cursor.accept('HISTORY') || cursor.accept('CURRENT') || cursor.accept('DEFAULT')) return;
  if (!cursor.accept('VALUES')) return;
  if (cursor.acceptSequence('LESS', 'THAN')) {
    if (!cursor.accept('MAXVALUE')) cursor.skipParentheses();
  } else {
    cursor.expect('IN');
    cursor.skipParentheses();
  }
}

function readCount(cursor: TokenCursor, word: string): void {
  if (cursor.accept(word) && cursor.advance().kind !== 'number') cursor.fail();
}

function readMethod(cursor: TokenCursor): Method {
  const linear = cursor.accept('LINEAR') ? 'linear ' : '';
  const word = cursor.advance().text;
  switch (word) {
    case 'HASH':
      return { name: `${linear}hash`, columns: [], expressions: [readParenthesizedExpression(cursor)] };
    case 'KEY':
      if (cursor.accept('ALGORITHM')) {
        cursor.expect('=');
        readOptionValue(cursor);
      }
      return { name: `${linear}key`, columns: readColumns(cursor), expressions: [] };
    case 'RANGE':
    case 'LIST': {
      const name = word.toLowerCase();
      if (cursor.accept('COLUMNS')) return { name, columns: readColumns(cursor), expressions: [] };
      return { name, columns: [], expressions: [readParenthesizedExpression(cursor)] };
    }
    case 'SYSTEM_TIME':
      readSystemTimeLimits(cursor);
      return { name: 'system_time', columns: [], expressions: [] };
    default:
      cursor.fail();
      return { name: '', columns: [], expressions: [] };
  }
}

/** `(a, b)`; KEY takes an empty list too. */
function readColumns(cursor: TokenCursor): Identifier[] {
  cursor.expect('(');
  const columns: Identifier[] = [];
  if (cursor.accept(')')) return columns;
  do columns.push(readIdentifier(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return columns;
}

/** `INTERVAL 1 MONTH [STARTS x] [AUTO]`, `LIMIT n`. */
function readSystemTimeLimits(cursor: TokenCursor): void {
  if (cursor.accept('LIMIT')) {
    readOptionValue(cursor);
  } else if (cursor.accept('INTERVAL')) {
    if (cursor.at('(')) cursor.skipParentheses();
    else readOptionValue(cursor);
    if (cursor.advance().kind !== 'word') cursor.fail();
    if (cursor.accept('STARTS')) readStarts(cursor);
  }
  cursor.accept('AUTO');
}

function readStarts(cursor: TokenCursor): void {
  if (cursor.at('(')) {
    cursor.skipParentheses();
    return;
  }
  cursor.advance();
  if (cursor.token.kind === 'string') cursor.advance();
  else if (cursor.at('(')) cursor.skipParentheses();
}

function readPartitionDefinition(cursor: TokenCursor): Identifier {
  cursor.expect('PARTITION');
  const name = readIdentifier(cursor);
  readPartitionValues(cursor);
  readPartitionOptions(cursor);
  if (cursor.accept('(')) {
    do {
      cursor.expect('SUBPARTITION');
      readOptionValue(cursor);
      readPartitionOptions(cursor);
    } while (cursor.accept(','));
    cursor.expect(')');
  }
  return name;
}

function readPartitionOptions(cursor: TokenCursor): void {
  while (!cursor.failed) {
    if (cursor.at('STORAGE') && cursor.peek().text === 'ENGINE') cursor.advance();
    if (readTableOption(cursor) === null) return;
  }
}
