import { tableAt } from '../../catalog/catalog.ts';
import type { Column, Table, View } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';

/** Views over a table that certainly use its column, by their text; only those whose text leaves no doubt. */
export function viewsUsingColumn(
  context: OperationContext,
  key: string,
  table: Table,
  column: Column,
): readonly { readonly key: string; readonly view: View }[] {
  return table.readBy.flatMap(reader => {
    const view = context.before.get(reader);
    return view?.kind === 'view' && view.certain && usesColumn(context, view, key, table, column)
      ? [{ key: reader, view }]
      : [];
  });
}

function usesColumn(
  { before }: OperationContext,
  view: View,
  key: string,
  table: Table,
  column: Column,
): boolean {
  const query = plainText(view.query);
  const name = column.name.toLowerCase();
  const others = view.reads.filter(read => read !== key);
  // A column that came after the view is not in its star.
  if (others.length === 0 && STAR.test(query) && isAsOldAs(column, table)) return true;
  const isOnlyHere = others.every(other => {
    const known = tableAt(before, other);
    return known?.certain === true && known.columns.every(({ name: taken }) => taken.toLowerCase() !== name);
  });
  const isRelation = view.reads.some(read => read.toLowerCase().endsWith(`.${name}`));
  return isOnlyHere && !isRelation && isReferred(query, name);
}

function isAsOldAs(column: Column, table: Table): boolean {
  return (
    column.origin !== null &&
    table.origin !== null &&
    column.origin.path === table.origin.path &&
    column.origin.statement === table.origin.statement
  );
}

const STAR = /(?:^|[\s,(])(?:[\w$]+\.)?\*\s*(?:,|\bfrom\b)/i;

/** Without comments and strings, quotes of names dropped, lower case. */
function plainText(query: string): string {
  return query
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, ' ')
    .replace(/["`]/g, '')
    .toLowerCase();
}

/** Words behind which an expression starts; behind any other word a name is an alias. */
const BEFORE_EXPRESSION = new Set(
  'select distinct by where and or on not in between like ilike is having all case when then else over partition any some using from filter'.split(
    ' ',
  ),
);

function isReferred(query: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  for (const { index } of query.matchAll(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'g'))) {
    const behind = query.slice(index + name.length).trimStart();
    const ahead = query.slice(Math.max(0, index - 80), index).trimEnd();
    if (behind.startsWith('(') || behind.startsWith('.')) continue;
    const word = /[\w$]+$/.exec(ahead)?.[0];
    if (word === undefined ? !/[)\]]$/.test(ahead) : BEFORE_EXPRESSION.has(word) && word !== 'from')
      return true;
  }
  return false;
}
