import { relationKey, tableAt } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { DropObject } from '../../operations/objectOperations.ts';
import type { SetTableProperty } from '../../operations/tableOperations.ts';
import { quoteIdentifier, quoteLike } from '../fixes/identifiers.ts';
import { type Remedy, remedies } from '../fixes/remedy.ts';
import { insertAt, plan, written } from '../fixes/site.ts';
import type { FindingDraft, OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import { transactionOf } from './fileTransaction.ts';
import { existingRelation } from './relations.ts';
import { code, listed, withDoubt } from './wording.ts';

/** The policies that a file creates, as an operation of it finds them. */
export interface PoliciesBeside {
  /** There when the operation takes effect: created before it, or in its transaction. */
  readonly inTime: readonly ReviewedOperation[];
  /** Created by a later transaction: until then there is none. */
  readonly late: readonly ReviewedOperation[];
}

export function policiesFor(
  reviewed: ReviewedFile,
  { statement, context, order }: ReviewedOperation,
  beside: readonly ReviewedOperation[],
): PoliciesBeside {
  const created = beside.filter(({ kind }) => kind === 'CreatePolicy');
  if (created.length === 0) return { inTime: [], late: [] };
  const transaction = transactionOf(reviewed, statement);
  // Whoever runs a file of no tool may do so in a transaction.
  const isUnsaid = (other: ReviewedOperation): boolean =>
    context.file.framework === 'plain' && !statement.run.inTransaction && !other.statement.run.inTransaction;
  const isInTime = (other: ReviewedOperation): boolean =>
    other.order < order || transaction.includes(other.statement) || isUnsaid(other);
  return { inTime: created.filter(isInTime), late: created.filter(other => !isInTime(other)) };
}

/** ENABLE and FORCE ROW LEVEL SECURITY on a table that no policy opens to the application. */
export function rowSecurity(
  context: OperationContext,
  operation: SetTableProperty,
  policies: PoliciesBeside,
): FindingDraft | null {
  const { property, table: name } = operation;
  if (property !== 'enable-row-security' && property !== 'force-row-security') return null;
  const existing = existingRelation(context, name);
  if (existing === null) return null;
  const { table } = existing;
  const isOn = table?.rowSecurity === true;
  // ENABLE of what is on changes nothing; FORCE takes effect together with ENABLE only.
  if (property === 'enable-row-security' ? isOn : !isOn && table?.certain === true) return null;
  if (hasPolicy(context, table) || isPolicyCreated(context, existing.key, policies.inTime)) return null;
  const until = isPolicyCreated(context, existing.key, policies.late) ? UNTIL : '';
  const who = property === 'force-row-security' ? 'also the owner of the table' : everybody(context);
  return {
    span: operation.span,
    message: withDoubt(
      existing,
      `Row level security on ${existing.label} has no policy${until}: ${who} will see no row and write none, without an error for reads.`,
    ),
    table: existing.key,
    fixes: remedies(context, [policyFirst(context, name)]),
  };
}

const UNTIL = ' until a later transaction creates one';

function everybody({ settings: { applicationRoles } }: OperationContext): string {
  return applicationRoles.length === 0 ? 'every role but the owner' : listed(applicationRoles.map(code));
}

function hasPolicy(context: OperationContext, table: Table | undefined): boolean {
  return (table?.policies ?? []).some(policy => policy.permissive && isForApplication(context, policy.roles));
}

function isForApplication(
  { settings: { applicationRoles } }: OperationContext,
  roles: readonly string[],
): boolean {
  return (
    applicationRoles.length === 0 ||
    roles.length === 0 ||
    roles.some(role => role === 'public' || applicationRoles.includes(role))
  );
}

function isPolicyCreated(
  context: OperationContext,
  table: string,
  beside: readonly ReviewedOperation[],
): boolean {
  return beside.some(
    ({ context: { operation, before } }) =>
      operation.kind === 'CreatePolicy' &&
      operation.permissive &&
      isForApplication(context, operation.roles) &&
      relationKey(before, operation.table) === table,
  );
}

function policyFirst({ settings }: OperationContext, table: ObjectName): Remedy {
  const [role] = settings.applicationRoles;
  return {
    title: `Create a policy first that lets ${role === undefined ? 'everybody' : code(role)} work as before`,
    kind: 'suggestion',
    names: [table.name],
    build({ site, sql }) {
      const name = quoteLike(table.name, 'postgresql', `${table.name.value}_${role ?? 'all'}`);
      const to = role === undefined ? sql`PUBLIC` : quoteIdentifier('postgresql', role);
      const text = sql`CREATE POLICY ${name} ON ${written(site, table.span)} TO ${to} USING (true) WITH CHECK (true);`;
      return plan({ edits: [insertAt(site, 0, `${text}${site.newline}`)] });
    },
  };
}

/** DROP POLICY of the last one that lets rows through. */
export function policyDropped(
  context: OperationContext,
  { table: name, span }: DropObject,
  policies: PoliciesBeside,
): FindingDraft | null {
  const existing = name === null ? null : existingRelation(context, name);
  if (existing?.table?.rowSecurity !== true) return null;
  if (!hasPolicy(context, existing.table) || hasPolicy(context, tableAt(context.after, existing.key)))
    return null;
  if (isPolicyCreated(context, existing.key, policies.inTime)) return null;
  const until = isPolicyCreated(context, existing.key, policies.late) ? UNTIL : '';
  return {
    span,
    message: `This is the last policy that lets rows of ${existing.label} through${until}: ${everybody(context)} will see no row and write none, without an error for reads.`,
    table: existing.key,
  };
}
