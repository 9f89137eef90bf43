import { isLetter, isWordUnit } from './characters.ts';

/** The terminator a DELIMITER line or a change set's attribute sets besides `;`. */
export class Delimiter {
  readonly #text: string;
  readonly value: string;
  /** First unit, or -1 when only `;` ends statements: lets the caller skip most offsets. */
  readonly firstUnit: number;
  readonly #isWord: boolean;

  constructor(text: string, value: string) {
    this.#text = text;
    this.value = value;
    this.firstUnit = value === ';' ? -1 : value.charCodeAt(0);
    this.#isWord = isLetter(value.charCodeAt(0)) && isWordUnit(value.charCodeAt(value.length - 1));
  }

  get isCustom(): boolean {
    return this.firstUnit !== -1;
  }

  /** True when the delimiter stands at `at`; one made of letters must stand alone. */
  isAt(at: number): boolean {
    if (!this.isCustom || !this.#text.startsWith(this.value, at)) return false;
    if (!this.#isWord) return true;
    return (
      !isWordUnit(this.#text.charCodeAt(at - 1)) && !isWordUnit(this.#text.charCodeAt(at + this.value.length))
    );
  }

  /** Where a word from `start` to `end` ends when the delimiter begins within it, as in `END$$`. */
  cutWord(start: number, end: number): number {
    if (!this.isCustom) return end;
    const within = this.#text.slice(start + 1, end - 1 + this.value.length).indexOf(this.value);
    return within !== -1 && this.isAt(start + 1 + within) ? start + 1 + within : end;
  }
}
