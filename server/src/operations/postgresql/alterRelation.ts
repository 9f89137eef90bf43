import type { TypeReference } from '../columns.ts';
import type { ObjectKind } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import { identifierAt, TokenCursor } from './cursor.ts';
import { readBracketOptions } from './namedOptions.ts';
import { readRole } from './roles.ts';
import { spanOf, textOf } from './source.ts';
import type { TableAction } from './tableAction.ts';
import { readType, stringList } from './typeReference.ts';

/* Actions of the statements that share ALTER TABLE's grammar for other relations. */

export function lowerIndexAction(action: TableAction): Operation[] {
  const { source, command, table: index, tableIfExists: ifExists, from, to } = action;
  const base = { span: spanOf(source, from, to), index, table: null, partition: null, ifExists };
  switch (command.subtype) {
    case 'AT_SetTableSpace':
      return [
        { ...base, kind: 'AlterIndex', action: 'tablespace', options: [lastWordAs(action, 'tablespace')] },
      ];
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return [
        {
          ...base,
          kind: 'AlterIndex',
          action: 'parameters',
          options: readBracketOptions(source, from + 1, to),
        },
      ];
    case 'AT_SetStatistics':
      return [
        { ...base, kind: 'AlterIndex', action: 'statistics', options: [lastWordAs(action, 'statistics')] },
      ];
    case 'AT_AttachPartition': {
      const cursor = new TokenCursor(source, from, to);
      cursor.take('attach', 'partition');
      return [{ ...base, kind: 'AlterIndex', action: 'attach-partition', partition: cursor.objectName() }];
    }
    default:
      return alterObject(action, 'index');
  }
}

export function lowerSequenceAction(action: TableAction): Operation[] {
  const { source, command, table: sequence, tableIfExists, from, to } = action;
  if (command.subtype === 'AT_ChangeOwner') return alterObject(action, 'sequence');
  const span = spanOf(source, from, to);
  const options = [{ name: textOf(source, from + 1, to).toLowerCase(), value: '', span }];
  return [
    {
      kind: 'AlterSequence',
      span,
      sequence,
      ifExists: tableIfExists,
      restarts: false,
      ownedBy: null,
      options,
    },
  ];
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
  const ifExists = cursor.takeIfExists();
  return [
    {
      kind: 'AlterTypeAttribute',
      span: spanOf(source, from, to),
      type,
      action: verbs[subtype],
      attribute: cursor.identifier(),
      cascade: command.behavior === 'DROP_CASCADE',
      attributeType: subtype === 'AT_DropColumn' ? null : attributeType(action),
      to: null,
      ifExists,
    },
  ];
}

function alterObject(
  { source, command, table: name, tableIfExists: ifExists, from, to }: TableAction,
  objectKind: ObjectKind,
): Operation[] {
  const span = spanOf(source, from, to);
  if (command.subtype === 'AT_ChangeOwner') {
    return [{ kind: 'SetOwner', span, objectKind, name, owner: readRole(command.newowner), ifExists }];
  }
  const sets = command.subtype === 'AT_SetRelOptions' || command.subtype === 'AT_ResetRelOptions';
  return [
    {
      kind: 'AlterObject',
      span,
      objectKind,
      name,
      table: null,
      ifExists,
      definition: { value: textOf(source, from, to), span },
      options: sets ? readBracketOptions(source, from + 1, to) : [],
    },
  ];
}

function attributeType({ source, command }: TableAction): TypeReference | null {
  const column = command.def !== undefined && 'ColumnDef' in command.def ? command.def.ColumnDef : {};
  const type = readType(source, column.typeName);
  const collation = stringList(column.collClause?.collname).join('.');
  return type === null || collation === '' ? type : { ...type, collation };
}

/** The last word of the action as the value of an option. */
function lastWordAs({ source, from, to }: TableAction, name: string): NamedOption {
  return { name, value: identifierAt(source, to - 1).value, span: spanOf(source, from, to) };
}
