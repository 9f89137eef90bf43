import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { SetVariable } from '../sessionOperations.ts';
import { variableName } from './accountName.ts';
import { heldStatements, possibleTexts } from './constantText.ts';
import { acceptCharacterSetWords } from './dataType.ts';
import { isIdentifierToken, literalValue } from './names.ts';
import { isWhole, skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';

type Scope = SetVariable['scope'];

/** The variable on the left of an assignment. */
interface Variable {
  readonly scope: Scope;
  readonly name: string;
}

const SCOPES: Readonly<Record<string, Scope>> = {
  GLOBAL: 'global',
  SESSION: 'session',
  LOCAL: 'session',
  PERSIST: 'persist',
  PERSIST_ONLY: 'persist',
};
const VALUE_ENDS: ReadonlySet<string> = new Set([',']);
const VALUE_ENDS_BEFORE_FOR: ReadonlySet<string> = new Set([',', 'FOR']);

/** Reads SET from the word after it: one operation per assignment. */
export function readSet(reading: Reading): void {
  const { cursor } = reading;
  reading.noteHead('set', null);
  switch (cursor.token.text) {
    case 'PASSWORD':
      readAccountChange(reading);
      return;
    case 'DEFAULT':
      if (cursor.peek().text !== 'ROLE') {
        cursor.fail();
        return;
      }
      readAccountChange(reading);
      return;
    case 'STATEMENT':
      if (!isIdentifierToken(cursor.peek())) break;
      readSetStatement(reading);
      return;
    default:
  }
  do readItem(reading, VALUE_ENDS, null);
  while (cursor.accept(','));
}

/** SET PASSWORD and SET DEFAULT ROLE change accounts. */
function readAccountChange(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.peek().kind === 'end') {
    cursor.fail();
    return;
  }
  skipRest(cursor);
  reading.emit({
    kind: 'AlterObject',
    span: cursor.wholeSpan(),
    objectKind: 'user',
    name: null,
    table: null,
  });
}

/** MariaDB: SET STATEMENT variable = value, ... FOR statement. The variables hold for that statement only. */
function readSetStatement(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  do readItem(reading, VALUE_ENDS_BEFORE_FOR, 'local');
  while (cursor.accept(','));
  cursor.expect('FOR');
  if (cursor.failed || cursor.atEnd) {
    cursor.fail();
    return;
  }
  const inner = reading.inner(new TokenCursor(cursor.source, cursor.index, cursor.limit));
  const level = reading.readStatement(inner);
  cursor.moveTo(cursor.limit);
  if (level !== 'full') reading.partial = true;
  for (const operation of inner.operations) reading.emit(operation);
  reading.algorithm = inner.algorithm;
  reading.lock = inner.lock;
  reading.wait = inner.wait;
  reading.online = inner.online;
  reading.alterTable = inner.alterTable;
}

function readItem(reading: Reading, ends: ReadonlySet<string>, forced: Scope | null): void {
  const { cursor } = reading;
  const from = cursor.index;
  if (cursor.accept('NAMES')) {
    emitNamed(reading, from, { scope: 'session', name: 'names' });
    return;
  }
  if (acceptCharacterSetWords(cursor)) {
    emitNamed(reading, from, { scope: 'session', name: 'character_set' });
    return;
  }
  const word = cursor.token.text;
  const written = cursor.token.kind === 'word' && cursor.peek().kind !== 'symbol' ? SCOPES[word] : undefined;
  if (written !== undefined) cursor.advance();
  if (cursor.at('TRANSACTION') && cursor.peek().kind === 'word') {
    readTransaction(reading, from, written ?? 'session');
    return;
  }
  if (written === undefined && word === 'ROLE' && cursor.peek().kind !== 'symbol') {
    cursor.advance();
    emitNamed(reading, from, { scope: 'session', name: 'role' });
    return;
  }
  if (word === 'RESOURCE' && cursor.peek().text === 'GROUP') {
    cursor.acceptSequence('RESOURCE', 'GROUP');
    emitNamed(reading, from, { scope: 'session', name: 'resource_group' });
    if (cursor.accept('FOR')) skipRest(cursor);
    return;
  }
  const variable = readVariable(cursor, forced ?? written ?? 'session');
  if (!cursor.accept('=')) cursor.expect(':=');
  const valueFrom = cursor.index;
  const valueTo = cursor.findAtLevel(ends);
  if (valueFrom === valueTo || !isWhole(cursor, valueFrom, valueTo)) cursor.fail();
  if (cursor.failed) return;
  cursor.moveTo(valueTo);
  emitAssignment(reading, from, variable, valueFrom, valueTo);
}

