import type { Dialect } from './dialect.ts';
import { StatementOutline, type WordPlace } from './statementOutline.ts';

/** What is open in the statement that is being read. */
export class OpenStatement {
  readonly #dialect: Dialect;
  #outline: StatementOutline;
  /** True while the outline needs the statement's words. */
  wantsWords = false;
  parenthesisDepth = 0;
  bracketDepth = 0;
  /** How many executable comments are open. */
  executableDepth = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#outline = new StatementOutline(dialect);
  }

  get outline(): StatementOutline {
    return this.#outline;
  }

  /** True while an executable comment, a body or a rule's parenthesis keeps the statement open over a `;`. */
  get isHeldOpen(): boolean {
    const inRule = this.parenthesisDepth > 0 && this.#outline.isRule;
    return this.executableDepth > 0 || this.#outline.bodyIsOpen || inRule;
  }

  /** True while anything is open that the statement cannot end without. */
  get isIncomplete(): boolean {
    return this.parenthesisDepth > 0 || this.isHeldOpen;
  }

  addWord(place: WordPlace): void {
    this.#outline.word(place);
    this.wantsWords = this.#outline.wantsWords;
  }

  closeParenthesis(end: number): void {
    if (this.parenthesisDepth === 0) return;
    this.parenthesisDepth--;
    if (this.parenthesisDepth === 0) this.#outline.closeOuterParenthesis(end);
  }

  closeBracket(): void {
    if (this.bracketDepth > 0) this.bracketDepth--;
  }

  /** Makes ready for the next statement. */
  reset(): void {
    if (this.#outline.verb !== '') this.#outline = new StatementOutline(this.#dialect);
    this.wantsWords = false;
    this.parenthesisDepth = 0;
    this.bracketDepth = 0;
    this.executableDepth = 0;
  }
}
