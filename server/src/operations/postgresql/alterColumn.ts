import type { ColumnDef } from '@pgsql/types';
import type { Identifier } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import type { SetColumnOption, TableOperation } from '../tableOperations.ts';
import { readColumnDefinition } from './columnDefinition.ts';
import { TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readElements } from './namedOptions.ts';
import { findWord, insideBracket, textOf } from './source.ts';
import { type ActionBase, baseOf, type TableAction } from './tableAction.ts';
import { readTypeAndEnd, stringList } from './typeReference.ts';

/** Actions on a column; null for all others. */
export function lowerColumnAction(action: TableAction): TableOperation | null {
  const { source, command, from, to } = action;
  const base = baseOf(action);
  const cursor = new TokenCursor(source, from, to);
  switch (command.subtype) {
    case 'AT_AddColumn': {
      cursor.take('add');
      cursor.take('column');
      const ifNotExists = cursor.takeIfNotExists();
      const column = readColumnDefinition(source, columnDef(action), to);
      return { ...base, kind: 'AddColumn', column, ifNotExists, position: null };
    }
    case 'AT_DropColumn': {
      cursor.take('drop');
      cursor.take('column');
      const ifExists = cursor.takeIfExists();
      return {
        ...base,
        kind: 'DropColumn',
        column: cursor.identifier(),
        ifExists,
        cascade: command.behavior === 'DROP_CASCADE',
      };
    }
    default:
      return lowerAlterColumn(action, cursor);
  }
}

function lowerAlterColumn(action: TableAction, cursor: TokenCursor): TableOperation | null {
  const { source, command, to } = action;
  const onColumn = (): ActionBase & { readonly column: Identifier } => {
    cursor.take('alter');
    cursor.take('column');
    return { ...baseOf(action), column: cursor.identifier() };
  };
  switch (command.subtype) {
    case 'AT_AlterColumnType':
      return lowerColumnType(action, onColumn());
    case 'AT_ColumnDefault': {
      const column = onColumn();
      if (command.def === undefined) return { ...column, kind: 'DropColumnDefault' };
      cursor.take('set', 'default');
      return {
        ...column,
        kind: 'SetColumnDefault',
        default: readExpression(source, command.def, cursor.at, to),
      };
    }
    case 'AT_SetNotNull':
      return { ...onColumn(), kind: 'SetNotNull' };
    case 'AT_DropNotNull':
      return { ...onColumn(), kind: 'DropNotNull' };
    case 'AT_AddIdentity':
    case 'AT_SetIdentity':
    case 'AT_DropIdentity':
      return lowerIdentity(action, onColumn());
    case 'AT_SetExpression': {
      const column = onColumn();
      cursor.skipTo('(');
      const inside = insideBracket(source, cursor.at, to);
      const expression = readExpression(source, command.def, inside.from, inside.to);
      return { ...column, kind: 'AlterColumnExpression', action: 'set', expression };
    }
    case 'AT_DropExpression':
      return { ...onColumn(), kind: 'AlterColumnExpression', action: 'drop', expression: null };
    case 'AT_SetStatistics':
      return columnOption(onColumn(), 'statistics', cursor, 'set', 'statistics');
    case 'AT_SetStorage':
      return columnOption(onColumn(), 'storage', cursor, 'set', 'storage');
    case 'AT_SetCompression':
      return columnOption(onColumn(), 'compression', cursor, 'set', 'compression');
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
    case 'AT_AlterColumnGenericOptions':
      return columnOption(onColumn(), 'attributes', cursor);
    default:
      return null;
  }
}

type OnThisColumn = ActionBase & { readonly column: Identifier };

function lowerColumnType(action: TableAction, column: OnThisColumn): TableOperation {
  const { source, to } = action;
  const definition = columnDef(action);
  const { type, end } = readTypeAndEnd(source, definition.typeName ?? {});
  const using = findWord(source, end, to, 'using');
  const collation = stringList(definition.collClause?.collname).join('.');
  return {
    ...column,
    kind: 'AlterColumnType',
    type: collation === '' ? type : { ...type, collation },
    using:
      definition.raw_default === undefined
        ? null
        : readExpression(source, definition.raw_default, using + 1, to),
  };
}

function lowerIdentity(action: TableAction, column: OnThisColumn): TableOperation {
  const { source, command, from, to } = action;
  const generated = findWord(source, from, to, 'generated');
  const identity = generated === to ? null : identityAt(action, generated + 1);
  const verb =
    command.subtype === 'AT_AddIdentity' ? 'add' : command.subtype === 'AT_SetIdentity' ? 'set' : 'drop';
  return {
    ...column,
    kind: 'AlterIdentity',
    action: verb,
    identity,
    ifExists: command.missing_ok === true,
    options: identityOptions(action),
  };
}

/** The tree keeps them in the constraint of ADD and in the list of SET. */
function identityOptions({ source, command, to }: TableAction): NamedOption[] {
  const { def } = command;
  if (def === undefined) return [];
  if ('Constraint' in def) return readElements(source, def.Constraint.options, to);
  const written = 'List' in def ? readElements(source, def.List.items, to) : [];
  return written.filter(({ name }) => name !== 'generated');
}

function identityAt({ source, to }: TableAction, at: number): 'always' | 'by-default' {
  return new TokenCursor(source, at, to).take('by', 'default') ? 'by-default' : 'always';
}

function columnOption(
  column: OnThisColumn,
  option: SetColumnOption['option'],
  cursor: TokenCursor,
  ...words: readonly string[]
): TableOperation {
  cursor.take(...words);
  const text = textOf(cursor.source, cursor.at, cursor.end);
  return {
    ...column,
    kind: 'SetColumnOption',
    option,
    value: option === 'attributes' ? text : text.toLowerCase(),
  };
}

function columnDef({ command }: TableAction): ColumnDef {
  return command.def !== undefined && 'ColumnDef' in command.def ? command.def.ColumnDef : {};
}
