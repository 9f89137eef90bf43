import type { Constraint } from '@pgsql/types';
import type { Span } from '../../text/span.ts';
import type { ForeignKeyTarget, ReferentialAction } from '../columns.ts';
import { type IndexPart, PLAIN_PART, type TableConstraint } from '../constraints.ts';
import type { Identifier } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import { TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readIndexParts } from './indexParts.ts';
import { readBracketOptions } from './namedOptions.ts';
import { findWord, insideBracket, type StatementSource, spanOf, splitAtCommas, wordAt } from './source.ts';
import { stringList } from './typeReference.ts';

/** The table constraint of a tree node that stands at the tokens `[from, to)`; null for what is no table constraint. */
export function readTableConstraint(
  source: StatementSource,
  node: Constraint,
  from: number,
  to: number,
): TableConstraint | null {
  const cursor = new TokenCursor(source, from, to);
  const name = takeConstraintName(cursor);
  const base = {
    span: spanOf(source, from, to),
    name,
    notValid: findNotValid(source, cursor.at, to),
    enforced: !hasWords(source, cursor.at, to, 'not', 'enforced'),
    deferrable: node.deferrable === true,
    initiallyDeferred: node.initdeferred === true,
  };
  switch (node.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
      return {
        ...base,
        kind: node.contype === 'CONSTR_PRIMARY' ? 'primary-key' : 'unique',
        ...readKey(cursor),
        withoutOverlaps: node.without_overlaps === true,
        nullsNotDistinct: node.nulls_not_distinct === true,
      };
    case 'CONSTR_FOREIGN':
      return { ...base, kind: 'foreign-key', ...readForeignKey(cursor, node), indexName: null };
    case 'CONSTR_CHECK': {
      cursor.skipTo('(');
      const inside = insideBracket(source, cursor.at, to);
      const expression = readExpression(source, node.raw_expr, inside.from, inside.to);
      return { ...base, kind: 'check', expression, noInherit: node.is_no_inherit === true };
    }
    case 'CONSTR_NOTNULL':
      cursor.take('not', 'null');
      return {
        ...base,
        kind: 'not-null',
        column: cursor.identifier(),
        noInherit: node.is_no_inherit === true,
      };
    case 'CONSTR_EXCLUSION':
      return { ...base, kind: 'exclude', ...readExclusion(cursor, node) };
    default:
      return null;
  }
}

/** Takes `CONSTRAINT name`. */
export function takeConstraintName(cursor: TokenCursor): Identifier | null {
  return cursor.take('constraint') ? cursor.identifier() : null;
}

/** Where NOT VALID stands in `[from, to)` at this bracket level, or null. */
export function findNotValid(source: StatementSource, from: number, to: number): Span | null {
  for (let at = findWord(source, from, to, 'not'); at < to; at = findWord(source, at + 1, to, 'not')) {
    if (at + 1 < to && wordAt(source, at + 1) === 'valid') return spanOf(source, at, at + 2);
  }
  return null;
}

function hasWords(source: StatementSource, from: number, to: number, first: string, second: string): boolean {
  for (let at = findWord(source, from, to, first); at < to; at = findWord(source, at + 1, to, first)) {
    if (at + 1 < to && wordAt(source, at + 1) === second) return true;
  }
  return false;
}

interface Key {
  readonly parts: readonly IndexPart[];
  readonly usingIndex: Identifier | null;
  readonly include: readonly Identifier[];
  readonly options: readonly NamedOption[];
}

function readKey(cursor: TokenCursor): Key {
  if (cursor.take('primary')) cursor.take('key');
  else if (cursor.take('unique', 'nulls')) cursor.skipTo('(', 'using');
  else cursor.take('unique');
  const parts = cursor.word === '(' ? takeKeyParts(cursor) : [];
  const isAdopted = !(cursor.word === 'using' && wordAt(cursor.source, cursor.at + 2) === 'tablespace');
  const usingIndex = isAdopted && cursor.take('using', 'index') ? cursor.identifier() : null;
  return { parts, usingIndex, ...readKeyTail(cursor) };
}

