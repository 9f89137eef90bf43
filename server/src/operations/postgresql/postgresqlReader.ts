import type { PostgresqlGrammar } from '../../syntax/postgresql/grammar.ts';
import type { Operation } from '../operation.ts';
import type { StatementReader } from '../reader.ts';
import type { StatementSyntax } from '../statementSyntax.ts';
import { alterTableHead } from './alterTable.ts';
import { lowerStatement } from './lowerStatement.ts';
import { createPart, createSource, type StatementSource, splitAtSemicolons } from './source.ts';
import { isAlterTable, PLAIN_SYNTAX, readWithoutGrammar } from './tolerantReading.ts';

/** Reads PostgreSQL statements: the grammar judges, the tokens give the places, unfinished text is read by tokens. */
export function createPostgresqlReader(grammar: PostgresqlGrammar): StatementReader {
  const readInner = (inner: StatementSource): readonly Operation[] => readSource(grammar, inner).operations;
  return { dialect: 'postgresql', read: sql => readSource(grammar, createSource(sql, readInner)) };
}

function readSource(grammar: PostgresqlGrammar, source: StatementSource): StatementSyntax {
  const parsed = grammar.parse(source.sql);
  if ('error' in parsed) return readWithoutGrammar(source, grammar, parsed.error);
  const [statement, ...others] = parsed.tree.stmts ?? [];
  if (others.length > 0) return readSeveral(source);
  const operations = statement?.stmt === undefined ? [] : lowerStatement(source, statement.stmt);
  if (operations === null) return readWithoutGrammar(source, grammar, null);
  return {
    ...PLAIN_SYNTAX,
    level: 'full',
    operations,
    alterTable: isAlterTable(source) ? alterTableHead(source) : null,
  };
}

/** Text that holds more than one statement: a terminator that the caller did not see. */
function readSeveral(source: StatementSource): StatementSyntax {
  const operations = splitAtSemicolons(source, 0, source.tokens.length).flatMap(({ from, to }) =>
    source.readInner(createPart(source, from, to)),
  );
  return { ...PLAIN_SYNTAX, level: 'full', operations };
}
