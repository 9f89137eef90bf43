import assert from 'node:assert/strict';
import {
  createMysqlReader,
  type MysqlReaderOptions,
} from '../../../../../server/src/operations/mysql/mysqlReader.ts';
import type { OperationKind } from '../../../../../server/src/operations/operation.ts';
import type { ReadLevel, StatementSyntax } from '../../../../../server/src/operations/statementSyntax.ts';

type Values = Readonly<Record<string, unknown>>;

/** Reads one statement and checks that every span in the result cuts out what it claims. */
export function readSql(sql: string, options: Partial<MysqlReaderOptions> = {}): StatementSyntax {
  const syntax = createMysqlReader({ dialect: 'mysql', ...options }).read(sql);
  checkSpans(sql, syntax, false);
  return syntax;
}

/** What a test expects of one operation: its kind, its text, and the fields that matter, in the short form of `shorten`. */
export interface ExpectedOperation {
  readonly kind: OperationKind;
  /** The text that the operation's span cuts out; the whole statement when left out. */
  readonly at?: string;
  readonly [field: string]: unknown;
}

/** Asserts level and operations; fields that are not named are not compared. */
export function assertOperations(
  sql: string,
  expected: readonly ExpectedOperation[],
  options: Partial<MysqlReaderOptions> & { readonly level?: ReadLevel } = {},
): StatementSyntax {
  const syntax = readSql(sql, options);
  const actual = syntax.operations.map(operation => shorten(sql, operation));
  assert.deepEqual(
    actual.map(operation => (isRecord(operation) ? operation['kind'] : null)),
    expected.map(operation => operation.kind),
    sql,
  );
  expected.forEach((wanted, index) => {
    const { at, ...fields } = wanted;
    const found = actual[index];
    assertFields(found, { ...fields, span: at ?? sql }, `${sql} :: ${wanted.kind}`);
  });
  assert.equal(syntax.level, options.level ?? 'full', sql);
  return syntax;
}

/**
 * The short form of a value: a span is the text it cuts out, an identifier its value, a qualified name `schema.name`,
 * an expression its text, an attribute its value.
 */
export function shorten(sql: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => shorten(sql, item));
  if (!isRecord(value)) return value;
  if (isSpan(value)) return sql.slice(value.start, value.end);
  if ('quoted' in value) return value['value'];
  if ('schema' in value && 'name' in value && Object.keys(value).length === 3) {
    const schema = shorten(sql, value['schema']);
    const name = shorten(sql, value['name']);
    return schema === null ? name : `${String(schema)}.${String(name)}`;
  }
  if ('notNullColumns' in value) return value['text'];
  if ('value' in value && 'span' in value && Object.keys(value).length === 2)
    return shorten(sql, value['value']);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(sql, item)]));
}

/** Asserts that `actual` has every field of `expected`, arrays in full, objects in part. */
export function assertFields(actual: unknown, expected: unknown, path: string): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${path}: no list`);
    assert.equal(actual.length, expected.length, `${path}: number of entries: ${JSON.stringify(actual)}`);
    expected.forEach((item, index) => {
      assertFields(actual[index], item, `${path}[${index}]`);
    });
  } else if (isRecord(expected)) {
    assert.ok(isRecord(actual), `${path}: no object but ${JSON.stringify(actual)}`);
    for (const [key, item] of Object.entries(expected)) assertFields(actual[key], item, `${path}.${key}`);
  } else assert.deepEqual(actual, expected, path);
}

function checkSpans(sql: string, value: unknown, insideLiteral: boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) checkSpans(sql, item, insideLiteral);
    return;
  }
  if (!isRecord(value)) return;
  if (isSpan(value)) {
    assert.ok(
      value.start >= 0 && value.start <= value.end && value.end <= sql.length,
      `span outside: ${sql}`,
    );
    return;
  }
  const { span } = value;
  if (isRecord(span) && isSpan(span) && !insideLiteral) {
    const cut = sql.slice(span.start, span.end);
    assert.equal(cut, cut.trimStart(), `span that starts with blanks: ${sql}`);
    if ('quoted' in value && typeof value['value'] === 'string' && !cut.includes('@')) {
      assert.equal(unquoted(cut), value['value'], sql);
    }
    if ('notNullColumns' in value || 'arrayDimensions' in value) assert.equal(value['text'], cut, sql);
  }
  const isLiteral = insideLiteral || value['kind'] === 'DynamicStatement';
  for (const item of Object.values(value)) checkSpans(sql, item, isLiteral);
}

function unquoted(name: string): string {
  const quote = name.charAt(0);
  return '`"\''.includes(quote) ? name.slice(1, -1).replaceAll(quote + quote, quote) : name;
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSpan(value: Values): value is { readonly start: number; readonly end: number } {
  return (
    typeof value['start'] === 'number' && typeof value['end'] === 'number' && Object.keys(value).length === 2
  );
}
