import type { A_Expr, FuncCall, Node } from '@pgsql/types';
import type { Expression } from '../columns.ts';
import { type StatementSource, spanOf, textOf } from './source.ts';
import { stringList } from './typeReference.ts';
import { walkTree } from './walkTree.ts';

/** The expression of a tree node that stands at the tokens `[from, to)`. */
export function readExpression(
  source: StatementSource,
  node: Node | undefined,
  from: number,
  to: number,
): Expression {
  const { functions, columns } = namesIn(node);
  return {
    span: spanOf(source, from, to),
    text: textOf(source, from, to),
    kind: node === undefined ? 'other' : kindOf(node),
    functions,
    columns,
    notNullColumns: node === undefined ? [] : [...new Set(provenNotNull(node, { negated: false, depth: 0 }))],
  };
}

/** A cast of a constant is a constant: dumps write every default as `'x'::text`. */
function kindOf(node: Node): Expression['kind'] {
  let inner = node;
  while ('TypeCast' in inner && inner.TypeCast.arg !== undefined) inner = inner.TypeCast.arg;
  if ('A_Const' in inner) return inner.A_Const.isnull === true ? 'null' : 'literal';
  if ('ColumnRef' in node) return 'column';
  return isCall(node) ? 'function' : 'other';
}

function isCall(node: Node): boolean {
  return Object.keys(node).some(
    key => key === 'FuncCall' || key in KEYWORD_CALLS || key === 'SQLValueFunction',
  );
}

/** Nodes that stand for one call with a syntax of its own, by the function's name. */
const KEYWORD_CALLS: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce',
  XmlExpr: 'xml',
  XmlSerialize: 'xmlserialize',
  GroupingFunc: 'grouping',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  MinMaxExpr: 'greatest',
};

export interface NamesInExpression {
  readonly functions: readonly string[];
  readonly columns: readonly string[];
}

/** Functions and columns named anywhere below a node, each once, in the order of the text where the tree keeps it. */
export function namesIn(root: Node | undefined): NamesInExpression {
  if (root === undefined || 'A_Const' in root) return NO_NAMES;
  const functions = new Set<string>();
  const columns = new Set<string>();
  walkTree(root, (key, node) => {
    if (key === 'ColumnRef') {
      const name = columnOf({ ColumnRef: node });
      if (name !== null) columns.add(name);
      return false;
    }
    const call = calledFunction(key, node);
    if (call !== null) functions.add(call);
    return true;
  });
  return { functions: [...functions], columns: [...columns] };
}

const NO_NAMES: NamesInExpression = { functions: [], columns: [] };

/** The names of node types begin with a capital, those of their fields do not. */
function calledFunction(key: string, node: object): string | null {
  if (key === 'FuncCall') return functionName(node);
  if (key === 'SQLValueFunction') return 'op' in node ? keywordFunction(String(node.op)) : null;
  if (key === 'A_Expr') return 'kind' in node && node.kind === 'AEXPR_NULLIF' ? 'nullif' : null;
  if (key === 'MinMaxExpr') return 'op' in node && node.op === 'IS_LEAST' ? 'least' : 'greatest';
  if (key === 'XmlExpr') return 'op' in node ? String(node.op).slice('IS_'.length).toLowerCase() : null;
  return KEYWORD_CALLS[key] ?? null;
}

/** `pg_catalog.` that only the grammar added (EXTRACT, AT TIME ZONE, LIKE ... ESCAPE) is left out. */
function functionName(call: FuncCall): string {
  const parts = stringList(call.funcname);
  const name = parts.at(-1) ?? '';
  const added =
    call.funcformat === 'COERCE_SQL_SYNTAX' || name === 'like_escape' || name === 'similar_to_escape';
  return (added ? name : parts.join('.')).toLowerCase();
}

/** `SVFOP_CURRENT_TIMESTAMP_N` is CURRENT_TIMESTAMP with a precision. */
function keywordFunction(operation: string): string {
  return operation
    .replace(/^SVFOP_/, '')
    .replace(/_N$/, '')
    .toLowerCase();
}

/** The column that a reference names, without its qualifier; null for a star and for anything else. */
export function columnOf(node: Node): string | null {
  if (!('ColumnRef' in node)) return null;
  const last = node.ColumnRef.fields?.at(-1);
  return last !== undefined && 'String' in last ? (last.String.sval ?? null) : null;
}

/** Nested deeper than this nothing is proven any more. */
const DEEPEST_PROOF = 200;

/**
 * The columns that the expression proves to be NOT NULL when it is true, or when it is false if `negated`. Follows what
 * the server does before it compares constraints: NOT is pushed down to the tests, `x = true` is x.
 */
function provenNotNull(
  node: Node,
  { negated, depth }: { readonly negated: boolean; readonly depth: number },
): string[] {
  if (depth > DEEPEST_PROOF) return [];
  const below = { negated, depth: depth + 1 };
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr;
    if (boolop === 'NOT_EXPR') {
      return args.flatMap(argument => provenNotNull(argument, { ...below, negated: !negated }));
    }
    const arms = args.map(argument => provenNotNull(argument, below));
    if ((boolop === 'AND_EXPR') !== negated) return arms.flat();
    return (arms[0] ?? []).filter(column => arms.every(arm => arm.includes(column)));
  }
  if ('NullTest' in node && node.NullTest.arg !== undefined) {
    const column =
      (node.NullTest.nulltesttype === 'IS_NULL') === negated ? columnOf(node.NullTest.arg) : null;
    return column === null ? [] : [column];
  }
  const test = 'A_Expr' in node ? comparedTest(node.A_Expr) : null;
  return test === null ? [] : provenNotNull(test.node, { ...below, negated: negated !== test.isFalse });
}

/** `test = true`, `test <> false` and their like as the test alone. */
function comparedTest({
  kind,
  name,
  lexpr,
  rexpr,
}: A_Expr): { readonly node: Node; readonly isFalse: boolean } | null {
  const operator = stringList(name).join('.');
  if (kind !== 'AEXPR_OP' || lexpr === undefined || rexpr === undefined) return null;
  if (operator !== '=' && operator !== '<>') return null;
  const constant = booleanOf(rexpr) ?? booleanOf(lexpr);
  if (constant === null) return null;
  return { node: booleanOf(rexpr) === null ? rexpr : lexpr, isFalse: constant !== (operator === '=') };
}

function booleanOf(node: Node): boolean | null {
  if (!('A_Const' in node) || node.A_Const.boolval === undefined) return null;
  return node.A_Const.boolval.boolval === true;
}
