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

/** What a character begins. */
export const OTHER = 0;
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const OPERATOR = 4;
export type CharacterClass = typeof OTHER | typeof SPACE | typeof LETTER | typeof DIGIT | typeof OPERATOR;

const CLASSES = asciiClasses();

function asciiClasses(): readonly CharacterClass[] {
  const classes = new Array<CharacterClass>(128).fill(OTHER);
  const set = (characters: string, value: CharacterClass): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = value;
  };
  set(' \t\n\r\f\v', SPACE);
  set('0123456789', DIGIT);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER);
  set('~!@#^&|`?+-*/%<>=', OPERATOR);
  return classes;
}

/** Every character beyond ASCII may stand in an identifier. */
export function classOf(code: number): CharacterClass {
  return code < 128 ? (CLASSES[code] ?? OTHER) : LETTER;
}

export function isSpace(code: number): boolean {
  return classOf(code) === SPACE;
}

export function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

export function isLetter(code: number): boolean {
  return code >= 128 || CLASSES[code] === LETTER;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWordPart(code: number): boolean {
  const kind = classOf(code);
  return kind === LETTER || kind === DIGIT || code === DOLLAR;
}
