import type { Dialect } from '../../syntax/dialect.ts';
import {
  conditionTokens,
  folded,
  indexOutsideCase,
  isSign,
  isWord,
  splitAt,
  splitBySign,
  type Token,
  textOf,
  withoutGroup,
} from './conditionTokens.ts';

/**
 * What the condition of a CHECK comes to when some columns are NULL. Everything that says nothing of them is a leaf, as
 * text that is the same for the same test; `unknown` says something of them that cannot be told.
 */
export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'unknown' };

/** How to read a condition: which of the columns, by their stored names, hold NULL. */
export interface ConditionReading {
  readonly dialect: Dialect;
  readonly isNull: (column: string) => boolean;
}

const UNKNOWN: Condition = { kind: 'unknown' };

/** Null for a text that cannot be read whole. */
export function readCondition(sql: string, reading: ConditionReading): Condition | null {
  const tokens = conditionTokens(sql, reading.dialect);
  return tokens === null ? null : booleanOf(tokens, reading);
}

function booleanOf(tokens: readonly Token[], reading: ConditionReading): Condition {
  const inner = withoutGroup(tokens);
  for (const kind of ['or', 'and'] as const) {
    const parts = splitAt(inner, kind);
    if (parts.length > 1)
      return junction(
        kind,
        parts.map(part => booleanOf(part, reading)),
      );
  }
  if (!isWord(inner[0], 'not')) return testOf(inner, reading);
  const negated = booleanOf(inner.slice(1), reading);
  switch (negated.kind) {
    case 'constant':
      return { kind: 'constant', value: negated.value === null ? null : !negated.value };
    case 'unknown':
      return UNKNOWN;
    default:
      // What a NULL below would come to depends on where it stands.
      return leafOf(inner, reading);
  }
}

function junction(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const decides = kind === 'or';
  const rest: Condition[] = [];
  let hasNull = false;
  for (const part of parts.flatMap(part => (part.kind === kind ? part.parts : [part]))) {
    if (part.kind !== 'constant') rest.push(part);
    else if (part.value === decides) return part;
    else if (part.value === null) hasNull = true;
  }
  const [first] = rest;
  if (first === undefined) return { kind: 'constant', value: hasNull ? null : !decides };
  if (hasNull) rest.push({ kind: 'constant', value: null });
  return rest.length === 1 ? first : { kind, parts: rest };
}

/** A test of something, such as `c IS NULL` or `x = 1`. */
function testOf(tokens: readonly Token[], reading: ConditionReading): Condition {
  const isAt = indexOutsideCase(tokens, token => isWord(token, 'is'));
  if (isAt > 0) {
    const rest = tokens.slice(isAt + 1);
    const negated = isWord(rest[0], 'not');
    if (
      rest.length === (negated ? 2 : 1) &&
      isWord(rest.at(-1), 'null') &&
      isNullTerm(tokens.slice(0, isAt), reading)
    )
      return { kind: 'constant', value: !negated };
    return leafOf(tokens, reading);
  }
  if (isComparedByWord(tokens, reading)) return { kind: 'constant', value: null };
  const at = indexOutsideCase(
    tokens,
    token => token.kind === 'other' && /^(?:<=|>=|<>|=|<|>)$/.test(token.text),
  );
  if (at <= 0) return leafOf(tokens, reading);
  const sides = [tokens.slice(0, at), tokens.slice(at + 1)];
  if (sides.some(side => isNullTerm(side, reading))) return { kind: 'constant', value: null };
  const sign = tokens[at];
  const [left, right] = sides.map(side => sumOf(side, reading));
  if (left == null || right == null || sign === undefined || sign.kind === 'group')
    return leafOf(tokens, reading);
  const bound = right.constant - left.constant;
  if (left.terms.length === 0 && right.terms.length === 0)
    return { kind: 'constant', value: holds(0, sign.text, bound) };
  if (right.terms.length > 0) return leafOf(tokens, reading);
  return { kind: 'leaf', text: `${[...left.terms].sort().join('+')} ${sign.text} ${bound}` };
}

const COMPARING: ReadonlySet<string> = new Set([
  'in',
  'like',
  'ilike',
  'similar',
  'between',
  'regexp',
  'rlike',
]);

/** `c NOT IN (...)`, `c LIKE ...` and their like of a NULL are NULL. */
function isComparedByWord(tokens: readonly Token[], reading: ConditionReading): boolean {
  const at = indexOutsideCase(tokens, token => token.kind === 'word' && COMPARING.has(token.text));
  if (at <= 0) return false;
  return isNullTerm(tokens.slice(0, isWord(tokens[at - 1], 'not') ? at - 1 : at), reading);
}

