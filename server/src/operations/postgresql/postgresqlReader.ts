import type { Node, RawStmt } from '@pgsql/types';
import type { PostgresqlGrammar } from '../../syntax/postgresql/grammar.ts';
import type { Operation } from '../operation.ts';
import type { StatementReader } from '../reader.ts';
import type { AlterTableHead, StatementSyntax } from '../statementSyntax.ts';
import { alterTableHead } from './alterTable.ts';
import { shortenInsert } from './longInsert.ts';
import { lowerStatement } from './lowerStatement.ts';
import { createPart, createSource, type InnerReader, type StatementSource, tokenAt } from './source.ts';
import { isAlterTable, PLAIN_SYNTAX, readWithoutGrammar } from './tolerantReading.ts';

/** Reads PostgreSQL statements: the grammar judges, the tokens give the places, unfinished text is read by tokens. */
export function createPostgresqlReader(grammar: PostgresqlGrammar): StatementReader {
  const readInner = (inner: StatementSource): readonly Operation[] => readSource(grammar, inner).operations;
  return { dialect: 'postgresql', read: sql => readText(grammar, sql, readInner) };
}

function readText(grammar: PostgresqlGrammar, sql: string, readInner: InnerReader): StatementSyntax {
  // The grammar would take a NUL for the end of the text and read a statement that is not there.
  if (sql.includes('\0')) return unreadable(sql);
  const short = shortenInsert(sql);
  if (short === null) return readSource(grammar, createSource(sql, readInner));
  const source = { ...createSource(short.sql, readInner), place: short.place, placeEnd: short.place };
  const syntax = readSource(grammar, source);
  const operations = syntax.operations.map(operation =>
    operation.kind === 'Insert' ? { ...operation, rows: short.rows } : operation,
  );
  return { ...syntax, operations };
}

function unreadable(sql: string): StatementSyntax {
  const span = { start: 0, end: sql.length };
  return {
    ...PLAIN_SYNTAX,
    level: 'opaque',
    error: { message: 'the text holds a NUL character', span },
    operations: [{ kind: 'Unknown', span, verb: '', object: null, harmless: false }],
  };
}

function readSource(grammar: PostgresqlGrammar, source: StatementSource): StatementSyntax {
  const parsed = grammar.parse(source.sql);
  if ('error' in parsed) return readWithoutGrammar(source, grammar, parsed.error);
  const statements = parsed.tree.stmts ?? [];
  const [statement] = statements;
  if (statements.length > 1) return readSeveral(source, statements);
  const operations = statement?.stmt === undefined ? [] : lowerStatement(source, statement.stmt);
  if (operations === null) return readWithoutGrammar(source, grammar, null);
  const isTableList = statement?.stmt !== undefined && namesTable(source, statement.stmt);
  return readInFull(operations, isTableList ? alterTableHead(source) : null);
}

/** Written out: copying {@link PLAIN_SYNTAX} and replacing its fields costs as much as a simple statement's reading. */
function readInFull(operations: readonly Operation[], alterTable: AlterTableHead | null): StatementSyntax {
  return {
    level: 'full',
    operations,
    algorithm: null,
    lock: null,
    wait: null,
    online: false,
    alterTable,
    error: null,
  };
}

/** ALTER TABLE of one table: not ALL IN TABLESPACE. */
function namesTable(source: StatementSource, node: Node): boolean {
  return isAlterTable(source) && !('AlterTableMoveAllStmt' in node);
}

/** Text that holds more than one statement: a terminator that the caller did not see. */
function readSeveral(source: StatementSource, statements: readonly RawStmt[]): StatementSyntax {
  const operations = statements.flatMap(({ stmt_location: location = 0, stmt_len: length = 0 }) => {
    const from = tokenAt(source, location);
    // No length is given for a statement that reaches to the end.
    const to = length === 0 ? source.tokens.length : tokenAt(source, location + length);
    return source.readInner(createPart(source, from, to));
  });
  return readInFull(operations, null);
}
