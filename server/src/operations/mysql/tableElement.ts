import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ColumnDefinition } from '../columns.ts';
import type { IndexDefinition, TableConstraint } from '../constraints.ts';
import type { Identifier } from '../names.ts';
import type { Period } from '../tableOperations.ts';
import { readColumnDefinition, readEnforced } from './columnDefinition.ts';
import { readParenthesizedExpression } from './expression.ts';
import { readForeignKeyTarget } from './foreignKey.ts';
import {
  type IndexOptions,
  indexDefinition,
  noIndexOptions,
  readIndexMethod,
  readIndexOptions,
  readIndexParts,
} from './indexDefinition.ts';
import {
  isIdentifierToken,
  objectNameOf,
  readColumnList,
  readIdentifier,
  readOptionalIdentifier,
} from './names.ts';

/** One element of a CREATE TABLE list, or what follows ADD in ALTER TABLE. */
export type TableElement =
  | { readonly kind: 'column'; readonly column: ColumnDefinition }
  | { readonly kind: 'constraint'; readonly constraint: TableConstraint; readonly ifNotExists: boolean }
  | { readonly kind: 'index'; readonly index: IndexDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'period'; readonly period: Period; readonly ifNotExists: boolean };

/** Reads a column, a key, a constraint or a period. */
export function readTableElement(cursor: TokenCursor): TableElement {
  return atKeyOrConstraint(cursor)
    ? readKeyOrConstraint(cursor)
    : { kind: 'column', column: readColumnDefinition(cursor) };
}

/** True when a key, a constraint or a period starts at the cursor, and no column. */
export function atKeyOrConstraint(cursor: TokenCursor): boolean {
  switch (cursor.token.text) {
    case 'CONSTRAINT':
    case 'PRIMARY':
    case 'UNIQUE':
    case 'KEY':
    case 'INDEX':
    case 'FULLTEXT':
    case 'SPATIAL':
    case 'FOREIGN':
    case 'CHECK':
      return true;
    case 'VECTOR':
      return cursor.peek().text === 'INDEX' || cursor.peek().text === 'KEY';
    case 'PERIOD':
      return cursor.peek().text === 'FOR' || cursor.peek().text === 'IF';
    default:
      return false;
  }
}

/** Reads what `atKeyOrConstraint` found. */
export function readKeyOrConstraint(cursor: TokenCursor): TableElement {
  const head = readConstraintHead(cursor);
  switch (cursor.advance().text) {
    case 'PRIMARY':
      cursor.expect('KEY');
      return readUniqueness(cursor, head, 'primary-key');
    case 'UNIQUE':
      if (!cursor.accept('KEY')) cursor.accept('INDEX');
      return readUniqueness(cursor, head, 'unique');
    case 'FOREIGN':
      cursor.expect('KEY');
      return readForeignKey(cursor, head);
    case 'CHECK':
      return readCheck(cursor, head);
    case 'KEY':
    case 'INDEX':
      return readIndex(cursor, head.from, 'btree');
    case 'FULLTEXT':
      return readSpecialIndex(cursor, head.from, 'fulltext');
    case 'SPATIAL':
      return readSpecialIndex(cursor, head.from, 'spatial');
    case 'VECTOR':
      return readSpecialIndex(cursor, head.from, 'vector');
    case 'PERIOD':
      return readPeriod(cursor, head.from);
    default:
      cursor.fail();
      return readPeriod(cursor, head.from);
  }
}

/** Passes over IF NOT EXISTS; true when it stood here. */
export function acceptIfNotExists(cursor: TokenCursor): boolean {
  return cursor.acceptSequence('IF', 'NOT', 'EXISTS');
}

/** Passes over IF EXISTS; true when it stood here. */
export function acceptIfExists(cursor: TokenCursor): boolean {
  return cursor.acceptSequence('IF', 'EXISTS');
}

/** What stands in front of a constraint: where it starts, and `CONSTRAINT [IF NOT EXISTS] name`. */
interface ConstraintHead {
  readonly from: number;
  readonly symbol: Identifier | null;
  readonly ifNotExists: boolean;
}

