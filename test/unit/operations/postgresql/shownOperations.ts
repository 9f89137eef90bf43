import assert from 'node:assert/strict';
import { createPostgresqlReader } from '../../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../../server/src/operations/reader.ts';
import type { StatementSyntax } from '../../../../server/src/operations/statementSyntax.ts';
import { testGrammar } from '../../syntax/postgresql/testGrammar.ts';

export async function testReader(): Promise<StatementReader> {
  return createPostgresqlReader(await testGrammar());
}

/**
 * Operations in a form that a test can state: a span is the text that it cuts out of the statement, a name is
 * `schema.name` as stored. The text of every name is held against its stored value on the way.
 */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [key: string]: Shown };

export function shown(sql: string, value: unknown): Shown {
  if (Array.isArray(value)) return value.map(member => shown(sql, member));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined || typeof value !== 'object') return null;
  if (isSpan(value)) return cut(sql, value);
  if (isIdentifier(value)) return shownIdentifier(sql, value);
  if (isObjectName(value)) return shownName(sql, value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shown(sql, member)]));
}

interface SpanLike {
  readonly start: number;
  readonly end: number;
}
interface IdentifierLike {
  readonly value: string;
  readonly quoted: boolean;
  readonly span: SpanLike;
}
interface NameLike {
  readonly schema: IdentifierLike | null;
  readonly name: IdentifierLike;
  readonly span: SpanLike;
}

function hasKeys(value: object, ...keys: readonly string[]): boolean {
  return Object.keys(value).length === keys.length && keys.every(key => key in value);
}

function isSpan(value: object): value is SpanLike {
  return hasKeys(value, 'start', 'end');
}

function isIdentifier(value: object): value is IdentifierLike {
  return hasKeys(value, 'value', 'quoted', 'span');
}

function isObjectName(value: object): value is NameLike {
  return hasKeys(value, 'schema', 'name', 'span');
}

function cut(sql: string, { start, end }: SpanLike): string {
  assert.ok(
    0 <= start && start <= end && end <= sql.length,
    `span ${start}-${end} of ${JSON.stringify(sql)}`,
  );
  const text = sql.slice(start, end);
  assert.equal(text, text.trim(), `span with blanks around it: ${JSON.stringify(text)}`);
  return text;
}

function shownIdentifier(sql: string, { value, quoted, span }: IdentifierLike): string {
  const text = cut(sql, span);
  assert.equal(quoted, /^(?:U&)?"/i.test(text), `quoted: ${text}`);
  if (/^[a-z0-9_$ü]{1,30}$/i.test(text)) assert.equal(value, text.toLowerCase());
  if (/^"[^"]{1,15}"$/.test(text)) assert.equal(`"${value}"`, text);
  return value;
}

function shownName(sql: string, { schema, name, span }: NameLike): string {
  assert.equal(span.end, name.span.end);
  if (schema === null || !sql.slice(span.start, span.end).includes('.')) {
    assert.equal(span.start, name.span.start);
  } else {
    assert.equal(span.start, schema.span.start);
  }
  const own = shownIdentifier(sql, name);
  return schema === null ? own : `${shownIdentifier(sql, schema)}.${own}`;
}

/** What a test states of a value: the fields it names must be equal, and lists must be of equal length. */
export type Stated =
  | string
  | number
  | boolean
  | null
  | readonly Stated[]
  | { readonly [key: string]: Stated };

export function assertStated(actual: Shown, stated: Stated, path: string): void {
  if (Array.isArray(stated)) {
    assert.ok(Array.isArray(actual), path);
    assert.equal(actual.length, stated.length, `${path}: ${JSON.stringify(actual)}`);
    stated.forEach((member: Stated, index) => {
      assertStated(actual[index] ?? null, member, `${path}[${index}]`);
    });
  } else if (typeof stated === 'object' && stated !== null) {
    assert.ok(isFields(actual), `${path}: ${JSON.stringify(actual)}`);
    for (const [key, member] of Object.entries(stated)) {
      assert.ok(key in actual, `${path}.${key} is missing`);
      assertStated(actual[key] ?? null, member, `${path}.${key}`);
    }
  } else {
    assert.deepEqual(actual, stated, path);
  }
}

function isFields(value: Shown): value is { readonly [key: string]: Shown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const COMMENT = '/* ü😀 ; , ( */';

/** The same statement with a comment after its first word, which moves every place and changes no meaning. */
export function withComment(sql: string): string {
  return sql.replace(/^\w+/, word => `${word} ${COMMENT}`);
}

/** Takes the comment out of everything shown. */
export function withoutComment(value: Shown): Shown {
  if (typeof value === 'string') return value.replaceAll(` ${COMMENT}`, '');
  if (Array.isArray(value)) return value.map(withoutComment);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutComment(member)]));
}

export function readShown(
  reader: StatementReader,
  sql: string,
): { readonly syntax: StatementSyntax; readonly operations: Shown } {
  const syntax = reader.read(sql);
  return { syntax, operations: shown(sql, syntax.operations) };
}

/** Reads the statement, holds its operations against what is stated, and does so again with everything moved. */
export async function assertOperations(sql: string, stated: readonly Stated[]): Promise<StatementSyntax> {
  const reader = await testReader();
  const { syntax, operations } = readShown(reader, sql);
  assert.equal(syntax.level, 'full', `${sql}: ${syntax.error?.message}`);
  assert.equal(syntax.error, null);
  assertStated(operations, stated, sql);
  assert.deepEqual(
    withoutComment(readShown(reader, withComment(sql)).operations),
    operations,
    'with a comment before',
  );
  return syntax;
}

/** A table of statements with what is stated of their operations. */
export function describeOperations(
  title: string,
  cases: readonly (readonly [sql: string, ...stated: readonly Stated[]])[],
): void {
  describe(title, () => {
    for (const [sql, ...stated] of cases) {
      it(sql.replace(/\s+/g, ' ').slice(0, 120), async () => {
        await assertOperations(sql, stated);
      });
    }
  });
}
