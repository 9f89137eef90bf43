import type { Span } from '../text/span.ts';
import { Delimiter } from './delimiter.ts';
import type { Dialect } from './dialect.ts';
import { OpenStatement } from './openStatement.ts';
import { PieceBuilder } from './pieceBuilder.ts';
import { QuotedTokenReader } from './quotedTokenReader.ts';
import type { RestartPoint, SplitFile } from './statement.ts';

/** Called at every restart point; true stops the scanner there. */
export type RestartListener = (point: RestartPoint) => boolean;

/** Where one pass over a text stands, and what it has found: shared by the scanners of its kinds of text. */
export class ScanState {
  readonly text: string;
  readonly dialect: Dialect;
  /** True for MySQL and MariaDB. */
  readonly isMysql: boolean;
  readonly found: PieceBuilder;
  readonly quoted: QuotedTokenReader;
  readonly statement: OpenStatement;
  /** Offset of the next unit to read. */
  at: number;
  delimiter: Delimiter;
  /** True between goose's or sql-migrate's StatementBegin and StatementEnd. */
  inBlock: boolean;
  isStopped = false;
  readonly #onRestart: RestartListener | undefined;
  readonly #restartPoints: RestartPoint[] = [];

  constructor(text: string, dialect: Dialect, from: RestartPoint, onRestart: RestartListener | undefined) {
    this.text = text;
    this.dialect = dialect;
    this.isMysql = dialect !== 'postgresql';
    this.found = new PieceBuilder(text);
    this.quoted = new QuotedTokenReader(text, dialect);
    this.statement = new OpenStatement(dialect);
    this.at = from.offset === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from.offset;
    this.delimiter = new Delimiter(text, from.delimiter);
    this.inBlock = from.inBlock;
    this.#onRestart = onRestart;
  }

  get result(): SplitFile {
    const { pieces, comments, strayTerminators } = this.found;
    return { pieces, comments, strayTerminators, restartPoints: this.#restartPoints };
  }

  /** True where the file itself says which statements hold a `;`. */
  get isProtected(): boolean {
    return this.inBlock || this.delimiter.isCustom;
  }

  token(start: number, end: number): void {
    this.found.addToken(start, end);
    this.at = end;
  }

  /** Says that a decision rests on the text before `end`. */
  lookTo(end: number): void {
    this.quoted.lookTo(end);
  }

  setDelimiter(value: string): void {
    this.delimiter = new Delimiter(this.text, value);
  }

  /** Ends the open statement with a terminator; without one the terminator is a stray. */
  terminate(start: number, end: number): void {
    this.at = end;
    if (this.found.isOpen) this.finish({ start, end }, this.statement.isHeldOpen);
    else this.found.addStrayTerminator(start, end);
  }

  /** Ends the open statement in front of something that shows where the next one begins. */
  endWithoutTerminator(lookedTo: number): void {
    this.lookTo(lookedTo);
    this.finish(null, this.statement.isIncomplete);
  }

  finish(terminator: Span | null, unclosed: boolean): void {
    this.found.finish(terminator, unclosed);
    this.statement.reset();
    this.quoted.isBounded = false;
  }

  /** Decisions before a restart point may rest on the unit at its offset, but on nothing behind it. */
  reachBoundary(offset: number): void {
    if (this.quoted.horizon > offset + 1) return;
    const point: RestartPoint = { offset, delimiter: this.delimiter.value, inBlock: this.inBlock };
    this.#restartPoints.push(point);
    if (this.#onRestart?.(point) === true) this.isStopped = true;
  }

  /** Goes back to the start of the open statement, which took in all the rest, to read it up to the next resume line. */
  readAgain(): void {
    const { start } = this.found;
    this.quoted.leaveOpen(start, 'definition');
    this.quoted.isBounded = true;
    this.found.abandon();
    this.statement.reset();
    this.at = start;
  }
}
