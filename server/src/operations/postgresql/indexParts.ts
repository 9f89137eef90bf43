import type { IndexElem } from '@pgsql/types';
import type { IndexPart } from '../constraints.ts';
import { identifierAt, TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { insideBracket, type StatementSource, spanOf, splitAtCommas } from './source.ts';
import { stringList } from './typeReference.ts';

/** The key parts that stand in the bracket at `open`, one for each element of the tree. */
export function readIndexParts(
  source: StatementSource,
  elements: readonly IndexElem[],
  open: number,
): IndexPart[] {
  const { from, to } = insideBracket(source, open, source.tokens.length);
  const pieces = splitAtCommas(source, from, to);
  return elements.map((element, index) => {
    const piece = pieces[index] ?? { from: to, to };
    return {
      span: spanOf(source, piece.from, piece.to),
      ...readKey(source, element, piece.from, piece.to),
      prefixLength: null,
      descending: element.ordering === 'SORTBY_DESC',
      nullsFirst: nullsFirst(element),
      collation: dotted(element.collation),
      operatorClass: dotted(element.opclass),
    };
  });
}

function readKey(
  source: StatementSource,
  element: IndexElem,
  from: number,
  to: number,
): Pick<IndexPart, 'column' | 'expression'> {
  if (element.expr === undefined) return { column: identifierAt(source, from), expression: null };
  const cursor = new TokenCursor(source, from, to);
  if (cursor.word === '(') {
    const inside = insideBracket(source, from, to);
    return { column: null, expression: readExpression(source, element.expr, inside.from, inside.to) };
  }
  // A call without brackets around it: up to the end of its arguments.
  if (cursor.skipTo('(')) cursor.skip();
  return { column: null, expression: readExpression(source, element.expr, from, cursor.at) };
}

function nullsFirst(element: IndexElem): boolean | null {
  if (element.nulls_ordering === 'SORTBY_NULLS_FIRST') return true;
  return element.nulls_ordering === 'SORTBY_NULLS_LAST' ? false : null;
}

function dotted(names: IndexElem['collation']): string | null {
  const parts = stringList(names);
  return parts.length === 0 ? null : parts.join('.');
}
