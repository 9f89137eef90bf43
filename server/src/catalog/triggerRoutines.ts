import { type CatalogReader, keysIn, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { editTable } from './knownTable.ts';

/** The triggers that execute a function, by table. */
export function triggersOf(
  catalog: CatalogReader,
  routine: string,
): readonly { readonly table: string; readonly trigger: string }[] {
  const schemas = ['public', ...[...keysIn(catalog, 'schema', '')].map(key => key.slice('schema:.'.length))];
  return [...new Set(schemas)].flatMap(schema =>
    [...keysIn(catalog, 'relation', schema)].flatMap(table =>
      (tableAt(catalog, table)?.triggers ?? [])
        .filter(trigger => trigger.routine === routine)
        .map(trigger => ({ table, trigger: trigger.name })),
    ),
  );
}

/** A function under another name is still the one that its triggers execute. */
export function moveRoutineOfTriggers(draft: Draft, from: string, to: string): void {
  for (const table of new Set(triggersOf(draft, from).map(user => user.table))) {
    editTable(draft, table, ({ triggers }) => ({
      triggers: triggers.map(trigger => (trigger.routine === from ? { ...trigger, routine: to } : trigger)),
    }));
  }
}
