import { skipWhiteSpace, trimEnd, UNIT_CLASSES, UnitClass, wordEnd } from './characters.ts';
import { CommandScanner } from './commandScanner.ts';
import { CommentScanner } from './commentScanner.ts';
import type { Dialect } from './dialect.ts';
import { endsBefore } from './missingTerminator.ts';
import {
  holdsPlaceholder,
  LONGEST_PLACEHOLDER,
  mayOpenPlaceholder,
  placeholderAt,
  placeholderOverEnd,
} from './placeholder.ts';
import { dollarTagEnd } from './quotedText.ts';
import { isResumeLine } from './resynchronisation.ts';
import { type RestartListener, ScanState } from './scanState.ts';
import type { RestartPoint, SplitFile } from './statement.ts';
import { LONGEST_HEAD, mayBeginHead, resumesStatement, statementHead } from './statementHead.ts';

const MAX_PLACEHOLDERS_IN_NAME = 8;

/** One pass over a text, from a restart point to its end or to where the listener stops it. */
export class StatementScanner {
  readonly #state: ScanState;
  readonly #commands: CommandScanner;
  readonly #comments: CommentScanner;
  /** The next opening brace from the last look on: strings before it hold no placeholder. */
  #nextBrace = -1;

  constructor(text: string, dialect: Dialect, from: RestartPoint, onRestart?: RestartListener) {
    this.#state = new ScanState(text, dialect, from, onRestart);
    this.#commands = new CommandScanner(this.#state);
    this.#comments = new CommentScanner(this.#state, this.#commands);
  }

  /** What was found from the restart point on. */
  run(): SplitFile {
    do this.#scan();
    while (!this.#state.isStopped && this.#readsAgain());
    return this.#state.result;
  }

  /** At the text's end: true when the open statement took in all the rest and is read again. */
  #readsAgain(): boolean {
    const { found, quoted, statement } = this.#state;
    if (!found.isOpen) return false;
    const readsAgain = statement.isHeldOpen && !quoted.isBounded;
    if (readsAgain) this.#state.readAgain();
    else this.#state.endWithoutTerminator(Number.POSITIVE_INFINITY);
    return readsAgain;
  }

  #scan(): void {
    const state = this.#state;
    const { text, isMysql, found, quoted, statement } = state;
    const comments = this.#comments;
    while (state.at < text.length && !state.isStopped) {
      const { at } = state;
      const unit = text.charCodeAt(at);
      if (unit === state.delimiter.firstUnit && statement.executableDepth === 0 && state.delimiter.isAt(at)) {
        this.#commands.terminate(at, at + state.delimiter.value.length);
        continue;
      }
      switch (unit < 128 ? UNIT_CLASSES[unit] : UnitClass.word) {
        case UnitClass.space:
          state.at = at + 1;
          break;
        case UnitClass.newline:
          state.at = at + 1;
          if (found.isOpen) this.#startLine(at + 1);
          break;
        case UnitClass.word:
          if (statement.wantsWords || !found.isOpen || state.delimiter.isCustom) this.#word(at);
          else this.#plainTokens(at);
          break;
        case UnitClass.singleQuote:
          this.#quotedToken(at, quoted.string(at));
          break;
        case UnitClass.doubleQuote:
          if (isMysql) this.#quotedToken(at, quoted.string(at));
          else this.#quotedName(at);
          break;
        case UnitClass.backtick:
          if (isMysql) this.#quotedToken(at, quoted.identifier(at));
          else state.token(at, at + 1);
          break;
        case UnitClass.dash:
          comments.dash(at);
          break;
        case UnitClass.slash:
          comments.slash(at);
          break;
        case UnitClass.star:
          comments.star(at);
          break;
        case UnitClass.hash:
          comments.hash(at);
          break;
        case UnitClass.dollar:
          if (!this.#placeholder(at)) this.#dollar(at);
          break;
        case UnitClass.semicolon:
          this.#semicolon(at);
          break;
        case UnitClass.openParen:
          statement.parenthesisDepth++;
          state.token(at, at + 1);
          break;
        case UnitClass.closeParen:
          statement.closeParenthesis(at + 1);
          state.token(at, at + 1);
          break;
        case UnitClass.openBracket:
          statement.bracketDepth++;
          state.token(at, at + 1);
          break;
        case UnitClass.closeBracket:
          statement.closeBracket();
          state.token(at, at + 1);
          break;
        case UnitClass.backslash:
          this.#commands.backslash(at);
          break;
        case UnitClass.template:
          if (!this.#placeholder(at)) state.token(at, at + 1);
          break;
        default:
          state.token(at, at + 1);
      }
    }
  }

  #word(at: number): void {
    const { text, found, statement, delimiter } = this.#state;
    const end = delimiter.cutWord(at, wordEnd(text, at));
    if (!found.isOpen) {
      if (this.#commands.line(at, end)) return;
      statement.wantsWords = true;
    }
    if (statement.wantsWords) {
      statement.addWord({ text, start: at, end, previousEnd: found.isOpen ? found.lastEnd : at });
      this.#state.lookTo(statement.outline.lookedTo);
    }
    this.#state.token(at, end);
  }

  /** From a word on over all that cannot matter within a statement whose words do not. */
  #plainTokens(start: number): void {
    const { text } = this.#state;
    let at = start;
    let end = start;
    let isWord = false;
    for (;;) {
      const unit = text.charCodeAt(at);
      const unitClass = unit < 128 ? UNIT_CLASSES[unit] : unit >= 128 ? UnitClass.word : UnitClass.newline;
      if (unitClass === UnitClass.word) isWord = true;
      else if (unitClass === UnitClass.space || unitClass === UnitClass.other) isWord = false;
      else if (unitClass !== UnitClass.dollar || !isWord || text.charCodeAt(at + 1) === 123) break;
      at++;
      if (unitClass !== UnitClass.space) end = at;
    }
    this.#state.token(start, end);
    this.#state.at = at;
  }

