/* Character classes of PostgreSQL's lexical rules. */

export const DOUBLE_QUOTE = 34;
export const DOLLAR = 36;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const EQUALS = 61;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const UNDERSCORE = 95;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const OPERATOR = 4;
const CLASSES = characterClasses();

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const set = (characters: string, value: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = value;
  };
  set(' \t\n\r\f\v', SPACE);
  set('0123456789', DIGIT);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER);
  set('~!@#^&|`?+-*/%<>=', OPERATOR);
  return classes;
}

export function isSpace(code: number): boolean {
  return code < 128 && CLASSES[code] === SPACE;
}

export function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Every character beyond ASCII may stand in an identifier. */
export function isLetter(code: number): boolean {
  return code >= 128 || CLASSES[code] === LETTER;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isOperator(code: number): boolean {
  return code < 128 && CLASSES[code] === OPERATOR;
}

export function isWordPart(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === DOLLAR;
}
