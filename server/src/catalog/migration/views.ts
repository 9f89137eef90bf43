import { diffCatalogs } from '../diff.ts';
import { printObject } from '../print.ts';
import { nameOf, viewsInOrder } from './objects.ts';
import type { MigrationWork } from './work.ts';

/** Views that go, change, or stand in the way because something that they read changes; those that read others first. */
export function dropViews(work: MigrationWork): void {
  const { to } = work;
  const differences = diffCatalogs(work.catalog(), to);
  const touched = new Set(
    differences
      .filter(
        ({ change, objectKind }) =>
          change !== 'added' && (objectKind === 'view' || objectKind === 'column' || objectKind === 'table'),
      )
      .map(difference => difference.key),
  );
  for (const { objectKind, key } of differences) {
    const type = work.catalog().get(key);
    // A column may have to take another type in the place of this one.
    if (objectKind === 'enum' && type?.kind === 'enum') for (const user of type.usedBy) touched.add(user);
  }
  const views = viewsInOrder(work.catalog());
  for (const [key, view] of views) if (view.reads.some(read => touched.has(read))) touched.add(key);
  for (const [key, view] of [...views].reverse()) {
    if (!touched.has(key)) continue;
    work.emit(`DROP ${view.materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${nameOf(work.dialect, view)};`);
  }
}

/** Views that are not there (any more). */
export function createViews(work: MigrationWork): void {
  for (const [key, view] of viewsInOrder(work.to)) {
    if (work.catalog().get(key)?.kind === 'view') continue;
    work.emit(printObject(work.dialect, { ...view, certain: true }).definition);
  }
}
