import type { OperationContext } from '../rule.ts';

/**
 * True for a role that the running release may work as: one of those that the configuration names, or PUBLIC; any role
 * when it names none. A MySQL account matches by its user name, unless the configured entry has a host.
 */
export function isApplicationRole(
  { settings: { applicationRoles } }: OperationContext,
  role: string,
): boolean {
  if (applicationRoles.length === 0 || role.toLowerCase() === 'public') return true;
  return applicationRoles.some(
    entry => sameRole(entry, role) || (!entry.includes('@') && userName(role) === entry),
  );
}

export function sameRole(left: string, right: string): boolean {
  return account(left) === account(right);
}

/** MySQL: an account without a host is the one for all hosts. */
function account(role: string): string {
  return role.endsWith('@%') ? role.slice(0, -2) : role;
}

function userName(role: string): string {
  const at = role.lastIndexOf('@');
  return at <= 0 ? role : role.slice(0, at);
}
