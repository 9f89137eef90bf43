import type { Draft } from './draft.ts';
import { dropIndexOf, indexNameKey } from './indexes.ts';
import { editTable } from './knownTable.ts';
import { reportExists } from './problems.ts';

/**
 * PostgreSQL: true when an index of the schema can get the name. A certain owner of the name is a problem; an
 * uncertain index makes way.
 */
export function claimIndexName(draft: Draft, schema: string, name: string): boolean {
  const key = indexNameKey(draft, schema, name);
  const existing = key === null ? undefined : draft.get(key);
  if (key === null || existing === undefined || !('schema' in existing)) return true;
  reportExists(draft, 'index', key, existing);
  if (existing.kind !== 'index' || existing.certain) return false;
  const { table } = existing;
  editTable(draft, table, ({ constraints, indexes }) => {
    const owner = indexes.find(index => index.name === name)?.constraint ?? null;
    return { constraints: constraints.filter(constraint => constraint.name !== owner) };
  });
  dropIndexOf(draft, table, name);
  return true;
}
