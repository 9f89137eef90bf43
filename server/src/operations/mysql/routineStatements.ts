import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Attribute } from '../columns.ts';
import type { ObjectName } from '../names.ts';
import type { CreateRoutine, RenameObject } from '../objectOperations.ts';
import { readBody, readDeclaringBody, readPackageBody } from './compoundBody.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { atDataType, readDataType } from './dataType.ts';
import { identifierOf, readObjectName } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { acceptIfNotExists } from './tableElement.ts';

type Parameter = CreateRoutine['parameters'][number];

/** What the characteristics between parameters and body say. */
interface Characteristics {
  language: string;
  volatility: CreateRoutine['volatility'];
}

const COMMA: ReadonlySet<string> = new Set([',']);
const EVENT_BODY: ReadonlySet<string> = new Set(['DO']);
const EVENT_PARTS: ReadonlySet<string> = new Set(['RENAME', 'DO']);

/** Reads CREATE PROCEDURE or FUNCTION from the word after the kind. */
export function readCreateRoutine(
  reading: Reading,
  kind: 'procedure' | 'function',
  prefix: CreatePrefix,
): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const routine = readObjectName(cursor);
  reading.noteHead(`create ${kind}`, routine);
  const parameters = cursor.at('(') ? readParameters(cursor) : [];
  const returns = cursor.accept('RETURNS') || cursor.accept('RETURN') ? readReturnType(cursor) : null;
  const characteristics = readCharacteristics(cursor);
  const isExternal = cursor.accept('SONAME');
  if (isExternal) readOptionValue(cursor);
  const isSql = characteristics.language === 'sql';
  if (!isExternal && (cursor.atEnd || cursor.failed)) {
    cursor.fail();
    return;
  }
  if (!isSql) cursor.moveTo(cursor.limit);
  const declares = isSql && (cursor.accept('AS') || cursor.accept('IS'));
  const source = sourceFrom(cursor);
  const body = declares ? readDeclaringBody(reading) : readBody(reading);
  reading.emit({
    kind: 'CreateRoutine',
    span: cursor.wholeSpan(),
    routine,
    routineKind: prefix.aggregate ? 'aggregate' : kind,
    orReplace: prefix.orReplace,
    ifNotExists,
    parameters,
    returns,
    language: isExternal ? null : characteristics.language,
    volatility: characteristics.volatility,
    source,
    body,
  });
}

/** The text from the cursor to the end, as the body stands there; null when there is none. */
function sourceFrom(cursor: TokenCursor): Attribute<string> | null {
  const { index, limit } = cursor;
  if (index >= limit) return null;
  return { value: cursor.textBetween(index, limit), span: cursor.spanBetween(index, limit) };
}

/** Reads MariaDB's CREATE PACKAGE [BODY] from the word after PACKAGE. */
export function readCreatePackage(reading: Reading, prefix: CreatePrefix): void {
  const { cursor } = reading;
  cursor.accept('BODY');
  const ifNotExists = acceptIfNotExists(cursor);
  const routine = readObjectName(cursor);
  reading.noteHead('create package', routine);
  readCharacteristics(cursor);
  if (!cursor.accept('AS')) cursor.expect('IS');
  if (cursor.failed || cursor.atEnd) {
    cursor.fail();
    return;
  }
  const body = readPackageBody(reading);
  const flags = { orReplace: prefix.orReplace, ifNotExists };
  reading.emit({ ...bodilessRoutine(cursor, routine, 'package', flags), body });
}

/** Reads CREATE EVENT from the word after EVENT. */
export function readCreateEvent(reading: Reading, prefix: CreatePrefix): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const event = readObjectName(cursor);
  reading.noteHead('create event', event);
  if (!cursor.acceptSequence('ON', 'SCHEDULE')) cursor.fail();
  if (!moveToBody(cursor)) {
    cursor.fail();
    return;
  }
  const body = readBody(reading);
  const flags = { orReplace: prefix.orReplace, ifNotExists };
  reading.emit({ ...bodilessRoutine(cursor, event, 'event', flags), body });
}

/** Reads ALTER PROCEDURE or FUNCTION from the word after the kind. */
export function readAlterRoutine(reading: Reading, kind: 'procedure' | 'function'): void {
  const { cursor } = reading;
  const name = readObjectName(cursor);
  reading.noteHead(`alter ${kind}`, name);
  readCharacteristics(cursor);
  reading.emit({ kind: 'AlterObject', span: cursor.wholeSpan(), objectKind: kind, name, table: null });
}

