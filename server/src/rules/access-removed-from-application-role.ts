import { grantsKey, nameKey, objectKey, relationKey, tableAt } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { DropObject, Grant, ObjectKind } from '../operations/objectOperations.ts';
import type { SetTableProperty } from '../operations/tableOperations.ts';
import { quoteIdentifier, quoteLike } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, written } from './fixes/site.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { isApplicationRole, sameRole } from './subject/applicationRoles.ts';
import { existingRelation } from './subject/relations.ts';
import { code, listed, withDoubt } from './subject/wording.ts';

export const accessRemovedFromApplicationRole = fileRule({
  metadata: {
    id: 'access-removed-from-application-role',
    title: 'Privilege or row visibility removed',
    categories: ['compatibility'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { liquibase: ['sql-revoke-warn'], flyway: ['RG08'], migrationpilot: ['MP057'] },
  },
  *check(reviewed) {
    if (reviewed.file.phase === 'contract') return;
    const candidates = reviewed.ofKinds('Revoke', 'SetTableProperty', 'DropObject');
    if (candidates.length === 0) return;
    const others = reviewed.ofKinds('Grant', 'CreatePolicy', 'CreateObject');
    for (const { statement, context } of candidates) {
      if (statement.run.direction === 'down') continue;
      const beside = others.filter(other => other.statement.run.direction === 'up');
      const draft = draftOf(context, beside);
      if (draft !== null) yield { ...draft, statement: statement.index };
    }
  },
});

function draftOf(context: OperationContext, beside: readonly ReviewedOperation[]): FindingDraft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'Grant':
    case 'Revoke':
      return revoked(context, operation, beside);
    case 'SetTableProperty':
      return rowSecurity(context, operation, beside);
    case 'DropObject':
      if (operation.objectKind === 'policy') return policyDropped(context, operation, beside);
      return operation.objectKind === 'role' || operation.objectKind === 'user'
        ? roleDropped(context, operation, beside)
        : null;
    default:
      return null;
  }
}

function revoked(
  context: OperationContext,
  operation: Grant,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  if (operation.objectKind === 'role') return null;
  const objects = operation.objects.filter(object => !isNewObject(context, operation.objectKind, object));
  if (objects.length === 0) return null;
  const losers = operation.grantees.filter(
    grantee =>
      isApplicationRole(context, grantee) &&
      !isCreatedHere(grantee, beside) &&
      !isGrantedAgain(context, operation, grantee, beside),
  );
  if (losers.length === 0) return null;
  return {
    span: operation.span,
    message: `Statements of the running release as ${listed(losers.map(code))} that need ${listed(operation.privileges.map(text => code(text.toUpperCase())))} on ${listed(objects.map(object => code(displayName(object))))} are refused from here on.`,
  };
}

function isNewObject(context: OperationContext, kind: Grant['objectKind'], object: ObjectName): boolean {
  const key = keyOf(context, kind, object);
  return key !== null && context.isNew(key);
}

function keyOf(context: OperationContext, kind: Grant['objectKind'], object: ObjectName): string | null {
  const spaces: Partial<Record<ObjectKind | 'role' | 'all-in-schema', 'relation' | 'routine' | 'type'>> = {
    table: 'relation',
    view: 'relation',
    sequence: 'relation',
    function: 'routine',
    procedure: 'routine',
    routine: 'routine',
    type: 'type',
    domain: 'type',
  };
  const space = spaces[kind];
  if (space !== undefined) return nameKey(context.before, space, object);
  return kind === 'schema' || kind === 'database' || kind === 'all-in-schema'
    ? objectKey('schema', '', object.name.value)
    : null;
}

function isCreatedHere(role: string, beside: readonly ReviewedOperation[]): boolean {
  return beside.some(({ context: { operation } }) => {
    if (operation.kind !== 'CreateObject' || operation.name === null) return false;
    if (operation.objectKind !== 'role' && operation.objectKind !== 'user') return false;
    return sameRole(operation.name.name.value, role);
  });
}

