import type { LiteralEscapes } from './literals.ts';

/**
 * - `word`: a bare identifier or keyword.
 * - `quoted`: an identifier in backticks (in double quotes too under ANSI_QUOTES).
 * - `string`: a character literal with its introducer (`'x'`, `N'x'`, `_utf8mb4'x'`).
 * - `number`: a decimal literal without sign.
 * - `bits`: a hexadecimal or bit literal (`0x1F`, `x'1F'`, `b'0'`).
 * - `user-variable`: `@x`; also the host part of an account such as `'a'@'%'`.
 * - `system-variable`: `@@x`, `@@global.x`.
 * - `placeholder`: `?`.
 * - `symbol`: an operator or punctuation.
 * - `rows`: the rows of a long INSERT ... VALUES, not cut any further.
 * - `broken`: a literal, quoted identifier or comment that is still open at the end of the text.
 * - `end`: past the last token.
 */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'number'
  | 'bits'
  | 'user-variable'
  | 'system-variable'
  | 'placeholder'
  | 'symbol'
  | 'rows'
  | 'broken'
  | 'end';

/** A token with its place in the text that was cut, in UTF-16 offsets. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Upper case for a `word`, as written for a `symbol`, empty for everything else. */
  readonly text: string;
  /** Index of the `)` that closes this `(`, or of the `(` that this `)` closes; -1 without a partner and for other tokens. */
  readonly partner: number;
}

/** The tokens of one text. */
export interface TokenList {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Number of rows inside the `rows` token; 0 when there is none. */
  readonly skippedRows: number;
  /** How its character literals are to be decoded. */
  readonly escapes: LiteralEscapes;
}
