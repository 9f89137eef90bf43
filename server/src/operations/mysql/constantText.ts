import { tokenize } from '../../syntax/mysql/lexer.ts';
import { literalContent } from '../../syntax/mysql/literals.ts';
import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Operation } from '../operation.ts';
import type { SetVariable } from '../sessionOperations.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import type { Reading } from './reading.ts';

/** A text that an expression gives for certain, and where each of its units stands in the source. */
export interface ConstantText {
  readonly value: string;
  readonly offsetOf: (offset: number) => number;
}

/** Every text that an expression can give; `complete` when it can give nothing else but NULL. */
export interface PossibleTexts {
  readonly texts: readonly ConstantText[];
  readonly complete: boolean;
}

/** Brackets and calls are looked into this deep. */
const DEEPEST = 8;
/** Branches of IF() and CASE multiply in CONCAT(); of more texts than this nothing is told. */
const MOST_TEXTS = 16;

/** Of an expression that nobody can tell. */
export const UNTOLD: PossibleTexts = { texts: [], complete: false };
const NOTHING: PossibleTexts = { texts: [], complete: true };

const COMMA: ReadonlySet<string> = new Set([',']);
const SELECT_LIST_ENDS: ReadonlySet<string> = new Set(
  ', AS FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT INTO FOR LOCK'.split(' '),
);

/**
 * The texts that the expression in the tokens from `from` to before `to` can give: literals, CONCAT() of such, the
 * branches of IF(), IFNULL(), COALESCE() and CASE, and a subquery that selects one of these.
 */
export function possibleTexts(cursor: TokenCursor, from: number, to: number, depth = 0): PossibleTexts {
  if (from >= to || depth > DEEPEST) return UNTOLD;
  const first = cursor.tokenAt(from);
  if (first.kind === 'string') return literals(cursor, from, to);
  if (first.text === 'NULL' && to - from === 1) return NOTHING;
  if (first.text === 'CASE') return branchesOfCase(cursor, from, to, depth);
  const open = first.text === '(' ? from : from + 1;
  if (cursor.tokenAt(open).text !== '(' || cursor.closeOf(open) !== to - 1) return UNTOLD;
  if (open === from) return bracket(cursor, from + 1, to - 1, depth);
  const values = splitAtCommas(cursor, open + 1, to - 1);
  const textsOf = (range: Range): PossibleTexts => possibleTexts(cursor, range.from, range.to, depth + 1);
  switch (first.text) {
    case 'IF':
      return values.length === 3 ? anyOf(values.slice(1).map(textsOf)) : UNTOLD;
    case 'IFNULL':
    case 'COALESCE':
      return anyOf(values.map(textsOf));
    case 'CONCAT':
      return values.map(textsOf).reduce(joined);
    default:
      return UNTOLD;
  }
}

/** Reads each of the texts as a statement of its own. Of texts that are none, nothing is left. */
export function readTexts(
  reading: Reading,
  texts: readonly ConstantText[],
): { readonly statements: readonly EmbeddedStatement[]; readonly isFull: boolean } {
  const statements: EmbeddedStatement[] = [];
  let isFull = true;
  for (const { value, offsetOf } of texts) {
    const source = { ...tokenize(value, reading.options), offsetOf };
    const count = source.tokens.length;
    const to = source.tokens[count - 1]?.text === ';' ? count - 1 : count;
    const cursor = new TokenCursor(source, 0, to);
    if (cursor.atEnd) continue;
    const inner = reading.inner(cursor);
    if (reading.readStatement(inner) !== 'full') isFull = false;
    statements.push({ span: cursor.wholeSpan(), operations: inner.operations });
  }
  return { statements, isFull };
}

/** What a user variable's text would do as a statement. */
export function heldStatements(
  reading: Reading,
  { texts, complete }: PossibleTexts,
): Pick<SetVariable, 'body' | 'bodyIsPartial'> {
  const { statements } = readTexts(
    reading,
    texts.filter(({ value }) => LIKE_STATEMENT.test(value)),
  );
  const body = statements.filter(({ operations }) => operations.some(isRead));
  if (body.length === 0) return {};
  return complete && body.length === texts.length ? { body } : { body, bodyIsPartial: true };
}

