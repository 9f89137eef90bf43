import { isLetter, isWhiteSpace, isWordUnit } from './characters.ts';
import type { Dialect } from './dialect.ts';

/**
 * The first words of a line that begins with what can hardly be anything but a new statement.
 * `reserved` says that no grammar has this word pair inside a statement's parentheses.
 */
export interface StatementHead {
  readonly verb: string;
  /** The word after the verb in upper case, empty when there is none. */
  readonly object: string;
  readonly reserved: boolean;
  /** Past the last unit that was looked at. */
  readonly end: number;
}

const CREATABLE = new Set(
  (
    'ACCESS AGGREGATE ALGORITHM CAST COLLATION CONSTRAINT CONVERSION DATABASE DEFAULT DEFINER DOMAIN EVENT EXTENSION ' +
    'FOREIGN FULLTEXT FUNCTION GLOBAL GROUP INDEX LANGUAGE LOCAL MATERIALIZED OPERATOR OR POLICY PROCEDURE PUBLICATION ' +
    'RECURSIVE ROLE RULE SCHEMA SEQUENCE SERVER SPATIAL SQL STATISTICS SUBSCRIPTION TABLE TABLESPACE TEMP TEMPORARY ' +
    'TEXT TRANSFORM TRIGGER TYPE UNIQUE UNLOGGED USER VIEW'
  ).split(' '),
);
const ALTERABLE = new Set(
  (
    'AGGREGATE COLLATION DATABASE DEFAULT DOMAIN EVENT EXTENSION FOREIGN FUNCTION INDEX MATERIALIZED OPERATOR POLICY ' +
    'PROCEDURE PUBLICATION ROLE SCHEMA SEQUENCE SERVER STATISTICS SUBSCRIPTION SYSTEM TABLE TABLESPACE TRIGGER TYPE ' +
    'USER VIEW'
  ).split(' '),
);
const DROPPABLE = new Set(
  (
    'AGGREGATE CAST COLLATION DATABASE DOMAIN EVENT EXTENSION FOREIGN FUNCTION INDEX MATERIALIZED OPERATOR OWNED POLICY ' +
    'PROCEDURE PUBLICATION ROLE RULE SCHEMA SEQUENCE SERVER STATISTICS SUBSCRIPTION TABLE TABLESPACE TEMPORARY TRIGGER ' +
    'TYPE USER VIEW'
  ).split(' '),
);
const PRIVILEGES = new Set(
  'ALL CREATE DELETE EXECUTE INSERT REFERENCES SELECT TRIGGER UPDATE USAGE'.split(' '),
);
const COMMENTED = new Set(
  'COLUMN CONSTRAINT DATABASE DOMAIN EXTENSION FUNCTION INDEX MATERIALIZED POLICY ROLE SCHEMA SEQUENCE TABLE TRIGGER TYPE VIEW'.split(
    ' ',
  ),
);
const INITIALS = unitSet('ABCDGILRTUabcdgilrtu');

function unitSet(units: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const unit of units) set[unit.charCodeAt(0)] = 1;
  return set;
}

/** A cheap test that spares most lines the reading of their words. */
export function mayBeginHead(unit: number): boolean {
  return INITIALS[unit] === 1;
}

/** Reads the head that begins at `at`, the start of a line. */
export function statementHead(text: string, at: number, dialect: Dialect): StatementHead | undefined {
  const verbEnd = boundedWordEnd(text, at);
  if (verbEnd - at > 8) return undefined;
  const verb = text.slice(at, verbEnd).toUpperCase();
  const objectStart = skipBlanks(text, verbEnd);
  const objectEnd = boundedWordEnd(text, objectStart);
  const object = text.slice(objectStart, objectEnd).toUpperCase();
  if (object === 'FOREIGN' && !/^\s+(?:TABLE|DATA)\b/i.test(text.slice(objectEnd, objectEnd + 20)))
    return undefined;
  const head = (reserved: boolean): StatementHead => ({ verb, object, reserved, end: objectEnd + 1 });
  switch (verb) {
    case 'CREATE':
      return CREATABLE.has(object) ? head(true) : undefined;
    case 'ALTER':
      return ALTERABLE.has(object) ? namedHead(text, objectEnd, head(object === 'TABLE')) : undefined;
    case 'DROP':
      return DROPPABLE.has(object) ? namedHead(text, objectEnd, head(object === 'TABLE')) : undefined;
    case 'TRUNCATE':
    case 'RENAME':
      return object === 'TABLE' ? head(true) : undefined;
    case 'LOCK':
      return object === 'TABLE' || object === 'TABLES' ? head(true) : undefined;
    case 'COMMENT':
      return object === 'ON' ? commentHead(text, objectEnd, head(false)) : undefined;
    case 'GRANT':
    case 'REVOKE':
      return PRIVILEGES.has(object) ? head(false) : undefined;
    case 'INSERT':
      return object === 'INTO' ? head(false) : undefined;
    case 'DELETE':
      return object === 'FROM' ? head(false) : undefined;
    case 'UPDATE':
      return updateHead(text, objectStart, head(false));
    case 'DO':
      return dialect === 'postgresql' && text.charCodeAt(objectStart) === 36 ? head(false) : undefined;
    case 'BEGIN':
    case 'COMMIT':
    case 'ROLLBACK':
      return text.charCodeAt(objectStart) === 59 ? head(false) : undefined;
    default:
      return undefined;
  }
}