/** The file gives the privilege back, or as much as the role is known to have had. */
function isGrantedAgain(
  context: OperationContext,
  revoke: Grant,
  grantee: string,
  beside: readonly ReviewedOperation[],
): boolean {
  const names = new Set(revoke.objects.map(displayName));
  const granted = new Set<string>();
  for (const { context: other } of beside) {
    const { operation } = other;
    if (operation.kind !== 'Grant' || operation.objectKind !== revoke.objectKind) continue;
    if (!operation.grantees.some(role => sameRole(role, grantee))) continue;
    if (!operation.objects.some(object => names.has(displayName(object)))) continue;
    for (const privilege of operation.privileges) granted.add(privilege.toLowerCase());
  }
  if (granted.size === 0) return false;
  if ([...granted].some(isAll)) return true;
  const lost = revoke.privileges.map(privilege => privilege.toLowerCase());
  if (!lost.some(isAll)) return lost.every(privilege => granted.has(privilege));
  const had = revoke.objects.flatMap(object => knownPrivileges(context, revoke, object, grantee));
  return had.every(privilege => granted.has(privilege));
}

function isAll(privilege: string): boolean {
  return privilege.startsWith('all');
}

function knownPrivileges(
  context: OperationContext,
  { objectKind }: Grant,
  object: ObjectName,
  grantee: string,
): readonly string[] {
  const key = keyOf(context, objectKind, object);
  const found = key === null ? undefined : context.before.get(grantsKey(key));
  if (found?.kind !== 'granted-privileges') return [];
  return found.grants.filter(grant => sameRole(grant.grantee, grantee)).flatMap(grant => grant.privileges);
}

function rowSecurity(
  context: OperationContext,
  operation: SetTableProperty,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  const { property, table: name } = operation;
  if (property !== 'enable-row-security' && property !== 'force-row-security') return null;
  const existing = existingRelation(context, name);
  if (existing === null) return null;
  const { table } = existing;
  const isOn = table?.rowSecurity === true;
  // ENABLE of what is on changes nothing; FORCE takes effect together with ENABLE only.
  if (property === 'enable-row-security' ? isOn : !isOn) return null;
  if (hasPolicy(context, table) || isPolicyCreated(existing.key, beside)) return null;
  const who = property === 'force-row-security' ? 'also the owner of the table' : everybody(context);
  return {
    span: operation.span,
    message: withDoubt(
      existing,
      `Row level security on ${existing.label} has no policy: ${who} will see no row and write none, without an error for reads.`,
    ),
    table: existing.key,
    fixes: remedies(context, [policyFirst(context, name)]),
  };
}

function everybody({ settings: { applicationRoles } }: OperationContext): string {
  return applicationRoles.length === 0 ? 'every role but the owner' : listed(applicationRoles.map(code));
}

function hasPolicy({ settings }: OperationContext, table: Table | undefined): boolean {
  const roles = settings.applicationRoles;
  return (table?.policies ?? []).some(
    policy =>
      policy.permissive &&
      (roles.length === 0 || policy.roles.some(role => role === 'public' || roles.includes(role))),
  );
}

function isPolicyCreated(table: string, beside: readonly ReviewedOperation[]): boolean {
  return beside.some(
    ({ context: { operation, before } }) =>
      operation.kind === 'CreatePolicy' &&
      operation.permissive &&
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

function policyDropped(
  context: OperationContext,
  { table: name, span }: DropObject,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  const existing = name === null ? null : existingRelation(context, name);
  if (existing?.table?.rowSecurity !== true) return null;
  if (!hasPolicy(context, existing.table) || hasPolicy(context, tableAt(context.after, existing.key)))
    return null;
  if (isPolicyCreated(existing.key, beside)) return null;
  return {
    span,
    message: `This is the last policy that lets rows of ${existing.label} through: ${everybody(context)} will see no row and write none, without an error for reads.`,
    table: existing.key,
  };
}

function roleDropped(
  context: OperationContext,
  { name, span }: DropObject,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  const role = name.name.value;
  if (!isApplicationRole(context, role) || isCreatedHere(role, beside)) return null;
  return {
    span,
    message: `Instances of the running release that connect as ${code(role)} cannot connect any more.`,
  };
}
