import type { TypeReference } from '../../operations/columns.ts';
import type { ValueShape } from './valueShape.ts';

/** Which values of the old type the new one does not hold, and what becomes of them. */
export interface ValueLoss {
  /** `longer values`, `negative values`, ... */
  readonly values: string;
  /**
   * `refused`: the statement fails on the first one (MySQL without strict mode cuts instead). `cut`: it is stored with
   * less in it and nobody is told.
   */
  readonly fate: 'refused' | 'cut';
}

/** Null when every value fits, or when nobody can tell. */
export function lossBetween(from: ValueShape, to: ValueShape): ValueLoss | null {
  switch (from.kind) {
    case 'integer':
      return to.kind === 'text' ? digitsLoss(from, to) : isNumber(to) ? numberLoss(from, to) : null;
    case 'decimal':
    case 'float':
      return isNumber(to) ? numberLoss(from, to) : null;
    case 'text':
      return textLoss(from, to);
    case 'binary':
      return to.kind === 'binary' && isShorter(from.bytes, to.bytes) ? refused('longer values') : null;
    case 'bits':
      return to.kind === 'bits' && isShorter(from.length, to.length) ? refused('longer values') : null;
    case 'time':
    case 'timestamp':
      return timeLoss(from, to);
    case 'members':
      return membersLoss(from, to);
    case 'json':
    case 'jsonb':
      return to.kind === 'text' &&
        (to.characters !== null || isShorter(4_294_967_295, to.bytes ?? 4_294_967_295))
        ? refused('longer values')
        : null;
    case 'boolean':
    case 'date':
    case 'uuid':
    case 'network':
    case 'interval':
    case 'year':
      return null;
  }
}

function refused(values: string): ValueLoss {
  return { values, fate: 'refused' };
}

function isShorter(from: number | null, to: number | null): boolean {
  return to !== null && (from === null || from > to);
}

/** Strings from this many characters on are hardly meant to be short. */
const LONG_STRING = 255;

/**
 * What a type is likely to lose of a column whose type nobody knows; null for types that have room for what people
 * usually keep.
 */
export function lossOfNarrow(to: ValueShape, { arguments: written }: TypeReference): ValueLoss | null {
  switch (to.kind) {
    case 'integer':
      return to.bytes <= 3 ? refused('larger values') : null;
    case 'decimal':
      return to.precision === null || written.length === 0 ? null : refused('larger values');
    case 'float':
      return to.bytes === 4 ? cut('values with more digits') : null;
    case 'text':
      return to.characters !== null && to.characters < LONG_STRING ? refused('longer values') : null;
    case 'date':
      return cut('times of day');
    default:
      return null;
  }
}

function isNumber(shape: ValueShape): shape is NumberShape {
  return shape.kind === 'integer' || shape.kind === 'decimal' || shape.kind === 'float';
}

type IntegerShape = Extract<ValueShape, { readonly kind: 'integer' }>;

/** The sign is left out: columns of numbers that become text rarely hold negative ones. */
function digitsLoss(
  from: IntegerShape,
  to: Extract<ValueShape, { readonly kind: 'text' }>,
): ValueLoss | null {
  return isShorter(usedDigits(from), to.characters) ? refused('numbers with more digits') : null;
}

/** Bits of the numbers that a floating-point type holds exactly (IEEE 754). */
function exactBits({ bytes }: Extract<ValueShape, { readonly kind: 'float' }>): number {
  return bytes === 8 ? 53 : 24;
}

type NumberShape = Extract<ValueShape, { readonly kind: 'integer' | 'decimal' | 'float' }>;

/** Digits before the point that a type has room for whatever they are; infinite without a limit. */
function safeDigits(shape: NumberShape): number {
  switch (shape.kind) {
    case 'integer':
      return Math.floor((shape.bytes * 8 - (shape.unsigned ? 0 : 1)) * Math.log10(2));
    case 'decimal':
      return shape.precision === null ? Number.POSITIVE_INFINITY : shape.precision - shape.scale;
    case 'float':
      return Number.POSITIVE_INFINITY;
  }
}

