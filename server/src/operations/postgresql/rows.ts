import type {
  CopyStmt,
  DeleteStmt,
  InsertStmt,
  MergeStmt,
  Node,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from '@pgsql/types';
import type { Expression } from '../columns.ts';
import type { Identifier } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { Insert, Merge } from '../sessionOperations.ts';
import { identifierAt, objectNameAt, TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readElements } from './namedOptions.ts';
import { readReads } from './reads.ts';
import { findWord, type StatementSource, spanOf, tokenAt, wholeSpan } from './source.ts';

/*
 * INSERT, UPDATE, DELETE, MERGE and COPY. A row statement may stand in a WITH clause of another statement or in
 * brackets; `range` says where.
 */

interface Range {
  readonly from: number;
  readonly to: number;
  /** Names of the WITH clause that the statement stands in: they hide tables. */
  readonly hidden: ReadonlySet<string>;
}

/** The operation of the statement itself, after those of row statements in its WITH clause. */
export function lowerRowStatement(source: StatementSource, node: Node): Operation[] {
  const operations: Operation[] = [];
  lowerInWith(source, node, operations);
  const range = { from: 0, to: source.tokens.length, hidden: new Set<string>() };
  const operation = lowerRows(source, node, range);
  return operation === null ? operations : [...operations, operation];
}

/** Row statements in WITH clauses: `WITH moved AS (DELETE ... RETURNING *) INSERT ...`. */
export function lowerInWith(source: StatementSource, node: Node, operations: Operation[]): void {
  const clause = withClauseOf(node);
  const names = (clause?.ctes ?? []).map(cte =>
    'CommonTableExpr' in cte ? (cte.CommonTableExpr.ctename ?? '') : '',
  );
  for (const [index, cte] of (clause?.ctes ?? []).entries()) {
    if (!('CommonTableExpr' in cte) || cte.CommonTableExpr.ctequery === undefined) continue;
    const query = cte.CommonTableExpr.ctequery;
    const open = findWord(source, tokenAt(source, cte.CommonTableExpr.location), source.tokens.length, 'as');
    const bracket = findWord(source, open, source.tokens.length, '(');
    const close = source.tokens[bracket]?.close ?? bracket;
    // Without RECURSIVE a query sees the names before its own.
    const hidden = new Set(clause?.recursive === true ? names : names.slice(0, index));
    const operation = lowerRows(source, query, { from: bracket + 1, to: close, hidden });
    if (operation !== null) operations.push(operation);
  }
}

function withClauseOf(node: Node): WithClause | undefined {
  if ('SelectStmt' in node) return node.SelectStmt.withClause;
  if ('InsertStmt' in node) return node.InsertStmt.withClause;
  if ('UpdateStmt' in node) return node.UpdateStmt.withClause;
  if ('DeleteStmt' in node) return node.DeleteStmt.withClause;
  return 'MergeStmt' in node ? node.MergeStmt.withClause : undefined;
}

function lowerRows(source: StatementSource, node: Node, range: Range): Operation | null {
  if ('InsertStmt' in node) return lowerInsert(source, node.InsertStmt, range);
  if ('UpdateStmt' in node) return lowerUpdate(source, node.UpdateStmt, range);
  if ('DeleteStmt' in node) return lowerDelete(source, node.DeleteStmt, range);
  return 'MergeStmt' in node ? lowerMerge(source, node.MergeStmt, range) : null;
}

function lowerInsert(source: StatementSource, node: InsertStmt, { from, to, hidden }: Range): Operation {
  const select =
    node.selectStmt !== undefined && 'SelectStmt' in node.selectStmt ? node.selectStmt.SelectStmt : null;
  const cursor = new TokenCursor(source, tokenAt(source, node.relation?.location), to);
  const table = cursor.objectName();
  if (cursor.take('as')) cursor.identifier();
  return {
    kind: 'Insert',
    span: spanOf(source, from, to),
    table,
    columns: node.cols === undefined ? null : targetColumns(source, node.cols),
    ...insertSource(select),
    reads: readReads(source, node, hidden),
    onConflict: onConflict(node),
    limited: select !== null && (select.whereClause !== undefined || select.limitCount !== undefined),
  };
}

function insertSource(select: SelectStmt | null): Pick<Insert, 'source' | 'rows'> {
  if (select === null) return { source: 'default-values', rows: 0 };
  const rows = select.valuesLists?.length ?? 0;
  return rows > 0 ? { source: 'values', rows } : { source: 'select', rows: 0 };
}

function onConflict(node: InsertStmt): Insert['onConflict'] {
  if (node.onConflictClause === undefined) return 'none';
  return node.onConflictClause.action === 'ONCONFLICT_UPDATE' ? 'update' : 'ignore';
}

function targetColumns(source: StatementSource, targets: readonly Node[]): Identifier[] {
  return targets.flatMap(target =>
    'ResTarget' in target ? [identifierAt(source, tokenAt(source, target.ResTarget.location))] : [],
  );
}

function lowerUpdate(source: StatementSource, node: UpdateStmt, { from, to, hidden }: Range): Operation {
  const table = tokenAt(source, node.relation?.location);
  return {
    kind: 'Update',
    span: spanOf(source, from, to),
    only: node.relation?.inh !== true,
    table: objectNameAt(source, node.relation?.location),
    columns: targetColumns(source, node.targetList ?? []),
    where: readWhere(source, node.whereClause, table, to),
    limit: false,
    reads: readReads(source, node, hidden),
  };
}

function lowerDelete(source: StatementSource, node: DeleteStmt, { from, to, hidden }: Range): Operation {
  const table = tokenAt(source, node.relation?.location);
  return {
    kind: 'Delete',
    span: spanOf(source, from, to),
    only: node.relation?.inh !== true,
    table: objectNameAt(source, node.relation?.location),
    where: readWhere(source, node.whereClause, table, to),
    limit: false,
    reads: readReads(source, node, hidden),
  };
}

function readWhere(
  source: StatementSource,
  node: Node | undefined,
  from: number,
  to: number,
): Expression | null {
  if (node === undefined) return null;
  const where = findWord(source, from, to, 'where');
  return readExpression(source, node, where + 1, findWord(source, where, to, 'returning'));
}

function lowerMerge(source: StatementSource, node: MergeStmt, { from, to, hidden }: Range): Operation {
  return {
    kind: 'Merge',
    span: spanOf(source, from, to),
    only: node.relation?.inh !== true,
    table: objectNameAt(source, node.relation?.location),
    ...mergeActions(source, node),
    reads: readReads(source, node, hidden),
  };
}

function mergeActions(
  source: StatementSource,
  node: MergeStmt,
): Pick<Merge, 'columns' | 'inserts' | 'deletes'> {
  const columns = new Map<string, Identifier>();
  let inserts = false;
  let deletes = false;
  for (const entry of node.mergeWhenClauses ?? []) {
    if (!('MergeWhenClause' in entry)) continue;
    const { commandType, targetList } = entry.MergeWhenClause;
    inserts ||= commandType === 'CMD_INSERT';
    deletes ||= commandType === 'CMD_DELETE';
    for (const column of targetColumns(source, targetList ?? [])) {
      if (!columns.has(column.value)) columns.set(column.value, column);
    }
  }
  return { columns: [...columns.values()], inserts, deletes };
}

export function lowerCopy(source: StatementSource, node: CopyStmt): Operation[] {
  const operations: Operation[] = [];
  if (node.query !== undefined) {
    const inner = lowerRows(source, node.query, bracketOf(source));
    if (inner !== null) operations.push(inner);
  }
  operations.push({
    kind: 'CopyRows',
    span: wholeSpan(source),
    table: node.relation === undefined ? null : objectNameAt(source, node.relation.location),
    direction: node.is_from === true ? 'from' : 'to',
    columns: node.attlist === undefined ? null : copiedColumns(source, node),
    options: readElements(source, node.options),
  });
  return operations;
}

function copiedColumns(source: StatementSource, node: CopyStmt): Identifier[] {
  const cursor = new TokenCursor(source, tokenAt(source, node.relation?.location));
  cursor.objectName();
  return cursor.identifierList();
}

function bracketOf(source: StatementSource): Range {
  const open = findWord(source, 0, source.tokens.length, '(');
  return { from: open + 1, to: source.tokens[open]?.close ?? open + 1, hidden: new Set() };
}
