import { newKey, relationKey, schemaOf } from './catalog.ts';
import type { Draft } from './draft.ts';
import { blankTable, type TableMention, tableKeyFor } from './knownTable.ts';
import { isCertainlyMissing } from './problems.ts';
import { takeAwaited } from './references.ts';

/**
 * As {@link tableKeyFor}, for operations that add something worth knowing: when the table may well exist without the
 * catalog knowing it, an uncertain table without origin takes what is added, so that later statements find the new
 * column, constraint or index and its origin. Nothing may be concluded from what such a table lacks.
 */
export function tableKeyForAddition(draft: Draft, mention: TableMention): string | null {
  const key = tableKeyFor(draft, mention);
  if (key !== null) return key;
  const wanted = relationKey(draft, mention.table);
  if (draft.get(wanted) !== undefined || isCertainlyMissing(draft, wanted, mention.table)) return null;
  const created = newKey(draft, 'relation', mention.table);
  const table = blankTable(schemaOf(draft, mention.table), mention.table.name.value);
  draft.put(created, { ...table, ...takeAwaited(draft, created), certain: false });
  return created;
}
