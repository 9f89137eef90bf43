import type { GrammarError, PostgresqlGrammar } from '../../syntax/postgresql/grammar.ts';
import { type Span, span } from '../../text/span.ts';
import type { Operation } from '../operation.ts';
import type { StatementSyntax, SyntaxProblem } from '../statementSyntax.ts';
import { type AlterTableParts, alterTableHead, readAlterTableHead } from './alterTable.ts';
import { lowerStatement } from './lowerStatement.ts';
import { createPieceSource, type StatementSource, spanOf, textOf, tokenAtOffset, wordAt } from './source.ts';
import { readHead } from './statementHead.ts';
import { readUnfinishedList } from './unfinishedList.ts';

/**
 * Reads a statement that the grammar refuses: the finished actions of an ALTER TABLE, the finished elements of a CREATE
 * TABLE or names of a DROP, or else its head.
 * `error` is null when the grammar took the text but it is no statement that has operations.
 */
export function readWithoutGrammar(
  source: StatementSource,
  grammar: PostgresqlGrammar,
  error: GrammarError | null,
): StatementSyntax {
  const problem = error === null ? null : problemAt(source, error);
  if (isAlterTable(source)) {
    const parts = readAlterTableHead(source);
    if (parts.table.name.value !== '' && parts.actions.length > 0) {
      return {
        ...PLAIN_SYNTAX,
        level: 'partial',
        operations: parts.actions.flatMap((_, index) => readAction(source, grammar, parts, index)),
        alterTable: alterTableHead(source),
        error: problem,
      };
    }
  }
  const list = error === null ? null : readUnfinishedList(source, grammar);
  if (list !== null) return { ...PLAIN_SYNTAX, level: 'partial', operations: list, error: problem };
  const head = readHead(source);
  return {
    ...PLAIN_SYNTAX,
    level: head.known ? 'head' : 'opaque',
    operations: [head.operation],
    alterTable: isAlterTable(source) && head.operation.object !== null ? alterTableHead(source) : null,
    error: problem,
  };
}

/** The fields of a statement that PostgreSQL has no clauses for, and those that most statements leave empty. */
export const PLAIN_SYNTAX = {
  algorithm: null,
  lock: null,
  wait: null,
  online: false,
  alterTable: null,
  error: null,
} as const;

export function isAlterTable(source: StatementSource): boolean {
  if (wordAt(source, 0) !== 'alter') return false;
  return wordAt(source, 1) === 'table' || (wordAt(source, 1) === 'foreign' && wordAt(source, 2) === 'table');
}

/**
 * Each action is given to the grammar behind the head alone. An action longer than this is not tried, nor are the
 * actions after the first hundreds of thousands of characters: the time stays linear.
 */
const LONGEST_RETRY = 200_000;

function readAction(
  source: StatementSource,
  grammar: PostgresqlGrammar,
  parts: AlterTableParts,
  index: number,
): readonly Operation[] {
  const action = parts.actions[index] ?? { from: source.tokens.length, to: source.tokens.length };
  const unknown: Operation = {
    kind: 'UnknownTableAction',
    span: spanOf(source, action.from, action.to),
    table: parts.table,
    tableIfExists: parts.tableIfExists,
    only: parts.only,
  };
  const head = textOf(source, 0, parts.headEnd);
  const text = textOf(source, action.from, action.to);
  const start = source.tokens[action.from]?.start ?? source.sql.length;
  if (text === '' || start > LONGEST_RETRY || head.length * parts.actions.length > LONGEST_RETRY)
    return [unknown];
  const headStart = source.tokens[0]?.start ?? 0;
  const piece = createPieceSource(source, `${head} ${text}`, offset =>
    offset <= head.length ? headStart + offset : start + offset - head.length - 1,
  );
  const parsed = grammar.parse(piece.sql);
  const node = 'tree' in parsed && parsed.tree.stmts?.length === 1 ? parsed.tree.stmts[0]?.stmt : undefined;
  return node === undefined ? [unknown] : (lowerStatement(piece, node) ?? [unknown]);
}

/** The word where the grammar stopped; an empty span after the last token when it stopped at the end. */
function problemAt(source: StatementSource, error: GrammarError): SyntaxProblem {
  return { message: error.message, span: tokenSpan(source, error.offset) };
}

function tokenSpan(source: StatementSource, offset: number): Span {
  const index = tokenAtOffset(source, offset);
  const token = source.tokens[index];
  const last = source.tokens.at(-1);
  if (token === undefined) {
    // Within the last token: an unclosed string or quoted name.
    const end = last?.end ?? 0;
    const start = Math.min(Math.max(offset, 0), end);
    return span(source.place(start), source.place(end));
  }
  return span(source.place(token.start), source.place(token.end));
}
