import type {
  AlterObjectDependsStmt,
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  CommentStmt,
  ObjectType,
  RenameStmt,
} from '@pgsql/types';
import type { Identifier, ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor, unqualified } from './cursor.ts';
import { type ObjectReference, objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { readRole } from './roles.ts';
import { type StatementSource, spanOf } from './source.ts';

/* RENAME, SET SCHEMA, OWNER TO, DEPENDS ON EXTENSION and COMMENT ON, for objects of every kind. */

interface AlterHead {
  readonly reference: ObjectReference;
  readonly ifExists: boolean;
  /** Index of the first token of the action. */
  readonly action: number;
}

function readAlterHead(source: StatementSource, type: ObjectType | undefined): AlterHead {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, type);
  const ifExists = cursor.takeIfExists();
  const bracketed = cursor.take('only', '(');
  if (!bracketed) cursor.take('only');
  const reference = takeReference(cursor, type);
  if (bracketed) cursor.take(')');
  cursor.take('*');
  return { reference, ifExists, action: cursor.at };
}

/** RENAME of a part of a relation is written as ALTER of the relation: the kind to look for in the head. */
function headTypeOf(node: RenameStmt): ObjectType | undefined {
  switch (node.renameType) {
    case 'OBJECT_COLUMN':
      return node.relationType;
    case 'OBJECT_TABCONSTRAINT':
      return 'OBJECT_TABLE';
    case 'OBJECT_DOMCONSTRAINT':
      return 'OBJECT_DOMAIN';
    default:
      return node.renameType;
  }
}

export function lowerRename(source: StatementSource, node: RenameStmt): Operation[] {
  const type = node.renameType;
  const { reference, ifExists, action } = readAlterHead(source, headTypeOf(node));
  const { name, table } = reference;
  const end = source.tokens.length;
  const span = spanOf(source, action, end);
  const cursor = new TokenCursor(source, action);
  cursor.take('rename');
  cursor.takeOneOf('column', 'constraint', 'attribute');
  const part = cursor.word === 'to' ? null : cursor.identifier();
  cursor.take('to');
  const to = cursor.identifier();
  const onTable = { span, table: name, tableIfExists: ifExists };
  switch (type) {
    case 'OBJECT_COLUMN':
      return [renameColumn(node, onTable, part ?? to, to)];
    case 'OBJECT_TABCONSTRAINT':
      return [{ kind: 'RenameConstraint', ...onTable, name: part ?? to, to }];
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return [{ kind: 'RenameTable', ...onTable, to: unqualified(to) }];
    case 'OBJECT_INDEX':
      return [{ kind: 'RenameIndex', span, index: name, table: null, to, viaAlterTable: false }];
    case 'OBJECT_ATTRIBUTE':
      return [
        {
          kind: 'AlterTypeAttribute',
          span,
          type: name,
          action: 'rename',
          attribute: part ?? to,
          cascade: node.behavior === 'DROP_CASCADE',
        },
      ];
    case 'OBJECT_DOMCONSTRAINT':
      return [
        {
          kind: 'AlterDomain',
          span,
          domain: name,
          action: 'rename-constraint',
          constraint: part,
          expression: null,
          notValid: false,
        },
      ];
    default:
      return [{ kind: 'RenameObject', span, objectKind: objectKindOf(type), name, table, to }];
  }
}

function renameColumn(
  node: RenameStmt,
  onTable: { readonly span: Operation['span']; readonly table: ObjectName; readonly tableIfExists: boolean },
  column: Identifier,
  to: Identifier,
): Operation {
  if (node.relationType === 'OBJECT_TABLE' || node.relationType === 'OBJECT_FOREIGN_TABLE') {
    return { kind: 'RenameColumn', ...onTable, column, to, ifExists: false };
  }
  return {
    kind: 'RenameObject',
    span: onTable.span,
    objectKind: 'column',
    name: unqualified(column),
    table: onTable.table,
    to,
  };
}

export function lowerSetSchema(source: StatementSource, node: AlterObjectSchemaStmt): Operation[] {
  const type = node.objectType;
  const { reference, ifExists, action } = readAlterHead(source, type);
  const cursor = new TokenCursor(source, action);
  cursor.take('set', 'schema');
  const schema = cursor.identifier();
  const span = spanOf(source, action, source.tokens.length);
  const { name } = reference;
  if (type === 'OBJECT_TABLE' || type === 'OBJECT_FOREIGN_TABLE') {
    return [{ kind: 'SetTableSchema', span, table: name, tableIfExists: ifExists, schema }];
  }
  return [{ kind: 'SetObjectSchema', span, objectKind: objectKindOf(type), name, schema }];
}

export function lowerOwner(source: StatementSource, node: AlterOwnerStmt): Operation[] {
  const { reference, action } = readAlterHead(source, node.objectType);
  return [
    {
      kind: 'SetOwner',
      span: spanOf(source, action, source.tokens.length),
      objectKind: objectKindOf(node.objectType),
      name: reference.name,
      owner: readRole(node.newowner),
    },
  ];
}

export function lowerDepends(source: StatementSource, node: AlterObjectDependsStmt): Operation[] {
  const { reference, action } = readAlterHead(source, node.objectType);
  const span = spanOf(source, action, source.tokens.length);
  const { name, table } = reference;
  if (node.objectType === 'OBJECT_INDEX') {
    return [{ kind: 'AlterIndex', span, index: name, table: null, action: 'depends', partition: null }];
  }
  return [{ kind: 'AlterObject', span, objectKind: objectKindOf(node.objectType), name, table }];
}

export function lowerComment(source: StatementSource, node: CommentStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('comment', 'on');
  takeKindWords(cursor, node.objtype);
  const { name, table } = takeReference(cursor, node.objtype);
  const objectKind = objectKindOf(node.objtype);
  return [{ kind: 'CommentOn', span: spanOf(source, 0, source.tokens.length), objectKind, name, table }];
}
