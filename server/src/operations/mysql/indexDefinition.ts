import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { IndexDefinition, IndexPart } from '../constraints.ts';
import type { ObjectName } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import { expressionBetween } from './expression.ts';
import { readIdentifier } from './names.ts';
import { readOptionValue, readString } from './optionValue.ts';

/** Options of an index, wherever the grammar allows them. */
export interface IndexOptions {
  method: string | null;
  comment: string | null;
  invisible: boolean;
  /** MariaDB: the last part is a period. */
  withoutOverlaps: boolean;
  /** All of them in their order. */
  readonly written: NamedOption[];
}

export function noIndexOptions(): IndexOptions {
  return { method: null, comment: null, invisible: false, withoutOverlaps: false, written: [] };
}

/** Reads `USING BTREE` / `TYPE BTREE` if it stands here. */
export function readIndexMethod(cursor: TokenCursor, options: IndexOptions): void {
  const from = cursor.index;
  const isType = cursor.at('TYPE') && cursor.peek().kind === 'word';
  if (isType || cursor.at('USING')) {
    cursor.advance();
    options.method = readOptionValue(cursor).toLowerCase();
    note(cursor, from, options, 'using', options.method);
  }
}

/** Reads the options after the key parts: USING, KEY_BLOCK_SIZE, WITH PARSER, COMMENT, visibility, attributes. */
export function readIndexOptions(cursor: TokenCursor, options: IndexOptions): void {
  while (!cursor.failed && readIndexOption(cursor, options));
}

function readIndexOption(cursor: TokenCursor, options: IndexOptions): boolean {
  const from = cursor.index;
  const word = cursor.token.text;
  switch (word) {
    case 'USING':
    case 'TYPE':
      readIndexMethod(cursor, options);
      return cursor.index > from;
    case 'KEY_BLOCK_SIZE':
    case 'ENGINE_ATTRIBUTE':
    case 'SECONDARY_ENGINE_ATTRIBUTE':
      cursor.advance();
      cursor.accept('=');
      note(cursor, from, options, word.toLowerCase(), readOptionValue(cursor));
      return true;
    case 'WITH':
      if (!cursor.acceptSequence('WITH', 'PARSER')) return false;
      note(cursor, from, options, 'parser', readIdentifier(cursor).value);
      return true;
    case 'COMMENT':
      cursor.advance();
      cursor.accept('=');
      options.comment = readString(cursor);
      note(cursor, from, options, 'comment', options.comment);
      return true;
    case 'VISIBLE':
    case 'INVISIBLE':
    case 'IGNORED':
      cursor.advance();
      options.invisible = word !== 'VISIBLE';
      note(cursor, from, options, word.toLowerCase(), '');
      return true;
    case 'NOT':
      if (!cursor.acceptSequence('NOT', 'IGNORED')) return false;
      options.invisible = false;
      note(cursor, from, options, 'not_ignored', '');
      return true;
    case 'CLUSTERING':
      cursor.advance();
      note(cursor, from, options, 'clustering', cursor.accept('=') ? readOptionValue(cursor) : '');
      return true;
    case 'ALGORITHM':
    case 'LOCK':
    case 'WAIT':
      return false;
    default: {
      const { token } = cursor;
      if ((token.kind !== 'word' && token.kind !== 'quoted') || cursor.peek().text !== '=') return false;
      cursor.advance();
      cursor.advance();
      const name = cursor.textOf(token).replaceAll('`', '').toLowerCase();
      note(cursor, from, options, name, readOptionValue(cursor));
      return true;
    }
  }
}

function note(cursor: TokenCursor, from: number, options: IndexOptions, name: string, value: string): void {
  options.written.push({ name, value, span: cursor.spanFrom(from) });
}

/** Reads `(part, part ...)`: columns with prefix length and direction, or expressions in parentheses. */
export function readIndexParts(cursor: TokenCursor, options: IndexOptions): IndexPart[] {
  cursor.expect('(');
  const parts: IndexPart[] = [];
  do parts.push(readIndexPart(cursor, options));
  while (cursor.accept(','));
  cursor.expect(')');
  return parts;
}

function readIndexPart(cursor: TokenCursor, options: IndexOptions): IndexPart {
  const from = cursor.index;
  const isExpression = cursor.at('(');
  if (isExpression) cursor.skipParentheses();
  const expression =
    isExpression && !cursor.failed ? expressionBetween(cursor, from + 1, cursor.index - 1) : null;
  const column = isExpression ? null : readIdentifier(cursor);
  const prefixLength = isExpression ? null : readPrefixLength(cursor);
  if (cursor.acceptSequence('WITHOUT', 'OVERLAPS')) options.withoutOverlaps = true;
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
    options: index.options.written,
  };
}
