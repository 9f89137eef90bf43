import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Expression } from '../columns.ts';
import type { Identifier } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import type { PartitionDefinition, Subpartition, ValuesBound } from '../partitionOperations.ts';
import { expressionBetween, readExpressionUntil } from './expression.ts';
import { identifierOf, readIdentifier } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { readTableOption } from './tableOptions.ts';

const VALUE_ENDS: ReadonlySet<string> = new Set([',']);

/** Reads `(PARTITION p ..., PARTITION q ...)`. */
export function readPartitionList(cursor: TokenCursor): PartitionDefinition[] {
  cursor.expect('(');
  const definitions: PartitionDefinition[] = [];
  do definitions.push(readPartitionDefinition(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return definitions;
}

/** Reads `PARTITION p VALUES ... options (subpartitions)`; MariaDB takes it without the first word too. */
export function readPartitionDefinition(cursor: TokenCursor): PartitionDefinition {
  const from = cursor.index;
  cursor.accept('PARTITION');
  const name = readIdentifier(cursor);
  const bound = readBound(cursor);
  const options = readPartitionOptions(cursor);
  const subpartitions: Subpartition[] = [];
  if (cursor.accept('(')) {
    do subpartitions.push(readSubpartition(cursor));
    while (cursor.accept(','));
    cursor.expect(')');
  }
  return { span: cursor.spanFrom(from), name, bound, options, subpartitions };
}

/** Reads `VALUES LESS THAN (...)`, `VALUES IN (...)`, DEFAULT, HISTORY or CURRENT if one stands here. */
function readBound(cursor: TokenCursor): ValuesBound | null {
  const from = cursor.index;
  for (const kind of ['history', 'current', 'default'] as const) {
    if (cursor.accept(kind.toUpperCase())) return { kind, span: cursor.spanFrom(from), values: [] };
  }
  if (!cursor.accept('VALUES')) return null;
  if (!cursor.acceptSequence('LESS', 'THAN')) {
    cursor.expect('IN');
    const values = readValues(cursor);
    return { kind: 'in', span: cursor.spanFrom(from), values };
  }
  const values = cursor.at('MAXVALUE') ? [readMaxvalue(cursor)] : readValues(cursor);
  return { kind: 'less-than', span: cursor.spanFrom(from), values };
}

/** MAXVALUE for a single column may stand without parentheses. */
function readMaxvalue(cursor: TokenCursor): Expression {
  const from = cursor.index;
  cursor.advance();
  return expressionBetween(cursor, from, cursor.index);
}

function readValues(cursor: TokenCursor): Expression[] {
  const close = cursor.closeOf(cursor.index);
  cursor.expect('(');
  const widen = cursor.narrow(close);
  const values: Expression[] = [];
  do values.push(readExpressionUntil(cursor, VALUE_ENDS));
  while (cursor.accept(','));
  widen();
  cursor.expect(')');
  return values;
}

function readSubpartition(cursor: TokenCursor): Subpartition {
  const from = cursor.index;
  cursor.expect('SUBPARTITION');
  const name = readSubpartitionName(cursor);
  const options = readPartitionOptions(cursor);
  return { span: cursor.spanFrom(from), name, options };
}

/** The server takes a literal for the name too. */
function readSubpartitionName(cursor: TokenCursor): Identifier {
  const { token } = cursor;
  if (token.kind === 'word' || token.kind === 'quoted') {
    cursor.advance();
    return identifierOf(cursor, token);
  }
  return { value: readOptionValue(cursor), quoted: true, span: cursor.spanOf(token) };
}

function readPartitionOptions(cursor: TokenCursor): NamedOption[] {
  const options: NamedOption[] = [];
  while (!cursor.failed) {
    const from = cursor.index;
    if (cursor.at('STORAGE') && cursor.peek().text === 'ENGINE') cursor.advance();
    const option = readTableOption(cursor);
    if (option === null) return options;
    options.push({ ...option, span: cursor.spanFrom(from) });
  }
  return options;
}