/** Most texts in variables are values: only what begins with two words is worth reading. */
const LIKE_STATEMENT = /^[\s(]*(?:[a-z]+[\s(]|\/\*|--|#)/i;

function isRead(operation: Operation): boolean {
  return operation.kind !== 'Unknown' || operation.harmless;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Literals that stand side by side are one. */
function literals(cursor: TokenCursor, from: number, to: number): PossibleTexts {
  const { text, escapes, offsetOf } = cursor.source;
  let whole: ConstantText | null = null;
  for (let index = from; index < to; index++) {
    const token = cursor.tokenAt(index);
    if (token.kind !== 'string') return UNTOLD;
    const content = literalContent(text, token.start, token.end, escapes);
    const piece = { value: content.value, offsetOf: (at: number) => offsetOf(content.offsetOf(at)) };
    whole = whole === null ? piece : followedBy(whole, piece);
  }
  return whole === null ? UNTOLD : { texts: [whole], complete: true };
}

function bracket(cursor: TokenCursor, from: number, to: number, depth: number): PossibleTexts {
  if (cursor.tokenAt(from).text !== 'SELECT') return possibleTexts(cursor, from, to, depth + 1);
  return selectedTexts(cursor, from + 1, to, depth + 1);
}

/** The texts of the first column that a query gives, from the token after SELECT on. */
export function selectedTexts(cursor: TokenCursor, from: number, to: number, depth = 0): PossibleTexts {
  const end = Math.min(endOfSelected(cursor, from), to);
  if (cursor.tokenAt(end).text === ',') return UNTOLD;
  for (let index = end; index < to; index++) {
    const { text } = cursor.tokenAt(index);
    if (text === 'UNION' || text === 'EXCEPT' || text === 'INTERSECT') return UNTOLD;
    if (text === '(') index = cursor.closeOf(index);
  }
  return possibleTexts(cursor, from, end, depth);
}

/** CASE has words of its own between which none of these ends anything. */
function endOfSelected(cursor: TokenCursor, from: number): number {
  return cursor.tokenAt(from).text === 'CASE'
    ? cursor.findAtLevel(SELECT_LIST_ENDS, endOfCase(cursor, from))
    : cursor.findAtLevel(SELECT_LIST_ENDS, from);
}

/** Index past the END of the CASE at `from`. */
function endOfCase(cursor: TokenCursor, from: number): number {
  let open = 0;
  for (let index = from; index < cursor.limit; index++) {
    const { text } = cursor.tokenAt(index);
    if (text === '(') index = cursor.closeOf(index);
    else if (text === 'CASE') open++;
    else if (text === 'END' && --open === 0) return index + 1;
  }
  return cursor.limit;
}

function branchesOfCase(cursor: TokenCursor, from: number, to: number, depth: number): PossibleTexts {
  if (endOfCase(cursor, from) !== to) return UNTOLD;
  const branches: PossibleTexts[] = [];
  let index = from + 1;
  while (index < to) {
    const { text } = cursor.tokenAt(index);
    if (text === 'CASE') index = endOfCase(cursor, index);
    else if (text === '(') index = cursor.closeOf(index) + 1;
    else if (text === 'THEN' || text === 'ELSE') {
      const end = endOfBranch(cursor, index + 1, to);
      branches.push(possibleTexts(cursor, index + 1, end, depth + 1));
      index = end;
    } else index++;
  }
  return anyOf(branches);
}

function endOfBranch(cursor: TokenCursor, from: number, to: number): number {
  let index = from;
  while (index < to) {
    const { text } = cursor.tokenAt(index);
    if (text === 'WHEN' || text === 'ELSE' || text === 'END') return index;
    if (text === 'CASE') index = endOfCase(cursor, index);
    else index = text === '(' ? cursor.closeOf(index) + 1 : index + 1;
  }
  return to;
}

function splitAtCommas(cursor: TokenCursor, from: number, to: number): readonly Range[] {
  const ranges: Range[] = [];
  let start = from;
  while (start < to) {
    const end = Math.min(cursor.findAtLevel(COMMA, start), to);
    ranges.push({ from: start, to: end });
    start = end + 1;
  }
  return ranges;
}

function anyOf(branches: readonly PossibleTexts[]): PossibleTexts {
  const texts = branches.flatMap(branch => branch.texts);
  return texts.length > MOST_TEXTS ? UNTOLD : { texts, complete: branches.every(({ complete }) => complete) };
}

/** NULL in CONCAT() makes the whole NULL. */
function joined(left: PossibleTexts, right: PossibleTexts): PossibleTexts {
  if (left.texts.length * right.texts.length > MOST_TEXTS) return UNTOLD;
  return {
    texts: left.texts.flatMap(one => right.texts.map(other => followedBy(one, other))),
    complete: left.complete && right.complete,
  };
}

function followedBy(one: ConstantText, other: ConstantText): ConstantText {
  const middle = one.value.length;
  return {
    value: one.value + other.value,
    offsetOf: at => (at < middle ? one.offsetOf(at) : other.offsetOf(at - middle)),
  };
}
