import type { ObjectKind } from '../operations/objectOperations.ts';
import { dropRoutine } from './applyRoutines.ts';
import { dropType } from './applyTypes.ts';
import type { NameSpace } from './catalog.ts';
import type { ApplyProblem } from './change.ts';
import type { Draft } from './draft.ts';
import { dropTable, dropView } from './dropRelation.ts';
import { dropIndexOf, renameIndexOf } from './indexes.ts';
import { editTable } from './knownTable.ts';
import type { CatalogObject, NamedObject, Sequence } from './model.ts';
import { moveRelation } from './moveRelation.ts';
import { setSequenceOwner } from './ownedSequences.ts';
import { reportExists } from './problems.ts';
import { moveRoutineOfTriggers } from './triggerRoutines.ts';
import { renameTypeInColumns, userTypeAt } from './typeUse.ts';

/** Name space and problem name of the kinds that the catalog holds; null for all others. */
export function spaceOf(
  kind: ObjectKind,
): { readonly space: NameSpace; readonly problem: ApplyProblem['objectKind'] | null } | null {
  switch (kind) {
    case 'table':
    case 'foreign table':
      return { space: 'relation', problem: 'table' };
    case 'view':
    case 'materialized view':
      return { space: 'relation', problem: 'view' };
    case 'index':
      return { space: 'relation', problem: 'index' };
    case 'sequence':
      return { space: 'relation', problem: 'sequence' };
    case 'type':
    case 'domain':
      return { space: 'type', problem: 'type' };
    case 'function':
    case 'procedure':
    case 'routine':
    case 'aggregate':
    case 'event':
      // A routine of an extension, or one whose arguments differ, is not known: never missing for certain.
      return { space: 'routine', problem: null };
    default:
      return null;
  }
}

/** Drops an object of any kind with what hangs on it. */
export function dropNamed(
  draft: Draft,
  key: string,
  object: CatalogObject,
  options: { readonly cascade: boolean; readonly signature?: readonly string[] | null },
): void {
  if (object.kind === 'table') dropTable(draft, key, options);
  else if (object.kind === 'view') dropView(draft, key, options);
  else if (object.kind === 'sequence') dropSequence(draft, key, object);
  else if (object.kind === 'index') dropIndexOf(draft, object.table, object.name);
  else if (object.kind === 'routine') dropRoutine(draft, key, options.signature ?? null, options);
  else if (userTypeAt(draft, key) !== undefined) dropType(draft, key, options);
}

function dropSequence(draft: Draft, key: string, sequence: Sequence): void {
  setSequenceOwner(draft, key, null);
  if (sequence.ownedBy !== null) {
    const { column, table } = sequence.ownedBy;
    editTable(draft, table, ({ columns }) => ({
      columns: columns.map(other =>
        other.name === column ? { ...other, default: null, changedBy: draft.origin } : other,
      ),
    }));
  }
  draft.drop(key);
}

/** Gives any named object another name or schema. */
export function moveNamed(
  draft: Draft,
  key: string,
  object: NamedObject,
  to: { readonly schema: string; readonly name: string },
): void {
  if (object.kind === 'index') {
    if (to.schema === object.schema) renameIndexOf(draft, object.table, object.name, to.name);
    return;
  }
  const space = key.slice(0, key.indexOf(':'));
  const toKey = `${space}:${to.schema}.${to.name}`;
  const existing = toKey === key ? undefined : draft.get(toKey);
  if (existing !== undefined && 'schema' in existing) {
    reportExists(
      draft,
      space === 'type' ? 'type' : space === 'routine' ? 'routine' : 'table',
      toKey,
      existing,
    );
    if (existing.certain) return;
  }
  if (space === 'relation') {
    moveRelation(draft, key, to);
    return;
  }
  const type = userTypeAt(draft, key);
  if (type !== undefined) renameTypeInColumns(draft, type, to);
  if (object.kind === 'routine') moveRoutineOfTriggers(draft, key, toKey);
  draft.drop(key);
  draft.put(toKey, { ...object, schema: to.schema, name: to.name, changedBy: draft.origin });
}
