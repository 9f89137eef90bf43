import { classOf, DIGIT, isDigitUnit, isHexUnit, isIdentifierUnit, LETTER, SPACE } from './characters.ts';
import { executableCommentHead, type LexerOptions } from './executableComments.ts';
import { closingQuoteEnd } from './literals.ts';
import { skipRows } from './rowSkipper.ts';
import type { Token, TokenKind, TokenList } from './token.ts';

export type { LexerOptions } from './executableComments.ts';

/**
 * Cuts a MySQL or MariaDB text into tokens. White space and comments give none; the content of an executable
 * comment gives ordinary tokens when the server of `options` runs it. Never throws; linear in the text's length.
 */
export function tokenize(text: string, options: LexerOptions): TokenList {
  return new Lexer(text, options).run();
}

interface MutableToken extends Token {
  partner: number;
}

/** INSERT texts from this length on get one `rows` token instead of thousands. */
const LONG_INSERT = 2000;

/** After one of these VALUES is a function: `... ON DUPLICATE KEY UPDATE a = VALUES(a)`. */
const WORDS_BEFORE_OTHER_VALUES = new Set(['SELECT', 'DUPLICATE', 'SET']);

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKTICK = 96;
const SLASH = 47;
const ASTERISK = 42;
const DASH = 45;
const DOT = 46;

const SYMBOLS_OF_TWO = new Set(['<>', '!=', '<=', '>=', ':=', '&&', '||', '<<', '>>', '->', '..']);
const SYMBOLS_OF_THREE = new Set(['<=>', '->>']);

class Lexer {
  private readonly text: string;
  private readonly options: LexerOptions;
  private readonly tokens: MutableToken[] = [];
  private readonly openParentheses: number[] = [];
  private at = 0;
  private insideExecutableComment = false;
  private skippedRows = 0;
  private valuesSeen = false;

  constructor(text: string, options: LexerOptions) {
    this.text = text;
    this.options = options;
  }

  run(): TokenList {
    const { text } = this;
    while (this.at < text.length) {
      const unit = text.charCodeAt(this.at);
      switch (classOf(unit)) {
        case SPACE:
          this.at++;
          break;
        case LETTER:
          this.word(this.at);
          break;
        case DIGIT:
          this.number(this.at);
          break;
        default:
          this.other(unit);
      }
    }
    return { text, tokens: this.tokens, skippedRows: this.skippedRows };
  }

  private push(kind: TokenKind, start: number, end: number, text: string): void {
    this.tokens.push({ kind, start, end, text, partner: -1 });
    this.at = end;
  }

  private word(start: number): void {
    const { text } = this;
    let end = start + 1;
    while (isIdentifierUnit(text.charCodeAt(end))) end++;
    const next = text.charCodeAt(end);
    if (next === QUOTE || (next === DOUBLE_QUOTE && !this.options.ansiQuotes)) {
      const kind = prefixedLiteral(text, start, end);
      if (kind !== null) return this.quotedText(kind, start, end);
    }
    if (text.charCodeAt(start) === 95) {
      const quote = this.quoteAfterIntroducer(start, end);
      if (quote !== -1) return this.quotedText('string', start, quote);
    }
    this.push('word', start, end, text.slice(start, end).toUpperCase());
    if (end - start <= 6 && end - start >= 5) this.rowsAfterValues();
  }

  /** Where the literal of `_utf8mb4 'x'` starts, or -1 when the word is no introducer. */
  private quoteAfterIntroducer(start: number, end: number): number {
    let at = end;
    while (classOf(this.text.charCodeAt(at)) === SPACE) at++;
    const unit = this.text.charCodeAt(at);
    const isQuote = unit === QUOTE || (unit === DOUBLE_QUOTE && !this.options.ansiQuotes);
    return isQuote && /^_[a-z0-9]+$/i.test(this.text.slice(start, end)) ? at : -1;
  }

