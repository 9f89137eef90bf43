import { displayName, type ObjectName } from '../../operations/names.ts';
import type { AddConstraint } from '../../operations/tableOperations.ts';
import type { FixPlan, FixSite } from '../rule.ts';
import { mentions } from '../subject/words.ts';
import type { SqlWriter } from './letterCase.ts';
import { cutStatement } from './moveStatement.ts';
import { plan } from './site.ts';

/**
 * MySQL/MariaDB: pulls the ADD PRIMARY KEY that follows into this statement, so that the table is rebuilt once and online.
 * Between the two there may be statements about other tables, and columns of the table that go.
 */
export function mergeWithNextPrimaryKey(site: FixSite, sql: SqlWriter): FixPlan | null {
  const own = site.statements[site.index]?.syntax.alterTable;
  const next = own == null ? null : nextPrimaryKey(site, own.table);
  const lastAction = own?.actions.at(-1);
  if (next === null || lastAction === undefined) return null;
  const cut = cutStatement(site, next.index);
  if (cut === null) return null;
  const { span } = next.operation;
  const start = site.statements[next.index]?.span.start ?? 0;
  const added = site.text.slice(start + span.start, start + span.end);
  const at = site.statement.start + lastAction.end;
  return plan({ edits: [{ span: { start: at, end: at }, newText: sql`, ${added}` }, cut.edit] });
}

interface LaterKey {
  readonly index: number;
  readonly operation: AddConstraint;
}

function nextPrimaryKey(site: FixSite, table: ObjectName): LaterKey | null {
  const name = displayName(table);
  const between: number[] = [];
  for (const [index, { syntax, section }] of site.statements.entries()) {
    if (index <= site.index || section !== site.run.section) continue;
    const [operation] = syntax.operations;
    const isOfTable = syntax.alterTable !== null && displayName(syntax.alterTable.table) === name;
    if (
      isOfTable &&
      syntax.operations.length === 1 &&
      operation?.kind === 'AddConstraint' &&
      operation.constraint.kind === 'primary-key'
    ) {
      const columns = operation.constraint.parts.flatMap(({ column }) => column?.value ?? []);
      const isFree = !between.some(other => columns.some(column => mentions(textAt(site, other), column)));
      return isFree && syntax.algorithm === null && syntax.lock === null ? { index, operation } : null;
    }
    if (!mentions(textAt(site, index), table.name.value)) continue;
    if (!isOfTable || !syntax.operations.every(({ kind }) => kind === 'DropColumn')) return null;
    between.push(index);
  }
  return null;
}

function textAt(site: FixSite, index: number): string {
  const place = site.statements[index]?.span;
  return place === undefined ? '' : site.text.slice(place.start, place.end);
}
