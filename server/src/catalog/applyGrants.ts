import type { Grant } from '../operations/objectOperations.ts';
import { grantsKey, nameKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { GrantedPrivileges } from './model.ts';
import { spaceOf } from './namedObjects.ts';

/** Keeps what was granted on relations and routines, so that a rule can tell what a new object lacks. */
export function applyGrant(draft: Draft, operation: Grant): void {
  const { objectKind } = operation;
  if (objectKind === 'role' || objectKind === 'all-in-schema') return;
  const space = spaceOf(objectKind)?.space;
  if (space === undefined) return;
  for (const name of operation.objects) editGrants(draft, nameKey(draft, space, name), operation);
}

function editGrants(draft: Draft, key: string, operation: Grant): void {
  const known = draft.get(grantsKey(key));
  const former = known?.kind === 'granted-privileges' ? known.grants : [];
  const privileges = operation.privileges.map(privilege => privilege.toLowerCase());
  const grants =
    operation.kind === 'Grant'
      ? granted(draft, former, operation.grantees, privileges)
      : revoked(former, operation.grantees, privileges);
  if (grants.length === 0) draft.erase(grantsKey(key));
  else draft.put(grantsKey(key), { kind: 'granted-privileges', grants });
}

function granted(
  draft: Draft,
  former: GrantedPrivileges['grants'],
  grantees: readonly string[],
  privileges: readonly string[],
) {
  const untouched = former.filter(grant => !grantees.includes(grant.grantee));
  return [
    ...untouched,
    ...grantees.map(grantee => {
      const has = former.find(grant => grant.grantee === grantee)?.privileges ?? [];
      return { grantee, privileges: [...new Set([...has, ...privileges])], origin: draft.origin };
    }),
  ];
}

function revoked(
  former: GrantedPrivileges['grants'],
  grantees: readonly string[],
  privileges: readonly string[],
) {
  const all = privileges.some(privilege => privilege.startsWith('all'));
  return former.flatMap(grant => {
    if (!grantees.includes(grant.grantee)) return [grant];
    const left = all ? [] : grant.privileges.filter(privilege => !privileges.includes(privilege));
    return left.length === 0 ? [] : [{ ...grant, privileges: left }];
  });
}
