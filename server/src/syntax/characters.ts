/** What a UTF-16 unit can begin in SQL text; every unit from 128 up counts as part of a word. */
export const UnitClass = {
  other: 0,
  space: 1,
  word: 2,
  newline: 3,
  singleQuote: 4,
  doubleQuote: 5,
  backtick: 6,
  dash: 7,
  slash: 8,
  hash: 9,
  dollar: 10,
  semicolon: 11,
  openParen: 12,
  closeParen: 13,
  backslash: 14,
  star: 15,
  openBracket: 16,
  closeBracket: 17,
  /** May begin a template placeholder: `{ : < % @`. */
  template: 18,
} as const;

export const UNIT_CLASSES: Uint8Array = classTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(128);
  const assign = (units: string, unitClass: number): void => {
    for (let at = 0; at < units.length; at++) table[units.charCodeAt(at)] = unitClass;
  };
  assign(' \t\f\v', UnitClass.space);
  assign('\n\r', UnitClass.newline);
  assign('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_', UnitClass.word);
  assign("'", UnitClass.singleQuote);
  assign('"', UnitClass.doubleQuote);
  assign('`', UnitClass.backtick);
  assign('-', UnitClass.dash);
  assign('/', UnitClass.slash);
  assign('#', UnitClass.hash);
  assign('$', UnitClass.dollar);
  assign(';', UnitClass.semicolon);
  assign('(', UnitClass.openParen);
  assign(')', UnitClass.closeParen);
  assign('\\', UnitClass.backslash);
  assign('*', UnitClass.star);
  assign('[', UnitClass.openBracket);
  assign(']', UnitClass.closeBracket);
  assign('{:<%@', UnitClass.template);
  return table;
}

export function isNewline(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** Space, tab, vertical tab, form feed, LF or CR. */
export function isWhiteSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}

export function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** True for a unit an unquoted identifier may hold, `$` included; NaN (past the text) is not one. */
export function isWordUnit(unit: number): boolean {
  return unit >= 128 || unit === 36 || UNIT_CLASSES[unit] === UnitClass.word;
}

/** Past the last unit of the word at `at`; a `$` that opens a `${placeholder}` ends the word. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const unit = text.charCodeAt(end);
    if (unit === 36) {
      if (text.charCodeAt(end + 1) === 123) return end;
    } else if (unit < 128 ? UNIT_CLASSES[unit] !== UnitClass.word : !(unit >= 128)) return end;
    end++;
  }
}

/** First offset from `at` on that is not white space. */
export function skipWhiteSpace(text: string, at: number): number {
  let end = at;
  while (isWhiteSpace(text.charCodeAt(end))) end++;
  return end;
}

/** Offset of the next LF or CR from `at` on, or the text's length. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
  return end;
}

/** `end` moved back over white space, but not before `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isWhiteSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** True when only spaces and tabs stand between the line's start and `at`. */
export function isFirstOnLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0) {
    const unit = text.charCodeAt(before);
    if (unit === 10 || unit === 13) return true;
    if (unit !== 32 && unit !== 9) return before === 0 && unit === 0xfeff;
    before--;
  }
  return true;
}