function readConstraintHead(cursor: TokenCursor): ConstraintHead {
  const from = cursor.index;
  if (!cursor.accept('CONSTRAINT')) return { from, symbol: null, ifNotExists: false };
  const ifNotExists = acceptIfNotExists(cursor);
  return { from, symbol: readOptionalIdentifier(cursor), ifNotExists };
}

function readUniqueness(
  cursor: TokenCursor,
  { from, symbol }: ConstraintHead,
  kind: 'primary-key' | 'unique',
): TableElement {
  const options = noIndexOptions();
  const { name, ifNotExists } = readIndexName(cursor, options);
  const parts = readIndexParts(cursor, options);
  readIndexOptions(cursor, options);
  const constraint: TableConstraint = {
    kind,
    span: cursor.spanFrom(from),
    name: kind === 'unique' ? (name ?? symbol) : symbol,
    notValid: null,
    enforced: true,
    deferrable: false,
    initiallyDeferred: false,
    parts,
    usingIndex: null,
    include: [],
    nullsNotDistinct: false,
    withoutOverlaps: options.withoutOverlaps,
    options: options.written,
    method: options.method,
    invisible: options.invisible,
    comment: options.comment,
  };
  return { kind: 'constraint', constraint, ifNotExists };
}

function readForeignKey(cursor: TokenCursor, head: ConstraintHead): TableElement {
  const ifNotExists = acceptIfNotExists(cursor) || head.ifNotExists;
  const indexName = readOptionalIdentifier(cursor);
  const columns = readColumnList(cursor);
  const target = readForeignKeyTarget(cursor);
  const constraint: TableConstraint = {
    kind: 'foreign-key',
    span: cursor.spanFrom(head.from),
    name: head.symbol,
    notValid: null,
    enforced: true,
    deferrable: false,
    initiallyDeferred: false,
    columns,
    target,
    indexName,
  };
  return { kind: 'constraint', constraint, ifNotExists };
}

function readCheck(cursor: TokenCursor, { from, symbol, ifNotExists }: ConstraintHead): TableElement {
  const expression = readParenthesizedExpression(cursor);
  const enforced = readEnforced(cursor);
  const constraint: TableConstraint = {
    kind: 'check',
    span: cursor.spanFrom(from),
    name: symbol,
    notValid: null,
    enforced,
    deferrable: false,
    initiallyDeferred: false,
    expression,
    noInherit: false,
  };
  return { kind: 'constraint', constraint, ifNotExists };
}

function readSpecialIndex(cursor: TokenCursor, from: number, method: string): TableElement {
  if (!cursor.accept('KEY')) cursor.accept('INDEX');
  return readIndex(cursor, from, method);
}

function readIndex(cursor: TokenCursor, from: number, method: string): TableElement {
  const options = noIndexOptions();
  const { name, ifNotExists } = readIndexName(cursor, options);
  const parts = readIndexParts(cursor, options);
  readIndexOptions(cursor, options);
  const objectName = name === null ? null : objectNameOf(name);
  const index = indexDefinition(cursor, from, { name: objectName, unique: false, method, parts, options });
  return { kind: 'index', index, ifNotExists };
}

/** `[IF NOT EXISTS] [name] [USING method]`; MySQL takes USING before the name of a primary key too. */
function readIndexName(
  cursor: TokenCursor,
  options: IndexOptions,
): { readonly name: Identifier | null; readonly ifNotExists: boolean } {
  const ifNotExists = acceptIfNotExists(cursor);
  readIndexMethod(cursor, options);
  const hasName = isIdentifierToken(cursor.token) && !(cursor.at('TYPE') && cursor.peek().kind === 'word');
  const name = hasName ? readIdentifier(cursor) : null;
  readIndexMethod(cursor, options);
  return { name, ifNotExists };
}

/** `PERIOD [IF NOT EXISTS] FOR [SYSTEM_TIME | name] (start, end)`, the first word already read. */
function readPeriod(cursor: TokenCursor, from: number): TableElement {
  const ifNotExists = acceptIfNotExists(cursor);
  cursor.expect('FOR');
  const name = readIdentifier(cursor);
  cursor.expect('(');
  const start = readIdentifier(cursor);
  cursor.expect(',');
  const end = readIdentifier(cursor);
  cursor.expect(')');
  const period = { span: cursor.spanFrom(from), name, columns: { start, end } };
  return { kind: 'period', period, ifNotExists };
}
