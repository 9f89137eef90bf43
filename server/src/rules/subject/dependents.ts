import {
  findColumn,
  findConstraint,
  keysIn,
  type NameSpace,
  nameOfKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { ForeignKeyConstraint } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';
import { code } from './wording.ts';
import { mentions } from './words.ts';

/** What PostgreSQL drops along with something else. */
export type Dependent =
  | { readonly kind: 'view'; readonly key: string; readonly materialized: boolean }
  | { readonly kind: 'foreign-key'; readonly table: string; readonly name: string }
  | { readonly kind: 'table'; readonly key: string }
  | { readonly kind: 'column'; readonly table: string; readonly name: string }
  | { readonly kind: 'default'; readonly table: string; readonly column: string }
  | { readonly kind: 'objects'; readonly count: number };

/** `public.` is left out, as people do. */
export function shortName(key: string): string {
  return nameOfKey(key).replace(/^public\./, '');
}

export function describeDependent(dependent: Dependent): string {
  switch (dependent.kind) {
    case 'view':
      return `${dependent.materialized ? 'materialized view' : 'view'} ${code(shortName(dependent.key))}`;
    case 'foreign-key':
      return `foreign key ${code(dependent.name)} of ${code(shortName(dependent.table))}`;
    case 'table':
      return `table ${code(shortName(dependent.key))}`;
    case 'column':
      return `column ${code(`${shortName(dependent.table)}.${dependent.name}`)}`;
    case 'default':
      return `the default of ${code(`${shortName(dependent.table)}.${dependent.column}`)}`;
    case 'objects':
      return dependent.count === 1 ? 'one more object' : `${dependent.count} objects`;
  }
}

/** Views that read a relation and views that read those, the ones that others read last; new ones do not count. */
export function viewsOver(context: OperationContext, readBy: readonly string[]): readonly Dependent[] {
  const found = new Map<string, Dependent>();
  const visit = (key: string): void => {
    const view = context.before.get(key);
    if (view?.kind !== 'view' || found.has(key) || context.isNew(key)) return;
    // Readers come first, so that the list can be dropped in its order.
    for (const reader of view.readBy) visit(reader);
    found.set(key, { kind: 'view', key, materialized: view.materialized });
  };
  for (const key of readBy) visit(key);
  return [...found.values()];
}

/** Foreign keys of other existing tables that point to the table, as far as `wanted` wants them. */
export function foreignKeysTo(
  context: OperationContext,
  key: string,
  wanted: (foreignKey: ForeignKeyConstraint) => boolean = () => true,
): readonly Dependent[] {
  return (tableAt(context.before, key)?.referencedBy ?? []).flatMap((reference): Dependent[] => {
    if (reference.table === key || context.isNew(reference.table)) return [];
    const table = tableAt(context.before, reference.table);
    const constraint = findConstraint(context.before, table, reference.constraint);
    return constraint?.kind === 'foreign-key' && wanted(constraint)
      ? [{ kind: 'foreign-key', table: reference.table, name: constraint.name }]
      : [];
  });
}

export function dependentsOfTable(context: OperationContext, key: string): readonly Dependent[] {
  const table = tableAt(context.before, key);
  if (table === undefined) return [];
  return [
    ...viewsOver(context, table.readBy),
    ...foreignKeysTo(context, key),
    ...table.inheritedBy.map((child): Dependent => ({ kind: 'table', key: child })),
  ];
}

/** Which columns a view reads is told by its text only: a view that names the column counts. */
export function dependentsOfColumn(
  context: OperationContext,
  key: string,
  column: string,
): readonly Dependent[] {
  const table = tableAt(context.before, key);
  const views = (table?.readBy ?? []).filter(reader => {
    const view = context.before.get(reader);
    return view?.kind === 'view' && mentions(view.query, column);
  });
  return [
    ...viewsOver(context, views),
    ...foreignKeysTo(context, key, ({ targetColumns }) => targetColumns.includes(column)),
  ];
}

export function dependentsOfConstraint(
  context: OperationContext,
  key: string,
  name: string,
): readonly Dependent[] {
  const constraint = findConstraint(context.before, tableAt(context.before, key), name);
  if (constraint?.kind !== 'primary-key' && constraint?.kind !== 'unique') return [];
  const wanted = [...constraint.columns].sort().join(',');
  return foreignKeysTo(context, key, ({ targetColumns }) => [...targetColumns].sort().join(',') === wanted);
}

/** Columns of existing tables that have a type of a user. */
export function columnsOfType(context: OperationContext, key: string): readonly Dependent[] {
  const type = context.before.get(key);
  if (type?.kind !== 'enum' && type?.kind !== 'domain' && type?.kind !== 'type') return [];
  return type.usedBy.flatMap(user => {
    const columns = tableAt(context.before, user)?.columns ?? [];
    return columns
      .filter(column => column.type?.name === type.name && !context.isNew(user))
      .map(({ name }): Dependent => ({ kind: 'column', table: user, name }));
  });
}

/** The default that takes its values from a sequence. */
export function defaultsFrom(context: OperationContext, key: string): readonly Dependent[] {
  const sequence = context.before.get(key);
  if (sequence?.kind !== 'sequence' || sequence.ownedBy === null) return [];
  const { table, column } = sequence.ownedBy;
  const owner = findColumn(context.before, tableAt(context.before, table), column);
  return owner === undefined || context.isNew(table) ? [] : [{ kind: 'default', table, column }];
}

const SPACES: readonly NameSpace[] = ['relation', 'type', 'routine'];

/** Everything in a schema that was there before these migrations: the tables by name, the rest by number. */
export function contentsOfSchema(context: OperationContext, schema: string): readonly Dependent[] {
  const keys = SPACES.flatMap(space => [...keysIn(context.before, space, schema)]).filter(
    key => !context.isNew(key),
  );
  const tables = keys.filter(key => tableAt(context.before, key) !== undefined).sort();
  const others = keys.filter(key => tableAt(context.before, key) === undefined && isCounted(context, key));
  const named = tables.slice(0, 5).map((key): Dependent => ({ kind: 'table', key }));
  const count = others.length + Math.max(0, tables.length - 5);
  return count === 0 ? named : [...named, { kind: 'objects', count }];
}

/** Names of indexes go with their tables. */
function isCounted(context: OperationContext, key: string): boolean {
  const kind = context.before.get(key)?.kind;
  return kind !== 'index' && kind !== undefined;
}