function holds(left: number, sign: string, right: number): boolean {
  switch (sign) {
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

/** How many of several things are there: terms that count up, and a number. */
interface Sum {
  readonly terms: readonly string[];
  readonly constant: number;
}

/** Null for what is no sum of counts. */
function sumOf(tokens: readonly Token[], reading: ConditionReading): Sum | null {
  const parts = splitBySign(withoutGroup(tokens), '+').map(part => termOf(part, reading));
  const terms: string[] = [];
  let constant = 0;
  for (const part of parts) {
    if (part === null) return null;
    terms.push(...part.terms);
    constant += part.constant;
  }
  return { terms, constant };
}

function termOf(tokens: readonly Token[], reading: ConditionReading): Sum | null {
  const [first, second] = tokens;
  if (first === undefined) return null;
  if (tokens.length === 1 && first.kind === 'other' && /^\d+$/.test(first.text))
    return { terms: [], constant: Number(first.text) };
  if (first.kind === 'word' && second?.kind === 'group' && tokens.length === 2) {
    if (first.text !== 'num_nonnulls' && first.text !== 'num_nulls') return null;
    return countOf(first.text, second.tokens, reading);
  }
  if (isWord(first, 'case') && isWord(tokens.at(-1), 'end')) return caseOf(tokens.slice(1, -1), reading);
  if (first.kind !== 'group') return null;
  const isCast = isSign(second, '::') && tokens.length === 3;
  if (isCast && !['int', 'int4', 'integer'].includes(textOf(tokens.slice(2)))) return null;
  if (!isCast && tokens.length > 1) return null;
  const inner = withoutGroup(first.tokens);
  if (!isCast && (splitBySign(inner, '+').length > 1 || inner.length === 2)) return sumOf(inner, reading);
  // MySQL and MariaDB count a test without a cast.
  return isCast || reading.dialect !== 'postgresql'
    ? (asNumber(booleanOf(inner, reading)) ?? sumOf(inner, reading))
    : sumOf(inner, reading);
}

function countOf(name: string, tokens: readonly Token[], reading: ConditionReading): Sum | null {
  const all = splitBySign(tokens, ',');
  const counted = all.filter(part => !isNullTerm(part, reading));
  if (counted.some(part => mentionsNull(part, reading))) return null;
  const constant = name === 'num_nulls' ? all.length - counted.length : 0;
  return {
    terms: counted.length === 0 ? [] : [`${name}(${counted.map(textOf).sort().join(',')})`],
    constant,
  };
}

/** CASE WHEN test THEN 1 ELSE 0 END, either way round. */
function caseOf(tokens: readonly Token[], reading: ConditionReading): Sum | null {
  const then = tokens.findIndex(token => isWord(token, 'then'));
  const values = then === -1 ? '' : textOf(tokens.slice(then));
  if (!isWord(tokens[0], 'when') || (values !== 'then 1 else 0' && values !== 'then 0 else 1')) return null;
  const test = booleanOf(tokens.slice(1, then), reading);
  const [whenTrue, otherwise] = values === 'then 1 else 0' ? [1, 0] : [0, 1];
  if (test.kind === 'constant') return { terms: [], constant: test.value === true ? whenTrue : otherwise };
  const text = textOfCondition(test);
  return text === null ? null : { terms: [`case ${text} ${values}`], constant: 0 };
}

/** A test as 0 or 1. */
function asNumber(test: Condition): Sum | null {
  if (test.kind === 'constant')
    return test.value === null ? null : { terms: [], constant: test.value ? 1 : 0 };
  const text = textOfCondition(test);
  return text === null ? null : { terms: [`(${text})`], constant: 0 };
}

function textOfCondition(condition: Condition): string | null {
  switch (condition.kind) {
    case 'leaf':
      return condition.text;
    case 'and':
    case 'or': {
      const parts = condition.parts.map(textOfCondition);
      return parts.includes(null) ? null : `(${parts.sort().join(`) ${condition.kind} (`)})`;
    }
    case 'constant':
    case 'unknown':
      return null;
  }
}

function leafOf(tokens: readonly Token[], reading: ConditionReading): Condition {
  return mentionsNull(tokens, reading) ? UNKNOWN : { kind: 'leaf', text: textOf(tokens) };
}

/** A column that is NULL, alone or in a cast; what a cast is part of is NULL too. */
function isNullTerm(tokens: readonly Token[], reading: ConditionReading): boolean {
  const [token, second] = withoutGroup(tokens);
  if (token === undefined || (second !== undefined && !isSign(second, '::'))) return false;
  if (token.kind === 'group') return isNullTerm(token.tokens, reading);
  if (token.kind === 'other') return false;
  return reading.isNull(folded(token.text, reading.dialect));
}

function mentionsNull(tokens: readonly Token[], reading: ConditionReading): boolean {
  return tokens.some(token =>
    token.kind === 'group' ? mentionsNull(token.tokens, reading) : isNullTerm([token], reading),
  );
}
