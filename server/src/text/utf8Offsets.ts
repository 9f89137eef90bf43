/**
 * Converts between UTF-8 byte offsets and UTF-16 offsets of one text. A lone surrogate counts three bytes,
 * as encoders write it (U+FFFD). Offsets outside the text are clamped to it; an offset inside a character
 * means the character's start.
 */
export interface Utf8Offsets {
  readonly byteLength: number;
  toUtf16(byteOffset: number): number;
  toUtf8(offset: number): number;
}

/** Costs one pass over the text, and nothing but a test for text of ASCII alone. */
export function createUtf8Offsets(text: string): Utf8Offsets {
  const firstWide = text.search(NOT_ASCII);
  return firstWide === -1 ? asciiOffsets(text.length) : mappedOffsets(text, firstWide);
}

/** UTF-16 offset of the `count`-th code point (0-based), clamped to the text. */
export function offsetOfCodePoint(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0 && at < text.length; left--) at += isPair(text, at) ? 2 : 1;
  return at;
}

const NOT_ASCII = /[^\0-\x7f]/;

function asciiOffsets(length: number): Utf8Offsets {
  const clamp = (offset: number): number => Math.min(Math.max(offset, 0), length);
  return { byteLength: length, toUtf16: clamp, toUtf8: clamp };
}

/** Keeps the ends of all characters that are not ASCII: between two of them both offsets grow alike. */
function mappedOffsets(text: string, firstWide: number): Utf8Offsets {
  const unitStarts: number[] = [];
  const unitEnds: number[] = [];
  const byteStarts: number[] = [];
  const byteEnds: number[] = [];
  let bytes = firstWide;
  for (let at = firstWide; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      at++;
      bytes++;
      continue;
    }
    const pair = isPair(text, at);
    unitStarts.push(at);
    byteStarts.push(bytes);
    at += pair ? 2 : 1;
    bytes += pair ? 4 : unit < 0x800 ? 2 : 3;
    unitEnds.push(at);
    byteEnds.push(bytes);
  }
  return {
    byteLength: bytes,
    toUtf16: offset => convert(offset, bytes, byteStarts, byteEnds, unitStarts, unitEnds),
    toUtf8: offset => convert(offset, text.length, unitStarts, unitEnds, byteStarts, byteEnds),
  };
}

function convert(
  offset: number,
  length: number,
  fromStarts: readonly number[],
  fromEnds: readonly number[],
  toStarts: readonly number[],
  toEnds: readonly number[],
): number {
  const clamped = Math.min(Math.max(offset, 0), length);
  let low = -1;
  let high = fromStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((fromStarts[middle] ?? 0) <= clamped) low = middle;
    else high = middle - 1;
  }
  if (low === -1) return clamped;
  const end = fromEnds[low] ?? 0;
  return clamped < end ? (toStarts[low] ?? 0) : (toEnds[low] ?? 0) + clamped - end;
}

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}
