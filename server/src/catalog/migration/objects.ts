import type { Dialect } from '../../syntax/dialect.ts';
import { qualifiedText } from '../canonicalText.ts';
import { type Catalog, nameOfKey } from '../catalog.ts';
import type { NamedObject, Table, View } from '../model.ts';
import { compareText, isPrinted } from '../print.ts';
import { diffTables, type PartDifference, type PartKind } from '../tableDiff.ts';

/** The objects of a kind that canonical DDL shows, by key, in order of their names. */
export function objectsOf<Kind extends NamedObject['kind']>(
  catalog: Catalog,
  kind: Kind,
): readonly (readonly [string, Extract<NamedObject, { readonly kind: Kind }>])[] {
  const found: (readonly [string, Extract<NamedObject, { readonly kind: Kind }>])[] = [];
  for (const [key, object] of catalog.entries())
    if (isPrinted(catalog, object) && isOfKind(object, kind)) found.push([key, object]);
  return found.sort(([left], [right]) => compareText(left, right));
}

function isOfKind<Kind extends NamedObject['kind']>(
  object: NamedObject,
  kind: Kind,
): object is Extract<NamedObject, { readonly kind: Kind }> {
  return object.kind === kind;
}

export function nameOf(dialect: Dialect, object: NamedObject): string {
  return qualifiedText(dialect, object.schema, object.name);
}

/** Tables of both schemas, those that others are part of first: what is done to a parent is done to its children. */
export function commonTables(
  from: Catalog,
  to: Catalog,
): readonly { readonly key: string; readonly from: Table; readonly to: Table }[] {
  const common = objectsOf(to, 'table').flatMap(([key, table]) => {
    const before = from.get(key);
    return before?.kind === 'table' ? [{ key, from: before, to: table }] : [];
  });
  return [...common].sort((left, right) => depthOf(to, left.to) - depthOf(to, right.to));
}

/** How many tables stand above one: partitions and inheriting tables are lower. */
export function depthOf(catalog: Catalog, table: Table): number {
  let depth = 0;
  const seen = new Set<string>();
  for (let above = parentsOf(table); above.length > 0; depth++) {
    const next: string[] = [];
    for (const key of above) {
      const parent = catalog.get(key);
      if (parent?.kind !== 'table' || seen.has(key)) continue;
      seen.add(key);
      next.push(...parentsOf(parent));
    }
    above = next;
  }
  return depth;
}

function parentsOf(table: Table): readonly string[] {
  return table.partitionOf === null ? table.inherits : [...table.inherits, table.partitionOf.parent];
}

/** What still differs in parts of a table, some kinds of them. */
export function partsOf(
  from: Catalog,
  to: Catalog,
  key: string,
  kinds: readonly PartKind[],
): readonly (PartDifference & { readonly name: string })[] {
  const before = from.get(key);
  const after = to.get(key);
  if (before?.kind !== 'table' || after?.kind !== 'table') return [];
  return diffTables(to.dialect, before, after).flatMap(part =>
    part.name !== null && kinds.includes(part.kind) ? [{ ...part, name: part.name }] : [],
  );
}

/** Views so that each comes after those it reads. */
export function viewsInOrder(catalog: Catalog): readonly (readonly [string, View])[] {
  const views = new Map(objectsOf(catalog, 'view'));
  const ordered: (readonly [string, View])[] = [];
  const left = new Map(views);
  while (left.size > 0) {
    const ready = [...left].filter(([key, view]) => !view.reads.some(read => read !== key && left.has(read)));
    // Views that read each other in a circle do not exist; a name that means two things can look like one.
    const next = ready.length > 0 ? ready : [...left].slice(0, 1);
    for (const [key, view] of next) {
      ordered.push([key, view]);
      left.delete(key);
    }
  }
  return ordered;
}

export function plainName(key: string): string {
  return nameOfKey(key);
}
