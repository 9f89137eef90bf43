import { grantsKey, nameOfKey } from '../../catalog/catalog.ts';
import type { View } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { Remedy } from './remedy.ts';
import { plan } from './site.ts';

/**
 * PostgreSQL: drops views before the statement and makes them again behind it, with the privileges that are known.
 * None when another view reads one of them, or when one is materialized and would have to be filled again.
 */
export function recreateViews(
  context: OperationContext,
  views: readonly { readonly key: string; readonly view: View }[],
): Remedy[] {
  if (views.length === 0 || views.some(({ view }) => view.materialized || view.readBy.length > 0)) return [];
  const shown = views.map(({ view }) => `\`${view.name}\``).join(', ');
  return [
    {
      title: `Drop ${shown} before and create ${views.length === 1 ? 'it' : 'them'} again`,
      kind: 'suggestion',
      build({ site, sql }) {
        const name = ({ key }: { readonly key: string }): string => {
          const [schema = '', ...rest] = nameOfKey(key).split('.');
          const quoted = quoteIdentifier('postgresql', rest.join('.'));
          return schema === 'public' ? quoted : `${quoteIdentifier('postgresql', schema)}.${quoted}`;
        };
        const wraps = site.run.transaction === 'none' && !site.run.inTransaction;
        const before = [...(wraps ? [sql`BEGIN;`] : []), ...views.map(view => sql`DROP VIEW ${name(view)};`)];
        const after = [
          ...views.flatMap(view => [
            sql`CREATE VIEW ${name(view)}${columnList(view.view)} AS ${view.view.query.trim()};`,
            ...grantsOf(context, view.key).map(({ grantee, privileges }) => {
              const list =
                sql`GRANT` === 'GRANT' ? privileges.join(', ').toUpperCase() : privileges.join(', ');
              return sql`GRANT ${list} ON ${name(view)} TO ${grantee};`;
            }),
          ]),
          ...(wraps ? [sql`COMMIT;`] : []),
        ];
        const start = site.statement.start;
        const end = site.terminator?.end ?? site.statement.end;
        return plan({
          edits: [
            { span: { start, end: start }, newText: before.map(line => `${line}${site.newline}`).join('') },
            {
              span: { start: end, end },
              newText: `${site.terminator === null ? ';' : ''}${after.map(line => `${site.newline}${line}`).join('')}`,
            },
          ],
        });
      },
    },
  ];
}

function columnList({ columns, query }: View): string {
  const isPlain =
    columns === null || columns.every(column => query.toLowerCase().includes(column.toLowerCase()));
  if (isPlain) return '';
  return ` (${columns.map(column => quoteIdentifier('postgresql', column)).join(', ')})`;
}

function grantsOf(
  { before }: OperationContext,
  key: string,
): readonly { readonly grantee: string; readonly privileges: readonly string[] }[] {
  const found = before.get(grantsKey(key));
  return found?.kind === 'granted-privileges' ? found.grants : [];
}
