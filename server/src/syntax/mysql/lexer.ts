import { classOf, DIGIT, isDigitUnit, isIdentifierUnit, LETTER, SPACE } from './characters.ts';
import { commentEnd, executableCommentHead, type LexerOptions } from './executableComments.ts';
import { closingQuoteEnd } from './literals.ts';
import { fractionEnd, numberAt, wordEnd } from './numberLiteral.ts';
import { skipRows } from './rowSkipper.ts';
import { symbolAt } from './symbols.ts';
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

/** Each search for a missing end mark passes over the whole rest of the text. */
const MOST_OPEN_DOLLAR_QUOTES = 4;

/** After one of these VALUES is a function: `... ON DUPLICATE KEY UPDATE a = VALUES(a)`. */
const WORDS_BEFORE_OTHER_VALUES = new Set(['SELECT', 'DUPLICATE', 'SET']);

const DOUBLE_QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const QUOTE = 39;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const ASTERISK = 42;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const QUESTION_MARK = 63;
const AT = 64;
const UNDERSCORE = 95;
const BACKTICK = 96;

class Lexer {
  private readonly text: string;
  private readonly options: LexerOptions;
  private readonly tokens: MutableToken[] = [];
  private readonly openParentheses: number[] = [];
  private at = 0;
  private insideExecutableComment = false;
  private skippedRows = 0;
  private valuesSeen = false;
  private openDollarQuotes = 0;

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
          this.word(this.at, unit);
          break;
        case DIGIT:
          this.number(this.at);
          break;
        default:
          this.other(this.at, unit);
      }
    }
    return { text, tokens: this.tokens, skippedRows: this.skippedRows, escapes: this.options.escapes };
  }

  private push(kind: TokenKind, start: number, end: number, text: string): void {
    this.tokens.push({ kind, start, end, text, partner: -1 });
    this.at = end;
  }

  private pushWord(start: number, end: number): void {
    this.push('word', start, end, this.text.slice(start, end).toUpperCase());
  }

  private word(start: number, first: number): void {
    const { text } = this;
    if (first === DOLLAR && this.dollarQuoted(start)) return;
    const end = wordEnd(text, start);
    if (end - start === 1 && this.isLiteralQuote(end)) {
      const kind = PREFIXED_LITERALS.get(first | 32);
      if (kind !== undefined) {
        this.quoted(kind, start, end);
        return;
      }
    }
    if (first === UNDERSCORE && this.introduced(start, end)) return;
    this.pushWord(start, end);
    if (end - start === 6 || end - start === 5) this.rowsAfterValues();
  }

  private isLiteralQuote(at: number): boolean {
    const unit = this.text.charCodeAt(at);
    return unit === QUOTE || (unit === DOUBLE_QUOTE && !this.options.ansiQuotes);
  }

  /** `AS $tag$ ... $tag$`, which quotes the source of routines since MySQL 9.0; false when this is no such text. */
  private dollarQuoted(start: number): boolean {
    const { text, options } = this;
    if (options.dialect !== 'mysql' || options.version < 90000) return false;
    if (this.tokens[this.tokens.length - 1]?.text !== 'AS' || this.openDollarQuotes > MOST_OPEN_DOLLAR_QUOTES)
      return false;
    let tagEnd = start + 1;
    while (text.charCodeAt(tagEnd) !== DOLLAR && isIdentifierUnit(text.charCodeAt(tagEnd))) tagEnd++;
    if (text.charCodeAt(tagEnd) !== DOLLAR) return false;
    const tag = text.slice(start, tagEnd + 1);
    const close = text.indexOf(tag, tagEnd + 1);
    if (close === -1) {
      this.openDollarQuotes++;
      return false;
    }
    this.push('string', start, close + tag.length, '');
    return true;
  }

  /** `_utf8mb4 'x'`, blanks allowed; false when the word is no introducer. */
  private introduced(start: number, end: number): boolean {
    let quote = end;
    while (classOf(this.text.charCodeAt(quote)) === SPACE) quote++;
    if (!this.isLiteralQuote(quote)) return false;
    if (!/^_[a-z0-9]+$/i.test(this.text.slice(start, end))) return false;
    this.quoted('string', start, quote);
    return true;
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
    const rows = skipRows(text, this.at, this.options);
    if (rows === null) return;
    this.skippedRows = rows.count;
    this.push('rows', rows.start, rows.end, '');
  }

  private number(start: number): void {
    if (this.followsDot(start)) {
      this.pushWord(start, wordEnd(this.text, start));
      return;
    }
    const { kind, end } = numberAt(this.text, start);
    if (kind === 'word') this.pushWord(start, end);
    else this.push(kind, start, end, '');
  }

  /** After the dot of a qualified name digits are a name: `db.2024`. */
  private followsDot(start: number): boolean {
    const previous = this.tokens[this.tokens.length - 1];
    return previous !== undefined && previous.end === start && previous.text === '.';
  }

  private other(at: number, unit: number): void {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    switch (unit) {
      case QUOTE:
        this.quoted('string', at, at);
        break;
      case DOUBLE_QUOTE:
        this.quoted(this.options.ansiQuotes ? 'quoted' : 'string', at, at);
        break;
      case BACKTICK:
        this.quoted('quoted', at, at);
        break;
      case HASH:
        this.lineComment();
        break;
      case DASH:
        if (next === DASH && !(text.charCodeAt(at + 2) > 32)) this.lineComment();
        else this.symbol(at, unit);
        break;
      case SLASH:
        if (next === ASTERISK) this.blockComment();
        else this.symbol(at, unit);
        break;
      case ASTERISK:
        if (this.insideExecutableComment && next === SLASH) {
          this.insideExecutableComment = false;
          this.at += 2;
        } else this.symbol(at, unit);
        break;
      case AT:
        this.variable(at);
        break;
      case QUESTION_MARK:
        this.push('placeholder', at, at + 1, '');
        break;
      case DOT:
        if (isDigitUnit(next) && !this.followsName(at)) this.push('number', at, fractionEnd(text, at), '');
        else this.symbol(at, unit);
        break;
      case OPEN_PARENTHESIS:
        this.openParentheses.push(this.tokens.length);
        this.push('symbol', at, at + 1, '(');
        break;
      case CLOSE_PARENTHESIS:
        this.closeParenthesis(at);
        break;
      default:
        this.symbol(at, unit);
    }
  }

  private followsName(at: number): boolean {
    const previous = this.tokens[this.tokens.length - 1];
    return previous?.end === at && (previous.kind === 'word' || previous.kind === 'quoted');
  }

  private symbol(at: number, unit: number): void {
    const symbol = symbolAt(this.text, at, unit);
    this.push('symbol', at, at + symbol.length, symbol);
  }

  private closeParenthesis(at: number): void {
    const open = this.openParentheses.pop() ?? -1;
    const opener = this.tokens[open];
    if (opener !== undefined) opener.partner = this.tokens.length;
    this.tokens.push({ kind: 'symbol', start: at, end: at + 1, text: ')', partner: open });
    this.at = at + 1;
  }

  /** A literal or quoted identifier whose quote stands at `open`; `start` includes a prefix or introducer. */
  private quoted(kind: TokenKind, start: number, open: number): void {
    const end = closingQuoteEnd(this.text, open, this.options.escapes);
    if (end === -1) this.push('broken', start, this.text.length, '');
    else this.push(kind, start, end, '');
  }

  private variable(start: number): void {
    const { text } = this;
    const isSystem = text.charCodeAt(start + 1) === AT;
    const kind: TokenKind = isSystem ? 'system-variable' : 'user-variable';
    const nameStart = start + (isSystem ? 2 : 1);
    let end = nameStart;
    while (isIdentifierUnit(text.charCodeAt(end)) || text.charCodeAt(end) === DOT) end++;
    const stop = text.charCodeAt(end);
    const isQuote = stop === BACKTICK || stop === QUOTE || stop === DOUBLE_QUOTE;
    if (isQuote && (end === nameStart || (isSystem && text.charCodeAt(end - 1) === DOT))) {
      this.quoted(kind, start, end);
    } else if (end === nameStart) this.push('symbol', start, nameStart, isSystem ? '@@' : '@');
    else this.push(kind, start, end, '');
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
    const end = commentEnd(text, at, { holdsComments: head !== null && !head.runs });
    if (end === -1) this.push('broken', at, text.length, '');
    else this.at = end;
  }
}

/** `N'x'`, `X'1F'`, `B'01'`, by their lower-case letter. */
const PREFIXED_LITERALS: ReadonlyMap<number, TokenKind> = new Map([
  [110, 'string'],
  [98, 'bits'],
  [120, 'bits'],
]);