const ACTION_WORDS = new Set(['CASCADE', 'RESTRICT', 'TYPE', 'SET', 'DROP', 'ADD', 'RESET', 'RESTART']);

/** `DROP type` or `ALTER user SET DEFAULT 1` may be about a column of that name: a statement names its object. */
function namedHead(text: string, objectEnd: number, head: StatementHead): StatementHead | undefined {
  const start = skipBlanksAndLines(text, objectEnd);
  const end = boundedWordEnd(text, start);
  const unit = text.charCodeAt(start);
  const isQuoted = unit === 34 || unit === 96 || unit === 123 || unit === 58;
  if (end === start && !isQuoted) return undefined;
  return ACTION_WORDS.has(text.slice(start, end).toUpperCase()) ? undefined : { ...head, end: end + 1 };
}

function commentHead(text: string, onEnd: number, head: StatementHead): StatementHead | undefined {
  const start = skipBlanks(text, onEnd);
  const end = boundedWordEnd(text, start);
  const object = text.slice(start, end).toUpperCase();
  return COMMENTED.has(object) ? { ...head, object, end: end + 1 } : undefined;
}

/** `UPDATE [ONLY] name SET`: the row lock and trigger clauses that begin a line with UPDATE have no SET behind a name. */
function updateHead(text: string, nameStart: number, head: StatementHead): StatementHead | undefined {
  let at = nameStart;
  const limit = Math.min(text.length, nameStart + 200);
  while (at < limit && (isWordUnit(text.charCodeAt(at)) || isNamePunctuation(text.charCodeAt(at)))) at++;
  if (at === nameStart || head.object === 'SET') return undefined;
  const setStart = skipBlanks(text, at);
  const isSet =
    text.slice(setStart, setStart + 3).toUpperCase() === 'SET' && isWhiteSpace(text.charCodeAt(setStart + 3));
  return isSet ? { ...head, end: setStart + 4 } : undefined;
}

function isNamePunctuation(unit: number): boolean {
  return unit === 46 || unit === 34 || unit === 96;
}

const LONGEST_WORD = 64;

/** No head is read further than this from its start. */
export const LONGEST_HEAD = 600;

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end - at < LONGEST_WORD && (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9)) end++;
  return end;
}

function skipBlanksAndLines(text: string, at: number): number {
  let end = at;
  while (end - at < LONGEST_WORD && isWhiteSpace(text.charCodeAt(end))) end++;
  return end;
}

/** As {@link wordEnd}, but a word of any length costs no more than a long one. */
function boundedWordEnd(text: string, at: number): number {
  let end = at;
  while (end - at < LONGEST_WORD && isWordUnit(text.charCodeAt(end))) end++;
  return end;
}

const RESUMING_VERBS = new Set(
  (
    'ANALYZE BEGIN CALL COMMIT COPY DECLARE DELETE DO EXECUTE EXPLAIN INSERT LOCK MERGE REFRESH REINDEX REPLACE ' +
    'ROLLBACK SAVEPOINT SELECT SET START UNLOCK UPDATE USE VACUUM WITH'
  ).split(' '),
);

/**
 * Wider than {@link statementHead}: a line that begins with any statement verb and goes on as a statement does.
 * Fit only where it is known that something before it is broken.
 */
export function resumesStatement(text: string, at: number, dialect: Dialect): boolean {
  if (!isLetter(text.charCodeAt(at))) return false;
  if (statementHead(text, at, dialect) !== undefined) return true;
  const end = boundedWordEnd(text, at);
  const verb = text.slice(at, end);
  const upperCase = verb.toUpperCase();
  const isProse = verb !== upperCase && verb !== verb.toLowerCase();
  if (isProse || !RESUMING_VERBS.has(upperCase)) return false;
  const unit = text.charCodeAt(end);
  return unit === 59 || isWhiteSpace(unit);
}
