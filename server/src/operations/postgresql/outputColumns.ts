import type { Node, SelectStmt } from '@pgsql/types';
import { stringList } from './typeReference.ts';

/** A column list may be shorter than the query's own columns: it renames the first ones. */
export function columnsOf(aliases: readonly Node[] | undefined, query: Node | undefined): string[] | null {
  const written = stringList(aliases);
  const own = outputColumns(query);
  if (own === null) return written.length > 0 ? written : null;
  return [...written, ...own.slice(written.length)];
}

/**
 * The names of a query's output columns as the server chooses them (FigureColname in its parse_target.c);
 * null when a star hides some of them.
 */
function outputColumns(query: Node | undefined): string[] | null {
  if (query === undefined || !('SelectStmt' in query)) return null;
  let select: SelectStmt = query.SelectStmt;
  while (select.larg !== undefined) select = select.larg;
  if (select.valuesLists !== undefined) return valuesColumns(select.valuesLists[0]);
  const names: string[] = [];
  for (const target of select.targetList ?? []) {
    if (!('ResTarget' in target)) return null;
    const name = target.ResTarget.name ?? columnName(target.ResTarget.val);
    if (name === null) return null;
    names.push(name);
  }
  return names;
}

function valuesColumns(row: Node | undefined): string[] | null {
  if (row === undefined || !('List' in row)) return null;
  return (row.List.items ?? []).map((_, index) => `column${index + 1}`);
}

const UNNAMED = '?column?';

/** Null for a star. */
function columnName(node: Node | undefined): string | null {
  const last = node === undefined ? undefined : lastField(node);
  if (last !== undefined && 'A_Star' in last) return null;
  return figure(node)?.name ?? UNNAMED;
}

function lastField(node: Node): Node | undefined {
  if ('ColumnRef' in node) return node.ColumnRef.fields?.at(-1);
  return 'A_Indirection' in node ? node.A_Indirection.indirection?.at(-1) : undefined;
}

/** A weak name gives way to the name of a type around it. */
interface Figured {
  readonly name: string;
  readonly weak: boolean;
}

function strong(name: string | undefined): Figured | null {
  return name === undefined ? null : { name, weak: false };
}

/** One level of the stack per cast, CASE or sub-select that is passed through. */
function figure(node: Node | undefined, depth = 0): Figured | null {
  if (node === undefined || depth > 100) return null;
  if ('ColumnRef' in node) return strong(lastString(node.ColumnRef.fields));
  if ('A_Indirection' in node) {
    return strong(lastString(node.A_Indirection.indirection)) ?? figure(node.A_Indirection.arg, depth + 1);
  }
  if ('FuncCall' in node) return strong(stringList(node.FuncCall.funcname).at(-1));
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? strong('nullif') : null;
  if ('TypeCast' in node) {
    const inner = figure(node.TypeCast.arg, depth + 1);
    if (inner !== null && !inner.weak) return inner;
    const type = stringList(node.TypeCast.typeName?.names).at(-1);
    return type === undefined ? inner : { name: type, weak: true };
  }
  if ('CollateClause' in node) return figure(node.CollateClause.arg, depth + 1);
  if ('CaseExpr' in node) {
    const inner = figure(node.CaseExpr.defresult, depth + 1);
    return inner !== null && !inner.weak ? inner : { name: 'case', weak: true };
  }
  if ('SubLink' in node) return figureSubLink(node.SubLink.subLinkType, node.SubLink.subselect, depth);
  return figureKeyword(node);
}

function figureSubLink(type: string | undefined, subselect: Node | undefined, depth: number): Figured | null {
  if (type === 'EXISTS_SUBLINK') return strong('exists');
  if (type === 'ARRAY_SUBLINK') return strong('array');
  if (type !== 'EXPR_SUBLINK' || subselect === undefined || !('SelectStmt' in subselect)) return null;
  const [target] = subselect.SelectStmt.targetList ?? [];
  if (target === undefined || !('ResTarget' in target)) return null;
  return strong(target.ResTarget.name) ?? figure(target.ResTarget.val, depth + 1);
}

const KEYWORD_NAMES: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  XmlSerialize: 'xmlserialize',
  MergeSupportFunc: 'merge_action',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
};

function figureKeyword(node: Node): Figured | null {
  if ('MinMaxExpr' in node) return strong(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest');
  if ('SQLValueFunction' in node) {
    return strong(
      node.SQLValueFunction.op
        ?.replace(/^SVFOP_/, '')
        .replace(/_N$/, '')
        .toLowerCase(),
    );
  }
  if ('XmlExpr' in node) return strong(node.XmlExpr.op?.replace(/^IS_/, '').toLowerCase());
  if ('JsonFuncExpr' in node) return strong(node.JsonFuncExpr.op?.replace(/_OP$/, '').toLowerCase());
  for (const key of Object.keys(node)) {
    const name = KEYWORD_NAMES[key];
    if (name !== undefined) return strong(name);
  }
  return null;
}

function lastString(nodes: readonly Node[] | undefined): string | undefined {
  return stringList(nodes).at(-1);
}
