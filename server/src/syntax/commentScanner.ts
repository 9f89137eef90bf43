import { isDigit, lineEnd, trimEnd } from './characters.ts';
import type { CommandScanner } from './commandScanner.ts';
import { isDashComment, isPlayMark, lineMark, type MigrationMark } from './migrationMark.ts';
import { endOfFlatComment } from './quotedText.ts';
import type { ScanState } from './scanState.ts';

const BACKSLASH = 92;

/** How far the end of an executable comment that holds a client command is searched. */
const LONGEST_EXECUTABLE_COMMAND = 200;

/** Reads comments, the marks of migration tools in them, and executable comments, which are statement text. */
export class CommentScanner {
  readonly #state: ScanState;
  readonly #commands: CommandScanner;

  constructor(state: ScanState, commands: CommandScanner) {
    this.#state = state;
    this.#commands = commands;
  }

  dash(at: number): void {
    const { text, isMysql, found } = this.#state;
    if (text.charCodeAt(at + 1) !== 45) this.#state.token(at, at + 1);
    else if (!isMysql || !found.isOpen || isDashComment(text, at)) this.#lineComment(at, at + 2);
    else {
      this.#state.lookTo(lineEnd(text, at) + 1);
      this.#state.token(at, at + 2);
    }
  }

  hash(at: number): void {
    const { text, isMysql, found } = this.#state;
    if (isMysql || (!found.isOpen && isPlayMark(text, at))) this.#lineComment(at, at + 1);
    else this.#state.token(at, at + 1);
  }

  slash(at: number): void {
    if (this.#state.text.charCodeAt(at + 1) !== 42) this.#state.token(at, at + 1);
    else if (this.#state.isMysql && this.#isExecutable(at)) this.#openExecutable(at);
    else this.#blockComment(at);
  }

  star(at: number): void {
    const { text, statement } = this.#state;
    const closes = statement.executableDepth > 0 && text.charCodeAt(at + 1) === 47;
    if (closes) statement.executableDepth--;
    this.#state.token(at, closes ? at + 2 : at + 1);
  }

  #lineComment(at: number, bodyStart: number): void {
    const { text, found } = this.#state;
    const end = lineEnd(text, at);
    const mark = lineMark(text, at, bodyStart, end);
    if (mark !== undefined && found.isOpen) this.#state.endWithoutTerminator(end);
    found.addLineComment(at, end, bodyStart);
    this.#state.at = end;
    if (mark !== undefined) this.#obeyMark(mark);
  }

  #obeyMark(mark: MigrationMark): void {
    switch (mark.kind) {
      case 'boundary':
        return;
      case 'block-begin':
        this.#state.inBlock = true;
        return;
      case 'block-end':
        this.#state.inBlock = false;
        return;
      case 'delimiter':
        this.#state.setDelimiter(mark.delimiter);
        return;
    }
  }

  #blockComment(at: number): void {
    const { text, found, quoted } = this.#state;
    const end = quoted.blockComment(at);
    if (end === -1 && found.isOpen) {
      this.#state.token(at, trimEnd(text, at + 2, quoted.resume));
      this.#state.finish(null, true);
    } else found.addBlockComment(at, end === -1 ? trimEnd(text, at + 2, quoted.resume) : end);
    this.#state.at = end === -1 ? quoted.resume : end;
  }

  #isExecutable(at: number): boolean {
    const unit = this.#state.text.charCodeAt(at + 2);
    return unit === 33 || (unit === 77 && this.#state.text.charCodeAt(at + 3) === 33);
  }

  /**
   * Slash-star with `!80000` or `M!100100`: what follows is statement text up to the star-slash. A backslash there is
   * a command to the client, as in the first line of a mariadb-dump.
   */
  #openExecutable(at: number): void {
    const { text, found, statement } = this.#state;
    let end = at + (text.charCodeAt(at + 2) === 33 ? 3 : 4);
    while (isDigit(text.charCodeAt(end))) end++;
    if (!found.isOpen) {
      if (text.charCodeAt(end) === BACKSLASH && this.#executableCommand(at)) return;
      statement.wantsWords = true;
    }
    this.#state.token(at, end);
    statement.executableDepth++;
  }

  #executableCommand(at: number): boolean {
    const { text } = this.#state;
    const close = endOfFlatComment(text, at, Math.min(text.length, at + LONGEST_EXECUTABLE_COMMAND));
    this.#state.lookTo(at + LONGEST_EXECUTABLE_COMMAND);
    if (close !== -1) this.#commands.add(at, close);
    return close !== -1;
  }
}
