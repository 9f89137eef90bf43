import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Expression } from '../columns.ts';
import type { Identifier } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import type { PartitionScheme, SubpartitionScheme } from '../partitionOperations.ts';
import { readParenthesizedExpression } from './expression.ts';
import { readIdentifier } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { readPartitionList } from './partitionDefinition.ts';

interface Method {
  readonly name: string;
  readonly columns: readonly Identifier[];
  readonly expressions: readonly Expression[];
  readonly options: readonly NamedOption[];
}

/** Reads `PARTITION BY ...` with its subpartitions and partition list; the cursor stands at PARTITION. */
export function readPartitionScheme(cursor: TokenCursor): PartitionScheme {
  const from = cursor.index;
  cursor.expect('PARTITION');
  cursor.expect('BY');
  const method = readMethod(cursor);
  const count = readCount(cursor, 'PARTITIONS');
  const subpartitionBy = readSubpartitionScheme(cursor);
  const definitions = cursor.at('(') ? readPartitionList(cursor) : [];
  return {
    span: cursor.spanFrom(from),
    method: method.name,
    columns: method.columns,
    expressions: method.expressions,
    partitions: definitions.map(({ name }) => name),
    definitions,
    count,
    subpartitionBy,
    options: method.options,
  };
}

/** Reads `WORD n` if the word stands here. */
export function readCount(cursor: TokenCursor, word: string): number | null {
  return cursor.accept(word) ? readNumber(cursor) : null;
}

/** Reads a number of partitions. */
export function readNumber(cursor: TokenCursor): number {
  const token = cursor.advance();
  if (token.kind !== 'number') cursor.fail();
  return Number(cursor.textOf(token));
}

function readSubpartitionScheme(cursor: TokenCursor): SubpartitionScheme | null {
  const from = cursor.index;
  if (!cursor.acceptSequence('SUBPARTITION', 'BY')) return null;
  const { name, columns, expressions } = readMethod(cursor);
  const count = readCount(cursor, 'SUBPARTITIONS');
  return { span: cursor.spanFrom(from), method: name, columns, expressions, count };
}

function readMethod(cursor: TokenCursor): Method {
  const linear = cursor.accept('LINEAR') ? 'linear ' : '';
  const word = cursor.advance().text;
  const nothing = { columns: [], expressions: [], options: [] };
  switch (word) {
    case 'HASH':
      return { ...nothing, name: `${linear}hash`, expressions: [readParenthesizedExpression(cursor)] };
    case 'KEY': {
      const options = readKeyAlgorithm(cursor);
      return { ...nothing, name: `${linear}key`, columns: readColumns(cursor), options };
    }
    case 'RANGE':
    case 'LIST': {
      const name = word.toLowerCase();
      if (cursor.accept('COLUMNS')) return { ...nothing, name, columns: readColumns(cursor) };
      return { ...nothing, name, expressions: [readParenthesizedExpression(cursor)] };
    }
    case 'SYSTEM_TIME':
      return { ...nothing, name: 'system_time', options: readSystemTimeLimits(cursor) };
    default:
      cursor.fail();
      return { ...nothing, name: '' };
  }
}

function readKeyAlgorithm(cursor: TokenCursor): NamedOption[] {
  const from = cursor.index;
  if (!cursor.accept('ALGORITHM')) return [];
  cursor.expect('=');
  const value = readOptionValue(cursor);
  return [{ name: 'algorithm', value, span: cursor.spanFrom(from) }];
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

/** `INTERVAL 1 MONTH [STARTS x] [AUTO]`, `LIMIT n [AUTO]`. */
function readSystemTimeLimits(cursor: TokenCursor): NamedOption[] {
  const options: NamedOption[] = [];
  const note = (name: string, from: number, valueFrom: number): void => {
    const value = cursor.failed ? '' : cursor.textBetween(valueFrom, cursor.index);
    options.push({ name, value, span: cursor.spanFrom(from) });
  };
  const from = cursor.index;
  if (cursor.accept('LIMIT')) {
    readOptionValue(cursor);
    note('limit', from, from + 1);
  } else if (cursor.accept('INTERVAL')) {
    if (cursor.at('(')) cursor.skipParentheses();
    else readOptionValue(cursor);
    if (cursor.advance().kind !== 'word') cursor.fail();
    note('interval', from, from + 1);
    const starts = cursor.index;
    if (cursor.accept('STARTS')) {
      readStarts(cursor);
      note('starts', starts, starts + 1);
    }
  }
  const auto = cursor.index;
  if (cursor.accept('AUTO')) note('auto', auto, cursor.index);
  return options;
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
