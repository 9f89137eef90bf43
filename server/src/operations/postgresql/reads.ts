import type { RangeVar, WithClause } from '@pgsql/types';
import type { ObjectName } from '../names.ts';
import { objectNameAt } from './cursor.ts';
import type { StatementSource } from './source.ts';
import { isList, isObject, isRecord } from './walkTree.ts';

/** Names of common table expressions that hide tables, from the innermost query outwards. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | null;
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/**
 * Tables and views that a query or a row statement reads, each once, in the order of the text. Names of a WITH
 * clause are left out where they are seen, those in `hidden` everywhere, and so is the target of INSERT, UPDATE, DELETE, MERGE and SELECT INTO.
 */
export function readReads(
  source: StatementSource,
  root: object | undefined,
  hidden: ReadonlySet<string> = NOTHING_HIDDEN,
): ObjectName[] {
  const found = new Map<string, RangeVar>();
  if (root !== undefined) collect(root, { names: hidden, outer: null }, found);
  return [...found.values()]
    .sort((a, b) => (a.location ?? 0) - (b.location ?? 0))
    .map(({ location }) => objectNameAt(source, location));
}

/**
 * Fields that hold no table that is read: `FOR UPDATE OF x` repeats a name of FROM, INTO names a new table;
 * constants and column references hold none.
 */
const SKIPPED: ReadonlySet<string> = new Set([
  'A_Const',
  'ColumnRef',
  'String',
  'TypeName',
  'intoClause',
  'lockingClause',
  'withClause',
]);

interface Entry {
  readonly node: object;
  readonly scope: Scope | null;
}

/**
 * A table that is read is always wrapped (`{ RangeVar: ... }`), a target never is. Walks with a stack of its own:
 * queries may nest deeper than the engine's call stack allows.
 */
function collect(root: object, outermost: Scope, found: Map<string, RangeVar>): void {
  const open: Entry[] = [{ node: root, scope: outermost }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { node } = entry;
    if (isList(node)) {
      for (const member of node) if (isObject(member)) open.push({ node: member, scope: entry.scope });
    } else if (isRecord(node)) {
      const clause = node['withClause'];
      const scope = isObject(clause) ? openWith(clause, entry.scope, open) : entry.scope;
      for (const key in node) {
        const child = node[key];
        if (!isObject(child) || SKIPPED.has(key)) continue;
        if (key === 'RangeVar') addTable(child, scope, found);
        else open.push({ node: child, scope });
      }
    }
  }
}

/** Queues the queries of a WITH clause and returns the scope of the query that it belongs to. */
function openWith(clause: WithClause, outer: Scope | null, open: Entry[]): Scope {
  const names = new Set<string>();
  const all: Scope = { names, outer };
  for (const cte of clause.ctes ?? []) {
    if (!('CommonTableExpr' in cte)) continue;
    const { ctename = '', ctequery } = cte.CommonTableExpr;
    // Without RECURSIVE a query sees the names before its own.
    const scope = clause.recursive === true ? all : { names: new Set(names), outer };
    names.add(ctename);
    if (ctequery !== undefined) open.push({ node: ctequery, scope });
  }
  return all;
}

function addTable(table: RangeVar, scope: Scope | null, found: Map<string, RangeVar>): void {
  const { schemaname = '', relname = '', location = 0 } = table;
  if (schemaname === '' && isHidden(relname, scope)) return;
  const key = `${schemaname}\0${relname}`;
  const known = found.get(key);
  if (known === undefined || location < (known.location ?? 0)) found.set(key, table);
}

function isHidden(name: string, scope: Scope | null): boolean {
  for (let at = scope; at !== null; at = at.outer) if (at.names.has(name)) return true;
  return false;
}
