import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { displayName } from '../names.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { atDataType } from './dataType.ts';
import { readObjectName } from './names.ts';
import { isWhole } from './queryText.ts';
import type { Reading } from './reading.ts';

const ASSIGNMENT: ReadonlySet<string> = new Set([':=']);

/** Words behind the name of a declaration that are no type. */
const DECLARATION_WORDS: ReadonlySet<string> = new Set(['CONSTANT', 'EXCEPTION', 'ROW', 'TYPE']);

/** Oracle mode's `:NEW.column := value`, which SET NEW.column = value is elsewhere; null for anything else. */
export function newRowAssignment(cursor: TokenCursor, from: number, to: number): EmbeddedStatement | null {
  const isRow = cursor.tokenAt(from).text === ':' && cursor.tokenAt(from + 1).text === 'NEW';
  if (!isRow || cursor.tokenAt(from + 4).text !== ':=' || to - from < 6) return null;
  const span = cursor.spanBetween(from, to);
  const name = `new.${cursor
    .textOf(cursor.tokenAt(from + 3))
    .replaceAll('`', '')
    .toLowerCase()}`;
  const state = { scope: 'session', value: null, reset: false, restoresSaved: false } as const;
  return {
    span,
    operations: [{ kind: 'SetVariable', span, ...state, name, valueSpan: cursor.spanBetween(from + 5, to) }],
  };
}

/**
 * What bodies of Oracle mode hold beside SQL, in tokens that begin with a name: assignments and declarations give
 * nothing, `p(1)` is a call. Null when it is none of them.
 */
export function localStatement(
  reading: Reading,
  from: number,
  to: number,
  { mayDeclare }: { readonly mayDeclare: boolean },
): EmbeddedStatement[] | null {
  const cursor = new TokenCursor(reading.cursor.source, from, to);
  if (!isWhole(cursor, from, to)) return null;
  const start = readsStatement(reading, from, to);
  if (start !== null) return [start];
  if (cursor.findAtLevel(ASSIGNMENT) < to || (mayDeclare && isDeclaration(cursor, from, to))) return [];
  const procedure = readObjectName(cursor);
  if (cursor.at('(')) cursor.skipParentheses();
  if (cursor.failed || !cursor.atEnd) return null;
  const span = cursor.spanBetween(from, to);
  const operation = {
    kind: 'DynamicStatement',
    span,
    verb: 'call',
    name: displayName(procedure),
    text: null,
    body: [],
  } as const;
  return [{ span, operations: [operation] }];
}

/** The statement that begins with a name-like verb such as COMMIT; null when no statement does. */
function readsStatement(reading: Reading, from: number, to: number): EmbeddedStatement | null {
  const inner = reading.inner(new TokenCursor(reading.cursor.source, from, to));
  const level = reading.readStatement(inner);
  if (level === 'opaque') return null;
  if (level !== 'full') reading.partial = true;
  return { span: inner.cursor.wholeSpan(), operations: inner.operations };
}

/** `x INT`, `x CONSTANT INT`, `x t.c%TYPE`, `x other_type`. */
function isDeclaration(cursor: TokenCursor, from: number, to: number): boolean {
  const second = cursor.tokenAt(from + 1);
  if (second.kind !== 'word' && second.kind !== 'quoted') return false;
  if (to - from === 2 || DECLARATION_WORDS.has(second.text)) return true;
  for (let index = from + 2; index < to - 1; index++) {
    const { text } = cursor.tokenAt(index + 1);
    if (cursor.tokenAt(index).text === '%' && (text === 'TYPE' || text === 'ROWTYPE')) return true;
  }
  return atDataType(new TokenCursor(cursor.source, from + 1, to));
}
