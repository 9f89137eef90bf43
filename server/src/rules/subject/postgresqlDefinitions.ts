import { findColumn } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import { isCastAutomatic } from '../../engines/postgresql/castMatrix.ts';
import { wrongDefault } from '../../engines/postgresql/defaultRules.ts';
import {
  mutableFunction,
  type TypedColumn,
  takesSessionConfiguration,
  zonedColumn,
} from '../../engines/postgresql/definitionRules.ts';
import type { ColumnDefinition, Expression, TypeReference } from '../../operations/columns.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { AlterColumnType } from '../../operations/tableOperations.ts';
import type { Span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { certainTable } from './certainty.ts';
import { typeInCatalog } from './typeInCatalog.ts';
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
    case 'CreateTable': {
      const columns = operation.columns.map(({ name, type }) => ({ name: name.value, type }));
      for (const column of operation.columns) yield* columnRefused(context, column, columns);
      return;
    }
    case 'AddColumn':
      yield* columnRefused(context, operation.column, certainTable(context, operation.table)?.columns ?? []);
      return;
    case 'SetColumnDefault': {
      const table = certainTable(context, operation.table);
      const type = findColumn(context.before, table, operation.column)?.type;
      if (type != null) yield* defaultRefused(context, operation.column.value, type, operation.default);
    }
  }
}

function* columnRefused(
  context: OperationContext,
  column: ColumnDefinition,
  table: readonly TypedColumn[],
): Generator<Rejected> {
  if (column.generated !== null) yield* generatedRefused(context, column.generated.value.expression, table);
  if (column.type !== null && column.default !== null)
    yield* defaultRefused(context, column.name.value, column.type, column.default.value);
}

function* defaultRefused(
  context: OperationContext,
  name: string,
  type: TypeReference,
  value: Expression,
): Generator<Rejected> {
  const user = typeInCatalog(context.before, type);
  const wrong = wrongDefault(type, value, user?.kind === 'enum' && user.certain ? user.labels : null);
  if (wrong === null) return;
  yield {
    span: value.span,
    what: `${code(value.text)} is no default for ${code(name)} ${typeText(type)}`,
    code: wrong.code,
  };
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

/** Measured: text and other enums become an enum with USING only; an array becomes text, and nothing becomes an array. */
function isAutomatic(context: OperationContext, from: TypeReference, to: TypeReference): boolean | null {
  if (from.schema === null && to.schema === null && from.arrayDimensions > 0 !== to.arrayDimensions > 0)
    return isBuiltIn(from) && isBuiltIn(to) ? TEXTS.has(to.name) && to.arrayDimensions === 0 : null;
  if (from.arrayDimensions > 0 || to.arrayDimensions > 0) return null;
  const target = isEnum(context, to);
  if (target)
    return isEnum(context, from)
      ? from.name === to.name
      : from.name === 'text' || from.name === 'character varying'
        ? false
        : null;
  if (from.schema !== null || to.schema !== null) return null;
  return isCastAutomatic(from.name, to.name);
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);

function isBuiltIn({ name }: TypeReference): boolean {
  return isCastAutomatic(name, name) === true;
}

function isEnum(context: OperationContext, type: TypeReference): boolean {
  const found = typeInCatalog(context.before, type);
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
    const reason = notImmutable(context, expression, table?.columns ?? []);
    if (reason !== null)
      yield { span: expression.span, what: `${reason}, so that no index can rest on it`, code: '42P17' };
  }
}

function* generatedRefused(
  context: OperationContext,
  expression: Expression,
  table: readonly TypedColumn[],
): Generator<Rejected> {
  const reason = notImmutable(context, expression, table);
  if (reason !== null)
    yield {
      span: expression.span,
      what: `${reason}, so that no column can be generated by it`,
      code: '42P17',
    };
}

/** Why the expression is not IMMUTABLE, as the head of a sentence; null where nothing certain is known against it. */
function notImmutable(
  { before }: OperationContext,
  expression: Expression,
  table: readonly TypedColumn[],
): string | null {
  const name = mutableFunction(before, expression);
  if (name !== null) return `${code(name)} may give another value tomorrow`;
  if (takesSessionConfiguration(expression))
    return `${code('to_tsvector')} without a configuration, as in ${code("to_tsvector('english', ...)")}, takes the one of the session`;
  const column = zonedColumn(table, expression);
  return column === null
    ? null
    : `${code(expression.text)} depends on the session's time zone, because ${code(column)} is a timestamp with time zone`;
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
