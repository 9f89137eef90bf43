import type { ObjectKind } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { readRole } from './roles.ts';
import { spanOf } from './source.ts';
import type { TableAction } from './tableAction.ts';

/* Actions of the statements that share ALTER TABLE's grammar for other relations. */

export function lowerIndexAction(action: TableAction): Operation[] {
  const { source, command, table: index, from, to } = action;
  const base = { span: spanOf(source, from, to), index, table: null, partition: null };
  switch (command.subtype) {
    case 'AT_SetTableSpace':
      return [{ kind: 'AlterIndex', ...base, action: 'tablespace' }];
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return [{ kind: 'AlterIndex', ...base, action: 'parameters' }];
    case 'AT_SetStatistics':
      return [{ kind: 'AlterIndex', ...base, action: 'statistics' }];
    case 'AT_AttachPartition': {
      const cursor = new TokenCursor(source, from, to);
      cursor.take('attach', 'partition');
      return [{ kind: 'AlterIndex', ...base, action: 'attach-partition', partition: cursor.objectName() }];
    }
    default:
      return alterObject(action, 'index');
  }
}

export function lowerSequenceAction(action: TableAction): Operation[] {
  const { source, command, table: sequence, tableIfExists, from, to } = action;
  if (command.subtype === 'AT_ChangeOwner') return alterObject(action, 'sequence');
  const span = spanOf(source, from, to);
  return [{ kind: 'AlterSequence', span, sequence, ifExists: tableIfExists, restarts: false, ownedBy: null }];
}

export function lowerViewAction(action: TableAction, kind: 'view' | 'materialized view'): Operation[] {
  return alterObject(action, kind);
}

/** ALTER TYPE on a composite type: ADD, DROP, ALTER ATTRIBUTE; OWNER TO. */
export function lowerTypeAction(action: TableAction): Operation[] {
  const { source, command, table: type, from, to } = action;
  const verbs = { AT_AddColumn: 'add', AT_DropColumn: 'drop', AT_AlterColumnType: 'alter' } as const;
  const { subtype } = command;
  if (subtype !== 'AT_AddColumn' && subtype !== 'AT_DropColumn' && subtype !== 'AT_AlterColumnType') {
    return alterObject(action, 'type');
  }
  const cursor = new TokenCursor(source, from, to);
  cursor.takeOneOf('add', 'drop', 'alter');
  cursor.take('attribute');
  cursor.takeIfExists();
  return [
    {
      kind: 'AlterTypeAttribute',
      span: spanOf(source, from, to),
      type,
      action: verbs[subtype],
      attribute: cursor.identifier(),
      cascade: command.behavior === 'DROP_CASCADE',
    },
  ];
}

function alterObject(
  { source, command, table: name, from, to }: TableAction,
  objectKind: ObjectKind,
): Operation[] {
  const span = spanOf(source, from, to);
  if (command.subtype === 'AT_ChangeOwner') {
    return [{ kind: 'SetOwner', span, objectKind, name, owner: readRole(command.newowner) }];
  }
  return [{ kind: 'AlterObject', span, objectKind, name, table: null }];
}
