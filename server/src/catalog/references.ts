import { awaitedKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import { including, linkTable, without } from './knownTable.ts';
import type { AwaitedRelation, Constraint, ForeignKeyConstraint, Reference, Table } from './model.ts';

/*
 * Who points to a relation: foreign keys and views. Both sides are kept, also while the relation pointed to
 * does not exist (yet): dumps create tables in alphabetical order.
 */

type Pointers = Pick<AwaitedRelation, 'referencedBy' | 'readBy'>;

const noPointers: Pointers = { referencedBy: [], readBy: [] };

export function addReference(draft: Draft, target: string, reference: Reference): void {
  editPointers(draft, target, pointers => {
    if (pointers.referencedBy.some(other => isSameReference(other, reference))) return pointers;
    return { ...pointers, referencedBy: [...pointers.referencedBy, reference] };
  });
}

export function removeReference(draft: Draft, target: string, reference: Reference): void {
  editPointers(draft, target, pointers => {
    const referencedBy = pointers.referencedBy.filter(other => !isSameReference(other, reference));
    return referencedBy.length === pointers.referencedBy.length ? pointers : { ...pointers, referencedBy };
  });
}

/** For a foreign key that gets another name, or whose table does. */
export function replaceReference(draft: Draft, target: string, from: Reference, to: Reference): void {
  editPointers(draft, target, pointers => ({
    ...pointers,
    referencedBy: pointers.referencedBy.map(other => (isSameReference(other, from) ? to : other)),
  }));
}

export function addReader(draft: Draft, relation: string, view: string): void {
  editPointers(draft, relation, pointers => {
    const readBy = including(pointers.readBy, view);
    return readBy === pointers.readBy ? pointers : { ...pointers, readBy };
  });
}

export function removeReader(draft: Draft, relation: string, view: string): void {
  editPointers(draft, relation, pointers => {
    const readBy = without(pointers.readBy, view);
    return readBy === pointers.readBy ? pointers : { ...pointers, readBy };
  });
}

/** What waits for a relation of this key, for its creator to take over. */
export function takeAwaited(draft: Draft, key: string): Pointers {
  const awaited = draft.get(awaitedKey(key));
  if (awaited?.kind !== 'awaited-relation') return noPointers;
  draft.erase(awaitedKey(key));
  return { referencedBy: awaited.referencedBy, readBy: awaited.readBy };
}

/** Keeps pointers to a relation that has gone. */
export function leaveAwaited(draft: Draft, key: string, pointers: Pointers): void {
  if (pointers.referencedBy.length === 0 && pointers.readBy.length === 0) return;
  draft.put(awaitedKey(key), { kind: 'awaited-relation', ...pointers });
}

/** Edits the foreign keys of other tables that point to `table`. */
export function editReferring(
  draft: Draft,
  table: Table,
  edit: (constraint: ForeignKeyConstraint) => Constraint,
): void {
  for (const reference of table.referencedBy) {
    linkTable(draft, reference.table, other => ({
      constraints: other.constraints.map(constraint =>
        constraint.kind === 'foreign-key' && constraint.name === reference.constraint
          ? edit(constraint)
          : constraint,
      ),
    }));
  }
}

function isSameReference(left: Reference, right: Reference): boolean {
  return left.table === right.table && left.constraint === right.constraint;
}

function editPointers(draft: Draft, key: string, edit: (pointers: Pointers) => Pointers): void {
  const object = draft.get(key);
  if (object?.kind === 'table') {
    const edited = edit(object);
    if (edited !== object)
      draft.put(key, { ...object, referencedBy: edited.referencedBy, readBy: edited.readBy });
  } else if (object?.kind === 'view') {
    const edited = edit({ referencedBy: [], readBy: object.readBy });
    if (edited.readBy !== object.readBy) draft.put(key, { ...object, readBy: edited.readBy });
  } else if (object === undefined) {
    const awaited = draft.get(awaitedKey(key));
    const known = awaited?.kind === 'awaited-relation' ? awaited : noPointers;
    const edited = edit(known);
    if (edited === known) return;
    if (edited.referencedBy.length === 0 && edited.readBy.length === 0) draft.erase(awaitedKey(key));
    else
      draft.put(awaitedKey(key), {
        kind: 'awaited-relation',
        referencedBy: edited.referencedBy,
        readBy: edited.readBy,
      });
  }
}
