import type {
  CreateForeignTableStmt,
  CreateStmt,
  CreateTableAsStmt,
  Node,
  PartitionSpec,
  RangeVar,
} from '@pgsql/types';
import type { ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { CreateTable, PartitionScheme, TableOption } from '../tableOperations.ts';
import { readColumnDefinition } from './columnDefinition.ts';
import { readTableConstraint } from './constraint.ts';
import { identifierAt, objectNameAt, TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readBracketOptions } from './namedOptions.ts';
import { columnsOf } from './outputColumns.ts';
import { readPartitionBound } from './partitionBound.ts';
import { readReads } from './reads.ts';
import {
  findWord,
  insideBracket,
  type StatementSource,
  spanOf,
  splitAtCommas,
  type TokenRange,
  textOf,
  tokenAt,
  wordAt,
} from './source.ts';

export function lowerCreateTable(source: StatementSource, node: CreateStmt): Operation[] {
  return [readCreateTable(source, node, 'local')];
}

export function lowerCreateForeignTable(source: StatementSource, node: CreateForeignTableStmt): Operation[] {
  return [readCreateTable(source, node.base ?? {}, 'foreign')];
}

function readCreateTable(source: StatementSource, node: CreateStmt, place: 'local' | 'foreign'): CreateTable {
  const end = source.tokens.length;
  const cursor = new TokenCursor(source, tokenAt(source, node.relation?.location));
  const table = cursor.objectName();
  const parents = (node.inhRelations ?? []).flatMap(parent =>
    'RangeVar' in parent ? [parent.RangeVar] : [],
  );
  const isPartition = cursor.take('partition', 'of');
  if (isPartition) cursor.objectName();
  const ofType = cursor.take('of') ? cursor.objectName() : null;
  const elements = cursor.word === '(' ? splitBracketAt(cursor) : [];
  const tail = cursor.at;
  const [parent] = parents;
  const { columns, constraints, like } = readElements(source, node, elements);
  // Written out: dumps hold thousands of tables, and copying a whole object to replace its fields is slow.
  return {
    kind: 'CreateTable',
    span: spanOf(source, 0, end),
    table,
    ifNotExists: node.if_not_exists === true,
    orReplace: false,
    persistence: persistenceOf(node.relation?.relpersistence),
    foreign: place === 'foreign',
    columns,
    constraints,
    indexes: [],
    like,
    asQuery: null,
    systemVersioning: false,
    partitionBy: node.partspec === undefined ? null : readPartitionBy(source, node.partspec, end),
    partitionOf:
      isPartition && parent !== undefined
        ? {
            parent: objectNameAt(source, parent.location),
            bound: readPartitionBound(source, node.partbound, tail, end),
          }
        : null,
    ofType,
    inherits: isPartition ? [] : parents.map(({ location }) => objectNameAt(source, location)),
    options: readTableOptions(source, tail),
  };
}

function emptyTable(source: StatementSource, table: ObjectName): CreateTable {
  return {
    kind: 'CreateTable',
    span: spanOf(source, 0, source.tokens.length),
    table,
    ifNotExists: false,
    orReplace: false,
    persistence: 'permanent',
    foreign: false,
    columns: [],
    constraints: [],
    indexes: [],
    partitionBy: null,
    partitionOf: null,
    inherits: [],
    like: [],
    asQuery: null,
    options: [],
    systemVersioning: false,
  };
}

function persistenceOf(letter: string | undefined): CreateTable['persistence'] {
  if (letter === 't') return 'temporary';
  return letter === 'u' ? 'unlogged' : 'permanent';
}

function splitBracketAt(cursor: TokenCursor): TokenRange[] {
  const { from, to } = insideBracket(cursor.source, cursor.at, cursor.end);
  cursor.skip();
  return splitAtCommas(cursor.source, from, to);
}

/** The n-th element of the tree stands between the n-th commas. */
function readElements(
  source: StatementSource,
  node: CreateStmt,
  pieces: readonly TokenRange[],
): Pick<CreateTable, 'columns' | 'constraints' | 'like'> {
  const columns: CreateTable['columns'][number][] = [];
  const constraints: CreateTable['constraints'][number][] = [];
  const like: CreateTable['like'][number][] = [];
  (node.tableElts ?? []).forEach((element, index) => {
    const { from, to } = pieces[index] ?? { from: source.tokens.length, to: source.tokens.length };
    if ('ColumnDef' in element) {
      columns.push(readColumnDefinition(source, element.ColumnDef, to));
    } else if ('Constraint' in element) {
      const constraint = readTableConstraint(source, element.Constraint, from, to);
      if (constraint !== null) constraints.push(constraint);
    } else if ('TableLikeClause' in element) {
      like.push(readLike(source, from, to));
    }
  });
  return { columns, constraints, like };
}

/** `LIKE t INCLUDING ALL EXCLUDING INDEXES`: options are `including all`, `excluding indexes`. */
function readLike(source: StatementSource, from: number, to: number): CreateTable['like'][number] {
  const cursor = new TokenCursor(source, from, to);
  cursor.take('like');
  const table = cursor.objectName();
  const options: string[] = [];
  while (!cursor.done) {
    options.push(`${cursor.word} ${wordAt(source, cursor.at + 1)}`);
    cursor.at += 2;
  }
  return { table, options, span: spanOf(source, from, to) };
}

function readPartitionBy(source: StatementSource, node: PartitionSpec, end: number): PartitionScheme {
  const from = tokenAt(source, node.location);
  const cursor = new TokenCursor(source, from, end);
  cursor.take('partition', 'by');
  const method = cursor.identifier().value;
  const pieces = splitBracketAt(cursor);
  const columns: PartitionScheme['columns'][number][] = [];
  const expressions: PartitionScheme['expressions'][number][] = [];
  (node.partParams ?? []).forEach((parameter, index) => {
    const piece = pieces[index];
    if (piece === undefined || !('PartitionElem' in parameter)) return;
    const { expr } = parameter.PartitionElem;
    if (expr === undefined) {
      columns.push(identifierAt(source, piece.from));
      return;
    }
    const bracketed = wordAt(source, piece.from) === '(';
    const call = new TokenCursor(source, piece.from, piece.to);
    if (call.skipTo('(')) call.skip();
    const inside = bracketed
      ? insideBracket(source, piece.from, piece.to)
      : { from: piece.from, to: call.at };
    expressions.push(readExpression(source, expr, inside.from, inside.to));
  });
  return { span: cursor.spanFrom(from), method, columns, expressions, partitions: [] };
}

const OPTION_NAMES: ReadonlyMap<string, string> = new Map([
  ['tablespace', 'tablespace'],
  ['using', 'access_method'],
  ['server', 'server'],
]);

/** WITH (...), TABLESPACE, USING, ON COMMIT, SERVER and OPTIONS after the element list. */
function readTableOptions(source: StatementSource, from: number): TableOption[] {
  const options: TableOption[] = [];
  const cursor = new TokenCursor(source, from);
  while (!cursor.done && cursor.word !== 'as') {
    const start = cursor.at;
    if (cursor.take('with') && cursor.word === '(') {
      for (const piece of splitBracketAt(cursor)) options.push(readStorageOption(source, piece));
    } else if (cursor.take('options') && cursor.word === '(') {
      options.push(...readBracketOptions(source, cursor.at, cursor.end));
      cursor.skip();
    } else if (cursor.take('on', 'commit')) {
      const value = cursor.at;
      cursor.skipTo('tablespace', 'as');
      options.push(option(cursor, 'on_commit', value, start));
    } else if (cursor.take('partition', 'by')) {
      cursor.skip();
      cursor.skip();
    } else {
      const name = OPTION_NAMES.get(cursor.word);
      cursor.skip();
      if (name === undefined) continue;
      cursor.skip();
      options.push(option(cursor, name, start + 1, start));
    }
  }
  return options;
}

function option(cursor: TokenCursor, name: string, value: number, start: number): TableOption {
  const single = cursor.at === value + 1;
  return {
    name,
    value: single
      ? identifierAt(cursor.source, value).value
      : textOf(cursor.source, value, cursor.at).toLowerCase(),
    span: cursor.spanFrom(start),
  };
}

function readStorageOption(source: StatementSource, { from, to }: TokenRange): TableOption {
  const equals = findWord(source, from, to, '=');
  return {
    name: textOf(source, from, equals).toLowerCase(),
    value: textOf(source, equals + 1, to),
    span: spanOf(source, from, to),
  };
}

/** `CREATE TABLE ... AS` and `SELECT ... INTO`. Materialized views are the caller's. */
export function lowerCreateTableAs(source: StatementSource, node: CreateTableAsStmt): Operation[] {
  const { rel, skipData } = node.into ?? {};
  const cursor = new TokenCursor(source, tokenAt(source, rel?.location));
  const table = cursor.objectName();
  const tail = cursor.at;
  cursor.skipTo('as');
  cursor.take('as');
  const from = cursor.at;
  return [
    {
      ...emptyTable(source, table),
      ifNotExists: node.if_not_exists === true,
      persistence: persistenceOf(rel?.relpersistence),
      asQuery: {
        span: spanOf(source, from, endOfQuery(source, from)),
        tables: readReads(source, node.query),
        withData: skipData !== true,
        columns: columnsOf(node.into?.colNames, node.query),
      },
      options: readTableOptions(source, tail),
    },
  ];
}

/** `SELECT ... INTO t`: the whole statement is the query. */
export function lowerSelectInto(source: StatementSource, query: Node, into: RangeVar): Operation[] {
  return [
    {
      ...emptyTable(source, objectNameAt(source, into.location)),
      persistence: persistenceOf(into.relpersistence),
      asQuery: {
        span: spanOf(source, 0, source.tokens.length),
        tables: readReads(source, query),
        withData: true,
        columns: columnsOf(undefined, query),
      },
    },
  ];
}

/** Where the query ends that starts at `from`: before WITH [NO] DATA at the end of the statement. */
export function endOfQuery(source: StatementSource, from: number): number {
  const end = source.tokens.length;
  if (wordAt(source, end - 1) !== 'data') return end;
  const start = wordAt(source, end - 2) === 'no' ? end - 3 : end - 2;
  return start > from && wordAt(source, start) === 'with' ? start : end;
}
