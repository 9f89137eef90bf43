import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { localStatement, newRowAssignment } from './localStatement.ts';
import { isIdentifierToken } from './names.ts';
import { isWhole } from './queryText.ts';
import type { Reading } from './reading.ts';

/** Statements and declarations that only exist inside bodies and touch no schema. */
const BODY_ONLY: ReadonlySet<string> = new Set(
  'RETURN LEAVE ITERATE OPEN FETCH CLOSE SIGNAL RESIGNAL GET EXIT CONTINUE GOTO NULL RAISE PRAGMA CURSOR TYPE'.split(
    ' ',
  ),
);
const SEMICOLON: ReadonlySet<string> = new Set([';']);
const MEMBER_BODY: ReadonlySet<string> = new Set(['AS', 'IS', ';']);

/**
 * Reads the SQL statements of a body from the cursor to the end of its range, in the order of the text and whatever
 * their nesting in blocks, branches and loops. Marks the reading as partial when a block stays open or a statement
 * cannot be read in full.
 */
export function readBody(reading: Reading): EmbeddedStatement[] {
  return scanBody(reading, 'statements');
}

/** The same for what stands behind AS or IS in Oracle mode: declarations, then a block. */
export function readDeclaringBody(reading: Reading): EmbeddedStatement[] {
  return scanBody(reading, 'declarations');
}

/** The same for what stands behind AS in a package of MariaDB's Oracle mode, up to and with its END. */
export function readPackageBody(reading: Reading): EmbeddedStatement[] {
  return scanBody(reading, 'members');
}

/** What a body begins with: statements or a block, declarations in front of a block, or the members of a package. */
type BodyStart = 'statements' | 'declarations' | 'members';

function scanBody(reading: Reading, start: BodyStart): EmbeddedStatement[] {
  const { cursor } = reading;
  const scan = new BodyScan(reading, start);
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
  private readonly start: BodyStart;
  private readonly isPackage: boolean;
  private index: number;
  private openBlocks: number;
  private wentNegative = false;
  /** Routines inside whose BEGIN is still to come. */
  private pendingMembers = 0;
  /** Declarations may stand here. */
  private declares: boolean;

  constructor(reading: Reading, start: BodyStart) {
    this.reading = reading;
    this.cursor = reading.cursor;
    this.index = reading.cursor.index;
    this.start = start;
    this.isPackage = start === 'members';
    this.openBlocks = this.isPackage ? 1 : 0;
    this.declares = start !== 'statements';
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
      case 'PROCEDURE':
      case 'FUNCTION':
        this.member();
        return;
      case 'BEGIN':
        this.beginBlock();
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
        this.endBlock();
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
    const row = newRowAssignment(this.cursor, from, this.index);
    if (row !== null) this.statements.push(row);
    else if (!BODY_ONLY.has(this.cursor.tokenAt(from).text) && !this.setsLocal(from)) this.statement(from);
  }

  private statement(from: number): void {
    const { reading, cursor } = this;
    const { token } = new TokenCursor(cursor.source, from, this.index);
    if (isIdentifierToken(token)) {
      const local = localStatement(reading, from, this.index, { mayDeclare: this.declares });
      if (local !== null) {
        this.statements.push(...local);
        return;
      }
    }
    this.statements.push(readEmbedded(reading, from, this.index));
  }

  /** `SET rec.a = ...` and `x := ...` assign to local variables. */
  private setsLocal(from: number): boolean {
    const { cursor } = this;
    if (cursor.tokenAt(from + 1).text === ':=') return true;
    if (cursor.tokenAt(from).text !== 'SET' || cursor.tokenAt(from + 2).text !== '.') return false;
    return cursor.tokenAt(from + 1).text !== 'NEW';
  }

  /** The statements of a package stand between its last member and its END, without an END of their own. */
  private beginBlock(): void {
    this.declares = false;
    if (this.pendingMembers > 0) this.pendingMembers--;
    else if (this.isPackage && this.openBlocks === 1) return;
    this.openBlocks++;
  }

  private endBlock(): void {
    this.openBlocks--;
    if (this.openBlocks < 0) this.wentNegative = true;
    if (this.openBlocks <= (this.isPackage ? 1 : 0)) this.declares = this.start !== 'statements';
  }

  /** A routine inside a package or routine of Oracle mode: its head, or the head and AS in front of its body. */
  private member(): void {
    const at = this.cursor.findAtLevel(MEMBER_BODY, this.index);
    if (this.cursor.tokenAt(at).text !== ';' && at < this.cursor.limit) this.pendingMembers++;
    this.declares = true;
    this.index = at + 1;
  }

  private skipStatement(): void {
    this.index = Math.max(this.cursor.findAtLevel(SEMICOLON, this.index), this.index + 1);
  }

  /** A handler's action is a statement; variables, conditions and cursors are not. */
  private declaration(): void {
    this.declares = true;
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
