/** Classes of UTF-16 units; everything outside ASCII belongs to identifiers. */
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;

const ASCII_CLASSES = new Uint8Array(128);
for (const unit of [9, 10, 11, 12, 13, 32]) ASCII_CLASSES[unit] = SPACE;
for (let unit = 48; unit <= 57; unit++) ASCII_CLASSES[unit] = DIGIT;
for (let unit = 65; unit <= 90; unit++) ASCII_CLASSES[unit] = LETTER;
for (let unit = 97; unit <= 122; unit++) ASCII_CLASSES[unit] = LETTER;
ASCII_CLASSES[36] = LETTER;
ASCII_CLASSES[95] = LETTER;

const BYTE_ORDER_MARK = 0xfeff;

/** SPACE, LETTER (with `$` and `_`), DIGIT, or 0 for anything else; NaN (past the end) gives 0. */
export function classOf(unit: number): number {
  if (unit < 128) return ASCII_CLASSES[unit] ?? 0;
  if (unit === BYTE_ORDER_MARK) return SPACE;
  return unit >= 128 ? LETTER : 0;
}

export function isIdentifierUnit(unit: number): boolean {
  return classOf(unit) >= LETTER;
}

export function isDigitUnit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isHexUnit(unit: number): boolean {
  return isDigitUnit(unit) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
}
