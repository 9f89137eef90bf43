import type { Node } from '@pgsql/types';
import { stringValue } from '../../syntax/postgresql/literals.ts';
import type { Attribute } from '../columns.ts';
import type { NamedOption } from '../operationBase.ts';
import { TokenCursor } from './cursor.ts';
import { constantText } from './definitionElements.ts';
import {
  findWord,
  insideBracket,
  type StatementSource,
  spanOf,
  splitAtCommas,
  textOf,
  tokenAt,
  wordAt,
} from './source.ts';
import { readType, stringList } from './typeReference.ts';

/** The options of a bracket that opens at `open`: `(fillfactor = 70, ADD host 'x', verbose)`. */
export function readBracketOptions(source: StatementSource, open: number, limit: number): NamedOption[] {
  const { from, to } = insideBracket(source, open, limit);
  return splitAtCommas(source, from, to).map(piece => {
    const cursor = new TokenCursor(source, piece.from, piece.to);
    if (piece.to > piece.from + 1 && wordAt(source, piece.from + 1) !== '=')
      cursor.takeOneOf('add', 'set', 'drop');
    const start = cursor.at;
    cursor.objectName();
    const name = textOf(source, start, cursor.at).toLowerCase();
    cursor.take('=');
    return {
      name,
      value: valueText(source, cursor.at, piece.to),
      span: spanOf(source, piece.from, piece.to),
    };
  });
}

function valueText(source: StatementSource, from: number, to: number): string {
  const token = source.tokens[from];
  const isString = token?.kind === 'string' && to === from + 1;
  return isString ? stringValue(source.sql, token) : textOf(source, from, to);
}

/**
 * The DefElem nodes of a statement in the order of the text. Each reaches to the next one, to the bracket around it or
 * to the bracket of other options. Those that the grammar makes of the whole statement are left out.
 */
export function readElements(
  source: StatementSource,
  elements: readonly Node[] | undefined,
  end = source.tokens.length,
): NamedOption[] {
  const places = (elements ?? [])
    .flatMap(node =>
      'DefElem' in node ? [{ element: node.DefElem, from: tokenAt(source, node.DefElem.location) }] : [],
    )
    .filter(({ from }) => from > 0 && from < end)
    .sort((a, b) => a.from - b.from);
  return places.map(({ element, from }, index) => {
    const next = places[index + 1]?.from ?? end;
    let to = findWord(source, from + 1, next, ')', 'options');
    while (to > from + 1 && BETWEEN_ELEMENTS.has(wordAt(source, to - 1))) to--;
    return {
      name: (element.defname ?? '').toLowerCase(),
      value: argumentText(source, element.arg, from, to),
      span: spanOf(source, from, to),
    };
  });
}

/** What may stand between two elements and belongs to neither: `SET` of identity options, `ADD` of foreign ones. */
const BETWEEN_ELEMENTS: ReadonlySet<string> = new Set([',', 'set', 'add', 'drop']);

function argumentText(source: StatementSource, node: Node | undefined, from: number, to: number): string {
  if (node === undefined) return '';
  if ('String' in node) return node.String.sval ?? '';
  if ('Integer' in node) return String(node.Integer.ival ?? 0);
  if ('Float' in node) return node.Float.fval ?? '';
  if ('Boolean' in node) return node.Boolean.boolval === true ? 'true' : 'false';
  if ('TypeName' in node) return readType(source, node.TypeName)?.text ?? '';
  if ('A_Const' in node) return constantText(node.A_Const) ?? '';
  const names = 'List' in node ? stringList(node.List.items) : [];
  return names.length > 0 ? names.join('.') : textOf(source, from + 1, to);
}

/** All from a token to the end of the statement; null when nothing is left. */
export function restOf(source: StatementSource, from: number): Attribute<string> | null {
  const end = source.tokens.length;
  return from < end ? { value: textOf(source, from, end), span: spanOf(source, from, end) } : null;
}
