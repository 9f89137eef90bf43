import { displayName } from '../../operations/names.ts';
import type { FixPlan, FixSite } from '../rule.ts';
import type { SqlWriter } from './letterCase.ts';
import { cutStatement } from './moveStatement.ts';
import { plan } from './site.ts';

/** MySQL/MariaDB: pulls the ADD PRIMARY KEY of the next statement into this one, so that the table is rebuilt once and online. */
export function mergeWithNextPrimaryKey(site: FixSite, sql: SqlWriter): FixPlan | null {
  const own = site.statements[site.index]?.syntax;
  const next = site.statements[site.index + 1];
  const operation = next?.syntax.operations[0];
  if (
    own?.alterTable == null ||
    next === undefined ||
    operation === undefined ||
    next.syntax.operations.length !== 1
  )
    return null;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'primary-key') return null;
  if (
    displayName(operation.table) !== displayName(own.alterTable.table) ||
    next.syntax.algorithm !== null ||
    next.syntax.lock !== null
  )
    return null;
  const cut = cutStatement(site, site.index + 1);
  const lastAction = own.alterTable.actions.at(-1);
  if (cut === null || lastAction === undefined) return null;
  const added = site.text.slice(next.span.start + operation.span.start, next.span.start + operation.span.end);
  const at = site.statement.start + lastAction.end;
  return plan({ edits: [{ span: { start: at, end: at }, newText: sql`, ${added}` }, cut.edit] });
}
