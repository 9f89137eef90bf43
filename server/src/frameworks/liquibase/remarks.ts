import type { ChangelogNode } from './changelogNode.ts';
import { ChangeSql, type ChangeSurroundings, firstOf } from './changeSql.ts';
import type { ColumnNode } from './columns.ts';
import type { PlacedText } from './placedText.ts';

/** COMMENT ON for the remarks of a table or of a column in it: PostgreSQL only, MySQL takes them with the definition. */
export function commentOn(
  kind: 'TABLE' | 'COLUMN',
  change: ChangelogNode,
  column: ColumnNode | null,
  surroundings: ChangeSurroundings,
): readonly PlacedText[] {
  const remarks = firstOf(column?.node ?? change, 'remarks');
  if (remarks === null || surroundings.dialect !== 'postgresql') return [];
  const sql = new ChangeSql(column?.node ?? change, surroundings).add(`COMMENT ON ${kind} `);
  sql.addObject(change, { name: 'tableName' });
  if (column !== null) sql.add('.').addName(column.name);
  return [sql.add(' IS ').addString(remarks).build()];
}
