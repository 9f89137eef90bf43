import {
  awaitedKey,
  type CatalogReader,
  currentSchema,
  droppedKey,
  givenNameKey,
  hasUnseenChanges,
  keysIn,
  nameOfKey,
  relationKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/** True when no statement so far made, changed, pointed to or dropped a relation of this name. */
export function isUnheardOf(catalog: CatalogReader, key: string): boolean {
  return [key, awaitedKey(key), droppedKey(key), givenNameKey(key)].every(
    trace => catalog.get(trace) === undefined,
  );
}

/**
 * True for `DROP TABLE IF EXISTS t` when the versions of a migration tool begin with CREATE TABLE and come as far as
 * this file without a word of `t`: somebody made it by hand or before that history, or it is not there. A folder of
 * plain files, or a history that begins by altering tables, says nothing about what it does not name.
 */
export function isNeverMade(
  { project }: ReviewedFile,
  { context }: Pick<ReviewedOperation, 'context'>,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropTable' || !operation.ifExists) return false;
  if (hasUnseenChanges(before)) return false;
  // Whose tables another schema or database holds, the history of this one does not tell.
  if (operation.table.schema !== null) return false;
  const key = relationKey(before, operation.table);
  if (!isUnheardOf(before, key)) return false;
  const relations = [...keysIn(before, 'relation', currentSchema(before))];
  // Servers on some systems compare table names without case.
  if (relations.some(other => nameOfKey(other).toLowerCase() === nameOfKey(key).toLowerCase())) return false;
  return beginsWithTables(project, before);
}

/** True when the first of a tool's versions, which is not the file itself, made a table that is still there. */
export function beginsWithTables(
  { firstVersion, isFirst }: ReviewedFile['project'],
  catalog: CatalogReader,
): boolean {
  if (firstVersion === null || isFirst) return false;
  const relations = [...keysIn(catalog, 'relation', currentSchema(catalog))];
  return relations.some(other => tableAt(catalog, other)?.origin?.path === firstVersion);
}
