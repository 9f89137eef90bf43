import { findColumn, givenNameKey, relationKey, sameName } from '../../catalog/catalog.ts';
import type { Column, Origin } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext, ReviewedFile } from '../rule.ts';
import { existingRelation } from './relations.ts';

/*
 * What the pending migrations gave another name is unknown to the running release under that name: it fails on the old
 * one, as the rename says, or works with what took its place.
 */

/**
 * Key under which the running release knows the relation, when it has its present name from a rename of the pending set
 * and nothing else had that name before; null otherwise.
 */
export function formerRelation({ before, isPending }: OperationContext, key: string): string | null {
  const seen = new Set<string>();
  const isFresh = (freedBy: Origin | null): boolean => freedBy === null || !isPending(freedBy.path);
  let former: string | null = null;
  for (let at: string | null = key; at !== null && !seen.has(at); ) {
    seen.add(at);
    const given = before.get(givenNameKey(at));
    if (given?.kind !== 'given-name' || given.former === null) break;
    if (!isPending(given.origin.path) || !isFresh(given.freedBy)) break;
    former = given.former;
    at = former;
  }
  // Renamed back.
  return former === key ? null : former;
}

/**
 * As {@link formerRelation}; null also where a view of the old name, made in the same file, leads old readers and writers
 * to the relation all the same.
 */
export function formerRelationOfFile(
  reviewed: ReviewedFile,
  context: OperationContext,
  key: string,
): string | null {
  const former = formerRelation(context, key);
  if (former === null) return null;
  const isShown = reviewed.ofKinds('CreateView').some(({ context: { operation, before } }) => {
    return operation.kind === 'CreateView' && relationKey(before, operation.view) === former;
  });
  return isShown ? null : former;
}

/** The name under which the running release knows the column; null when it is the present one. */
export function formerColumn(
  { before, isPending }: OperationContext,
  column: Column | undefined,
): string | null {
  if (column?.renamed === undefined) return null;
  const { from, origin, freedBy } = column.renamed;
  if (!isPending(origin.path) || (freedBy !== null && isPending(freedBy.path))) return null;
  return sameName(before.dialect, from, column.name) ? null : from;
}

/**
 * True when no running release knows the column of the operation under its name, or its table under that one. What it
 * does to readers and writers is then the matter of the rename.
 */
export function isUnderNewName(
  reviewed: ReviewedFile,
  context: OperationContext,
  table: ObjectName,
  column: string | null = null,
): boolean {
  const key = relationKey(context.before, table);
  if (formerRelationOfFile(reviewed, context, key) !== null) return true;
  if (column === null) return false;
  const existing = existingRelation(context, table);
  return formerColumn(context, findColumn(context.before, existing?.table, column)) !== null;
}
