import { type StringContent, stringContent } from '../../syntax/postgresql/literals.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { readPlpgsql } from './plpgsqlBody.ts';
import {
  createInnerSource,
  createPart,
  type StatementSource,
  spanOf,
  splitAtSemicolons,
  type TokenRange,
  wordAt,
} from './source.ts';

/** Bodies inside bodies are read this deep. */
const DEEPEST_BODY = 4;

/** The statements of the string token at an index, in the language of the routine or block; none for other languages. */
export function readBodyString(source: StatementSource, index: number, language: string): EmbeddedStatement[] {
  const token = source.tokens[index];
  if (token?.kind !== 'string' || source.depth >= DEEPEST_BODY) return [];
  const body = innerText(source, stringContent(source.sql, token));
  if (language === 'sql') return readStatements(body, splitAtSemicolons(body, 0, body.tokens.length));
  return language === 'plpgsql' ? readPlpgsql(body) : [];
}

/** The statements of a text that a string token holds, as EXECUTE gets it. */
export function readSqlString(source: StatementSource, index: number): EmbeddedStatement[] {
  return readBodyString(source, index, 'sql');
}

function innerText(source: StatementSource, { value, place }: StringContent): StatementSource {
  return createInnerSource(source, value, place);
}

/** The statements that stand as they are at the given ranges. */
export function readStatements(source: StatementSource, ranges: readonly TokenRange[]): EmbeddedStatement[] {
  return ranges.map(({ from, to }) => ({
    span: spanOf(source, from, to),
    operations: source.readInner(createPart(source, from, to)),
  }));
}

/** `BEGIN ATOMIC ...; END` with ATOMIC at `atomic`; the END that closes it is the statement's last. */
export function readAtomicBody(source: StatementSource, atomic: number): EmbeddedStatement[] {
  let end = source.tokens.length;
  while (end > atomic && wordAt(source, end) !== 'end') end--;
  const ranges = splitAtSemicolons(source, atomic + 1, end);
  return readStatements(
    source,
    ranges.filter(({ from }) => wordAt(source, from) !== 'return'),
  );
}
