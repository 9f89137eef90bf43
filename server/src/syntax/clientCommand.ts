import { isWhiteSpace, isWordUnit, lineEnd, skipWhiteSpace, trimEnd } from './characters.ts';
import type { Dialect } from './dialect.ts';

/** Past the last unit of the client command's line, white space at its end left out. */
export function commandEnd(text: string, at: number): number {
  return trimEnd(text, at, lineEnd(text, at));
}

/**
 * The delimiter set by a `DELIMITER x` line that begins at `at`; empty when the line names none,
 * undefined when the word there is another one.
 */
export function delimiterArgument(text: string, at: number): string | undefined {
  const wordEnd = at + 9;
  if ((text.charCodeAt(at) | 32) !== 100 || text.slice(at, wordEnd).toUpperCase() !== 'DELIMITER')
    return undefined;
  const after = text.charCodeAt(wordEnd);
  if (wordEnd < text.length && !isWhiteSpace(after)) return undefined;
  return (
    /^\S+/.exec(text.slice(wordEnd, lineEnd(text, wordEnd)).trim())?.[0]?.replace(/^(['"`])(.+)\1$/, '$2') ??
    ''
  );
}

/** A DELIMITER line where a statement could begin. */
export interface DelimiterCommand {
  /** Empty when the line names none. */
  readonly delimiter: string;
  readonly end: number;
  /** Past the last unit that was looked at. */
  readonly lookedTo: number;
}

/**
 * Reads the DELIMITER line at `at`. When it names none and the next line is nothing but punctuation, that is the
 * delimiter: Flyway reads it so.
 */
export function delimiterCommand(text: string, at: number): DelimiterCommand | undefined {
  const delimiter = delimiterArgument(text, at);
  if (delimiter === undefined) return undefined;
  const end = commandEnd(text, at);
  if (delimiter !== '') return { delimiter, end, lookedTo: end + 1 };
  const start = skipWhiteSpace(text, end);
  const lookedTo = lineEnd(text, start) + 1;
  const next = text.slice(start, Math.min(commandEnd(text, start), start + 9));
  return /^[;$|/\\#!@%^&~*]{1,8}$/.test(next)
    ? { delimiter: next, end: start + next.length, lookedTo }
    : { delimiter: '', end, lookedTo };
}

/** How far {@link delimiterArgumentInsideStatement} looks. */
export const LONGEST_DELIMITER_LINE = 120;

/**
 * As {@link delimiterArgument} for a line within an unfinished statement, where the word may be a column's name:
 * the delimiter must hold punctuation and stand alone.
 */
export function delimiterArgumentInsideStatement(text: string, at: number): string | undefined {
  const delimiter = delimiterArgument(text, at);
  if (delimiter === undefined) return undefined;
  const line = text.slice(at + 9, Math.min(lineEnd(text, at), at + LONGEST_DELIMITER_LINE));
  const stands = /^\s+\S*[;$|/\\#!@%^&~*]\S*\s*(?:$|--|#)/.test(line);
  return stands && !/[(,)]/.test(delimiter) ? delimiter : undefined;
}

/**
 * True when the word from `at` to `end`, the first of a statement, begins a line for a client program:
 * `source file` of the mysql client, `execute java Class` of Flowable's change logs.
 */
export function isCommandLine(text: string, at: number, end: number, dialect: Dialect): boolean {
  const length = end - at;
  if (length === 6 && dialect !== 'postgresql' && text.slice(at, end).toLowerCase() === 'source') {
    return /^[ \t]+[^\s=]/.test(text.slice(end, end + 40));
  }
  return length === 7 && /^execute[ \t]+java[ \t]/i.test(text.slice(at, at + 40));
}

const PSQL_TERMINATOR = /^\\(?:;|(?:gexec|gdesc|gset|gx|g|crosstabview|watch)(?![a-z]))/;

/** Past the psql command at `at` that sends the statement before it (`\g out.txt`, `\gexec`, `\;`), or -1. */
export function psqlTerminatorEnd(text: string, at: number): number {
  const found = PSQL_TERMINATOR.exec(text.slice(at, at + 16))?.[0];
  if (found === undefined) return -1;
  return found === '\\;' ? at + 2 : commandEnd(text, at);
}

/** Past the mysql client's `\g` or `\G` at `at`, or -1. */
export function mysqlTerminatorEnd(text: string, at: number): number {
  return (text.charCodeAt(at + 1) | 32) === 103 && !isWordUnit(text.charCodeAt(at + 2)) ? at + 2 : -1;
}

/** True for `\copy ... from stdin`, whose rows follow in the file. */
export function isCopyCommand(command: string): boolean {
  return /^\\copy\s.*\sfrom\s+stdin\b/i.test(command);
}
