import type { Node, TypeName } from '@pgsql/types';
import { stringValue } from '../../syntax/postgresql/literals.ts';
import type { TypeReference } from '../columns.ts';
import { TokenCursor } from './cursor.ts';
import { insideBracket, type StatementSource, spanOf, splitAtCommas, textOf, tokenAt } from './source.ts';

/** Reads the type of a tree node; null when the node is missing, as for a column of a typed table. */
export function readType(source: StatementSource, node: TypeName | undefined): TypeReference | null {
  return node === undefined ? null : readTypeAndEnd(source, node).type;
}

/** The type and the index of the token after it. */
export function readTypeAndEnd(
  source: StatementSource,
  node: TypeName,
): { readonly type: TypeReference; readonly end: number } {
  const cursor = new TokenCursor(source, tokenAt(source, node.location));
  cursor.take('setof');
  const from = cursor.at;
  const bracket = walkType(cursor);
  const { name, schema } = canonicalName(stringList(node.names), node.pct_type === true);
  const type: TypeReference = {
    name,
    schema,
    arguments: bracket === -1 ? [] : argumentsOf(source, bracket),
    arrayDimensions: node.arrayBounds?.length ?? 0,
    unsigned: false,
    zerofill: false,
    charset: null,
    collation: null,
    span: spanOf(source, from, cursor.at),
    text: textOf(source, from, cursor.at),
  };
  return { type, end: cursor.at };
}

/** The texts of a list of String nodes. */
export function stringList(nodes: readonly Node[] | undefined): string[] {
  const texts: string[] = [];
  for (const node of nodes ?? []) if ('String' in node) texts.push(node.String.sval ?? '');
  return texts;
}

const INTERVAL_FIELDS: readonly string[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'to'];

/** Moves the cursor over a type and returns the index of the bracket with its arguments, or -1. */
function walkType(cursor: TokenCursor): number {
  let bracket = -1;
  const takeArguments = (): void => {
    if (cursor.word !== '(') return;
    bracket = cursor.at;
    cursor.skip();
  };
  if (cursor.takeOneOf('time', 'timestamp') !== '') {
    takeArguments();
    if (!cursor.take('with', 'time', 'zone')) cursor.take('without', 'time', 'zone');
  } else if (cursor.take('interval')) {
    takeArguments();
    while (cursor.takeOneOf(...INTERVAL_FIELDS) !== '') takeArguments();
  } else if (!cursor.take('double', 'precision')) {
    const national = cursor.take('national');
    const varies = cursor.takeOneOf('character', 'char', 'nchar', 'bit') !== '';
    if (varies) cursor.take('varying');
    else if (!national) cursor.objectName();
    if (cursor.take('%')) cursor.take('type');
    takeArguments();
  }
  cursor.take('array');
  while (cursor.word === '[') cursor.skip();
  return bracket;
}

function argumentsOf(source: StatementSource, bracket: number): string[] {
  const { from, to } = insideBracket(source, bracket, source.tokens.length);
  return splitAtCommas(source, from, to).map(piece => {
    const token = source.tokens[piece.from];
    const isString = token?.kind === 'string' && piece.to === piece.from + 1;
    return isString ? stringValue(source.sql, token) : textOf(source, piece.from, piece.to);
  });
}

/** Internal names by the SQL names that psql shows (format_type of the server). */
const SQL_NAMES: ReadonlyMap<string, string> = new Map([
  ['int2', 'smallint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['bool', 'boolean'],
  ['varchar', 'character varying'],
  ['bpchar', 'character'],
  ['varbit', 'bit varying'],
  ['timestamp', 'timestamp without time zone'],
  ['timestamptz', 'timestamp with time zone'],
  ['time', 'time without time zone'],
  ['timetz', 'time with time zone'],
  ['decimal', 'numeric'],
  ['serial2', 'smallserial'],
  ['serial4', 'serial'],
  ['serial8', 'bigserial'],
  ['char', '"char"'],
]);

function canonicalName(
  names: readonly string[],
  isColumnType: boolean,
): { readonly name: string; readonly schema: string | null } {
  const name = names.at(-1) ?? '';
  const schema = names.at(-2) ?? null;
  if (isColumnType) return { name: `${names.join('.')}%type`, schema: null };
  if (schema !== null && schema !== 'pg_catalog') return { name, schema };
  return { name: SQL_NAMES.get(name) ?? name, schema: null };
}
