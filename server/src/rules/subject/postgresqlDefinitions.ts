import { findColumn, findTable, nameKey } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import { isCastAutomatic } from '../../engines/postgresql/castMatrix.ts';
import { mutableFunction, zonedColumn } from '../../engines/postgresql/definitionRules.ts';
import type { Expression, TypeReference } from '../../operations/columns.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { AlterColumnType } from '../../operations/tableOperations.ts';
import type { Span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { certainTable } from './certainty.ts';
import { typeText } from './typeText.ts';
import { code, columnCode } from './wording.ts';

/** A part of a definition that the server rejects. */
export interface Rejected {
  readonly span: Span;
  /** What is wrong, as a sentence without its end. */
  readonly what: string;
  readonly code: string;
  readonly cure?: 'using' | 'prefix' | 'expression-default';
}

const LONGEST_NAME = 63;

/** PostgreSQL: what it rejects in the definition. */
export function* rejectedByPostgresql(context: OperationContext): Generator<Rejected> {
  const { operation } = context;
  switch (operation.kind) {
    case 'AlterColumnType':
      yield* castRefused(context, operation);
      return;
    case 'CreateIndex': {
      const table = certainTable(context, operation.table);
      yield* expressionsRefused(context, table, operation.index.parts, operation.index.predicate);
      if (table !== undefined && operation.index.method === 'btree')
        yield* unordered(table, operation.index.parts);
      return;
    }
    case 'CreateTable':
      for (const column of operation.columns)
        if (column.generated !== null) yield* generatedRefused(context, column.generated.value.expression);
      yield* cutNames(context);
      return;
    case 'AddColumn':
      if (operation.column.generated !== null)
        yield* generatedRefused(context, operation.column.generated.value.expression);
  }
}

function* castRefused(context: OperationContext, operation: AlterColumnType): Generator<Rejected> {
  const table = certainTable(context, operation.table);
  const column = findColumn(context.before, table, operation.column);
  if (column?.type == null || column.generated !== null) return;
  if (isAutomatic(context, column.type, operation.type) !== false) return;
  const [from, to] = [typeText(column.type), typeText(operation.type)];
  if (operation.using === null) {
    yield {
      span: operation.type.span,
      what: `${columnCode(operation.table, column.name)} is ${from}, which becomes ${to} only with USING`,
      code: '42804',
      cure: 'using',
    };
    return;
  }
  const dropsDefault = context.statement.operations.some(
    other => other.kind === 'DropColumnDefault' && other.column.value === operation.column.value,
  );
  if (column.default === null || column.default.kind === 'null' || dropsDefault) return;
  yield {
    span: operation.type.span,
    what: `The default ${code(column.default.text)} of ${columnCode(operation.table, column.name)} does not become ${to} by itself, whatever USING says; drop it first and set it again`,
    code: '42804',
  };
}

/** Measured: text and other enums become an enum with USING only. */
function isAutomatic(context: OperationContext, from: TypeReference, to: TypeReference): boolean | null {
  if (from.arrayDimensions > 0 || to.arrayDimensions > 0) return null;
  const target = enumNamed(context, to);
  if (target)
    return enumNamed(context, from)
      ? from.name === to.name
      : from.name === 'text' || from.name === 'character varying'
        ? false
        : null;
  if (from.schema !== null || to.schema !== null) return null;
  return isCastAutomatic(from.name, to.name);
}

function enumNamed({ before }: OperationContext, { schema, name, span }: TypeReference): boolean {
  const identifier = (value: string) => ({ value, quoted: true, span });
  const key = nameKey(before, 'type', {
    schema: schema === null ? null : identifier(schema),
    name: identifier(name),
    span,
  });
  const found = before.get(key);
  return found?.kind === 'enum' && found.certain;
}

function* expressionsRefused(
  context: OperationContext,
  table: Table | undefined,
  parts: readonly IndexPart[],
  predicate: Expression | null,
): Generator<Rejected> {
  const expressions = parts.flatMap(({ expression }) => (expression === null ? [] : [expression]));
  for (const expression of [...expressions, ...(predicate === null ? [] : [predicate])]) {
    const name = mutableFunction(context.before, expression);
    const column = name === null && table !== undefined ? zonedColumn(table, expression) : null;
    if (name === null && column === null) continue;
    yield {
      span: expression.span,
      what:
        name === null
          ? `${code(expression.text)} depends on the session's time zone, because ${code(column ?? '')} is a timestamp with time zone`
          : `${code(name)} may give another value tomorrow, so that no index can rest on it`,
      code: '42P17',
    };
  }
}

function* generatedRefused(context: OperationContext, expression: Expression): Generator<Rejected> {
  const name = mutableFunction(context.before, expression);
  if (name === null) return;
  yield {
    span: expression.span,
    what: `${code(name)} may give another value tomorrow, so that no column can be generated by it`,
    code: '42P17',
  };
}

/** Types without an order. */
const UNORDERED: ReadonlySet<string> = new Set(['json', 'xml', 'point']);

function* unordered(table: Table, parts: readonly IndexPart[]): Generator<Rejected> {
  for (const { column, operatorClass, span } of parts) {
    const type = table.columns.find(({ name }) => name === column?.value)?.type;
    if (column === null || operatorClass !== null || type == null || type.schema !== null) continue;
    if (!UNORDERED.has(type.name) || type.arrayDimensions > 0) continue;
    yield {
      span,
      what: `${code(column.value)} is ${type.name}, which has no order for a B-tree index`,
      code: '42704',
    };
  }
}

/** Names are cut at 63 bytes, and two of them may then be one. */
function* cutNames({ operation, before }: OperationContext): Generator<Rejected> {
  if (operation.kind !== 'CreateTable' || findTable(before, operation.table) !== undefined) return;
  const seen = new Map<string, string>();
  for (const { name } of operation.columns) {
    const cut = new TextDecoder().decode(new TextEncoder().encode(name.value).slice(0, LONGEST_NAME));
    const other = seen.get(cut);
    if (other !== undefined && other !== name.value)
      yield {
        span: name.span,
        what: `Names are cut at 63 bytes, and ${code(name.value)} is then ${code(other)} again`,
        code: '42701',
      };
    seen.set(cut, name.value);
  }
}
