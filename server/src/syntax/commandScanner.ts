import { isFirstOnLine, isLetter, lineEnd, trimEnd } from './characters.ts';
import {
  commandEnd,
  delimiterArgument,
  delimiterArgumentInsideStatement,
  delimiterCommand,
  isCommandLine,
  isCopyCommand,
  LONGEST_DELIMITER_LINE,
  mysqlTerminatorEnd,
  psqlTerminatorEnd,
} from './clientCommand.ts';
import { CopyRowsReader } from './copyRows.ts';
import type { ScanState } from './scanState.ts';

const SEMICOLON = 59;

/** Reads what is meant for a client program: command lines, backslash commands, the rows behind a COPY. */
export class CommandScanner {
  readonly #state: ScanState;
  readonly #rows: CopyRowsReader;

  constructor(state: ScanState) {
    this.#state = state;
    this.#rows = new CopyRowsReader(state.text);
  }

  /** Adds the client command between the offsets and goes on behind it. */
  add(start: number, end: number): void {
    const { text, found } = this.#state;
    found.addLine('client-command', start, end, false);
    this.#state.at = end;
    this.#state.lookTo(lineEnd(text, end) + 1);
    this.#state.reachBoundary(end);
  }

  /** Takes a line for a client program where a statement could begin, with the word from `at` to `end`; else false. */
  line(at: number, end: number): boolean {
    const { text, dialect } = this.#state;
    const command = end - at === 9 ? delimiterCommand(text, at) : undefined;
    if (command !== undefined) {
      this.#state.lookTo(command.lookedTo);
      if (command.delimiter !== '') this.#state.setDelimiter(command.delimiter);
      this.add(at, command.end);
      return true;
    }
    if (!isCommandLine(text, at, end, dialect)) return false;
    this.add(at, commandEnd(text, at));
    return true;
  }

  /** MySQL: a DELIMITER line ends the statement in which it begins. */
  delimiterLine(lineStart: number): void {
    const { text } = this.#state;
    let at = lineStart;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    if (delimiterArgument(text, at) === undefined) return;
    this.#state.lookTo(at + LONGEST_DELIMITER_LINE);
    if (delimiterArgumentInsideStatement(text, at) === undefined) return;
    this.#state.endWithoutTerminator(lineEnd(text, at));
    this.line(at, at + 9);
  }

  backslash(at: number): void {
    if (this.#state.found.isOpen) this.#backslashInStatement(at);
    else this.#backslashLine(at);
  }

  /** Ends the open statement with a terminator, and reads the rows that follow a COPY. */
  terminate(start: number, end: number): void {
    const readsRows = this.#state.statement.outline.readsStandardInput;
    this.#state.terminate(start, end);
    if (readsRows) this.#copyRows(end);
    else this.#state.reachBoundary(end);
  }

  #backslashLine(at: number): void {
    const { text, isMysql, found } = this.#state;
    const end = commandEnd(text, at);
    if (isMysql || !isCopyCommand(text.slice(at, end))) {
      this.add(at, end);
      return;
    }
    found.addLine('client-command', at, end, false);
    this.#copyRows(end);
  }

  #backslashInStatement(at: number): void {
    const { text, isMysql } = this.#state;
    const end = isMysql ? mysqlTerminatorEnd(text, at) : psqlTerminatorEnd(text, at);
    if (end !== -1) {
      const takesLine = !isMysql && text.charCodeAt(at + 1) !== SEMICOLON;
      if (takesLine) this.#state.lookTo(lineEnd(text, end) + 1);
      this.terminate(at, end);
    } else if (!isMysql && isLetter(text.charCodeAt(at + 1)) && isFirstOnLine(text, at)) {
      this.#state.endWithoutTerminator(at + 2);
    } else this.#state.token(at, at + 1);
  }

  #copyRows(statementEnd: number): void {
    const { quoted } = this.#state;
    const rows = this.#rows.after(statementEnd);
    this.#state.at = statementEnd;
    switch (rows.kind) {
      case 'none':
        this.#state.lookTo(rows.lookedTo);
        this.#state.reachBoundary(statementEnd);
        return;
      case 'closed':
        this.#closedRows(rows.start, rows.end);
        return;
      case 'doubtful':
        if (quoted.doubtfulRows(statementEnd, rows.end) === -1) this.#openRows(rows.start, quoted.resume);
        else this.#closedRows(rows.start, rows.end);
        return;
    }
  }

  #closedRows(start: number, end: number): void {
    this.#state.found.addLine('copy-data', start, end, false);
    this.#state.at = end;
    this.#state.lookTo(end + 1);
    this.#state.reachBoundary(end);
  }

  /** Rows without an end: they go to where a statement plainly begins. */
  #openRows(start: number, resume: number): void {
    const end = trimEnd(this.#state.text, start, resume);
    if (end > start) this.#state.found.addLine('copy-data', start, end, true);
    this.#state.at = resume;
  }
}
