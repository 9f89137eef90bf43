import {
  findColumn,
  findConstraint,
  keysIn,
  type NameSpace,
  nameOfKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { ForeignKeyConstraint, Origin, Policy, Table, Trigger } from '../../catalog/model.ts';
import { triggersOf } from '../../catalog/triggerRoutines.ts';
import type { OperationContext } from '../rule.ts';
import { code } from './wording.ts';
import { mentions } from './words.ts';

/** What PostgreSQL drops along with something else. */
export type Dependent =
  | { readonly kind: 'view'; readonly key: string; readonly materialized: boolean }
  | { readonly kind: 'foreign-key'; readonly table: string; readonly name: string }
  | { readonly kind: 'table'; readonly key: string }
  | { readonly kind: 'policy' | 'trigger' | 'column'; readonly table: string; readonly name: string }
  | { readonly kind: 'default'; readonly table: string; readonly column: string }
  /** Anything else that lives in a schema. */
  | { readonly kind: 'object'; readonly key: string };

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
    case 'policy':
    case 'trigger':
      return `${dependent.kind} ${code(dependent.name)} of ${code(shortName(dependent.table))}`;
    case 'default':
      return `the default of ${code(`${shortName(dependent.table)}.${dependent.column}`)}`;
    case 'object':
      return code(shortName(dependent.key));
  }
}

const MOST_NAMED = 5;

/** What a schema holds, in short: the tables by name, the rest by number. */
export function describeContents(dependents: readonly Dependent[]): readonly string[] {
  const tables = dependents.filter(({ kind }) => kind === 'table').slice(0, MOST_NAMED);
  const rest = dependents.length - tables.length;
  const more = tables.length === 0 ? '' : ' more';
  return [
    ...tables.map(describeDependent),
    ...(rest === 0 ? [] : [rest === 1 ? `one${more} object` : `${rest}${more} objects`]),
  ];
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
    ...(table === undefined ? [] : ownUsers(context, key, table, column)),
  ];
}

/** Generated columns, policies and triggers of the table itself that name its column, and are there already. */
function ownUsers(
  context: OperationContext,
  key: string,
  table: Table,
  column: string,
): readonly Dependent[] {
  const isOld = ({ origin }: { readonly origin: Origin | null }): boolean =>
    origin === null || !context.isPending(origin.path);
  const part = (kind: 'policy' | 'trigger' | 'column', { name }: { readonly name: string }): Dependent => ({
    kind,
    table: key,
    name,
  });
  return [
    ...table.columns
      .filter(other => other.name !== column && other.generated?.expression.columns.includes(column))
      .filter(isOld)
      .map(other => part('column', other)),
    ...policiesUsing(table, column)
      .filter(isOld)
      .map(other => part('policy', other)),
    ...triggersUsing(table, column)
      .filter(isOld)
      .map(other => part('trigger', other)),
  ];
}

/** Policies whose expressions name a column of their table. */
export function policiesUsing({ policies }: Table, column: string): readonly Policy[] {
  return policies.filter(({ using, withCheck }) =>
    [using, withCheck].some(expression => expression?.columns.includes(column)),
  );
}

/** Triggers that fire for a column of their table, or look at it in WHEN. */
export function triggersUsing({ triggers }: Table, column: string): readonly Trigger[] {
  return triggers.filter(({ columns, when }) => columns.includes(column) || when?.columns.includes(column));
}

/** Triggers that execute a function, those of new tables too. */
export function triggersExecuting(
  { before }: OperationContext,
  routine: string,
): readonly { readonly kind: 'trigger'; readonly table: string; readonly name: string }[] {
  return triggersOf(before, routine).map(({ table, trigger }) => ({ kind: 'trigger', table, name: trigger }));
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

/** Everything in a schema that was there before these migrations; indexes and sequences of columns go with tables. */
export function contentsOfSchema(context: OperationContext, schema: string): readonly Dependent[] {
  return SPACES.flatMap(space => [...keysIn(context.before, space, schema)].sort()).flatMap(
    (key): Dependent[] => {
      const found = context.before.get(key);
      if (found === undefined || context.isNew(key)) return [];
      if (found.kind === 'index' || (found.kind === 'sequence' && found.ownedBy !== null)) return [];
      if (found.kind === 'table') return [{ kind: 'table', key }];
      return found.kind === 'view'
        ? [{ kind: 'view', key, materialized: found.materialized }]
        : [{ kind: 'object', key }];
    },
  );
}

/** Where a dependent comes from; null where nobody knows. */
export function originOf({ before }: OperationContext, dependent: Dependent): Origin | null {
  switch (dependent.kind) {
    case 'view':
    case 'table':
    case 'object': {
      const found = before.get(dependent.key);
      return found !== undefined && 'origin' in found ? found.origin : null;
    }
    case 'default':
      return findColumn(before, tableAt(before, dependent.table), dependent.column)?.origin ?? null;
    case 'foreign-key':
      return findConstraint(before, tableAt(before, dependent.table), dependent.name)?.origin ?? null;
    case 'column':
    case 'policy':
    case 'trigger': {
      const table = tableAt(before, dependent.table);
      const parts =
        dependent.kind === 'column'
          ? table?.columns
          : dependent.kind === 'policy'
            ? table?.policies
            : table?.triggers;
      return parts?.find(({ name }) => name === dependent.name)?.origin ?? null;
    }
  }
}
