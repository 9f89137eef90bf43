import { findColumn, nameKey, tableAt } from '../../catalog/catalog.ts';
import type { Origin } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { describeDependent, shortName, triggersExecuting } from './dependents.ts';
import { code } from './wording.ts';

/** PostgreSQL: what refuses the DROP of a view, type, sequence or function by its catalog key. */
export function objectBlocker(context: OperationContext, key: string): Blocker | null {
  const found = context.before.get(key);
  switch (found?.kind) {
    case 'view': {
      if (!found.certain) return null;
      const reader = found.readBy.find(other => {
        const view = context.before.get(other);
        return view?.kind === 'view' && view.certain && !isDroppedHere(context, other);
      });
      return reader === undefined
        ? null
        : used(`view ${code(shortName(reader))} reads ${code(shortName(key))}`, originOf(context, reader));
    }
    case 'routine': {
      // Which of several functions of one name a trigger executes, its text does not tell.
      if (!found.certain || found.signatures.length !== 1) return null;
      const trigger = triggersExecuting(context, key).find(
        ({ table }) => tableAt(context.before, table)?.certain === true,
      );
      return trigger === undefined
        ? null
        : used(`${describeDependent(trigger)} executes ${code(shortName(key))}`, null);
    }
    case 'enum':
    case 'domain':
    case 'type':
      for (const user of found.certain ? found.usedBy : []) {
        const table = tableAt(context.before, user);
        const column = table?.columns.find(({ type }) => type?.name === found.name);
        if (table?.certain === true && column !== undefined)
          return used(`${code(`${shortName(user)}.${column.name}`)} is of this type`, column.origin);
      }
      return null;
    case 'sequence': {
      if (!found.certain || found.ownedBy === null) return null;
      const table = tableAt(context.before, found.ownedBy.table);
      const column = findColumn(context.before, table, found.ownedBy.column);
      if (table?.certain !== true || column?.sequence !== key) return null;
      const isNeeded = column.identity !== null || column.default?.functions.includes('nextval') === true;
      return isNeeded
        ? used(`${code(`${shortName(found.ownedBy.table)}.${column.name}`)} takes its values from it`, null)
        : null;
    }
    default:
      return null;
  }
}

function isDroppedHere({ statement, before }: OperationContext, key: string): boolean {
  return statement.operations.some(
    operation => operation.kind === 'DropObject' && nameKey(before, 'relation', operation.name) === key,
  );
}

function originOf({ before }: OperationContext, key: string): Origin | null {
  const found = before.get(key);
  return found !== undefined && 'origin' in found ? found.origin : null;
}

/** Something uses what is to be dropped. */
export function used(because: string, origin: Origin | null): Blocker {
  return { conflict: 'drop-of-used-object', because, origin };
}
