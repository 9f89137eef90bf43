import type { Node, RangeVar, SelectStmt } from '@pgsql/types';
import type { ObjectName } from '../names.ts';
import type { Query } from '../sessionOperations.ts';
import { objectNameAt } from './cursor.ts';
import { namesIn } from './expression.ts';
import type { StatementSource } from './source.ts';
import { isObject, walkTree } from './walkTree.ts';

/** Which rows a query reads and locks, as far as its words tell. */
export function readQueryRows(
  source: StatementSource,
  node: Node,
): Pick<Query, 'whereColumns' | 'limited' | 'locksRowsOf'> {
  const select = 'SelectStmt' in node ? node.SelectStmt : {};
  return {
    whereColumns: select.whereClause === undefined ? null : namesIn(select.whereClause).columns,
    limited: select.limitCount !== undefined,
    locksRowsOf: lockedTables(source, node),
  };
}

/** The tables of FOR UPDATE, FOR SHARE and their like, in this query and in those inside it; each once. */
function lockedTables(source: StatementSource, root: Node): readonly ObjectName[] {
  const locations = new Set<number>();
  walkTree(root, (key, node) => {
    if (key === 'SelectStmt') for (const location of lockedIn(node)) locations.add(location);
    return true;
  });
  return [...locations].sort((left, right) => left - right).map(location => objectNameAt(source, location));
}

function lockedIn(select: SelectStmt): readonly number[] {
  const clauses = (select.lockingClause ?? []).flatMap(entry =>
    'LockingClause' in entry ? [entry.LockingClause] : [],
  );
  if (clauses.length === 0) return [];
  const tables = tablesOf(select.fromClause ?? []);
  return clauses.flatMap(({ lockedRels }) => {
    const named = (lockedRels ?? []).flatMap(entry => ('RangeVar' in entry ? [entry.RangeVar.relname] : []));
    return tables
      .filter(table => named.length === 0 || named.includes(table.alias?.aliasname ?? table.relname))
      .flatMap(({ location }) => (location === undefined ? [] : [location]));
  });
}

function tablesOf(from: readonly Node[]): readonly RangeVar[] {
  const tables: RangeVar[] = [];
  walkTree(from, (key, node) => {
    if (key === 'RangeVar' && isObject(node)) tables.push(node);
    return true;
  });
  return tables;
}