  /** PostgreSQL: a quoted name, which may hold placeholders that hold its quotation mark. */
  #quotedName(at: number): void {
    const { text, found, quoted } = this.#state;
    let from = at + 1;
    let end = quoted.identifier(at, from);
    for (
      let count = 0;
      count < MAX_PLACEHOLDERS_IN_NAME && end !== -1 && this.#hasBrace(from, end);
      count++
    ) {
      this.#state.lookTo(end + LONGEST_PLACEHOLDER);
      const placeholder = placeholderOverEnd(text, from, end);
      if (placeholder === undefined) break;
      found.addToken(at, placeholder.start);
      found.addPlaceholder(placeholder);
      from = placeholder.end;
      end = quoted.identifier(at, from);
    }
    this.#quotedToken(at, end);
  }

  /** A token that ends at `end`, or was left open when that is -1. */
  #quotedToken(at: number, end: number): void {
    const { text, quoted } = this.#state;
    const tokenEnd = end === -1 ? trimEnd(text, at + 1, quoted.resume) : end;
    this.#state.token(at, tokenEnd);
    this.#noteTemplates(at, tokenEnd);
    if (end !== -1) return;
    this.#state.finish(null, true);
    this.#state.at = quoted.resume;
  }

  #dollar(at: number): void {
    const { text, isMysql, quoted } = this.#state;
    const tagEnd = !isMysql || this.#followsAs() ? dollarTagEnd(text, at) : -1;
    if (tagEnd !== -1) this.#quotedToken(at, quoted.dollarQuote(at, tagEnd));
    else if (isMysql && wordEnd(text, at) > at) this.#word(at);
    else this.#state.token(at, at + 1);
  }

  /** MySQL 9: the body of a JavaScript routine or library is a dollar quote behind AS. */
  #followsAs(): boolean {
    const { text, found, statement } = this.#state;
    const { verb, object } = statement.outline;
    const isWritten = object === 'FUNCTION' || object === 'PROCEDURE' || object === 'LIBRARY';
    if (verb !== 'CREATE' || !isWritten) return false;
    return /\bAS$/i.test(text.slice(Math.max(0, found.lastEnd - 3), found.lastEnd));
  }

  #placeholder(at: number): boolean {
    const { text, dialect, found, statement } = this.#state;
    if (statement.bracketDepth > 0 && text.charCodeAt(at) === 58) return false;
    const placeholder = placeholderAt(text, at, dialect);
    if (placeholder === undefined) {
      if (mayOpenPlaceholder(text, at)) this.#state.lookTo(at + LONGEST_PLACEHOLDER + 3);
      return false;
    }
    this.#state.at = placeholder.end;
    if (placeholder.role === 'control' && !found.isOpen) {
      found.addControlTag(placeholder);
      this.#state.reachBoundary(placeholder.end);
    } else found.addPlaceholder(placeholder);
    return true;
  }

  #noteTemplates(start: number, end: number): void {
    const { text, found } = this.#state;
    if (this.#hasBrace(start, end) && holdsPlaceholder(text, start, end)) found.markTemplated();
  }

  #hasBrace(start: number, end: number): boolean {
    if (this.#nextBrace < start) {
      const next = this.#state.text.indexOf('{', start);
      this.#nextBrace = next === -1 ? this.#state.text.length : next;
    }
    return this.#nextBrace < end;
  }

  #semicolon(at: number): void {
    const { isProtected, statement } = this.#state;
    const isInside =
      statement.isHeldOpen ||
      (isProtected && statement.outline.isProgram && !this.#statementMayFollow(at + 1));
    if (isInside) this.#state.token(at, at + 1);
    else this.#commands.terminate(at, at + 1);
  }

  #statementMayFollow(at: number): boolean {
    const { text, dialect, delimiter } = this.#state;
    const next = skipWhiteSpace(text, at);
    this.#state.lookTo(next + LONGEST_HEAD);
    if (next === text.length || delimiter.isAt(next)) return true;
    const unit = text.charCodeAt(next);
    return unit === 45 || unit === 47 || unit === 35 || resumesStatement(text, next, dialect);
  }

  /** At the start of a line within a statement: is it still that statement? */
  #startLine(at: number): void {
    const { text, dialect, isMysql, found, quoted, delimiter } = this.#state;
    if (quoted.isBounded && isResumeLine(text, at, found.start, dialect, 'definition')) {
      this.#state.endWithoutTerminator(Number.POSITIVE_INFINITY);
    } else if (delimiter.isCustom || !mayBeginHead(text.charCodeAt(at)) || !this.#endsBeforeHead(at)) {
      if (isMysql) this.#commands.delimiterLine(at);
    }
  }

  #endsBeforeHead(at: number): boolean {
    const { text, dialect, found, statement } = this.#state;
    const head = statementHead(text, at, dialect);
    if (head === undefined) return false;
    const { outline, parenthesisDepth } = statement;
    if (!endsBefore(head, { text, dialect, outline, lastEnd: found.lastEnd, parenthesisDepth })) return false;
    this.#state.endWithoutTerminator(head.end);
    return true;
  }
}
