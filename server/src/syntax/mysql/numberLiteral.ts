import { isDigitUnit, isHexUnit, isIdentifierUnit } from './characters.ts';

const DOT = 46;

/** What stands at a digit, and where it ends: an identifier may start with digits too (`1st_column`). */
export interface NumberLiteral {
  readonly kind: 'number' | 'bits' | 'word';
  readonly end: number;
}

/** Reads the literal or word that starts with the digit at `start`. */
export function numberAt(text: string, start: number): NumberLiteral {
  const bits = bitsEnd(text, start);
  if (bits !== -1) return { kind: 'bits', end: bits };
  const digits = digitsEnd(text, start);
  if (text.charCodeAt(digits) === DOT && text.charCodeAt(digits + 1) !== DOT) {
    return { kind: 'number', end: fractionEnd(text, digits) };
  }
  const exponent = exponentEnd(text, digits);
  if (exponent !== digits || !isIdentifierUnit(text.charCodeAt(digits)))
    return { kind: 'number', end: exponent };
  return { kind: 'word', end: wordEnd(text, start) };
}

/** End of `.5` or `.5e3`, whose dot stands at `dot`. */
export function fractionEnd(text: string, dot: number): number {
  return exponentEnd(text, digitsEnd(text, dot + 1));
}

/** Offset of the first unit from `start` on that no identifier holds. */
export function wordEnd(text: string, start: number): number {
  let end = start;
  while (isIdentifierUnit(text.charCodeAt(end))) end++;
  return end;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigitUnit(text.charCodeAt(end))) end++;
  return end;
}

/** End of `0x1F` or `0b01` at `start`, or -1. */
function bitsEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 48) return -1;
  const marker = text.charCodeAt(start + 1);
  const isHex = marker === 120;
  if (!isHex && marker !== 98) return -1;
  let end = start + 2;
  while (isHex ? isHexUnit(text.charCodeAt(end)) : (text.charCodeAt(end) | 1) === 49) end++;
  return end > start + 2 && !isIdentifierUnit(text.charCodeAt(end)) ? end : -1;
}

function exponentEnd(text: string, at: number): number {
  if ((text.charCodeAt(at) | 32) !== 101) return at;
  const sign = text.charCodeAt(at + 1);
  const from = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const end = digitsEnd(text, from);
  return end === from ? at : end;
}
