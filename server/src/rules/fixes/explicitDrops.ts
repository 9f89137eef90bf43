import type { Span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { type Dependent, shortName } from '../subject/dependents.ts';
import { findPhrase } from '../subject/words.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { SqlWriter } from './letterCase.ts';
import type { Remedy } from './remedy.ts';
import { insertAt, plan, removeWithSpaceBefore } from './site.ts';

/** PostgreSQL: the same without CASCADE, with what goes along written down. None where a table or schema content goes. */
export function explicitDrops(context: OperationContext, dependents: readonly Dependent[]): Remedy[] {
  const word = cascadeWord(context);
  if (word === null || dependents.some(({ kind }) => kind === 'table' || kind === 'object')) return [];
  return [
    {
      title: 'Drop what depends on it by name',
      kind: 'safe',
      build({ site, sql }) {
        const lines = dependents.flatMap(dependent => dropOf(dependent, sql) ?? []);
        if (lines.length !== dependents.length) return null;
        return plan({
          edits: [
            insertAt(site, 0, lines.map(line => line + site.newline).join('')),
            removeWithSpaceBefore(site, word),
          ],
        });
      },
    },
  ];
}

/** CASCADE of the operation; null where one word stands for several objects. */
function cascadeWord({ sql, statement, operation }: OperationContext): Span | null {
  if (statement.alterTable !== null) return findPhrase(sql, 'postgresql', operation.span, ['cascade']);
  return statement.operations.length === 1
    ? findPhrase(sql, 'postgresql', { start: 0, end: sql.length }, ['cascade'])
    : null;
}

function dropOf(dependent: Dependent, sql: SqlWriter): string | null {
  switch (dependent.kind) {
    case 'view':
      return dependent.materialized
        ? sql`DROP MATERIALIZED VIEW ${nameSql(dependent.key)};`
        : sql`DROP VIEW ${nameSql(dependent.key)};`;
    case 'foreign-key':
      return sql`ALTER TABLE ${nameSql(dependent.table)} DROP CONSTRAINT ${quoted(dependent.name)};`;
    case 'policy':
      return sql`DROP POLICY ${quoted(dependent.name)} ON ${nameSql(dependent.table)};`;
    case 'trigger':
      return sql`DROP TRIGGER ${quoted(dependent.name)} ON ${nameSql(dependent.table)};`;
    case 'column':
      return sql`ALTER TABLE ${nameSql(dependent.table)} DROP COLUMN ${quoted(dependent.name)};`;
    case 'default':
      return sql`ALTER TABLE ${nameSql(dependent.table)} ALTER COLUMN ${quoted(dependent.column)} DROP DEFAULT;`;
    case 'table':
    case 'object':
      return null;
  }
}

function quoted(name: string): string {
  return quoteIdentifier('postgresql', name);
}

function nameSql(key: string): string {
  return shortName(key).split('.').map(quoted).join('.');
}
