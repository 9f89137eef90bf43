import { isWhiteSpace, isWordUnit, wordEnd } from './characters.ts';
import type { Dialect } from './dialect.ts';

type Block = 'begin' | 'case' | 'if' | 'loop' | 'while' | 'repeat' | 'for' | 'declarations';

/** Where a word stands: the text, the word's span, and the end of the token before it in the same statement. */
export interface WordPlace {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly previousEnd: number;
}

const ROUTINES = new Set(['PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT', 'PACKAGE']);
const HEAD_MODIFIERS = new Set(
  (
    'OR REPLACE DEFINER AGGREGATE TEMPORARY TEMP UNLOGGED UNIQUE SQL SECURITY INVOKER CURRENT_USER CURRENT_ROLE ' +
    'ALGORITHM CONSTRAINT ONLINE OFFLINE IGNORE'
  ).split(' '),
);
/** Words after which `BEGIN` and `END` are names of columns. */
const NAME_FOLLOWS = new Set(
  'SELECT WHERE AND OR BY SET ON NOT FROM AS LIKE BETWEEN IN DISTINCT HAVING TABLE COLUMN INTO UPDATE'.split(
    ' ',
  ),
);
const CHARACTERISTIC_ENDS = new Set(['SQL', 'DETERMINISTIC', 'DATA', 'DEFINER', 'INVOKER']);
const STATEMENT_FOLLOWS = new Set(['BEGIN', 'THEN', 'ELSE', 'DO', 'LOOP', 'REPEAT', 'ATOMIC']);
const LOOPS: Readonly<Record<string, Block>> = {
  IF: 'if',
  LOOP: 'loop',
  WHILE: 'while',
  REPEAT: 'repeat',
  FOR: 'for',
};
const MAX_HEAD_WORDS = 24;

/**
 * Follows one statement word by word, as far as needed to know whether a `;` lies inside it: in the body of a
 * stored program, of a PostgreSQL `BEGIN ATOMIC` function, or of a MariaDB compound statement.
 */