  /** Passes over the rows of a long INSERT when the word just pushed is its VALUES. */
  private rowsAfterValues(): void {
    const { text, tokens } = this;
    if (text.length < LONG_INSERT || this.valuesSeen || this.openParentheses.length > 0) return;
    const last = tokens[tokens.length - 1]?.text;
    if (last !== 'VALUES' && last !== 'VALUE') return;
    this.valuesSeen = true;
    const first = tokens[0]?.text;
    if (first !== 'INSERT' && first !== 'REPLACE') return;
    if (tokens.some(token => WORDS_BEFORE_OTHER_VALUES.has(token.text))) return;
    const rows = skipRows(text, this.at, this.options.ansiQuotes);
    if (rows === null) return;
    this.skippedRows = rows.count;
    this.push('rows', rows.start, rows.end, '');
  }

  private number(start: number): void {
    const { text } = this;
    const previous = this.tokens[this.tokens.length - 1];
    if (previous?.text === '.' && previous.end === start) return this.plainWord(start);
    const bits = this.bitsEnd(start);
    if (bits !== -1) return this.push('bits', start, bits, '');
    let end = start;
    while (isDigitUnit(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) === DOT && text.charCodeAt(end + 1) !== DOT) {
      end++;
      while (isDigitUnit(text.charCodeAt(end))) end++;
      return this.push('number', start, this.exponentEnd(end), '');
    }
    const exponent = this.exponentEnd(end);
    if (exponent !== end) return this.push('number', start, exponent, '');
    if (isIdentifierUnit(text.charCodeAt(end))) return this.plainWord(start);
    this.push('number', start, end, '');
  }

  private plainWord(start: number): void {
    let end = start;
    while (isIdentifierUnit(this.text.charCodeAt(end))) end++;
    this.push('word', start, end, this.text.slice(start, end).toUpperCase());
  }

  /** End of `0x1F` or `0b01` at `start`, or -1. */
  private bitsEnd(start: number): number {
    const { text } = this;
    if (text.charCodeAt(start) !== 48) return -1;
    const marker = text.charCodeAt(start + 1);
    const isHex = marker === 120;
    if (!isHex && marker !== 98) return -1;
    let end = start + 2;
    while (isHex ? isHexUnit(text.charCodeAt(end)) : (text.charCodeAt(end) | 1) === 49) end++;
    return end > start + 2 && !isIdentifierUnit(text.charCodeAt(end)) ? end : -1;
  }

  private exponentEnd(at: number): number {
    const { text } = this;
    if ((text.charCodeAt(at) | 32) !== 101) return at;
    let end = at + 1;
    const sign = text.charCodeAt(end);
    if (sign === 43 || sign === DASH) end++;
    if (!isDigitUnit(text.charCodeAt(end))) return at;
    while (isDigitUnit(text.charCodeAt(end))) end++;
    return end;
  }

  private other(unit: number): void {
    const { text, at } = this;
    switch (unit) {
      case QUOTE:
        return this.quotedText('string', at, at);
      case DOUBLE_QUOTE:
        return this.quotedText(this.options.ansiQuotes ? 'quoted' : 'string', at, at);
      case BACKTICK:
        return this.quotedText('quoted', at, at);
      case 35:
        return this.lineComment();
      case DASH: {
        const after = text.charCodeAt(at + 2);
        if (text.charCodeAt(at + 1) === DASH && !(after > 32)) return this.lineComment();
        return this.symbol();
      }
      case SLASH:
        if (text.charCodeAt(at + 1) === ASTERISK) return this.blockComment();
        return this.symbol();
      case ASTERISK:
        if (this.insideExecutableComment && text.charCodeAt(at + 1) === SLASH) {
          this.insideExecutableComment = false;
          this.at += 2;
          return;
        }
        return this.symbol();
      case 64:
        return this.variable(at);
      case 63:
        return this.push('placeholder', at, at + 1, '');
      case DOT: {
        const previous = this.tokens[this.tokens.length - 1];
        const qualifies = previous !== undefined && previous.end === at && (previous.kind === 'word' || previous.kind === 'quoted');
        if (!qualifies && isDigitUnit(text.charCodeAt(at + 1))) {
          let end = at + 1;
          while (isDigitUnit(text.charCodeAt(end))) end++;
          return this.push('number', at, this.exponentEnd(end), '');
        }
        return this.symbol();
      }
      case 40:
        this.openParentheses.push(this.tokens.length);
        return this.push('symbol', at, at + 1, '(');
      case 41: {
        const open = this.openParentheses.pop();
        const index = this.tokens.length;
        this.push('symbol', at, at + 1, ')');
        const opener = open === undefined ? undefined : this.tokens[open];
        const closer = this.tokens[index];
        if (open === undefined || opener === undefined || closer === undefined) return;
        opener.partner = index;
        closer.partner = open;
        return;
      }
      default:
        this.symbol();
    }
  }

