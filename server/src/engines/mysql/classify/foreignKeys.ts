import { findTable, nameOfKey } from '../../../catalog/catalog.ts';
import type { ObjectName } from '../../../operations/names.ts';
import type { OperationOf } from '../../../operations/operation.ts';
import type { RelationLock } from '../../lockNote.ts';
import {
  type Change,
  type ChangeContext,
  change,
  checksForeignKeys,
  isMysql,
  isVersion,
  relationName,
} from '../context.ts';
import { hasIndexOn, sameColumn } from '../tableState.ts';

type ForeignKey = Extract<OperationOf<'AddConstraint'>['constraint'], { readonly kind: 'foreign-key' }>;

/** ADD FOREIGN KEY. */
export function foreignKeyAdded(constraint: ForeignKey, context: ChangeContext): Change {
  const checked = checksForeignKeys(context.question);
  const locks = foreignKeyLocks(constraint.target.table, { checked }, context);
  if (checked) return { ...change('add-foreign-key'), locks };
  const indexed = hasIndexOn(
    context.state,
    constraint.columns.map(column => column.value),
  );
  const added = indexed
    ? change('add-foreign-key-unchecked')
    : change('add-foreign-key-unchecked', 'add-index');
  return { ...added, locks, assumed: context.state.table === null };
}

/**
 * What a new foreign key does to the referenced table. Checked rows need the parent's, so that others may not write
 * there while the child is copied, except in MariaDB's online copy; MySQL 8.0+ also notes the key in the parent's
 * dictionary entry.
 */
export function foreignKeyLocks(
  parent: ObjectName,
  options: { readonly checked: boolean },
  context: ChangeContext,
): readonly RelationLock[] {
  const relation = relationName(parent);
  const online = !isMysql(context) && isVersion(context, 11, 2);
  if (options.checked && !online) return [{ relation, role: 'referenced', mode: 'SHARED' }];
  return isMysql(context) && isVersion(context, 8) ? [{ relation, role: 'referenced', mode: 'NONE' }] : [];
}

/** Tables that a dropped or renamed table's foreign keys name: MySQL 8.0+ locks them too (measured on 9.7.4). */
export function parentLocks(table: ObjectName, context: ChangeContext): readonly RelationLock[] {
  if (!isMysql(context) || !isVersion(context, 8)) return [];
  const found = findTable(context.question.before, table);
  const parents = new Set(
    (found?.constraints ?? []).flatMap(constraint =>
      constraint.kind === 'foreign-key' ? [nameOfKey(constraint.target)] : [],
    ),
  );
  return [...parents]
    .filter(parent => parent !== found?.name)
    .map(relation => ({ relation, role: 'referenced', mode: 'EXCLUSIVE' }) as const);
}

/**
 * Tables with a foreign key to this one. MySQL 8.0+ keeps their dictionary entries in step with every ALTER TABLE of the
 * parent, for a moment alone with them (measured on 9.7.4); a renamed parent is EXCLUSIVE as a whole.
 */
export function childLocks(mode: 'NONE' | 'EXCLUSIVE', context: ChangeContext): readonly RelationLock[] {
  if (!isMysql(context) || !isVersion(context, 8)) return [];
  const own = context.state.table?.name;
  const names = new Set(
    (context.state.table?.referencedBy ?? []).map(reference => nameOfKey(reference.table)),
  );
  return [...names]
    .filter(name => name !== own)
    .map(relation => ({ relation, role: 'dependent', mode }) as const);
}

/** The table that a dropped foreign key names. */
export function droppedKeyLocks(name: string | null, context: ChangeContext): readonly RelationLock[] {
  if (!isMysql(context) || !isVersion(context, 8) || name === null) return [];
  const constraint = context.state.table?.constraints.find(candidate => sameColumn(candidate.name, name));
  return constraint?.kind === 'foreign-key'
    ? [{ relation: nameOfKey(constraint.target), role: 'referenced', mode: 'NONE' }]
    : [];
}