function emitAssignment(
  reading: Reading,
  from: number,
  variable: Variable,
  valueFrom: number,
  valueTo: number,
): void {
  const { cursor } = reading;
  const span = cursor.spanFrom(from);
  const only = valueTo - valueFrom === 1 ? cursor.tokenAt(valueFrom) : null;
  const value = constantValue(cursor, valueFrom, valueTo);
  const isVariable = only?.kind === 'user-variable' || only?.kind === 'system-variable';
  if (variable.name === 'autocommit' && variable.scope === 'session' && value !== null) {
    const isOff = value === '0' || value.toLowerCase() === 'off' || value.toLowerCase() === 'false';
    reading.emit({
      kind: 'TransactionControl',
      span,
      action: isOff ? 'set-autocommit-off' : 'set-autocommit-on',
    });
    return;
  }
  const reset = only?.text === 'DEFAULT';
  reading.emit({
    kind: 'SetVariable',
    span,
    ...variable,
    value: reset ? null : value,
    reset,
    restoresSaved: isVariable && variable.scope !== 'user',
    valueSpan: cursor.spanBetween(valueFrom, valueTo),
    ...(variable.scope === 'user' ? heldStatements(reading, possibleTexts(cursor, valueFrom, valueTo)) : {}),
  });
}

/** SET NAMES, SET CHARACTER SET, SET ROLE: the value is the first word; a collation or host may follow. */
function emitNamed(reading: Reading, from: number, variable: Variable): void {
  const { cursor } = reading;
  const { token } = cursor;
  const reset = token.text === 'DEFAULT';
  const value = reset ? null : constantValue(cursor, cursor.index, cursor.index + 1);
  const restoresSaved = token.kind === 'user-variable' || token.kind === 'system-variable';
  cursor.advance();
  if (token.kind === 'end' || token.kind === 'broken' || token.kind === 'symbol') cursor.fail();
  if (cursor.accept('COLLATE')) cursor.advance();
  if (variable.name === 'role') cursor.moveTo(cursor.findAtLevel(new Set()));
  if (cursor.failed) return;
  reading.emit({
    kind: 'SetVariable',
    span: cursor.spanFrom(from),
    ...variable,
    value,
    reset,
    restoresSaved,
  });
}

/** SET TRANSACTION ISOLATION LEVEL x, READ ONLY, READ WRITE. */
function readTransaction(reading: Reading, from: number, scope: Scope): void {
  const { cursor } = reading;
  cursor.advance();
  do {
    const isLevel = cursor.acceptSequence('ISOLATION', 'LEVEL');
    const valueFrom = cursor.index;
    while (cursor.token.kind === 'word') cursor.advance();
    const value = cursor.textBetween(valueFrom, cursor.index).toLowerCase();
    if (value === '') cursor.fail();
    if (cursor.failed) return;
    const name = isLevel ? 'transaction_isolation' : 'transaction_read_only';
    const span = cursor.spanFrom(from);
    reading.emit({ kind: 'SetVariable', span, scope, name, value, reset: false, restoresSaved: false });
  } while (cursor.accept(','));
}

/** `x`, `db.x`, `@x`, `@@x`, `@@global.x`. */
function readVariable(cursor: TokenCursor, scope: Scope): Variable {
  const token = cursor.advance();
  const { text } = cursor.source;
  if (token.kind === 'user-variable') return { scope: 'user', name: variableName(text, token).toLowerCase() };
  if (token.kind === 'system-variable') {
    const name = variableName(text, token).toLowerCase();
    const dot = name.indexOf('.');
    const prefix = dot === -1 ? undefined : SCOPES[name.slice(0, dot).toUpperCase()];
    return prefix === undefined ? { scope, name } : { scope: prefix, name: name.slice(dot + 1) };
  }
  if (token.kind !== 'word' && token.kind !== 'quoted') {
    cursor.fail();
    return { scope, name: '' };
  }
  let name = text.slice(token.start, token.end).replaceAll('`', '').toLowerCase();
  while (cursor.accept('.')) name += `.${cursor.textOf(cursor.advance()).replaceAll('`', '').toLowerCase()}`;
  return { scope, name };
}

/** The value of a literal or a bare word; null for everything that must be computed. */
function constantValue(cursor: TokenCursor, from: number, to: number): string | null {
  const first = cursor.tokenAt(from);
  const count = to - from;
  if (first.kind === 'string') {
    let value = '';
    for (let index = from; index < to; index++) {
      const token = cursor.tokenAt(index);
      if (token.kind !== 'string') return null;
      value += literalValue(cursor, token);
    }
    return value;
  }
  if (count === 1 && (first.kind === 'number' || first.kind === 'bits' || first.kind === 'word'))
    return cursor.textOf(first);
  if (
    count === 2 &&
    (first.text === '-' || first.text === '+') &&
    cursor.tokenAt(from + 1).kind === 'number'
  ) {
    return first.text + cursor.textOf(cursor.tokenAt(from + 1));
  }
  return null;
}
