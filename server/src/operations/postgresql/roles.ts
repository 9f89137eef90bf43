import type { Node, RoleSpec } from '@pgsql/types';

/** A role as stored, or the key word for one: `current_user`, `session_user`, `current_role`, `public`. */
export function readRole(role: RoleSpec | undefined): string {
  switch (role?.roletype) {
    case 'ROLESPEC_CURRENT_USER':
      return 'current_user';
    case 'ROLESPEC_SESSION_USER':
      return 'session_user';
    case 'ROLESPEC_CURRENT_ROLE':
      return 'current_role';
    case 'ROLESPEC_PUBLIC':
      return 'public';
    default:
      return role?.rolename ?? '';
  }
}

export function readRoles(roles: readonly Node[] | undefined): string[] {
  return (roles ?? []).flatMap(role => ('RoleSpec' in role ? [readRole(role.RoleSpec)] : []));
}
