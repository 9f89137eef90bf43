import { type Catalog, droppedKey, hasUnseenChanges, nameOfKey } from './catalog.ts';
import { comparableQuery, comparableText } from './comparableText.ts';
import type { NamedObject, Origin } from './model.ts';
import { compareText, isPrinted, KIND_ORDER, printObject } from './print.ts';
import { sameBodies } from './routineBodies.ts';
import { diffTables, type PartKind } from './tableDiff.ts';

/** One thing in which two schemas differ. */
export interface CatalogDifference {
  readonly change: 'added' | 'changed' | 'dropped';
  readonly objectKind: NamedObject['kind'] | PartKind;
  /** Key of the object, or of the table whose part differs. */
  readonly key: string;
  /** `public.users`, or `public.users.email` for a part. */
  readonly name: string;
  /** Canonical text of both sides; null where the thing is not there. */
  readonly from: string | null;
  readonly to: string | null;
  /** The statement that made the difference, as far as the replay of the second schema tells. */
  readonly origin: Origin | null;
  /** False when one of the two objects may look different from what is known of it. */
  readonly certain: boolean;
}

/**
 * What differs between two schemas of one dialect, ordered by schema, kind and name, and within a table by part.
 * Spelling does not count: types, defaults and expressions are compared as {@link comparableText} has them.
 * A renamed object is one dropped and one added. Temporary objects and session settings do not count.
 */
export function diffCatalogs(from: Catalog, to: Catalog): readonly CatalogDifference[] {
  const keys = new Map<string, NamedObject>();
  const collect = (catalog: Catalog, other: Catalog): void => {
    for (const [key, object] of catalog.entries()) {
      if (other.get(key) !== object && isPrinted(catalog, object)) keys.set(key, object);
    }
  };
  collect(from, to);
  collect(to, from);
  const differing = [...keys].sort(([, left], [, right]) => compareObjects(left, right));
  return differing.flatMap(([key]) => diffObject(from, to, key));
}

function compareObjects(left: NamedObject, right: NamedObject): number {
  return (
    compareText(left.schema, right.schema) ||
    KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind) ||
    compareText(left.name, right.name)
  );
}

function diffObject(from: Catalog, to: Catalog, key: string): readonly CatalogDifference[] {
  const before = shown(from, key);
  const after = shown(to, key);
  if (before === null) return after === null ? [] : [whole(from, to, key, before, after)];
  if (after === null) return [whole(from, to, key, before, after)];
  if (before.kind !== after.kind) {
    return [whole(from, to, key, before, null, after.origin), whole(from, to, key, null, after)];
  }
  if (before.kind === 'table' && after.kind === 'table') {
    const certain = before.certain && after.certain && !isGuesswork(from, to);
    return diffTables(to.dialect, before, after).map(part => ({
      ...part,
      objectKind: part.kind,
      key,
      name: part.name === null ? nameOfKey(key) : `${nameOfKey(key)}.${part.name}`,
      certain,
    }));
  }
  const difference = whole(from, to, key, before, after);
  return isSame(before, after, difference) ? [] : [difference];
}

function isSame(before: NamedObject, after: NamedObject, texts: CatalogDifference): boolean {
  if (before.kind === 'view' && after.kind === 'view') {
    return (
      before.materialized === after.materialized &&
      comparableQuery(before.query) === comparableQuery(after.query)
    );
  }
  if (before.kind === 'routine' && after.kind === 'routine' && !sameBodies(before, after)) return false;
  return comparableText(texts.from ?? '') === comparableText(texts.to ?? '');
}

/** The object of a key, when it counts. */
function shown(catalog: Catalog, key: string): NamedObject | null {
  const object = catalog.get(key);
  return object !== undefined && isPrinted(catalog, object) ? object : null;
}

function whole(
  from: Catalog,
  to: Catalog,
  key: string,
  before: NamedObject | null,
  after: NamedObject | null,
  droppedBy: Origin | null = originOfDrop(to, key),
): CatalogDifference {
  const change = before === null ? 'added' : after === null ? 'dropped' : 'changed';
  return {
    change,
    objectKind: after?.kind ?? before?.kind ?? 'table',
    key,
    name: nameOfKey(key),
    from: before === null ? null : textOf(from, before),
    to: after === null ? null : textOf(to, after),
    origin:
      after === null ? droppedBy : change === 'added' ? after.origin : (after.changedBy ?? after.origin),
    certain: (before?.certain ?? true) && (after?.certain ?? true) && !isGuesswork(from, to),
  };
}

/** True when a statement that nobody could read may have changed any object of one of the two. */
function isGuesswork(from: Catalog, to: Catalog): boolean {
  return hasUnseenChanges(from) || hasUnseenChanges(to);
}

function textOf(catalog: Catalog, object: NamedObject): string {
  const printed = printObject(catalog.dialect, { ...object, certain: true });
  return [printed.definition, ...printed.links].filter(text => text !== '').join('\n');
}

function originOfDrop(catalog: Catalog, key: string): Origin | null {
  const dropped = catalog.get(droppedKey(key));
  return dropped?.kind === 'dropped-object' ? dropped.origin : null;
}