  private symbol(): void {
    const { text, at } = this;
    const three = text.slice(at, at + 3);
    if (SYMBOLS_OF_THREE.has(three)) return this.push('symbol', at, at + 3, three);
    const two = text.slice(at, at + 2);
    if (SYMBOLS_OF_TWO.has(two)) return this.push('symbol', at, at + 2, two);
    this.push('symbol', at, at + 1, text.charAt(at));
  }

  /** A literal or quoted identifier whose quote stands at `open`; `start` includes a prefix or introducer. */
  private quotedText(kind: TokenKind, start: number, open: number): void {
    const end = closingQuoteEnd(this.text, open);
    if (end === -1) this.push('broken', start, this.text.length, '');
    else this.push(kind, start, end, '');
  }

  private variable(start: number): void {
    const { text } = this;
    const isSystem = text.charCodeAt(start + 1) === 64;
    const kind: TokenKind = isSystem ? 'system-variable' : 'user-variable';
    const nameStart = start + (isSystem ? 2 : 1);
    const first = text.charCodeAt(nameStart);
    if (first === BACKTICK || first === QUOTE || first === DOUBLE_QUOTE) {
      return this.quotedText(kind, start, nameStart);
    }
    let end = nameStart;
    while (isIdentifierUnit(text.charCodeAt(end)) || text.charCodeAt(end) === DOT) end++;
    if (end === nameStart) return this.push('symbol', start, nameStart, isSystem ? '@@' : '@');
    if (isSystem && text.charCodeAt(end - 1) === DOT && text.charCodeAt(end) === BACKTICK) {
      return this.quotedText(kind, start, end);
    }
    this.push(kind, start, end, '');
  }

  private lineComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end + 1;
  }

  private blockComment(): void {
    const { text, at } = this;
    const head = executableCommentHead(text, at, this.options);
    if (head?.runs && !this.insideExecutableComment) {
      this.insideExecutableComment = true;
      this.at = head.contentStart;
      return;
    }
    const end = head === null || head.runs ? plainCommentEnd(text, at) : skippedCommentEnd(text, at);
    if (end === -1) this.push('broken', at, text.length, '');
    else this.at = end;
  }
}

function prefixedLiteral(text: string, start: number, end: number): TokenKind | null {
  if (end - start !== 1) return null;
  switch (text.charCodeAt(start) | 32) {
    case 110:
      return 'string';
    case 98:
    case 120:
      return 'bits';
    default:
      return null;
  }
}

function plainCommentEnd(text: string, start: number): number {
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? -1 : end + 2;
}

/** An executable comment that the server skips may hold ordinary comments. */
function skippedCommentEnd(text: string, start: number): number {
  let at = start + 2;
  for (;;) {
    const end = text.indexOf('*/', at);
    if (end === -1) return -1;
    const inner = text.indexOf('/*', at);
    if (inner === -1 || inner > end) return end + 2;
    at = end + 2;
  }
}