export class StatementOutline {
  readonly #mysql: boolean;
  readonly #dialect: Dialect;
  /** First word in upper case; empty while there is none. */
  verb = '';
  /** For CREATE, ALTER and DROP: what kind of object, in upper case, once known. */
  object = '';
  /** True while words matter: the splitter may skip the others. */
  wantsWords = true;
  /** True once the body of a stored program was begun and ended. */
  bodyDone = false;
  /** True for COPY ... FROM STDIN. */
  readsStandardInput = false;
  /** Furthest offset looked at. */
  lookedTo = 0;
  #blocks: Block[] = [];
  #headWords = 0;
  /** Past the `)` of a routine's parameter list; -1 before it. */
  #headerEnd = -1;
  #hasReturns = false;
  #pending: 'none' | 'oracle-body' | 'condition' = 'none';
  #subprogramOpen = false;
  #previousWord = '';

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#mysql = dialect !== 'postgresql';
  }

  /** True for a statement that holds other statements. */
  get isProgram(): boolean {
    return this.#isRoutine || this.#blocks.length > 0 || this.bodyDone;
  }

  get isRule(): boolean {
    return !this.#mysql && this.verb === 'CREATE' && this.object === 'RULE';
  }

  /** True while a `;` belongs to the statement's body. */
  get bodyIsOpen(): boolean {
    return this.#blocks.length > 0;
  }

  get #isRoutine(): boolean {
    return (
      ROUTINES.has(this.object) &&
      (this.verb === 'CREATE' || (this.verb === 'ALTER' && this.object === 'EVENT'))
    );
  }

  word(place: WordPlace): void {
    const word = place.text.slice(place.start, place.end).toUpperCase();
    if (this.verb === '') this.#begin(word);
    else if (
      this.object === '' &&
      (this.verb === 'CREATE' || this.verb === 'ALTER' || this.verb === 'DROP')
    ) {
      this.#readObject(word, place);
    } else if (this.verb === 'COPY') {
      if (this.#previousWord === 'FROM' && word === 'STDIN') this.readsStandardInput = true;
    } else this.#followBody(word, place);
    this.#previousWord = word;
  }

  /** A `)` that closes the outermost parenthesis: the parameter list of a routine ends here. */
  closeOuterParenthesis(end: number): void {
    if (this.#headerEnd === -1 && this.object !== '') this.#headerEnd = end;
  }

  #begin(word: string): void {
    this.verb = word;
    switch (word) {
      case 'CREATE':
      case 'ALTER':
      case 'DROP':
      case 'COPY':
        return;
      case 'BEGIN':
        this.wantsWords = this.#mysql;
        return;
      case 'IF':
        this.wantsWords = this.#dialect === 'mariadb';
        if (this.wantsWords) this.#pending = 'condition';
        return;
      case 'LOOP':
      case 'WHILE':
      case 'REPEAT':
      case 'FOR':
      case 'CASE':
        this.wantsWords = this.#dialect === 'mariadb';
        if (this.wantsWords) this.#blocks.push(word === 'CASE' ? 'case' : (LOOPS[word] ?? 'loop'));
        return;
      default:
        this.wantsWords = false;
    }
  }

  #readObject(word: string, { text, previousEnd }: WordPlace): void {
    const before = text.charCodeAt(previousEnd - 1);
    this.#headWords++;
    if (this.#headWords > MAX_HEAD_WORDS) this.object = 'OTHER';
    else if (before === 61 || before === 64 || HEAD_MODIFIERS.has(word)) return;
    else this.object = word;
    this.wantsWords = this.#isRoutine && (this.#mysql || word === 'FUNCTION' || word === 'PROCEDURE');
  }

  #followBody(word: string, place: WordPlace): void {
    if (!this.#mysql) this.#followAtomicBody(word, place);
    else if (this.#pending === 'condition') {
      if (word === 'THEN') {
        this.#pending = 'none';
        this.#blocks.push('if');
      }
    } else if (this.verb === 'BEGIN' && this.#blocks.length === 0) this.#followAnonymousBlock(word);
    else this.#followProgram(word, place);
  }

  /** PostgreSQL 14 and later: `BEGIN ATOMIC statement; ... END`. */
  #followAtomicBody(word: string, place: WordPlace): void {
    if (word === 'ATOMIC' && this.#previousWord === 'BEGIN' && this.#blocks.length === 0)
      this.#blocks.push('begin');
    else if (this.#blocks.length === 0) return;
    else if (word === 'CASE') this.#blocks.push('case');
    else if (word === 'END') this.#close('', place);
  }

  /** MariaDB: `BEGIN NOT ATOMIC`; any other second word makes it a transaction. */
  #followAnonymousBlock(word: string): void {
    if (word === 'ATOMIC' && this.#previousWord === 'NOT') this.#blocks.push('begin');
    else if (word !== 'NOT') this.wantsWords = false;
  }

  #followProgram(word: string, place: WordPlace): void {
    switch (word) {
      case 'BEGIN':
        if (this.#blocks.at(-1) === 'declarations' || !isName(place, this.#wordBefore(place)))
          this.#openBegin();
        return;
      case 'CASE':
        if (this.#wordBefore(place) !== 'END') this.#blocks.push('case');
        return;
      case 'END':
        this.#close(this.#wordAfter(place), place);
        return;
      case 'IF':
      case 'LOOP':
      case 'WHILE':
      case 'REPEAT':
      case 'FOR':
        if (this.#beginsStatement(place)) this.#blocks.push(LOOPS[word] ?? 'loop');
        return;
      case 'AS':
      case 'IS':
        this.#openDeclarations(place);
        return;
      case 'RETURNS':
        this.#hasReturns = true;
        return;
      case 'RETURN':
        if (this.object === 'FUNCTION' && !this.#hasReturns && !this.bodyIsOpen)
          this.#pending = 'oracle-body';
        return;
      case 'PROCEDURE':
      case 'FUNCTION':
        this.#subprogramOpen = false;
        return;
      default:
    }
  }

  #openBegin(): void {
    const top = this.#blocks.at(-1);
    if (top === 'declarations') {
      const isPackageInitialisation = this.object === 'PACKAGE' && !this.#subprogramOpen;
      if (this.object !== 'PACKAGE') this.#blocks.pop();
      if (!isPackageInitialisation) this.#blocks.push('begin');
      this.#subprogramOpen = false;
    } else this.#blocks.push('begin');
  }

  /** MariaDB in Oracle mode: `CREATE PROCEDURE p (...) AS x INT; BEGIN ... END`. */
  #openDeclarations(place: WordPlace): void {
    if (this.object === 'PACKAGE') {
      if (!this.bodyIsOpen) this.#blocks.push('declarations');
      else if (this.#blocks.length === 1) this.#subprogramOpen = true;
    } else if (this.bodyIsOpen || this.bodyDone) return;
    else if (
      this.#pending === 'oracle-body' ||
      (this.object === 'PROCEDURE' && this.#beginsHeaderPart(place))
    ) {
      this.#pending = 'none';
      this.#blocks.push('declarations');
    }
  }

  /** True right after the routine's name or parameter list. */
  #beginsHeaderPart(place: WordPlace): boolean {
    if (this.#headerEnd !== -1) return place.previousEnd === this.#headerEnd;
    return this.#wordBefore(place) !== 'PROCEDURE';
  }

  #beginsStatement(place: WordPlace): boolean {
    const before = place.text.charCodeAt(place.previousEnd - 1);
    if (before === 59 || before === 58) return true;
    const word = this.#wordBefore(place);
    if (this.bodyIsOpen) return STATEMENT_FOLLOWS.has(word);
    if (this.object === 'TRIGGER') return word === 'ROW';
    if (this.object === 'EVENT') return word === 'DO';
    if (this.#headerEnd === -1) return false;
    return (
      place.previousEnd === this.#headerEnd || before === 39 || before === 34 || CHARACTERISTIC_ENDS.has(word)
    );
  }

  /**
   * `END` or `END kind`. What ends a statement stands behind a `;`, what ends a CASE expression does not.
   * Anything left open inside the closed block goes with it.
   */
  #close(kind: string, place: WordPlace): void {
    const named = kind === 'CASE' ? 'case' : LOOPS[kind];
    if (place.text.charCodeAt(place.previousEnd - 1) !== 59) {
      if (this.#blocks.lastIndexOf('case') > this.#blocks.lastIndexOf('begin')) this.#closeLast('case');
      else if (this.#endsBlock(place)) this.#closeProgramBlock();
    } else if (named !== undefined) this.#closeLast(named);
    else this.#closeProgramBlock();
    if (this.#blocks.length === 0) this.bodyDone = true;
  }

  #closeProgramBlock(): void {
    this.#closeLast(this.#blocks.includes('begin') ? 'begin' : 'declarations');
  }

  #closeLast(block: Block): void {
    const at = this.#blocks.lastIndexOf(block);
    if (at !== -1) this.#blocks.length = at;
  }

  #endsBlock(place: WordPlace): boolean {
    const word = this.#wordBefore(place);
    if (word === 'BEGIN' || word === 'ATOMIC') return true;
    let next = place.end;
    while (isWhiteSpace(place.text.charCodeAt(next))) next++;
    this.lookedTo = Math.max(this.lookedTo, next + 1);
    const unit = place.text.charCodeAt(next);
    const nothingFollows = next >= place.text.length || unit === 59 || unit === 36 || unit === 47;
    return nothingFollows && !isName(place, word);
  }

  #wordBefore({ text, previousEnd }: WordPlace): string {
    let start = previousEnd;
    while (start > 0 && previousEnd - start < 16 && isWordUnit(text.charCodeAt(start - 1))) start--;
    return text.slice(start, previousEnd).toUpperCase();
  }

  #wordAfter({ text, end }: WordPlace): string {
    let start = end;
    while (isWhiteSpace(text.charCodeAt(start))) start++;
    const limit = Math.min(wordEnd(text, start), start + 16);
    this.lookedTo = Math.max(this.lookedTo, limit + 1);
    return text.slice(start, limit).toUpperCase();
  }
}

/** True when BEGIN or END stands where only a name can. */
function isName({ text, end, previousEnd }: WordPlace, wordBefore: string): boolean {
  const before = text.charCodeAt(previousEnd - 1);
  if (NAME_FOLLOWS.has(wordBefore) || ',.(=<>+-*/%|&!'.includes(String.fromCharCode(before))) return true;
  const next = text.charCodeAt(end);
  return next === 44 || next === 46 || next === 61 || next === 41 || next === 96;
}
