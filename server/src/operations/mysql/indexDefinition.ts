import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { IndexDefinition, IndexPart } from '../constraints.ts';
import type { ObjectName } from '../names.ts';
import { expressionBetween } from './expression.ts';
import { readIdentifier } from './names.ts';
import { readOptionValue, readString } from './optionValue.ts';

/** Options of an index, wherever the grammar allows them. */
export interface IndexOptions {
  method: string | null;
  comment: string | null;
  invisible: boolean;
}

export function noIndexOptions(): IndexOptions {
  return { method: null, comment: null, invisible: false };
}

/** Reads `USING BTREE` / `TYPE BTREE` if it stands here. */
export function readIndexMethod(cursor: TokenCursor, options: IndexOptions): void {
  const isType = cursor.at('TYPE') && cursor.peek().kind === 'word';
  if (isType || cursor.at('USING')) {
    cursor.advance();
    options.method = readOptionValue(cursor).toLowerCase();
  }
}

/** Reads the options after the key parts: USING, KEY_BLOCK_SIZE, WITH PARSER, COMMENT, visibility, attributes. */
export function readIndexOptions(cursor: TokenCursor, options: IndexOptions): void {
  while (!cursor.failed && readIndexOption(cursor, options));
}

function readIndexOption(cursor: TokenCursor, options: IndexOptions): boolean {
  switch (cursor.token.text) {
    case 'USING':
    case 'TYPE':
      readIndexMethod(cursor, options);
      return true;
    case 'KEY_BLOCK_SIZE':
    case 'ENGINE_ATTRIBUTE':
    case 'SECONDARY_ENGINE_ATTRIBUTE':
      cursor.advance();
      cursor.accept('=');
      readOptionValue(cursor);
      return true;
    case 'WITH':
      if (!cursor.acceptSequence('WITH', 'PARSER')) return false;
      readIdentifier(cursor);
      return true;
    case 'COMMENT':
      cursor.advance();
      options.comment = readString(cursor);
      return true;
    case 'VISIBLE':
    case 'INVISIBLE':
    case 'IGNORED':
      options.invisible = cursor.advance().text !== 'VISIBLE';
      return true;
    case 'NOT':
      if (!cursor.acceptSequence('NOT', 'IGNORED')) return false;
      options.invisible = false;
      return true;
    case 'CLUSTERING':
      cursor.advance();
      if (cursor.accept('=')) cursor.advance();
      return true;
    case 'ALGORITHM':
    case 'LOCK':
    case 'WAIT':
      return false;
    default: {
      const { kind } = cursor.token;
      if ((kind !== 'word' && kind !== 'quoted') || cursor.peek().text !== '=') return false;
      cursor.advance();
      cursor.advance();
      readOptionValue(cursor);
      return true;
    }
  }
}

/** Reads `(part, part ...)`: columns with prefix length and direction, or expressions in parentheses. */
export function readIndexParts(cursor: TokenCursor): IndexPart[] {
  cursor.expect('(');
  const parts: IndexPart[] = [];
  do parts.push(readIndexPart(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return parts;
}

function readIndexPart(cursor: TokenCursor): IndexPart {
  const from = cursor.index;
  const isExpression = cursor.at('(');
  if (isExpression) cursor.skipParentheses();
  const expression =
    isExpression && !cursor.failed ? expressionBetween(cursor, from + 1, cursor.index - 1) : null;
  const column = isExpression ? null : readIdentifier(cursor);
  const prefixLength = isExpression ? null : readPrefixLength(cursor);
  cursor.acceptSequence('WITHOUT', 'OVERLAPS');
  const descending = cursor.accept('DESC');
  if (!descending) cursor.accept('ASC');
  return {
    span: cursor.spanFrom(from),
    column,
    expression,
    prefixLength,
    descending,
    nullsFirst: null,
    collation: null,
    operatorClass: null,
  };
}

function readPrefixLength(cursor: TokenCursor): number | null {
  if (!cursor.accept('(')) return null;
  const token = cursor.advance();
  if (token.kind !== 'number') cursor.fail();
  const length = Number(cursor.textOf(token));
  cursor.expect(')');
  return length;
}

/** Puts the parts of an index together; what PostgreSQL alone has stays empty. */
export function indexDefinition(
  cursor: TokenCursor,
  from: number,
  index: {
    readonly name: ObjectName | null;
    readonly unique: boolean;
    readonly method: string;
    readonly parts: readonly IndexPart[];
    readonly options: IndexOptions;
  },
): IndexDefinition {
  return {
    span: cursor.spanFrom(from),
    name: index.name,
    unique: index.unique,
    method: index.options.method ?? index.method,
    parts: index.parts,
    include: [],
    predicate: null,
    nullsNotDistinct: false,
    invisible: index.options.invisible,
    comment: index.options.comment,
  };
}