/** Digits before the point that the largest value of a type has. */
function usedDigits(shape: NumberShape): number {
  return shape.kind === 'integer' ? safeDigits(shape) + 1 : safeDigits(shape);
}

function numberLoss(from: NumberShape, to: NumberShape): ValueLoss | null {
  if (from.kind === 'integer' && to.kind === 'integer') {
    const room = (shape: typeof from): number => shape.bytes * 8 - (shape.unsigned ? 0 : 1);
    if (room(from) > room(to)) return refused('larger values');
    return !from.unsigned && to.unsigned ? refused('negative values') : null;
  }
  if (to.kind === 'float') {
    if (from.kind === 'float') return from.bytes > to.bytes ? cut('values with more digits') : null;
    if (from.kind === 'integer')
      return from.bytes * 8 - (from.unsigned ? 0 : 1) > exactBits(to)
        ? cut('numbers with more digits')
        : null;
    const limit = to.bytes === 8 ? 15 : 6;
    return isShorter(from.precision, limit) ? cut('values with more digits') : null;
  }
  if (from.kind === 'float') {
    return to.kind === 'decimal' && to.precision === null ? null : cut('fractions');
  }
  if (usedDigits(from) > safeDigits(to)) return refused('larger values');
  if (from.kind === 'decimal') {
    const scale = to.kind === 'integer' ? 0 : to.precision === null ? Number.POSITIVE_INFINITY : to.scale;
    if (scale !== Number.POSITIVE_INFINITY && (from.precision === null || from.scale > scale))
      return cut('decimal places');
  }
  const isUnsigned = (shape: NumberShape): boolean => 'unsigned' in shape && shape.unsigned;
  return !isUnsigned(from) && isUnsigned(to) ? refused('negative values') : null;
}

function cut(values: string): ValueLoss {
  return { values, fate: 'cut' };
}

function textLoss(from: Extract<ValueShape, { readonly kind: 'text' }>, to: ValueShape): ValueLoss | null {
  switch (to.kind) {
    case 'text':
      if (to.characters !== null) {
        // A limit in bytes says nothing about characters unless each takes one.
        const most = from.characters ?? from.bytes;
        return isShorter(most, to.characters) ? refused('longer values') : null;
      }
      return isShorter(from.bytes ?? from.characters, to.bytes) && (from.bytes ?? from.characters) !== null
        ? refused('longer values')
        : null;
    case 'integer':
    case 'decimal':
    case 'float':
      return refused('values that are no number');
    case 'boolean':
      return refused('values that are no truth value');
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'year':
      return refused('values that are no date or time');
    case 'uuid':
      return refused('values that are no UUID');
    case 'json':
    case 'jsonb':
      return refused('values that are no JSON');
    case 'network':
      return refused('values that are no address');
    case 'members':
      return refused('values that are no member');
    case 'binary':
    case 'bits':
      return null;
  }
}

function timeLoss(
  from: Extract<ValueShape, { readonly kind: 'time' | 'timestamp' }>,
  to: ValueShape,
): ValueLoss | null {
  if (from.kind === 'timestamp' && (to.kind === 'date' || to.kind === 'year')) return cut('times of day');
  if (to.kind !== 'time' && to.kind !== 'timestamp') return null;
  if (from.kind === 'timestamp' && to.kind === 'time') return cut('dates');
  if (from.wide && !to.wide) return refused('times outside 1970 to 2038');
  return from.kind === to.kind && from.digits > to.digits ? cut('fractions of seconds') : null;
}

function membersLoss(
  from: Extract<ValueShape, { readonly kind: 'members' }>,
  to: ValueShape,
): ValueLoss | null {
  if (to.kind === 'text') {
    const longest = Math.max(0, ...from.labels.map(label => label.length));
    // A SET is stored as the list of its members, so its longest value is not known here.
    return from.of === 'enum' && isShorter(longest, to.characters) ? refused('longer values') : null;
  }
  if (to.kind !== 'members') return null;
  const left = new Set(to.labels.map(label => label.trimEnd().toLowerCase()));
  const gone = from.labels.filter(label => !left.has(label.trimEnd().toLowerCase()));
  return gone.length === 0 ? null : refused(`rows with ${gone.map(label => `'${label}'`).join(', ')}`);
}
