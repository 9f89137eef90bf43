import { findConstraint, relationKey, tableAt } from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/**
 * True for a foreign key that takes the place of one that the file dropped before: from the same table to the same table,
 * whatever they are called by now.
 */
export function replacesForeignKey(reviewed: ReviewedFile, { context, order }: ReviewedOperation): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'foreign-key') return false;
  const { columns, target } = operation.constraint;
  const names = renamesBefore(reviewed, order);
  const table = relationKey(before, operation.table);
  const parent = relationKey(before, target.table);
  return reviewed.ofKinds('DropConstraint').some(drop => {
    const dropped = drop.context.operation;
    if (dropped.kind !== 'DropConstraint' || dropped.name === null || drop.order > order) return false;
    const key = relationKey(drop.context.before, dropped.table);
    const owner = tableAt(drop.context.before, key);
    const old =
      owner === undefined ? undefined : findConstraint(drop.context.before, owner, dropped.name.value);
    return (
      old?.kind === 'foreign-key' &&
      old.enforced &&
      old.columns.length === columns.length &&
      nameNow(names, key) === table &&
      nameNow(names, old.target) === parent
    );
  });
}

function renamesBefore(reviewed: ReviewedFile, order: number): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const rename of reviewed.ofKinds('RenameTable')) {
    const { operation, before, after } = rename.context;
    if (operation.kind !== 'RenameTable' || rename.order > order) continue;
    const schema = operation.to.schema ?? operation.table.schema;
    names.set(relationKey(before, operation.table), relationKey(after, { ...operation.to, schema }));
  }
  return names;
}

/** Follows at most one rename for each name, so that a circle of them ends. */
function nameNow(names: ReadonlyMap<string, string>, key: string): string {
  return names.get(key) ?? key;
}

/**
 * True for a constraint or index of a table that nobody knows, when the file drops one of the same name, the primary
 * key, or a foreign key named for the same columns before: what it demanded so far, nobody can tell, but there was
 * something.
 */
export function takesUnknownPlace(reviewed: ReviewedFile, { context, order }: ReviewedOperation): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'AddConstraint' && operation.kind !== 'CreateIndex') return false;
  const table = relationKey(before, operation.table);
  if (tableAt(before, table)?.certain === true) return false;
  const isPrimaryKey = operation.kind === 'AddConstraint' && operation.constraint.kind === 'primary-key';
  const name =
    operation.kind === 'AddConstraint' ? operation.constraint.name?.value : operation.index.name?.name.value;
  const references =
    operation.kind === 'AddConstraint' && operation.constraint.kind === 'foreign-key'
      ? operation.constraint.columns.map(({ value }) => value.toLowerCase())
      : null;
  return reviewed.ofKinds('DropConstraint', 'DropIndex').some(drop => {
    const dropped = drop.context.operation;
    if (drop.order > order || (dropped.kind !== 'DropConstraint' && dropped.kind !== 'DropIndex'))
      return false;
    if (dropped.table !== null && relationKey(drop.context.before, dropped.table) !== table) return false;
    if (dropped.kind === 'DropIndex') return dropped.index.name.value === name;
    if (isPrimaryKey && dropped.constraintKind === 'primary-key') return true;
    if (dropped.name === null) return false;
    const former = dropped.name.value;
    const isReference = dropped.constraintKind === 'foreign-key' && references !== null;
    return (
      former === name || (isReference && references.every(column => former.toLowerCase().includes(column)))
    );
  });
}
