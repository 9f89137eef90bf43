import { findTable, hasUnseenChanges, isComplete } from '../../catalog/catalog.ts';
import type { Origin, Table } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import { standsAlone } from './relations.ts';

/**
 * True when an operation certainly meets the schema that the catalog shows: it runs forward, once, as a statement of its
 * own, nothing unread came before it, and it fits that schema otherwise. Rules that say "the server refuses this" ask.
 */
export function meetsKnownSchema(context: OperationContext): boolean {
  return (
    context.problems.length === 0 &&
    context.run.direction === 'up' &&
    !context.file.repeatable &&
    standsAlone(context) &&
    !hasUnseenChanges(context.before)
  );
}

/**
 * True when what comes from `origin` is certainly there. Files of a folder that no tool runs are not always one history:
 * some hold the whole schema of a release each.
 */
export function isOfOneHistory({ file, before }: OperationContext, origin: Origin | null): boolean {
  return file.framework !== 'plain' || origin?.path === file.path || isComplete(before);
}

/** The table before the operation when all of it is certain. */
export function certainTable(context: OperationContext, name: ObjectName): Table | undefined {
  const table = findTable(context.before, name);
  return table?.certain === true && isOfOneHistory(context, table.origin) ? table : undefined;
}

/** `SQLSTATE 42804`, `error 3780`. */
export function errorText({ target }: OperationContext, code: string): string {
  return target.engine === 'postgresql' ? `SQLSTATE ${code}` : `error ${code}`;
}
