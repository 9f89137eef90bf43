import { findTable, sessionVariable } from '../../catalog/catalog.ts';
import { isAtLeast, version } from '../../engines/engine.ts';
import {
  isLargeObject,
  isWrongCurrentTime,
  isWrongDefault,
  isZeroDate,
  type KeyColumn,
  keyBytes,
  longestKey,
  needsPrefix,
  takesLiteralDefault,
  writtenCharset,
} from '../../engines/mysql/definitionRules.ts';
import { LONGEST_ROW, leastRowBytes, longestVarchar } from '../../engines/mysql/rowSize.ts';
import type { AddColumn } from '../../operations/columnOperations.ts';
import type { ColumnDefinition, TypeReference } from '../../operations/columns.ts';
import { type IndexPart, PLAIN_PART } from '../../operations/constraints.ts';
import type { Identifier } from '../../operations/names.ts';
import type { CreateTable } from '../../operations/tableOperations.ts';
import { type Span, span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { certainTable } from './certainty.ts';
import { addedAutoColumn, autoColumns } from './mysqlAutoColumns.ts';
import { limitBroken } from './mysqlTypeLimits.ts';
import type { Rejected } from './postgresqlDefinitions.ts';
import { isStrictMode } from './sqlMode.ts';
import { typeText } from './typeText.ts';
import { code } from './wording.ts';

const LONGEST_NAME = 64;

/** MySQL and MariaDB: what they reject in the definition. */
export function* rejectedByMysql(context: OperationContext): Generator<Rejected> {
  const { operation } = context;
  switch (operation.kind) {
    case 'CreateTable':
      yield* tableRefused(context, operation);
      return;
    case 'AddColumn':
      yield* columnRefused(context, operation.column);
      yield* addedColumnRefused(context, operation);
      return;
    case 'ModifyColumn':
      yield* columnRefused(context, operation.definition);
      return;
    case 'CreateIndex': {
      const { index } = operation;
      if (index.name !== null) yield* longName(index.name.name);
      if (index.method === 'fulltext' || index.method === 'spatial') return;
      yield* keyOfTable(context, index.parts, { isUnique: index.unique, isPrimary: false });
      return;
    }
    case 'AddConstraint': {
      const { constraint } = operation;
      if (constraint.name !== null) yield* longName(constraint.name);
      if (constraint.kind === 'primary-key' || constraint.kind === 'unique')
        yield* keyOfTable(context, constraint.parts, {
          isUnique: true,
          isPrimary: constraint.kind === 'primary-key',
        });
    }
  }
}

/** What a new column does to its table, as far as the table is known. */
function* addedColumnRefused(
  context: OperationContext,
  { column, table: name }: AddColumn,
): Generator<Rejected> {
  const table = certainTable(context, name);
  yield* addedAutoColumn(context, column, table);
  yield* columnTooWide(context, column, table === undefined ? null : writtenCharset(table.options));
  if (table === undefined || !isInnodb(table.options)) return;
  const added: KeyColumn = { name: column.name.value, type: column.type };
  yield* inlineKeys(context, column, [added], table.options);
  yield* rowTooLong([...table.columns, added], table.options, column.span);
}

interface KeyKind {
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
}

function* keyOfTable(
  context: OperationContext,
  parts: readonly IndexPart[],
  kind: KeyKind,
): Generator<Rejected> {
  const { operation } = context;
  if (!('table' in operation) || operation.table === null) return;
  const table = certainTable(context, operation.table);
  if (table === undefined || !isInnodb(table.options)) return;
  yield* keyRefused(context, parts, table.columns, table.options, kind);
}

function isInnodb(options: Readonly<Record<string, string>>): boolean {
  return (options['engine'] ?? 'innodb').toLowerCase() === 'innodb';
}

function* tableRefused(context: OperationContext, operation: CreateTable): Generator<Rejected> {
  const options = Object.fromEntries(operation.options.map(({ name, value }) => [name, value]));
  if (findTable(context.before, operation.table) !== undefined) return;
  yield* longName(operation.table.name);
  for (const column of operation.columns) {
    yield* columnRefused(context, column);
    yield* columnTooWide(context, column, writtenCharset(options));
  }
  if (!isInnodb(options)) return;
  const columns: KeyColumn[] = operation.columns.map(({ name, type }) => ({ name: name.value, type }));
  for (const { kind, name, ...constraint } of operation.constraints) {
    if (name !== null) yield* longName(name);
    if ((kind === 'primary-key' || kind === 'unique') && 'parts' in constraint)
      yield* keyRefused(context, constraint.parts, columns, options, {
        isUnique: true,
        isPrimary: kind === 'primary-key',
      });
  }
  for (const index of operation.indexes)
    if (index.method !== 'fulltext' && index.method !== 'spatial')
      yield* keyRefused(context, index.parts, columns, options, { isUnique: index.unique, isPrimary: false });
  for (const column of operation.columns) yield* inlineKeys(context, column, columns, options);
  yield* rowTooLong(columns, options, operation.table.span);
  if (operation.like.length === 0 && operation.asQuery === null) yield* autoColumns(operation);
}

/** A key that the column's own definition makes. There is no place for a prefix. */
function* inlineKeys(
  context: OperationContext,
  { name, primaryKey, unique }: ColumnDefinition,
  columns: readonly KeyColumn[],
  options: Readonly<Record<string, string>>,
): Generator<Rejected> {
  const key = primaryKey ?? unique;
  if (key === null) return;
  const part: IndexPart = { ...PLAIN_PART, column: name, span: key.span };
  const kind = { isUnique: true, isPrimary: primaryKey !== null };
  for (const { span, what, code: error } of keyRefused(context, [part], columns, options, kind))
    yield { span, what, code: error };
}

function* rowTooLong(
  columns: readonly KeyColumn[],
  options: Readonly<Record<string, string>>,
  place: Span,
): Generator<Rejected> {
  const charset = writtenCharset(options);
  const bytes = columns.reduce(
    (sum, { type }) => sum + (type === null ? 0 : leastRowBytes(type, charset)),
    0,
  );
  if (bytes > LONGEST_ROW && !columns.some(({ type }) => type !== null && isTooWide(type, charset)))
    yield {
      span: place,
      what: `Its rows take up to ${bytes} bytes besides BLOB and TEXT, and ${LONGEST_ROW} are possible`,
      code: '1118',
    };
}

/** Without strict mode the server makes it a TEXT, and warns. */
function* columnTooWide(
  context: OperationContext,
  { name, type }: ColumnDefinition,
  charset: string | null,
): Generator<Rejected> {
  if (type === null || !isTooWide(type, charset) || !isStrictMode(context)) return;
  yield {
    span: type.span,
    what: `${code(name.value)} has more characters than the ${longestVarchar(type, charset)} that fit into a row`,
    code: '1074',
  };
}

function isTooWide(type: TypeReference, charset: string | null): boolean {
  const longest = longestVarchar(type, charset);
  return longest !== null && Number(type.arguments[0]) > longest;
}

function* longName(name: Identifier): Generator<Rejected> {
  if ([...name.value].length <= LONGEST_NAME) return;
  yield {
    span: name.span,
    what: `The name ${code(name.value)} is longer than ${LONGEST_NAME} characters`,
    code: '1059',
  };
}

function* columnRefused(context: OperationContext, column: ColumnDefinition): Generator<Rejected> {
  yield* longName(column.name);
  const { type } = column;
  yield* limitBroken(context, column);
  const value = column.default;
  if (type === null || value === null) return;
  const isLiteral = value.value.kind === 'literal' && !value.value.text.trim().startsWith('(');
  if (isLiteral && (isLargeObject(type) || type.name === 'json') && !takesLiteralDefault(context.target)) {
    if (isStrictMode(context))
      yield {
        span: value.span,
        what: `${code(column.name.value)} is ${type.name}, which has no literal default`,
        code: '1101',
        ...(isAtLeast(context.target.version, version(8, 0, 13))
          ? { cure: 'expression-default' as const }
          : {}),
      };
    return;
  }
  if (isWrongCurrentTime(column, context.target))
    yield {
      span: value.span,
      what: `${code(value.value.text)} is a default of TIMESTAMP and DATETIME columns with as many digits of a second, and ${code(column.name.value)} is ${typeText(type)}`,
      code: '1067',
    };
  else if (isWrongDefault(column, { isStrict: isStrictMode(context) }))
    yield {
      span: value.span,
      what: `${code(value.value.text)} is no value of ${code(column.name.value)} ${type.name}`,
      code: '1067',
    };
  else if (context.target.engine === 'mysql' && isZeroDate(column) && refusesZeroDates(context))
    yield {
      span: value.span,
      what: `The default of ${code(column.name.value)} is a date of zeros`,
      code: '1067',
    };
}

/** NO_ZERO_DATE is in the default mode of MySQL since 5.7.8. */
function refusesZeroDates(context: OperationContext): boolean {
  if (sessionVariable(context.before, 'sql_mode') !== undefined) return false;
  const mode = context.target.settings['sql_mode'];
  return mode === undefined || /NO_ZERO_DATE|TRADITIONAL/i.test(mode);
}

function* keyRefused(
  { target }: OperationContext,
  parts: readonly IndexPart[],
  columns: readonly KeyColumn[],
  options: Readonly<Record<string, string>>,
  { isUnique, isPrimary }: KeyKind,
): Generator<Rejected> {
  const longest = longestKey(options['row_format']);
  const charset = writtenCharset(options);
  let total = 0;
  for (const part of parts) {
    const type = columns.find(({ name }) => name.toLowerCase() === part.column?.value.toLowerCase())?.type;
    if (part.column === null || type == null) return;
    if (type.name === 'json' && target.engine === 'mysql') {
      yield {
        span: part.span,
        what: `${code(part.column.value)} is json, which a key holds only by way of a generated column`,
        code: '3152',
      };
      return;
    }
    if (isLargeObject(type)) {
      if (part.prefixLength === null && needsPrefix(target, { isPrimary }))
        yield {
          span: part.span,
          what: `${code(part.column.value)} is ${type.name}, of which a key holds only so many characters as it says`,
          code: '1170',
          cure: 'prefix',
        };
      return;
    }
    const bytes = keyBytes(type, charset, part.prefixLength);
    if (bytes === null) return;
    total += bytes;
  }
  // MariaDB cuts one column of a plain key, and makes a hash of a unique one.
  const isLenient = target.engine === 'mariadb' && !isPrimary && (isUnique || parts.length === 1);
  if (total <= longest || isLenient) return;
  yield {
    span: spanOf(parts),
    what: `This key takes up to ${total} bytes, and ${longest} are possible`,
    code: '1071',
  };
}

function spanOf(parts: readonly IndexPart[]): Span {
  return span(parts[0]?.span.start ?? 0, parts.at(-1)?.span.end ?? 0);
}
