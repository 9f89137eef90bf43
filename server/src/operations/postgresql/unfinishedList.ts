import type { PostgresqlGrammar } from '../../syntax/postgresql/grammar.ts';
import type { ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { lowerStatement } from './lowerStatement.ts';
import {
  createPieceSource,
  insideBracket,
  type StatementSource,
  spanOf,
  splitAtCommas,
  startOf,
  type TokenRange,
  textOf,
  wholeSpan,
  wordAt,
} from './source.ts';

/**
 * The finished elements of a CREATE TABLE and the finished names of a DROP that the grammar refuses as a whole; null
 * for other statements and where nothing is finished. An element that cannot be read leaves the table uncertain.
 */
export function readUnfinishedList(
  source: StatementSource,
  grammar: PostgresqlGrammar,
): readonly Operation[] | null {
  if (wordAt(source, 0) === 'drop') return readUnfinishedDrop(source, grammar);
  const head = createTableHead(source);
  if (head === null) return null;
  const { from, to } = insideBracket(source, head.open, source.tokens.length);
  const elements = splitAtCommas(source, from, to);
  const { finished, unread } = sortElements(source, grammar, head.open, elements);
  if (finished.length === 0) return null;
  const whole = readWith(source, grammar, [{ from: 0, to: head.open + 1 }, ...finished], ')');
  return (
    whole && [
      ...whole.map(operation => ({ ...operation, span: wholeSpan(source) })),
      ...unread.map(
        (element): Operation => ({
          kind: 'UnknownTableAction',
          span: spanOf(source, element.from, element.to),
          table: head.table,
          tableIfExists: false,
        }),
      ),
    ]
  );
}

interface CreateTableHead {
  readonly table: ObjectName;
  /** Index of the bracket that opens the list. */
  readonly open: number;
}

const TABLE_MODIFIERS: readonly string[] = ['global', 'local', 'temporary', 'temp', 'unlogged', 'foreign'];

function createTableHead(source: StatementSource): CreateTableHead | null {
  const cursor = new TokenCursor(source);
  if (!cursor.take('create')) return null;
  while (cursor.takeOneOf(...TABLE_MODIFIERS) !== '');
  if (!cursor.take('table')) return null;
  cursor.takeIfNotExists();
  const table = cursor.objectName();
  return cursor.word === '(' ? { table, open: cursor.at } : null;
}

/** Each element is tried alone behind the head. Longer lists than this are not tried: the time stays linear. */
const LONGEST_RETRY = 200_000;

function sortElements(
  source: StatementSource,
  grammar: PostgresqlGrammar,
  open: number,
  elements: readonly TokenRange[],
): { readonly finished: readonly TokenRange[]; readonly unread: readonly TokenRange[] } {
  const head = textOf(source, 0, open + 1);
  if (head.length * elements.length + source.sql.length > LONGEST_RETRY) return { finished: [], unread: [] };
  const finished: TokenRange[] = [];
  const unread: TokenRange[] = [];
  for (const element of elements) {
    const text = textOf(source, element.from, element.to);
    const isRead = text !== '' && 'tree' in grammar.parse(`${head}${text})`);
    (isRead ? finished : unread).push(element);
  }
  return { finished, unread };
}

/** `DROP TABLE a, b,`: the names before the last comma. */
function readUnfinishedDrop(
  source: StatementSource,
  grammar: PostgresqlGrammar,
): readonly Operation[] | null {
  if (source.sql.length > LONGEST_RETRY) return null;
  const names = splitAtCommas(source, 0, source.tokens.length);
  const finished = names.slice(0, -1);
  return finished.length === 0 ? null : readWith(source, grammar, finished, '');
}

/** The operations of the ranges put together with commas, the first with the second without one when it is a head. */
function readWith(
  source: StatementSource,
  grammar: PostgresqlGrammar,
  ranges: readonly TokenRange[],
  close: string,
): readonly Operation[] | null {
  const starts: number[] = [];
  const origins: number[] = [];
  let sql = '';
  for (const [index, range] of ranges.entries()) {
    if (index > (close === '' ? 0 : 1)) sql += ', ';
    starts.push(sql.length);
    origins.push(startOf(source, range.from));
    sql += textOf(source, range.from, range.to);
  }
  const piece = createPieceSource(source, sql + close, offset => {
    let index = 0;
    let high = starts.length - 1;
    while (index < high) {
      const middle = (index + high + 1) >> 1;
      if ((starts[middle] ?? 0) > offset) high = middle - 1;
      else index = middle;
    }
    const at = (origins[index] ?? 0) + offset - (starts[index] ?? 0);
    return Math.min(at, source.sql.length);
  });
  const parsed = grammar.parse(piece.sql);
  const node = 'tree' in parsed && parsed.tree.stmts?.length === 1 ? parsed.tree.stmts[0]?.stmt : undefined;
  return node === undefined ? null : lowerStatement(piece, node);
}
