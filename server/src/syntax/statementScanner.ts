import {
  isDigit,
  isFirstOnLine,
  isLetter,
  lineEnd,
  skipWhiteSpace,
  trimEnd,
  UNIT_CLASSES,
  UnitClass,
  wordEnd,
} from './characters.ts';
import {
  commandEnd,
  delimiterArgumentInsideStatement,
  delimiterCommand,
  isCommandLine,
  isCopyCommand,
  mysqlTerminatorEnd,
  psqlTerminatorEnd,
} from './clientCommand.ts';
import { CopyRowsReader } from './copyRows.ts';
import { Delimiter } from './delimiter.ts';
import type { Dialect } from './dialect.ts';
import { isDashComment, isPlayMark, lineMark, type MigrationMark } from './migrationMark.ts';
import { endsBefore } from './missingTerminator.ts';
import { PieceBuilder } from './pieceBuilder.ts';
import { holdsPlaceholder, placeholderAt } from './placeholder.ts';
import { dollarTagEnd, endOfFlatComment } from './quotedText.ts';
import { QuotedTokenReader } from './quotedTokenReader.ts';
import { isResumeLine } from './resynchronisation.ts';
import type { RestartPoint, SplitFile } from './statement.ts';
import { mayBeginHead, resumesStatement, statementHead } from './statementHead.ts';
import { StatementOutline } from './statementOutline.ts';

/** Called at every restart point; true stops the scanner there. */
export type RestartListener = (point: RestartPoint) => boolean;

/** One pass over a text, from a restart point to its end. */
export class StatementScanner {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #mysql: boolean;
  readonly #onRestart: RestartListener | undefined;
  readonly #builder: PieceBuilder;
  readonly #quoted: QuotedTokenReader;
  readonly #rows: CopyRowsReader;
  readonly #restartPoints: RestartPoint[] = [];
  #at: number;
  #delimiter: Delimiter;
  #inBlock: boolean;
  #outline: StatementOutline;
  #wantsWords = false;
  #parenthesisDepth = 0;
  #bracketDepth = 0;
  /** How many executable comments are open. */
  #executableDepth = 0;
  /** The next opening brace from the last look on: strings before it hold no placeholder. */
  #nextBrace = -1;
  #stopped = false;

  constructor(text: string, dialect: Dialect, from: RestartPoint, onRestart?: RestartListener) {
    this.#text = text;
    this.#dialect = dialect;
    this.#mysql = dialect !== 'postgresql';
    this.#onRestart = onRestart;
    this.#builder = new PieceBuilder(text);
    this.#quoted = new QuotedTokenReader(text, dialect);
    this.#rows = new CopyRowsReader(text);
    this.#outline = new StatementOutline(dialect);
    this.#at = from.offset === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from.offset;
    this.#delimiter = new Delimiter(text, from.delimiter);
    this.#inBlock = from.inBlock;
  }

