import type {
  AlterFunctionStmt,
  CreateFunctionStmt,
  DefineStmt,
  DoStmt,
  FunctionParameter,
  Node,
} from '@pgsql/types';
import type { CreateRoutine } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { TokenCursor } from './cursor.ts';
import { elementText } from './definitionElements.ts';
import { readSqlString, readStatements, stringSource } from './embeddedStatements.ts';
import { objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { readPlpgsql } from './plpgsqlBody.ts';
import {
  findWord,
  type StatementSource,
  splitAtSemicolons,
  textOf,
  tokenAt,
  wholeSpan,
  wordAt,
} from './source.ts';
import { readType } from './typeReference.ts';

export function lowerCreateFunction(source: StatementSource, node: CreateFunctionStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.takeOneOf('function', 'procedure');
  const routine = cursor.objectName();
  cursor.skip();
  const language =
    elementText(node.options, 'language')?.toLowerCase() ?? (node.sql_body === undefined ? null : 'sql');
  return [
    {
      kind: 'CreateRoutine',
      span: wholeSpan(source),
      routine,
      routineKind: node.is_procedure === true ? 'procedure' : 'function',
      orReplace: node.replace === true,
      ifNotExists: false,
      parameters: readParameters(source, node.parameters),
      returns: cursor.take('returns') ? readReturns(cursor, node) : null,
      language,
      volatility: volatilityOf(elementText(node.options, 'volatility')),
      body: readBody(source, node, language ?? 'sql'),
    },
  ];
}

/** CREATE AGGREGATE. */
export function lowerCreateAggregate(source: StatementSource, node: DefineStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('aggregate');
  const [first] = node.args ?? [];
  const parameters = first !== undefined && 'List' in first ? first.List.items : undefined;
  return [
    {
      kind: 'CreateRoutine',
      span: wholeSpan(source),
      routine: cursor.objectName(),
      routineKind: 'aggregate',
      orReplace: node.replace === true,
      ifNotExists: false,
      parameters: readParameters(source, parameters),
      returns: null,
      language: null,
      volatility: null,
      body: [],
    },
  ];
}

export function lowerAlterFunction(source: StatementSource, node: AlterFunctionStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, node.objtype);
  const { name } = takeReference(cursor, node.objtype);
  const objectKind = objectKindOf(node.objtype);
  return [{ kind: 'AlterObject', span: wholeSpan(source), objectKind, name, table: null }];
}

/** DO: PL/pgSQL when no language is written. */
export function lowerDo(source: StatementSource, node: DoStmt): Operation[] {
  const language = (elementText(node.args, 'language') ?? 'plpgsql').toLowerCase();
  const body = bodyStrings(source, node.args).flatMap(index => readBodyString(source, index, language));
  return [{ kind: 'ExecuteBlock', span: wholeSpan(source), language, body }];
}

const MODES: Readonly<Record<string, CreateRoutine['parameters'][number]['mode']>> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
};

function readParameters(
  source: StatementSource,
  nodes: readonly Node[] | undefined,
): CreateRoutine['parameters'] {
  const parameters: FunctionParameter[] = (nodes ?? []).flatMap(node =>
    'FunctionParameter' in node ? [node.FunctionParameter] : [],
  );
  return parameters.map(({ name, mode, argType, defexpr }) => ({
    name: name ?? null,
    mode: MODES[mode ?? ''] ?? 'in',
    type: readType(source, argType)?.text ?? '',
    hasDefault: defexpr !== undefined,
  }));
}

/** The type as written: `trigger`, `setof text`, `table (a integer)`. */
function readReturns(cursor: TokenCursor, node: CreateFunctionStmt): string {
  const { source, at } = cursor;
  if (cursor.take('table')) {
    cursor.skip();
    return textOf(source, at, cursor.at);
  }
  const type = readType(source, node.returnType)?.text ?? '';
  return node.returnType?.setof === true ? `setof ${type}` : type;
}

function volatilityOf(word: string | null): CreateRoutine['volatility'] {
  return word === 'volatile' || word === 'stable' || word === 'immutable' ? word : null;
}

function readBody(source: StatementSource, node: CreateFunctionStmt, language: string): EmbeddedStatement[] {
  if (node.sql_body === undefined) {
    const [definition] = bodyStrings(source, node.options);
    return definition === undefined ? [] : readBodyString(source, definition, language);
  }
  const end = source.tokens.length;
  const begin = findWord(source, 0, end, 'begin');
  return wordAt(source, begin + 1) === 'atomic' ? readAtomicBody(source, begin + 1) : [];
}

/** `BEGIN ATOMIC ...; END` with ATOMIC at `atomic`; the last END closes it. */
function readAtomicBody(source: StatementSource, atomic: number): EmbeddedStatement[] {
  let end = source.tokens.length - 1;
  while (end > atomic && wordAt(source, end) !== 'end') end--;
  const ranges = splitAtSemicolons(source, atomic + 1, end);
  return readStatements(
    source,
    ranges.filter(({ from }) => wordAt(source, from) !== 'return'),
  );
}

function readBodyString(source: StatementSource, index: number, language: string): EmbeddedStatement[] {
  if (language === 'sql') return readSqlString(source, index);
  const body = language === 'plpgsql' ? stringSource(source, index) : null;
  return body === null ? [] : readPlpgsql(body);
}

/** The string tokens after AS (routines) or alone (DO). */
function bodyStrings(source: StatementSource, options: readonly Node[] | undefined): number[] {
  return (options ?? []).flatMap(option => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'as') return [];
    const at = tokenAt(source, option.DefElem.location);
    return [wordAt(source, at) === 'as' ? at + 1 : at];
  });
}