/** Reads ALTER EVENT from the word after EVENT: a renaming and whatever else it changes, a new body included. */
export function readAlterEvent(reading: Reading): void {
  const { cursor } = reading;
  const name = readObjectName(cursor);
  reading.noteHead('alter event', name);
  const changesFrom = cursor.index;
  const rename = cursor.findAtLevel(EVENT_PARTS);
  const span = cursor.wholeSpan();
  const base = { objectKind: 'event', name, table: null } as const;
  let renaming: RenameObject | null = null;
  let isOnlyRename = false;
  if (cursor.tokenAt(rename).text === 'RENAME') {
    cursor.moveTo(rename);
    cursor.expect('RENAME');
    cursor.expect('TO');
    const to = readObjectName(cursor).name;
    isOnlyRename = rename === changesFrom && cursor.atEnd;
    renaming = { kind: 'RenameObject', span: isOnlyRename ? span : cursor.spanFrom(rename), ...base, to };
  }
  const at = cursor.findAtLevel(EVENT_BODY);
  const hasBody = cursor.tokenAt(at).text === 'DO';
  if (hasBody) cursor.moveTo(at + 1);
  const body = hasBody ? readBody(reading) : [];
  skipRest(cursor);
  if (!isOnlyRename) reading.emit({ kind: 'AlterObject', span, ...base, body });
  if (renaming !== null) reading.emit(renaming);
}

function bodilessRoutine(
  cursor: TokenCursor,
  routine: ObjectName,
  routineKind: 'event' | 'package',
  flags: { readonly orReplace: boolean; readonly ifNotExists: boolean },
): CreateRoutine {
  return {
    kind: 'CreateRoutine',
    span: cursor.wholeSpan(),
    routine,
    routineKind,
    ...flags,
    parameters: [],
    returns: null,
    language: 'sql',
    volatility: null,
    body: [],
  };
}

/** Passes over the schedule and the options up to and with DO. */
function moveToBody(cursor: TokenCursor): boolean {
  const body = cursor.findAtLevel(new Set(['DO']));
  if (cursor.failed || cursor.tokenAt(body).text !== 'DO') return false;
  cursor.moveTo(body + 1);
  return !cursor.atEnd;
}

function readParameters(cursor: TokenCursor): Parameter[] {
  const close = cursor.closeOf(cursor.index);
  const parameters: Parameter[] = [];
  let start = cursor.index + 1;
  while (start < close) {
    const end = Math.min(cursor.findAtLevel(COMMA, start), close);
    parameters.push(parameterBetween(cursor, start, end));
    start = end + 1;
  }
  cursor.skipParentheses();
  return parameters;
}

const MODES: Readonly<Record<string, Parameter['mode']>> = { IN: 'in', OUT: 'out', INOUT: 'inout' };

/** `[IN | OUT | INOUT] name type`; in Oracle mode the word stands behind the name. */
function parameterBetween(cursor: TokenCursor, from: number, to: number): Parameter {
  const before = MODES[cursor.tokenAt(from).text];
  const nameAt = before === undefined ? from : from + 1;
  const behind = MODES[cursor.tokenAt(nameAt + 1).text];
  const typeFrom = behind === undefined ? nameAt + 1 : nameAt + 2;
  const defaultAt = Math.min(cursor.findAtLevel(new Set(['DEFAULT', ':=']), typeFrom), to);
  return {
    name: identifierOf(cursor, cursor.tokenAt(nameAt)).value,
    mode: before ?? behind ?? 'in',
    type: cursor.textBetween(typeFrom, defaultAt),
    hasDefault: defaultAt < to,
  };
}

function readReturnType(cursor: TokenCursor): string {
  const from = cursor.index;
  if (atDataType(cursor)) return readDataType(cursor).text;
  if (cursor.acceptSequence('TYPE', 'OF')) readObjectName(cursor);
  else if (cursor.token.kind === 'word') cursor.advance();
  else cursor.fail();
  return cursor.textBetween(from, cursor.index);
}

function readCharacteristics(cursor: TokenCursor): Characteristics {
  const found: Characteristics = { language: 'sql', volatility: null };
  while (!cursor.failed && readCharacteristic(cursor, found));
  return found;
}

function readCharacteristic(cursor: TokenCursor, found: Characteristics): boolean {
  switch (cursor.token.text) {
    case 'COMMENT':
      cursor.advance();
      readOptionValue(cursor);
      return true;
    case 'LANGUAGE':
      cursor.advance();
      found.language = cursor.advance().text.toLowerCase();
      return true;
    case 'DETERMINISTIC':
      cursor.advance();
      found.volatility = 'immutable';
      return true;
    case 'NOT':
      if (!cursor.acceptSequence('NOT', 'DETERMINISTIC')) return false;
      found.volatility = 'volatile';
      return true;
    case 'CONTAINS':
    case 'NO':
      return cursor.acceptSequence(cursor.token.text, 'SQL');
    case 'READS':
    case 'MODIFIES':
      return cursor.acceptSequence(cursor.token.text, 'SQL', 'DATA');
    case 'SQL':
      if (!cursor.acceptSequence('SQL', 'SECURITY')) return false;
      cursor.advance();
      return true;
    case 'USING':
      cursor.advance();
      cursor.skipParentheses();
      return true;
    default:
      return false;
  }
}
