import { bare } from './plainUpdate.ts';

/** The integer column that tells the rows of a table apart. */
export interface RowKey {
  readonly name: string;
  /** Digits of its greatest value, in base 10 and in base 16. */
  readonly digits: number;
  readonly hexDigits: number;
}

/**
 * What an expression gives the rows: the same text to all of them; or something else to each, as a number without leading
 * zeros of up to so many digits, as a text of one width (null: nobody knows which), or as any text.
 */
type Value =
  | { readonly kind: 'same'; readonly isEmpty: boolean; readonly number: number | null }
  | { readonly kind: 'key' }
  | { readonly kind: 'number'; readonly digits: number }
  | { readonly kind: 'fixed'; readonly width: number | null }
  | { readonly kind: 'text' };

const TOKEN = /'[^']*'|`[^`]*`|@{0,2}[A-Za-z_$][\w$.]*|\d+|[(),]|\S/g;
/** Deeper expressions are not looked into. */
const DEEPEST = 20;

/**
 * MySQL and MariaDB: true for an expression that gives each row a value of its own, whatever the rows hold: UUID(), the key,
 * and CONCAT, LPAD, HEX and UNHEX of it. False for all that has other parts.
 */
export function isOneToOne(expression: string, key: RowKey): boolean {
  const tokens = expression.match(TOKEN) ?? [];
  const read = readValue(tokens, 0, { key, depth: 0 });
  return read !== null && read.next === tokens.length && read.value.kind !== 'same';
}

interface Read {
  readonly value: Value;
  readonly next: number;
}

interface Reading {
  readonly key: RowKey;
  readonly depth: number;
}

function readValue(tokens: readonly string[], at: number, reading: Reading): Read | null {
  const token = tokens[at];
  if (token === undefined || reading.depth > DEEPEST) return null;
  const next = at + 1;
  if (token.startsWith("'")) {
    const number = token === "'0'" ? 0 : null;
    return { value: { kind: 'same', isEmpty: token.length === 2, number }, next };
  }
  if (/^\d+$/.test(token)) return { value: { kind: 'same', isEmpty: false, number: Number(token) }, next };
  if (token.startsWith('@')) return { value: { kind: 'same', isEmpty: false, number: null }, next };
  if (tokens[next] === '(') return readCall(tokens, at, reading);
  const isKey = bare(token.split('.').at(-1) ?? '').toLowerCase() === reading.key.name.toLowerCase();
  return isKey && /^[`\w$]/.test(token) ? { value: { kind: 'key' }, next } : null;
}

function readCall(tokens: readonly string[], at: number, { key, depth }: Reading): Read | null {
  const values: Value[] = [];
  let next = at + 2;
  if (tokens[next] !== ')') {
    for (;;) {
      const read = readValue(tokens, next, { key, depth: depth + 1 });
      if (read === null) return null;
      values.push(read.value);
      next = read.next;
      if (tokens[next] !== ',') break;
      next += 1;
    }
  }
  if (tokens[next] !== ')') return null;
  const value = called(tokens[at]?.toLowerCase() ?? '', values, key);
  return value === null ? null : { value, next: next + 1 };
}

function called(name: string, values: readonly Value[], key: RowKey): Value | null {
  const [first, second, third] = values;
  switch (name) {
    case 'uuid':
      return values.length === 0 ? { kind: 'text' } : null;
    case 'hex':
      return first?.kind === 'key' && values.length === 1 ? { kind: 'number', digits: key.hexDigits } : null;
    case 'unhex':
      return values.length === 1 && (first?.kind === 'number' || first?.kind === 'fixed')
        ? { kind: 'text' }
        : null;
    case 'lpad':
      return values.length === 3 ? padded(first, second, { pad: third, key }) : null;
    case 'concat':
      return joined(values);
    case 'replace':
    case 'lower':
    case 'upper':
      // Of what is the same for every row: an empty text comes of it only where it is all that is replaced.
      return values.every(value => value.kind === 'same') && first?.kind === 'same'
        ? { ...first, number: null }
        : null;
    default:
      return null;
  }
}

interface Padding {
  readonly pad: Value | undefined;
  readonly key: RowKey;
}

/** Cuts what is longer; a number may only get zeros, as any other digits could make another number of it. */
function padded(value: Value | undefined, to: Value | undefined, { pad, key }: Padding): Value | null {
  if (value === undefined || to?.kind !== 'same' || to.number === null) return null;
  if (pad?.kind !== 'same' || pad.isEmpty) return null;
  const width = to.number;
  switch (value.kind) {
    case 'key':
      return pad.number === 0 && width >= key.digits ? { kind: 'fixed', width } : null;
    case 'number':
      return pad.number === 0 && width >= value.digits ? { kind: 'fixed', width } : null;
    case 'fixed':
      return value.width !== null && width >= value.width ? { kind: 'fixed', width } : null;
    case 'same':
    case 'text':
      return null;
  }
}

/** One part that differs between what is the same in every row. */
function joined(values: readonly Value[]): Value | null {
  const [part, ...others] = values.filter(value => value.kind !== 'same');
  if (part === undefined)
    return {
      kind: 'same',
      isEmpty: values.every(value => value.kind === 'same' && value.isEmpty),
      number: null,
    };
  if (others.length > 0) return null;
  return part.kind === 'fixed' ? { kind: 'fixed', width: null } : { kind: 'text' };
}
