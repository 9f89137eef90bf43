import { type Span, shiftSpan } from '../text/span.ts';
import type { Dialect } from './dialect.ts';
import { splitFile } from './splitter.ts';
import type { FileComment, RestartPoint, SplitFile, StatementPiece } from './statement.ts';
import { StatementScanner } from './statementScanner.ts';

/** A text and how {@link splitFile} or {@link resplitFile} cut it. */
export interface CutText {
  readonly text: string;
  readonly split: SplitFile;
}

/**
 * The same as `splitFile(text, dialect)`, found by reading only from the last restart point before the first
 * difference until the restart points of both texts meet again. Pieces in front of that are the previous ones,
 * pieces behind it share their `sql` with the previous ones.
 */
export function resplitFile(previous: CutText, text: string, dialect: Dialect): SplitFile {
  if (previous.text === text) return previous.split;
  const sameStart = commonStart(previous.text, text);
  const sameEnd = commonEnd(previous.text, text, sameStart);
  const { restartPoints } = previous.split;
  const shift = text.length - previous.text.length;
  const before = countWhere(restartPoints, point => point.offset < sameStart);
  const from = restartPoints[before - 1];
  if (from === undefined && sameEnd === 0) return splitFile(text, dialect);

  let meeting = -1;
  const meetsPrevious = (point: RestartPoint): boolean => {
    if (point.offset <= text.length - sameEnd) return false;
    const index = countWhere(restartPoints, old => old.offset + shift < point.offset);
    const old = restartPoints[index];
    if (old === undefined || old.offset + shift !== point.offset || !hasSameState(old, point)) return false;
    meeting = index;
    return true;
  };
  const start = from ?? { offset: 0, delimiter: ';', inBlock: false };
  const found = new StatementScanner(text, dialect, start, meetsPrevious).run();
  return join(previous.split, start.offset, found, meeting, shift);
}

function join(
  previous: SplitFile,
  restartedAt: number,
  found: SplitFile,
  meeting: number,
  shift: number,
): SplitFile {
  const metAt = previous.restartPoints[meeting]?.offset ?? Number.POSITIVE_INFINITY;
  const isKept = (item: { readonly span: Span }): boolean => item.span.start < restartedAt;
  const isBeforeMeeting = (item: { readonly span: Span }): boolean => item.span.start < metAt;
  const keptPoints = countWhere(previous.restartPoints, point => point.offset <= restartedAt);
  const { pieces, comments, strayTerminators, restartPoints } = previous;
  return {
    pieces: [
      ...pieces.slice(0, countWhere(pieces, isKept)),
      ...found.pieces.map(detachPiece),
      ...moved(pieces.slice(countWhere(pieces, isBeforeMeeting)), shift, movePiece),
    ],
    comments: [
      ...comments.slice(0, countWhere(comments, isKept)),
      ...found.comments.map(detachComment),
      ...moved(comments.slice(countWhere(comments, isBeforeMeeting)), shift, moveComment),
    ],
    strayTerminators: [
      ...strayTerminators.filter(stray => stray.start < restartedAt),
      ...found.strayTerminators,
      ...moved(
        strayTerminators.filter(stray => stray.start >= metAt),
        shift,
        shiftSpan,
      ),
    ],
    restartPoints: [
      ...restartPoints.slice(0, keptPoints),
      ...found.restartPoints,
      ...moved(meeting === -1 ? [] : restartPoints.slice(meeting + 1), shift, movePoint),
    ],
  };
}

function hasSameState(first: RestartPoint, second: RestartPoint): boolean {
  return first.delimiter === second.delimiter && first.inBlock === second.inBlock;
}

function moved<T>(items: readonly T[], shift: number, move: (item: T, shift: number) => T): readonly T[] {
  return shift === 0 ? items : items.map(item => move(item, shift));
}

function movePiece(piece: StatementPiece, shift: number): StatementPiece {
  const { kind, span, terminator, sql, unclosed, templated } = piece;
  return {
    kind,
    span: shiftSpan(span, shift),
    terminator: terminator === null ? null : shiftSpan(terminator, shift),
    sql,
    unclosed,
    templated,
  };
}

function moveComment({ span, text, style }: FileComment, shift: number): FileComment {
  return { span: shiftSpan(span, shift), text, style };
}

function movePoint({ offset, delimiter, inBlock }: RestartPoint, shift: number): RestartPoint {
  return { offset: offset + shift, delimiter, inBlock };
}

function detachPiece(piece: StatementPiece): StatementPiece {
  return { ...piece, sql: detached(piece.sql) };
}

function detachComment(comment: FileComment): FileComment {
  return { ...comment, text: detached(comment.text) };
}

/**
 * The same string without a hold on the text it was cut from: engines let a slice share its parent's memory, so
 * that a few pieces from each of many edits would keep every one of those texts.
 */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** How many items, from the first on, pass a test that holds up to some item and for none behind it. */
function countWhere<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && test(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Texts are compared in slices of this length first, which engines do much faster than unit by unit. */
const SLICE = 1024;

function commonStart(first: string, second: string): number {
  const limit = Math.min(first.length, second.length);
  let at = 0;
  while (at + SLICE <= limit && first.slice(at, at + SLICE) === second.slice(at, at + SLICE)) at += SLICE;
  while (at < limit && first.charCodeAt(at) === second.charCodeAt(at)) at++;
  return at;
}

/** Length of the common end that does not reach into the common start. */
function commonEnd(first: string, second: string, sameStart: number): number {
  const limit = Math.min(first.length, second.length) - sameStart;
  let length = 0;
  while (length + SLICE <= limit && endSlice(first, length) === endSlice(second, length)) length += SLICE;
  while (length < limit && unitFromEnd(first, length) === unitFromEnd(second, length)) length++;
  return length;
}

function endSlice(text: string, length: number): string {
  return text.slice(text.length - length - SLICE, text.length - length);
}

function unitFromEnd(text: string, length: number): number {
  return text.charCodeAt(text.length - length - 1);
}