/** INCLUDE (...), WITH (...) and USING INDEX TABLESPACE; ends before WHERE. */
function readKeyTail(cursor: TokenCursor): Pick<Key, 'include' | 'options'> {
  let include: Identifier[] = [];
  const options: NamedOption[] = [];
  while (!cursor.done && cursor.word !== 'where') {
    const start = cursor.at;
    if (cursor.take('using', 'index', 'tablespace')) {
      const { value } = cursor.identifier();
      options.push({ name: 'tablespace', value, span: cursor.spanFrom(start) });
    } else if (cursor.take('include')) include = cursor.identifierList();
    else if (cursor.take('with')) {
      options.push(...readBracketOptions(cursor.source, cursor.at, cursor.end));
      cursor.skip();
    } else cursor.skip();
  }
  return { include, options };
}

function takeKeyParts(cursor: TokenCursor): IndexPart[] {
  return splitBracket(cursor).map(piece => ({
    span: spanOf(cursor.source, piece.from, piece.to),
    column: new TokenCursor(cursor.source, piece.from, piece.to).identifier(),
    ...PLAIN_PART,
  }));
}

function splitBracket(cursor: TokenCursor): ReturnType<typeof splitAtCommas> {
  const { from, to } = insideBracket(cursor.source, cursor.at, cursor.end);
  cursor.skip();
  return splitAtCommas(cursor.source, from, to);
}

function readForeignKey(
  cursor: TokenCursor,
  node: Constraint,
): { readonly columns: readonly Identifier[]; readonly target: ForeignKeyTarget } {
  cursor.skipTo('(');
  const columns = takeKeyColumns(cursor);
  cursor.take('references');
  return { columns, target: takeForeignKeyTarget(cursor, node) };
}

/** Takes `(a, PERIOD b)`. */
function takeKeyColumns(cursor: TokenCursor): Identifier[] {
  if (cursor.word !== '(') return [];
  return splitBracket(cursor).map(piece => {
    const inner = new TokenCursor(cursor.source, piece.from, piece.to);
    if (piece.to > piece.from + 1) inner.take('period');
    return inner.identifier();
  });
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};
const MATCHES: Readonly<Record<string, ForeignKeyTarget['match']>> = { f: 'full', p: 'partial', s: 'simple' };

/** Takes what follows REFERENCES. The tree gives defaults for clauses that are not written, hence the look at the words. */
export function takeForeignKeyTarget(cursor: TokenCursor, node: Constraint): ForeignKeyTarget {
  const table = cursor.objectName();
  const columns = takeKeyColumns(cursor);
  const { source, at, end } = cursor;
  const writes = (first: string, second: string): boolean => hasWords(source, at, end, first, second);
  return {
    table,
    columns,
    onDelete: writes('on', 'delete') ? (ACTIONS[node.fk_del_action ?? ''] ?? null) : null,
    onUpdate: writes('on', 'update') ? (ACTIONS[node.fk_upd_action ?? ''] ?? null) : null,
    onDeleteColumns: node.fk_del_set_cols === undefined ? [] : deletedColumns(source, at, end),
    period: node.fk_with_period === true,
    match: findWord(source, at, end, 'match') < end ? (MATCHES[node.fk_matchtype ?? ''] ?? null) : null,
  };
}

/** The bracket of ON DELETE SET NULL (a, b). */
function deletedColumns(source: StatementSource, from: number, end: number): Identifier[] {
  const cursor = new TokenCursor(source, from, end);
  return cursor.skipTo('(') ? cursor.identifierList() : [];
}

function readExclusion(
  cursor: TokenCursor,
  node: Constraint,
): Pick<
  Extract<TableConstraint, { readonly kind: 'exclude' }>,
  'method' | 'parts' | 'predicate' | 'include' | 'options'
> {
  cursor.skipTo('(');
  const pairs = (node.exclusions ?? []).flatMap(pair => {
    const [element, operator] = 'List' in pair ? (pair.List.items ?? []) : [];
    if (element === undefined || !('IndexElem' in element)) return [];
    const names = operator !== undefined && 'List' in operator ? stringList(operator.List.items) : [];
    return [{ element: element.IndexElem, operator: names.join('.') }];
  });
  const elements = pairs.map(({ element }) => element);
  const parts = readIndexParts(cursor.source, elements, cursor.at).map((part, index) => ({
    ...part,
    operator: pairs[index]?.operator ?? null,
  }));
  cursor.skip();
  const { include, options } = readKeyTail(cursor);
  const where = cursor.skipTo('where');
  const inside = insideBracket(cursor.source, cursor.at + 1, cursor.end);
  return {
    method: node.access_method ?? 'gist',
    include,
    options,
    parts,
    predicate: where ? readExpression(cursor.source, node.where_clause, inside.from, inside.to) : null,
  };
}
