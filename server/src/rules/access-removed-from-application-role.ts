import { grantsKey, nameKey, objectKey } from '../catalog/catalog.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type {
  AlterObject,
  DropObject,
  Grant,
  ObjectKind,
  RenameObject,
  SetOwner,
} from '../operations/objectOperations.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { isApplicationRole, sameRole } from './subject/applicationRoles.ts';
import { existingRelation } from './subject/relations.ts';
import { type PoliciesBeside, policiesFor, policyDropped, rowSecurity } from './subject/rowSecurity.ts';
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
    const candidates = reviewed.ofKinds(
      'Revoke',
      'SetTableProperty',
      'SetOwner',
      'DropObject',
      'RenameObject',
      'AlterObject',
    );
    if (candidates.length === 0) return;
    const others = reviewed.ofKinds('Grant', 'CreatePolicy', 'CreateObject');
    for (const candidate of candidates) {
      const { statement, context } = candidate;
      if (statement.run.direction === 'down' || context.file.phase === 'contract') continue;
      const beside = others.filter(other => other.statement.run.direction === 'up');
      const draft = draftOf(context, beside, policiesFor(reviewed, candidate, beside));
      if (draft !== null) yield { ...draft, statement: statement.index };
    }
  },
});

function draftOf(
  context: OperationContext,
  beside: readonly ReviewedOperation[],
  policies: PoliciesBeside,
): FindingDraft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'Grant':
    case 'Revoke':
      return revoked(context, operation, beside);
    case 'SetTableProperty':
      return rowSecurity(context, operation, policies);
    case 'SetOwner':
      return ownerChanged(context, operation);
    case 'DropObject':
      return operation.objectKind === 'policy'
        ? policyDropped(context, operation, policies)
        : accountLost(context, operation, beside);
    case 'RenameObject':
    case 'AlterObject':
      return accountLost(context, operation, beside);
    default:
      return null;
  }
}

function revoked(
  context: OperationContext,
  operation: Grant,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  // To hand a privilege on is nothing that a running release does.
  const privileges = operation.privileges.filter(privilege => !/^(?:grant|admin) option$/i.test(privilege));
  const isMembership = operation.objectKind === 'role';
  if (operation.grantOption === true || /^\s*revoke\s+\w+\s+option\s+for\b/i.test(context.sql)) return null;
  if (privileges.length === 0 && !isMembership) return null;
  const objects = operation.objects.filter(object => !isNewObject(context, operation.objectKind, object));
  if (objects.length === 0 && operation.objects.length > 0) return null;
  const losers = operation.grantees.filter(
    grantee =>
      isApplicationRole(context, grantee) &&
      !isCreatedHere(grantee, beside) &&
      !isGrantedAgain(context, operation, grantee, beside),
  );
  if (losers.length === 0) return null;
  const who = `Statements of the running release as ${listed(losers.map(roleLabel))}`;
  const names = objects.map(object => code(displayName(object)));
  if (isMembership) {
    const roles = names.length > 0 ? names : privileges.map(code);
    return {
      span: operation.span,
      message: `${who} that need what ${listed(roles)} may do are refused from here on.`,
    };
  }
  const needs = listed(privileges.map(text => code(text.toUpperCase())));
  return {
    span: operation.span,
    message: `${who} that need ${needs}${names.length === 0 ? '' : ` on ${listed(names)}`} are refused from here on.`,
  };
}

function roleLabel(role: string): string {
  return role === 'public' ? `any role (${code('PUBLIC')})` : code(role);
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

/** Without the account nobody connects; under another name or locked it is as good as gone. */
function accountLost(
  context: OperationContext,
  operation: DropObject | RenameObject | AlterObject,
  beside: readonly ReviewedOperation[],
): FindingDraft | null {
  const { objectKind, name, span } = operation;
  if (name === null || (objectKind !== 'role' && objectKind !== 'user')) return null;
  if (operation.kind === 'AlterObject' && !isLocked(context, operation)) return null;
  const role = name.name.value;
  if (!isApplicationRole(context, role) || isCreatedHere(role, beside)) return null;
  return {
    span,
    message: `Instances of the running release that connect as ${code(role)} cannot connect any more.`,
  };
}

/** PostgreSQL NOLOGIN; MySQL and MariaDB ACCOUNT LOCK. */
function isLocked({ sql }: OperationContext, { options = [] }: AlterObject): boolean {
  return (
    options.some(({ name, value }) => name === 'canlogin' && value === 'false') ||
    /\baccount\s+lock\b/i.test(sql)
  );
}

/** An application that alters its tables has to own them; that it does is known by its role being configured. */
function ownerChanged(
  context: OperationContext,
  { objectKind, name, owner, span }: SetOwner,
): FindingDraft | null {
  const { applicationRoles } = context.settings;
  if (objectKind !== 'table' || applicationRoles.length === 0 || isApplicationRole(context, owner))
    return null;
  const existing = existingRelation(context, name);
  if (existing === null) return null;
  return {
    span,
    severity: 'info',
    message: withDoubt(
      existing,
      `${existing.label} belongs to ${code(owner)} from here on: if ${listed(applicationRoles.map(code))} owned it, the running release can no longer alter it, and needs grants to read and write it.`,
    ),
    table: existing.key,
  };
}
