import { stringContent } from '../../syntax/postgresql/literals.ts';
import { maskTemplates } from '../../syntax/postgresql/templates.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import {
  createInnerSource,
  createPart,
  type StatementSource,
  spanOf,
  splitAtSemicolons,
  type TokenRange,
} from './source.ts';

/** Bodies inside bodies are read this deep. */
const DEEPEST_BODY = 4;

/** The content of the string token at an index as a text of its own; null for another token and for too deep nesting. */
export function stringSource(source: StatementSource, index: number): StatementSource | null {
  const token = source.tokens[index];
  if (token?.kind !== 'string' || source.depth >= DEEPEST_BODY) return null;
  const { value, place } = stringContent(source.sql, token);
  return createInnerSource(source, maskTemplates(value), place);
}

/** The statements of SQL in the string token at an index. */
export function readSqlString(source: StatementSource, index: number): EmbeddedStatement[] {
  const body = stringSource(source, index);
  return body === null ? [] : readEmbeddedSql(body);
}

/** The statements of a text that lies in another; none when it lies too deep. */
export function readEmbeddedSql(body: StatementSource): EmbeddedStatement[] {
  return readStatements(body, splitAtSemicolons(body, 0, body.tokens.length));
}

/** The statements that stand as they are at the given ranges; none when they lie too deep. */
export function readStatements(source: StatementSource, ranges: readonly TokenRange[]): EmbeddedStatement[] {
  if (source.depth > DEEPEST_BODY) return [];
  return ranges.map(({ from, to }) => ({
    span: spanOf(source, from, to),
    operations: source.readInner(createPart(source, from, to)),
  }));
}
