import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Span } from '../../text/span.ts';
import {
  type Attribute,
  type ColumnDefinition,
  type ColumnPosition,
  type ConstraintName,
  type GeneratedKind,
  type InlineCheck,
  plainColumn,
  type TypeReference,
} from '../columns.ts';
import type { Identifier } from '../names.ts';
import { readColumnOption } from './columnOption.ts';
import { acceptCharacterSetWords, readCharsetName, readDataType } from './dataType.ts';
import { readDefaultValue, readParenthesizedExpression } from './expression.ts';
import { readForeignKeyTarget } from './foreignKey.ts';
import { readIdentifier, readOptionalIdentifier } from './names.ts';
import { readString } from './optionValue.ts';

/** A column while its attributes are collected; the last one of a kind wins, as it does in the server. */
type Draft = Mutable<Omit<ColumnDefinition, 'type' | 'checks' | 'options'>> & {
  type: TypeReference;
  readonly checks: InlineCheck[];
  readonly options: Attribute<string>[];
};

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

const NO_NAME: ConstraintName = { constraint: null };

/** Reads `name type attributes`, attributes in any order. Stops before the first word that is no attribute. */
export function readColumnDefinition(cursor: TokenCursor): ColumnDefinition {
  const from = cursor.index;
  const name = readIdentifier(cursor);
  return readColumnAfterName(cursor, name, from);
}

/** The same when the name is already read (ALTER TABLE ... MODIFY c). `from` is where the definition starts. */
export function readColumnAfterName(cursor: TokenCursor, name: Identifier, from: number): ColumnDefinition {
  const isSerial = cursor.at('SERIAL');
  const typeFrom = cursor.index;
  const type = readDataType(cursor);
  const draft: Draft = { ...plainColumn({ span: name.span, name, type }), type, checks: [], options: [] };
  if (isSerial) applySerial(draft, cursor.spanFrom(typeFrom));
  while (!cursor.failed && readAttribute(cursor, draft));
  draft.span = cursor.spanFrom(from);
  return draft;
}

/** Reads FIRST or AFTER c if one stands here. */
export function readColumnPosition(cursor: TokenCursor): ColumnPosition | null {
  const from = cursor.index;
  if (cursor.accept('FIRST')) return { kind: 'first', span: cursor.spanFrom(from) };
  if (!cursor.accept('AFTER')) return null;
  const column = readIdentifier(cursor);
  return { kind: 'after', column, span: cursor.spanFrom(from) };
}

/** Reads `[NOT] ENFORCED` if it stands here; true when nothing is written. */
export function readEnforced(cursor: TokenCursor): boolean {
  if (cursor.acceptSequence('NOT', 'ENFORCED')) return false;
  cursor.accept('ENFORCED');
  return true;
}

/** SERIAL and SERIAL DEFAULT VALUE stand for NOT NULL AUTO_INCREMENT UNIQUE. */
function applySerial(draft: Draft, span: Span): void {
  draft.nullable = { value: false, span };
  draft.autoIncrement = { value: true, span };
  draft.unique = { value: NO_NAME, span };
}

function readAttribute(cursor: TokenCursor, draft: Draft): boolean {
  const from = cursor.index;
  switch (cursor.token.text) {
    case 'NOT':
      if (!cursor.acceptSequence('NOT', 'NULL')) return readColumnOption(cursor, draft.options);
      draft.nullable = { value: false, span: cursor.spanFrom(from) };
      return true;
    case 'NULL':
      cursor.advance();
      draft.nullable = { value: true, span: cursor.spanFrom(from) };
      return true;
    case 'DEFAULT': {
      cursor.advance();
      const value = readDefaultValue(cursor);
      draft.default = { value, span: cursor.spanFrom(from) };
      return true;
    }
    case 'ON': {
      if (!cursor.acceptSequence('ON', 'UPDATE')) return false;
      const value = readDefaultValue(cursor);
      draft.onUpdate = { value, span: cursor.spanFrom(from) };
      return true;
    }
    case 'AUTO_INCREMENT':
      cursor.advance();
      draft.autoIncrement = { value: true, span: cursor.spanFrom(from) };
      return true;
    case 'SERIAL':
      if (!cursor.acceptSequence('SERIAL', 'DEFAULT', 'VALUE')) return false;
      applySerial(draft, cursor.spanFrom(from));
      return true;
    case 'UNIQUE':
      cursor.advance();
      cursor.accept('KEY');
      draft.unique = { value: NO_NAME, span: cursor.spanFrom(from) };
      return true;
    case 'PRIMARY':
    case 'KEY':
      cursor.accept('PRIMARY');
      cursor.accept('KEY');
      draft.primaryKey = { value: NO_NAME, span: cursor.spanFrom(from) };
      return true;
    case 'COMMENT': {
      cursor.advance();
      const value = readString(cursor);
      draft.comment = { value, span: cursor.spanFrom(from) };
      return true;
    }
    case 'COLLATE':
      cursor.advance();
      draft.type = { ...draft.type, collation: readCharsetName(cursor) };
      return true;
    case 'CHARACTER':
    case 'CHARSET':
      if (!acceptCharacterSetWords(cursor)) return false;
      draft.type = { ...draft.type, charset: readCharsetName(cursor) };
      return true;
    case 'INVISIBLE':
    case 'VISIBLE': {
      const invisible = cursor.advance().text === 'INVISIBLE';
      draft.invisible = { value: invisible, span: cursor.spanFrom(from) };
      return true;
    }
    case 'GENERATED':
    case 'AS':
      return readGenerated(cursor, draft);
    case 'CONSTRAINT':
    case 'CHECK':
    case 'REFERENCES':
      return readInlineConstraint(cursor, draft);
    default:
      return readColumnOption(cursor, draft.options);
  }
}

function readGenerated(cursor: TokenCursor, draft: Draft): boolean {
  const from = cursor.index;
  if (cursor.accept('GENERATED') && !cursor.accept('ALWAYS')) cursor.acceptSequence('BY', 'DEFAULT');
  cursor.expect('AS');
  if (cursor.accept('ROW')) {
    const side = cursor.accept('START') ? 'row start' : 'row end';
    if (side === 'row end') cursor.expect('END');
    draft.options.push({ value: side, span: cursor.spanFrom(from) });
    return true;
  }
  const expression = readParenthesizedExpression(cursor);
  let kind: GeneratedKind = 'virtual';
  if (cursor.accept('STORED') || cursor.accept('PERSISTENT')) kind = 'stored';
  else cursor.accept('VIRTUAL');
  draft.generated = { value: { kind, expression }, span: cursor.spanFrom(from) };
  return true;
}

function readInlineConstraint(cursor: TokenCursor, draft: Draft): boolean {
  const from = cursor.index;
  const constraint = cursor.accept('CONSTRAINT') ? readOptionalIdentifier(cursor) : null;
  if (cursor.accept('CHECK')) {
    const expression = readParenthesizedExpression(cursor);
    const enforced = readEnforced(cursor);
    draft.checks.push({ constraint, expression, enforced, notValid: false, span: cursor.spanFrom(from) });
    return true;
  }
  if (cursor.at('REFERENCES')) {
    const target = readForeignKeyTarget(cursor);
    draft.references = { value: { ...target, constraint }, span: cursor.spanFrom(from) };
    return true;
  }
  cursor.fail();
  return false;
}
