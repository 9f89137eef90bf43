import { findTable, sessionVariable } from '../../catalog/catalog.ts';
import { isAtLeast, version } from '../../engines/engine.ts';
import {
  isLargeObject,
  isWrongDefault,
  isZeroDate,
  type KeyColumn,
  keyBytes,
  longestKey,
  needsPrefix,
  takesLiteralDefault,
  writtenCharset,
} from '../../engines/mysql/definitionRules.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { Identifier } from '../../operations/names.ts';
import type { CreateTable } from '../../operations/tableOperations.ts';
import { type Span, span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { certainTable } from './certainty.ts';
import type { Rejected } from './postgresqlDefinitions.ts';
import { isStrictMode } from './sqlMode.ts';
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
  for (const column of operation.columns) yield* columnRefused(context, column);
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
  if (operation.like.length === 0 && operation.asQuery === null) yield* autoColumns(operation);
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
  if (isWrongDefault(column))
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

/** One AUTO_INCREMENT column, and it must lead a key. */
function* autoColumns(operation: CreateTable): Generator<Rejected> {
  const autos = operation.columns.filter(({ autoIncrement }) => autoIncrement !== null);
  const [first, second] = autos;
  if (first === undefined) return;
  if (second !== undefined) {
    yield { span: second.name.span, what: 'A table has one AUTO_INCREMENT column at most', code: '1075' };
    return;
  }
  const name = first.name.value.toLowerCase();
  const leads = (parts: readonly IndexPart[]): boolean => parts[0]?.column?.value.toLowerCase() === name;
  const isKey =
    first.primaryKey !== null ||
    first.unique !== null ||
    operation.indexes.some(({ parts }) => leads(parts)) ||
    operation.constraints.some(
      constraint =>
        (constraint.kind === 'primary-key' || constraint.kind === 'unique') && leads(constraint.parts),
    );
  if (!isKey)
    yield {
      span: first.name.span,
      what: `The AUTO_INCREMENT column ${code(first.name.value)} leads no key`,
      code: '1075',
    };
}
