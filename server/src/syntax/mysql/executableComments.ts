import type { LiteralEscapes } from './literals.ts';

/** What decides how a text is cut into tokens. */
export interface LexerOptions {
  readonly dialect: 'mysql' | 'mariadb';
  /** Server version as one number: 8.0.32 is 80032, 10.6.11 is 100611. */
  readonly version: number;
  /** sql_mode ANSI_QUOTES: double quotes hold identifiers. */
  readonly ansiQuotes: boolean;
  /** Under sql_mode NO_BACKSLASH_ESCAPES `doubled-quote`. */
  readonly escapes: LiteralEscapes;
}

/** The start of an executable comment: where its content begins and whether the server runs it. */
export interface ExecutableCommentHead {
  readonly contentStart: number;
  readonly runs: boolean;
}

const EXCLAMATION = 33;
const LETTER_M = 77;
const SHORTEST_VERSION = 5;
const LONGEST_VERSION = 6;

/**
 * Reads the head of `/*!`, `/*!40101`, `/*M!` or `/*M!100203` at `start`; null when the comment there is an ordinary one.
 *
 * MySQL runs a comment whose number is not above its own version, and takes `/*M!` for an ordinary comment
 * (MySQL 8.4 manual, 11.7 "Comments"). MariaDB runs both forms, but never numbers from 50700 to 99999, which
 * only MySQL has (MariaDB manual, "Comment Syntax").
 */
export function executableCommentHead(
  text: string,
  start: number,
  options: LexerOptions,
): ExecutableCommentHead | null {
  let at = start + 2;
  if (options.dialect === 'mariadb' && text.charCodeAt(at) === LETTER_M) at++;
  if (text.charCodeAt(at) !== EXCLAMATION) return null;
  at++;
  let digits = 0;
  while (digits < LONGEST_VERSION && isDigit(text.charCodeAt(at + digits))) digits++;
  if (digits < SHORTEST_VERSION) return { contentStart: at, runs: true };
  const required = Number(text.slice(at, at + digits));
  return { contentStart: at + digits, runs: runsOn(required, options) };
}

function runsOn(required: number, { dialect, version }: LexerOptions): boolean {
  if (dialect === 'mariadb' && required >= 50700 && required <= 99999) return false;
  return required <= version;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/**
 * Offset past the comment that starts at `start`, or -1 when it stays open. An executable comment that the server skips
 * may hold ordinary comments; other comments end at the first end mark.
 */
export function commentEnd(
  text: string,
  start: number,
  { holdsComments }: { readonly holdsComments: boolean },
): number {
  let at = start + 2;
  for (;;) {
    const end = text.indexOf('*/', at);
    if (end === -1) return -1;
    const inner = holdsComments ? text.indexOf('/*', at) : -1;
    if (inner === -1 || inner > end) return end + 2;
    at = end + 2;
  }
}
