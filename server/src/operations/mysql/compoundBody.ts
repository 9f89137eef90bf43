import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { isWhole } from './queryText.ts';
import type { Reading } from './reading.ts';

/** Statements that only exist inside bodies and touch no schema. */
const BODY_ONLY: ReadonlySet<string> = new Set(
  'RETURN LEAVE ITERATE OPEN FETCH CLOSE SIGNAL RESIGNAL GET EXIT CONTINUE GOTO NULL RAISE PRAGMA'.split(' '),
);
const SEMICOLON: ReadonlySet<string> = new Set([';']);

/**
 * Reads the SQL statements of a body from the cursor to the end of its range, in the order of the text and whatever
 * their nesting in blocks, branches and loops. Marks the reading as partial when a block stays open or a statement
 * cannot be read in full.
 */
export function readBody(reading: Reading): EmbeddedStatement[] {
  const { cursor } = reading;
  const scan = new BodyScan(reading);
  const statements = cursor.failed ? [] : scan.run();
  if (!isWhole(cursor, cursor.index, cursor.limit) || !scan.isBalanced) reading.partial = true;
  cursor.moveTo(cursor.limit);
  return statements;
}

/** Reads the tokens from index `from` to before `to` as one statement. */
export function readEmbedded(reading: Reading, from: number, to: number): EmbeddedStatement {
  const cursor = new TokenCursor(reading.cursor.source, from, to);
  const inner = reading.inner(cursor);
  if (reading.readStatement(inner) !== 'full') reading.partial = true;
  return { span: cursor.wholeSpan(), operations: inner.operations };
}

class BodyScan {
  private readonly reading: Reading;
  private readonly cursor: TokenCursor;
  private readonly statements: EmbeddedStatement[] = [];
  private index: number;
  private openBlocks = 0;
  private wentNegative = false;

  constructor(reading: Reading) {
    this.reading = reading;
    this.cursor = reading.cursor;
    this.index = reading.cursor.index;
  }

  /** Every block, branch and loop has its END. */
  get isBalanced(): boolean {
    return this.openBlocks === 0 && !this.wentNegative;
  }

  run(): EmbeddedStatement[] {
    const { cursor } = this;
    while (this.index < cursor.limit) this.step();
    return this.statements;
  }

  private text(distance = 0): string {
    return this.cursor.tokenAt(this.index + distance).text;
  }

  /** Passes over one piece that begins where a statement may begin. */
  private step(): void {
    switch (this.text()) {
      case ';':
      case 'ELSE':
      case 'EXCEPTION':
      case ')':
        this.index++;
        return;
      case 'BEGIN':
        this.openBlocks++;
        this.index += this.text(1) === 'NOT' && this.text(2) === 'ATOMIC' ? 3 : 1;
        return;
      case 'LOOP':
      case 'REPEAT':
        this.openBlocks++;
        this.index++;
        return;
      case 'IF':
        this.openBlocks++;
        this.skipPast('THEN');
        return;
      case 'ELSEIF':
      case 'ELSIF':
      case 'WHEN':
        this.skipPast('THEN');
        return;
      case 'CASE':
        this.openBlocks++;
        this.index++;
        this.skipTo('WHEN');
        return;
      case 'WHILE':
        this.openBlocks++;
        this.skipPast('DO', 'LOOP');
        return;
      case 'FOR':
        this.openBlocks++;
        this.skipPast('DO', 'LOOP');
        return;
      case 'UNTIL':
        this.index++;
        this.skipTo('END');
        return;
      case 'END':
        this.openBlocks--;
        if (this.openBlocks < 0) this.wentNegative = true;
        this.skipStatement();
        return;
      case 'DECLARE':
        this.declaration();
        return;
      default:
        this.labelOrStatement();
    }
  }

  private labelOrStatement(): void {
    if (this.text(1) === ':') {
      this.index += 2;
      return;
    }
    if (this.text() === '<<') {
      this.skipPast('>>');
      return;
    }
    const from = this.index;
    this.skipStatement();
    if (!BODY_ONLY.has(this.cursor.tokenAt(from).text) && !this.setsLocal(from)) {
      this.statements.push(readEmbedded(this.reading, from, this.index));
    }
  }

  /** `SET NEW.a = ...` and `x := ...` assign to rows and local variables. */
  private setsLocal(from: number): boolean {
    const { cursor } = this;
    if (cursor.tokenAt(from + 1).text === ':=') return true;
    return cursor.tokenAt(from).text === 'SET' && cursor.tokenAt(from + 2).text === '.';
  }

  private skipStatement(): void {
    this.index = Math.max(this.cursor.findAtLevel(SEMICOLON, this.index), this.index + 1);
  }

  /** A handler's action is a statement; variables, conditions and cursors are not. */
  private declaration(): void {
    if (this.text(2) !== 'HANDLER') {
      this.skipStatement();
      return;
    }
    this.index += 4;
    for (;;) {
      if (this.text() === 'NOT' || this.text() === 'SQLSTATE') this.index++;
      if (this.text() === 'VALUE') this.index++;
      this.index++;
      if (this.text() !== ',') return;
      this.index++;
    }
  }

  private skipPast(first: string, second = first): void {
    this.index++;
    this.skipTo(first, second);
    this.index++;
  }

  /** Goes to one of the words outside CASE expressions and parentheses, or to the end. */
  private skipTo(first: string, second = first): void {
    const { cursor } = this;
    let cases = 0;
    while (this.index < cursor.limit) {
      const text = this.text();
      if (cases === 0 && (text === first || text === second)) return;
      if (text === 'CASE') cases++;
      else if (text === 'END' && cases > 0) cases--;
      this.index = text === '(' ? cursor.closeOf(this.index) + 1 : this.index + 1;
    }
  }
}
