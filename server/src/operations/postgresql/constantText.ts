import { stringContent } from '../../syntax/postgresql/literals.ts';
import { createInnerSource, insideBracket, type StatementSource, splitAtCommas, wordAt } from './source.ts';

/** A piece of a text that is put together: its characters with their places in the source. */
interface Piece {
  readonly value: string;
  readonly place: (offset: number) => number;
}

interface Operand {
  readonly pieces: readonly Piece[];
  /** Index of the token after it. */
  readonly end: number;
}

/**
 * The text that the expression from token `from` on gives, when it is certain: strings, `||` between them, casts to a
 * text type, quote_ident(), quote_literal() and format() of such. It ends at `to`, or at INTO or USING of EXECUTE.
 * Null for any other expression.
 */
export function readConstantText(body: StatementSource, from: number, to: number): StatementSource | null {
  const text = readConcatenation(body, from, to, 0);
  if (text === null) return null;
  const next = text.end < to ? wordAt(body, text.end) : 'into';
  return next === 'into' || next === 'using' ? compose(body, text.pieces) : null;
}

function compose(body: StatementSource, pieces: readonly Piece[]): StatementSource {
  const ends: number[] = [];
  let length = 0;
  for (const { value } of pieces) {
    length += value.length;
    ends.push(length);
  }
  const placeIn = (index: number, offset: number): number =>
    pieces[index]?.place(offset - (ends[index - 1] ?? 0)) ?? 0;
  const pieceOf = (offset: number): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return createInnerSource(
    body,
    pieces.map(({ value }) => value).join(''),
    offset => placeIn(pieceOf(offset), offset),
    offset => (offset === 0 ? placeIn(0, 0) : placeIn(pieceOf(offset - 1), offset)),
  );
}

/** Brackets and calls are looked into this deep. */
const DEEPEST = 8;

function readConcatenation(body: StatementSource, from: number, to: number, depth: number): Operand | null {
  const pieces: Piece[] = [];
  let at = from;
  for (;;) {
    const operand = readOperand(body, at, to, depth);
    if (operand === null) return null;
    for (const piece of operand.pieces) pieces.push(piece);
    at = skipCast(body, operand.end, to);
    if (at >= to || wordAt(body, at) !== '||') return { pieces, end: at };
    at++;
  }
}

const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'varchar', 'name', 'regclass']);

function skipCast(body: StatementSource, from: number, to: number): number {
  return from + 1 < to && wordAt(body, from) === '::' && TEXT_TYPES.has(wordAt(body, from + 1))
    ? from + 2
    : from;
}

function readOperand(body: StatementSource, at: number, to: number, depth: number): Operand | null {
  const token = at < to ? body.tokens[at] : undefined;
  if (token === undefined || depth > DEEPEST) return null;
  if (token.kind === 'string') return { pieces: [stringContent(body.sql, token)], end: at + 1 };
  const word = wordAt(body, at);
  if (word === '(') {
    const { from, to: close } = insideBracket(body, at, to);
    const inner = readConcatenation(body, from, close, depth + 1);
    return inner === null || inner.end !== close ? null : { pieces: inner.pieces, end: close + 1 };
  }
  if (wordAt(body, at + 1) !== '(') return null;
  const { from, to: close } = insideBracket(body, at + 1, to);
  const callArguments = splitAtCommas(body, from, close).map(piece => {
    const argument = readConcatenation(body, piece.from, piece.to, depth + 1);
    return argument === null || argument.end !== piece.to ? null : argument.pieces;
  });
  const pieces = callResult(word, callArguments);
  return pieces === null ? null : { pieces, end: close + 1 };
}

type Argument = readonly Piece[] | null;

function callResult(name: string, values: readonly Argument[]): readonly Piece[] | null {
  const [first] = values;
  if (first === null || first === undefined) return null;
  switch (name) {
    case 'quote_ident':
      return [quoted(first, '"')];
    case 'quote_literal':
      return [quoted(first, "'")];
    case 'format':
      return formatted(first, values);
    default:
      return null;
  }
}

/** The server leaves plain names without quotes; with them they mean the same. */
function quoted(pieces: readonly Piece[], mark: '"' | "'"): Piece {
  const content = pieces.map(({ value }) => value).join('');
  const start = pieces[0]?.place(0) ?? 0;
  const value = mark + content.replaceAll(mark, mark + mark) + mark;
  const isPlain = pieces.length === 1 && !content.includes(mark);
  return {
    value,
    place: offset =>
      isPlain ? (pieces[0]?.place(Math.min(Math.max(offset - 1, 0), content.length)) ?? start) : start,
  };
}

/** A specifier of format(): `%I`, `%2$L`; flags and widths are not looked for. */
const SPECIFIER = /%(?:(\d+)\$)?([IsL%])/y;

function formatted(format: readonly Piece[], values: readonly Argument[]): readonly Piece[] | null {
  const [text] = format;
  if (text === undefined || format.length !== 1) return null;
  const pieces: Piece[] = [];
  let next = 1;
  let from = 0;
  for (let at = text.value.indexOf('%'); at !== -1; at = text.value.indexOf('%', from)) {
    SPECIFIER.lastIndex = at;
    const found = SPECIFIER.exec(text.value);
    if (found === null) return null;
    pieces.push(part(text, from, at));
    from = SPECIFIER.lastIndex;
    if (found[2] === '%') {
      pieces.push(part(text, at, at + 1));
      continue;
    }
    const index = found[1] === undefined ? next : Number(found[1]);
    next = index + 1;
    const value = values[index];
    if (value === null || value === undefined) return null;
    if (found[2] === 's') for (const piece of value) pieces.push(piece);
    else pieces.push(quoted(value, found[2] === 'I' ? '"' : "'"));
  }
  pieces.push(part(text, from, text.value.length));
  return pieces;
}

function part(text: Piece, from: number, to: number): Piece {
  return { value: text.value.slice(from, to), place: offset => text.place(from + offset) };
}