  /** What was found from the restart point on. */
  run(): SplitFile {
    do this.#scan();
    while (!this.#stopped && this.#readAgainFromOpenStatement());
    const { pieces, comments, strayTerminators } = this.#builder;
    return { pieces, comments, strayTerminators, restartPoints: this.#restartPoints };
  }

  #scan(): void {
    const text = this.#text;
    const length = text.length;
    while (this.#at < length && !this.#stopped) {
      const at = this.#at;
      const unit = text.charCodeAt(at);
      if (unit === this.#delimiter.firstUnit && this.#isDelimiter(at)) {
        this.#terminate(at, at + this.#delimiter.value.length);
        continue;
      }
      switch (unit < 128 ? UNIT_CLASSES[unit] : UnitClass.word) {
        case UnitClass.space:
          this.#at = at + 1;
          break;
        case UnitClass.newline:
          this.#at = at + 1;
          if (this.#builder.isOpen) this.#startLine(at + 1);
          break;
        case UnitClass.word:
          if (this.#wantsWords || !this.#builder.isOpen || this.#delimiter.isCustom) this.#word(at);
          else this.#plainTokens(at);
          break;
        case UnitClass.singleQuote:
          this.#quotedToken(at, this.#quoted.string(at));
          break;
        case UnitClass.doubleQuote:
          this.#quotedToken(at, this.#mysql ? this.#quoted.string(at) : this.#quoted.identifier(at));
          break;
        case UnitClass.backtick:
          if (this.#mysql) this.#quotedToken(at, this.#quoted.identifier(at));
          else this.#token(at, at + 1);
          break;
        case UnitClass.dash:
          this.#dash(at);
          break;
        case UnitClass.slash:
          this.#slash(at);
          break;
        case UnitClass.star:
          this.#star(at);
          break;
        case UnitClass.hash:
          this.#hash(at);
          break;
        case UnitClass.dollar:
          if (!this.#placeholder(at)) this.#dollar(at);
          break;
        case UnitClass.semicolon:
          this.#semicolon(at);
          break;
        case UnitClass.openParen:
          this.#token(at, at + 1);
          this.#parenthesisDepth++;
          break;
        case UnitClass.closeParen:
          this.#closeParenthesis(at);
          break;
        case UnitClass.openBracket:
          this.#token(at, at + 1);
          this.#bracketDepth++;
          break;
        case UnitClass.closeBracket:
          this.#token(at, at + 1);
          if (this.#bracketDepth > 0) this.#bracketDepth--;
          break;
        case UnitClass.backslash:
          if (this.#builder.isOpen) this.#backslash(at);
          else this.#backslashCommand(at);
          break;
        case UnitClass.template:
          if (!this.#placeholder(at)) this.#token(at, at + 1);
          break;
        default:
          this.#token(at, at + 1);
      }
    }
  }

  #token(start: number, end: number): void {
    this.#builder.addToken(start, end);
    this.#at = end;
  }

  #word(at: number): void {
    const end = this.#delimiter.cutWord(at, wordEnd(this.#text, at));
    if (!this.#builder.isOpen) {
      if (this.#commandLine(at, end)) return;
      this.#wantsWords = true;
    }
    if (this.#wantsWords) this.#outlineWord(at, end);
    this.#token(at, end);
  }

  /** From a word on over all that cannot matter within a statement whose words do not. */
  #plainTokens(start: number): void {
    const text = this.#text;
    let at = start;
    let end = start;
    let isWord = false;
    for (;;) {
      const unit = text.charCodeAt(at);
      const unitClass = unit < 128 ? UNIT_CLASSES[unit] : unit >= 128 ? UnitClass.word : UnitClass.newline;
      if (unitClass === UnitClass.word) isWord = true;
      else if (unitClass === UnitClass.dollar && isWord && text.charCodeAt(at + 1) !== 123) isWord = true;
      else if (unitClass === UnitClass.space || unitClass === UnitClass.other) isWord = false;
      else break;
      at++;
      if (unitClass !== UnitClass.space) end = at;
    }
    this.#builder.addToken(start, end);
    this.#at = at;
  }

  #outlineWord(start: number, end: number): void {
    const previousEnd = this.#builder.isOpen ? this.#builder.lastEnd : start;
    this.#outline.word({ text: this.#text, start, end, previousEnd });
    this.#wantsWords = this.#outline.wantsWords;
    this.#quoted.lookTo(this.#outline.lookedTo);
  }

  #closeParenthesis(at: number): void {
    if (this.#parenthesisDepth > 0) {
      this.#parenthesisDepth--;
      if (this.#parenthesisDepth === 0) this.#outline.closeOuterParenthesis(at + 1);
    }
    this.#token(at, at + 1);
  }

  #quotedToken(at: number, end: number): void {
    if (end === -1) {
      this.#cutOpenToken(at);
      return;
    }
    this.#token(at, end);
    this.#noteTemplates(at, end);
  }

  /** The statement ends with a token that was left open, right before where reading resumes. */
  #cutOpenToken(at: number): void {
    const { resume } = this.#quoted;
    this.#token(at, trimEnd(this.#text, at + 1, resume));
    this.#noteTemplates(at, this.#at);
    this.#finish(null, true);
    this.#at = resume;
  }

  #dollar(at: number): void {
    const tagEnd = !this.#mysql || this.#followsAs() ? dollarTagEnd(this.#text, at) : -1;
    if (tagEnd !== -1) this.#quotedToken(at, this.#quoted.dollarQuote(at, tagEnd));
    else if (this.#mysql) this.#word(at);
    else this.#token(at, at + 1);
  }

  /** MySQL 9: the body of a JavaScript routine or library is a dollar quote behind AS. */
  #followsAs(): boolean {
    const { verb, object } = this.#outline;
    if (verb !== 'CREATE' || !(object === 'FUNCTION' || object === 'PROCEDURE' || object === 'LIBRARY'))
      return false;
    return /\bAS$/i.test(this.#text.slice(Math.max(0, this.#builder.lastEnd - 3), this.#builder.lastEnd));
  }

  #placeholder(at: number): boolean {
    if (this.#bracketDepth > 0 && this.#text.charCodeAt(at) === 58) return false;
    const found = placeholderAt(this.#text, at, this.#dialect);
    if (found === undefined) return false;
    this.#at = found.end;
    if (found.role === 'control' && !this.#builder.isOpen) {
      this.#builder.addControlTag(found);
      this.#reachBoundary(found.end);
    } else this.#builder.addPlaceholder(found);
    return true;
  }

  #noteTemplates(start: number, end: number): void {
    if (this.#nextBrace < start) {
      const next = this.#text.indexOf('{', start);
      this.#nextBrace = next === -1 ? this.#text.length : next;
    }
    if (this.#nextBrace < end && holdsPlaceholder(this.#text, start, end)) this.#builder.markTemplated();
  }

  #dash(at: number): void {
    if (this.#text.charCodeAt(at + 1) !== 45) this.#token(at, at + 1);
    else if (!this.#mysql || !this.#builder.isOpen || isDashComment(this.#text, at))
      this.#lineComment(at, at + 2);
    else this.#token(at, at + 2);
  }

  #hash(at: number): void {
    const isComment = this.#mysql || (!this.#builder.isOpen && isPlayMark(this.#text, at));
    if (isComment) this.#lineComment(at, at + 1);
    else this.#token(at, at + 1);
  }

  #lineComment(at: number, bodyStart: number): void {
    const end = lineEnd(this.#text, at);
    const mark = lineMark(this.#text, at, bodyStart, end);
    if (mark !== undefined && this.#builder.isOpen) this.#endWithoutTerminator(end);
    this.#builder.addLineComment(at, end, bodyStart);
    this.#at = end;
    if (mark !== undefined) this.#obeyMark(mark);
  }

  #obeyMark(mark: MigrationMark): void {
    switch (mark.kind) {
      case 'boundary':
        return;
      case 'block-begin':
        this.#inBlock = true;
        return;
      case 'block-end':
        this.#inBlock = false;
        return;
      case 'delimiter':
        this.#delimiter = new Delimiter(this.#text, mark.delimiter);
        return;
    }
  }

  #slash(at: number): void {
    if (this.#text.charCodeAt(at + 1) !== 42) this.#token(at, at + 1);
    else if (this.#mysql && this.#isExecutable(at)) this.#openExecutable(at);
    else this.#blockComment(at);
  }

  #blockComment(at: number): void {
    const end = this.#quoted.blockComment(at);
    if (end === -1 && this.#builder.isOpen) {
      this.#cutOpenToken(at);
      return;
    }
    const commentEnd = end === -1 ? trimEnd(this.#text, at + 2, this.#quoted.resume) : end;
    this.#builder.addBlockComment(at, commentEnd);
    this.#at = end === -1 ? this.#quoted.resume : end;
  }

  #isExecutable(at: number): boolean {
    const unit = this.#text.charCodeAt(at + 2);
    return unit === 33 || (unit === 77 && this.#text.charCodeAt(at + 3) === 33);
  }

  /**
   * Slash-star with `!80000` or `M!100100`: what follows is statement text up to the star-slash. A backslash there is
   * a command to the client, as in the first line of a mariadb-dump.
   */
  #openExecutable(at: number): void {
    const text = this.#text;
    let end = at + (text.charCodeAt(at + 2) === 33 ? 3 : 4);
    while (isDigit(text.charCodeAt(end))) end++;
    if (!this.#builder.isOpen) {
      const close =
        text.charCodeAt(end) === 92 ? endOfFlatComment(text, at, Math.min(text.length, at + 200)) : -1;
      if (close !== -1) {
        this.#command(at, close);
        return;
      }
      this.#wantsWords = true;
    }
    this.#token(at, end);
    this.#executableDepth++;
  }

  #star(at: number): void {
    const closes = this.#executableDepth > 0 && this.#text.charCodeAt(at + 1) === 47;
    if (closes) this.#executableDepth--;
    this.#token(at, closes ? at + 2 : at + 1);
  }

  #isDelimiter(at: number): boolean {
    return this.#executableDepth === 0 && this.#delimiter.isAt(at);
  }

  #semicolon(at: number): void {
    const outline = this.#outline;
    const isInside =
      this.#executableDepth > 0 ||
      outline.bodyIsOpen ||
      (this.#parenthesisDepth > 0 && outline.isRule) ||
      (outline.isProgram && this.#isProtected && !this.#statementMayFollow(at + 1));
    if (isInside) this.#token(at, at + 1);
    else this.#terminate(at, at + 1);
  }

  /** True where the file itself says which statements hold a `;`. */
  get #isProtected(): boolean {
    return this.#inBlock || this.#delimiter.isCustom;
  }

  #statementMayFollow(at: number): boolean {
    const next = skipWhiteSpace(this.#text, at);
    this.#quoted.lookTo(next + 300);
    if (next === this.#text.length || this.#delimiter.isAt(next)) return true;
    const unit = this.#text.charCodeAt(next);
    return unit === 45 || unit === 47 || unit === 35 || resumesStatement(this.#text, next, this.#dialect);
  }

  #terminate(start: number, end: number): void {
    this.#at = end;
    if (!this.#builder.isOpen) {
      this.#builder.addStrayTerminator(start, end);
      this.#reachBoundary(end);
      return;
    }
    const readsRows = this.#outline.readsStandardInput;
    this.#finish({ start, end }, this.#isHoldingOpen);
    if (readsRows) this.#copyRows(end);
    else this.#reachBoundary(end);
  }

  /** True while an executable comment, a body or a rule's parenthesis keeps the statement open over a `;`. */
  get #isHoldingOpen(): boolean {
    const inRule = this.#outline.isRule && this.#parenthesisDepth > 0;
    return this.#executableDepth > 0 || this.#outline.bodyIsOpen || inRule;
  }

  /** Ends the open statement in front of something that shows where the next one begins. */
  #endWithoutTerminator(lookedTo: number): void {
    this.#quoted.lookTo(lookedTo);
    this.#finish(null, this.#isHoldingOpen || this.#parenthesisDepth > 0);
  }

  #finish(terminator: { readonly start: number; readonly end: number } | null, unclosed: boolean): void {
    this.#builder.finish(terminator, unclosed);
    this.#resetStatement();
    this.#quoted.isBounded = false;
  }

  #resetStatement(): void {
    if (this.#outline.verb !== '') this.#outline = new StatementOutline(this.#dialect);
    this.#wantsWords = false;
    this.#parenthesisDepth = 0;
    this.#bracketDepth = 0;
    this.#executableDepth = 0;
  }

  /** Decisions before a restart point may rest on the unit at its offset, but on nothing behind it. */
  #reachBoundary(offset: number): void {
    if (this.#quoted.horizon > offset + 1) return;
    const point: RestartPoint = { offset, delimiter: this.#delimiter.value, inBlock: this.#inBlock };
    this.#restartPoints.push(point);
    if (this.#onRestart?.(point) === true) this.#stopped = true;
  }

  /** At the text's end: false when all is read, true when the open statement took in all the rest and is read again. */
  #readAgainFromOpenStatement(): boolean {
    if (!this.#builder.isOpen) return false;
    const { start } = this.#builder;
    if (!this.#isHoldingOpen || this.#quoted.isBounded) {
      this.#endWithoutTerminator(Number.POSITIVE_INFINITY);
      return false;
    }
    this.#quoted.leaveOpen(start, 'definition');
    this.#quoted.isBounded = true;
    this.#builder.abandon();
    this.#resetStatement();
    this.#at = start;
    return true;
  }

  /** At the start of a line within a statement: is it still that statement? */
  #startLine(at: number): void {
    const text = this.#text;
    if (this.#quoted.isBounded && isResumeLine(text, at, this.#builder.start, this.#dialect, 'definition')) {
      this.#endWithoutTerminator(Number.POSITIVE_INFINITY);
    } else if (
      mayBeginHead(text.charCodeAt(at)) &&
      !this.#delimiter.isCustom &&
      this.#statementEndsBefore(at)
    ) {
      return;
    } else if (this.#mysql) this.#delimiterLine(at);
  }

  #statementEndsBefore(at: number): boolean {
    const head = statementHead(this.#text, at, this.#dialect);
    if (head === undefined) return false;
    const ends = endsBefore(head, {
      text: this.#text,
      dialect: this.#dialect,
      outline: this.#outline,
      lastEnd: this.#builder.lastEnd,
      parenthesisDepth: this.#parenthesisDepth,
    });
    if (ends) this.#endWithoutTerminator(head.end);
    return ends;
  }

  #delimiterLine(lineStart: number): void {
    const text = this.#text;
    let at = lineStart;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    if ((text.charCodeAt(at) | 32) !== 100 || delimiterArgumentInsideStatement(text, at) === undefined)
      return;
    this.#endWithoutTerminator(lineEnd(text, at));
    this.#commandLine(at, at + 9);
  }

  /** Takes a line for a client program where a statement could begin. */
  #commandLine(at: number, end: number): boolean {
    const text = this.#text;
    const command = end - at === 9 ? delimiterCommand(text, at) : undefined;
    if (command !== undefined) {
      if (command.delimiter !== '') this.#delimiter = new Delimiter(text, command.delimiter);
      this.#command(at, command.end);
      return true;
    }
    if (!isCommandLine(text, at, end, this.#dialect)) return false;
    this.#command(at, commandEnd(text, at));
    return true;
  }

  #command(start: number, end: number): void {
    this.#builder.addLine('client-command', start, end, false);
    this.#at = end;
    this.#quoted.lookTo(lineEnd(this.#text, end) + 1);
    this.#reachBoundary(end);
  }

  #backslashCommand(at: number): void {
    const end = commandEnd(this.#text, at);
    if (this.#mysql || !isCopyCommand(this.#text.slice(at, end))) {
      this.#command(at, end);
      return;
    }
    this.#builder.addLine('client-command', at, end, false);
    this.#copyRows(end);
  }

  #backslash(at: number): void {
    const text = this.#text;
    const end = this.#mysql ? mysqlTerminatorEnd(text, at) : psqlTerminatorEnd(text, at);
    if (end !== -1) this.#terminate(at, end);
    else if (!this.#mysql && isLetter(text.charCodeAt(at + 1)) && isFirstOnLine(text, at)) {
      this.#endWithoutTerminator(at + 2);
    } else this.#token(at, at + 1);
  }

  #copyRows(statementEnd: number): void {
    const rows = this.#rows.after(statementEnd);
    this.#at = statementEnd;
    switch (rows.kind) {
      case 'none':
        this.#quoted.lookTo(rows.lookedTo);
        this.#reachBoundary(statementEnd);
        return;
      case 'closed':
        this.#builder.addLine('copy-data', rows.start, rows.end, false);
        this.#at = rows.end;
        this.#quoted.lookTo(rows.end + 1);
        this.#reachBoundary(rows.end);
        return;
      case 'open':
        this.#quoted.lookTo(rows.lookedTo);
        this.#openRows(rows.start, this.#quoted.resumeLineAfter(statementEnd - 1, 'any-statement'));
        return;
    }
  }

  /** Rows without an end: they go to where a statement plainly begins. */
  #openRows(start: number, resume: number): void {
    const end = trimEnd(this.#text, start, resume);
    if (end > start) this.#builder.addLine('copy-data', start, end, true);
    this.#at = resume;
  }
}
