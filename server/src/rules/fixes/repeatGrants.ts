import type { DropObject } from '../../operations/objectOperations.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { Remedy } from './remedy.ts';
import { plan, written } from './site.ts';

/** Gives back, behind the statement that makes a view again, what PostgreSQL forgot when the view was dropped. */
export function repeatGrants(
  { name, objectKind }: DropObject,
  maker: number,
  lost: readonly { readonly grantee: string; readonly privileges: readonly string[] }[],
): Remedy[] {
  if (objectKind !== 'view' && objectKind !== 'materialized view') return [];
  return [
    {
      title: 'Repeat the grants',
      kind: 'safe',
      names: [name.name],
      build({ site, sql }) {
        const made = site.statements[maker];
        if (made === undefined) return null;
        const end = made.terminator?.end ?? made.span.end;
        const grants = lost.map(({ grantee, privileges }) => {
          const role = grantee === 'public' ? sql`PUBLIC` : quoteIdentifier('postgresql', grantee);
          return (
            sql`GRANT ` +
            privileges.join(', ').toUpperCase() +
            sql` ON ${written(site, name.span)} TO ${role};`
          );
        });
        const text = grants.map(grant => site.newline + grant).join('');
        return plan({
          edits: [{ span: { start: end, end }, newText: `${made.terminator === null ? ';' : ''}${text}` }],
        });
      },
    },
  ];
}
