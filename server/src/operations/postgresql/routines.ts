import type {
  AlterFunctionStmt,
  CreateFunctionStmt,
  DefineStmt,
  DoStmt,
  FunctionParameter,
  Node,
  TypeName,
} from '@pgsql/types';
import type { Attribute, Expression, TypeReference } from '../columns.ts';
import type { CreateRoutine } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { TokenCursor } from './cursor.ts';
import { constantText, elementText, isOn } from './definitionElements.ts';
import { readSqlString, readStatements, stringSource } from './embeddedStatements.ts';
import { readExpression } from './expression.ts';
import { readElements, restOf } from './namedOptions.ts';
import { objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { readPlpgsql } from './plpgsqlBody.ts';
import {
  after,
  findWord,
  type StatementSource,
  spanOf,
  splitAtSemicolons,
  textOf,
  tokenAt,
  wholeSpan,
  wordAt,
} from './source.ts';
import { readType, readTypeAndEnd } from './typeReference.ts';

export function lowerCreateFunction(source: StatementSource, node: CreateFunctionStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.takeOneOf('function', 'procedure');
  const routine = cursor.objectName();
  cursor.skip();
  const returnsType = cursor.take('returns');
  const returnsTable = returnsType && cursor.word === 'table';
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
      returns: returnsType ? readReturns(cursor, node) : null,
      returnType: returnsTable ? null : readType(source, node.returnType),
      securityDefiner: isOn(node.options, 'security'),
      settings: readSettings(source, node.options),
      source: readSource(source, node),
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
  const routine = cursor.objectName();
  // The bracket of the arguments, then that of the definition; before 8.2 there was the latter alone.
  if (wordAt(source, after(source, cursor.at)) === '(') cursor.skip();
  const [first] = node.args ?? [];
  const parameters = first !== undefined && 'List' in first ? first.List.items : undefined;
  return [
    {
      kind: 'CreateRoutine',
      span: wholeSpan(source),
      routine,
      routineKind: 'aggregate',
      orReplace: node.replace === true,
      ifNotExists: false,
      parameters: readParameters(source, parameters),
      returns: null,
      language: null,
      volatility: null,
      source: restOf(source, cursor.at),
      body: [],
    },
  ];
}

export function lowerAlterFunction(source: StatementSource, node: AlterFunctionStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, node.objtype);
  const { name, signature } = takeReference(cursor, node.objtype);
  const objectKind = objectKindOf(node.objtype);
  const definition = restOf(source, cursor.at);
  const options = readElements(source, node.actions);
  return [
    {
      kind: 'AlterObject',
      span: wholeSpan(source),
      objectKind,
      name,
      table: null,
      definition,
      options,
      signature,
    },
  ];
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
    ...parameterType(source, argType, defexpr),
    hasDefault: defexpr !== undefined,
  }));
}

interface ParameterParts {
  readonly typeReference: TypeReference | null;
  readonly default: Expression | null;
}

function parameterType(
  source: StatementSource,
  node: TypeName | undefined,
  value: Node | undefined,
): Pick<CreateRoutine['parameters'][number], 'type'> & ParameterParts {
  if (node === undefined) return { type: '', typeReference: null, default: null };
  const { type, end } = readTypeAndEnd(source, node);
  // DEFAULT or `=` stands before the value.
  const to = findWord(source, end, source.tokens.length, ',', ')');
  const preset = value === undefined ? null : readExpression(source, value, end + 1, to);
  return { type: type.text, typeReference: type, default: preset };
}

/** SET name = value, SET name FROM CURRENT. */
function readSettings(source: StatementSource, options: readonly Node[] | undefined): NamedOption[] {
  return (options ?? []).flatMap(option => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'set') return [];
    const { arg, location } = option.DefElem;
    if (arg === undefined || !('VariableSetStmt' in arg)) return [];
    const cursor = new TokenCursor(source, tokenAt(source, location));
    const from = cursor.at;
    cursor.skipTo('=', 'to', 'from', 'default');
    cursor.skip();
    do cursor.skip();
    while (cursor.take(','));
    const values = (arg.VariableSetStmt.args ?? []).map(value =>
      'A_Const' in value ? constantText(value.A_Const) : '',
    );
    return [
      {
        name: (arg.VariableSetStmt.name ?? '').toLowerCase(),
        value: values.join(', '),
        span: cursor.spanFrom(from),
      },
    ];
  });
}

/** The string behind AS, or all from BEGIN ATOMIC or RETURN to the end. */
function readSource(source: StatementSource, node: CreateFunctionStmt): Attribute<string> | null {
  const end = source.tokens.length;
  if (node.sql_body !== undefined) return restOf(source, findWord(source, 0, end, 'begin', 'return'));
  const [at] = bodyStrings(source, node.options);
  return at === undefined ? null : { value: textOf(source, at, at + 1), span: spanOf(source, at, at + 1) };
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
