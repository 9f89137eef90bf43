import type {
  AlterObjectDependsStmt,
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  CommentStmt,
  ObjectType,
  RenameStmt,
} from '@pgsql/types';
import type { Identifier } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import { identifierAt, TokenCursor, unqualified } from './cursor.ts';
import { restOf } from './namedOptions.ts';
import { type ObjectReference, objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { readRole } from './roles.ts';
import { type StatementSource, spanOf, wholeSpan } from './source.ts';
import type { ActionBase } from './tableAction.ts';

/* RENAME, SET SCHEMA, OWNER TO, DEPENDS ON EXTENSION and COMMENT ON, for objects of every kind. */

interface AlterHead {
  readonly reference: ObjectReference;
  readonly ifExists: boolean;
  readonly only: boolean;
  /** Index of the first token of the action. */
  readonly action: number;
}

function readAlterHead(source: StatementSource, type: ObjectType | undefined): AlterHead {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, type);
  const ifExists = cursor.takeIfExists();
  const bracketed = cursor.take('only', '(');
  const only = bracketed || cursor.take('only');
  const reference = takeReference(cursor, type);
  if (bracketed) cursor.take(')');
  cursor.take('*');
  return { reference, ifExists, only, action: cursor.at };
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
  const { reference, ifExists, only, action } = readAlterHead(source, headTypeOf(node));
  const { name, table, signature } = reference;
  const end = source.tokens.length;
  const span = spanOf(source, action, end);
  const cursor = new TokenCursor(source, action);
  cursor.take('rename');
  cursor.takeOneOf('column', 'constraint', 'attribute');
  const part = cursor.word === 'to' ? null : cursor.identifier();
  cursor.take('to');
  const to = cursor.identifier();
  const onTable = { span, table: name, tableIfExists: ifExists, only };
  switch (type) {
    case 'OBJECT_COLUMN':
      return [renameColumn(node, onTable, part ?? to, to)];
    case 'OBJECT_TABCONSTRAINT':
      return [{ ...onTable, kind: 'RenameConstraint', name: part ?? to, to }];
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return [{ ...onTable, kind: 'RenameTable', to: unqualified(to) }];
    case 'OBJECT_INDEX':
      return [{ kind: 'RenameIndex', span, index: name, table: null, to, viaAlterTable: false, ifExists }];
    case 'OBJECT_ATTRIBUTE':
      return [
        {
          kind: 'AlterTypeAttribute',
          span,
          type: name,
          action: 'rename',
          attribute: part ?? to,
          cascade: node.behavior === 'DROP_CASCADE',
          attributeType: null,
          to,
          ifExists: false,
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
          to,
        },
      ];
    default:
      return [
        { kind: 'RenameObject', span, objectKind: objectKindOf(type), name, table, to, ifExists, signature },
      ];
  }
}

function renameColumn(
  node: RenameStmt,
  onTable: Omit<ActionBase, 'kind'>,
  column: Identifier,
  to: Identifier,
): Operation {
  if (node.relationType === 'OBJECT_TABLE' || node.relationType === 'OBJECT_FOREIGN_TABLE') {
    return { ...onTable, kind: 'RenameColumn', column, to, ifExists: false };
  }
  return {
    kind: 'RenameObject',
    span: onTable.span,
    objectKind: 'column',
    name: unqualified(column),
    table: onTable.table,
    to,
    ifExists: onTable.tableIfExists,
  };
}

export function lowerSetSchema(source: StatementSource, node: AlterObjectSchemaStmt): Operation[] {
  const type = node.objectType;
  const { reference, ifExists, only, action } = readAlterHead(source, type);
  const cursor = new TokenCursor(source, action);
  cursor.take('set', 'schema');
  const schema = cursor.identifier();
  const span = spanOf(source, action, source.tokens.length);
  const { name, signature } = reference;
  if (type === 'OBJECT_TABLE' || type === 'OBJECT_FOREIGN_TABLE') {
    return [{ kind: 'SetTableSchema', span, table: name, tableIfExists: ifExists, only, schema }];
  }
  return [
    { kind: 'SetObjectSchema', span, objectKind: objectKindOf(type), name, schema, ifExists, signature },
  ];
}

export function lowerOwner(source: StatementSource, node: AlterOwnerStmt): Operation[] {
  const { reference, ifExists, action } = readAlterHead(source, node.objectType);
  return [
    {
      kind: 'SetOwner',
      span: spanOf(source, action, source.tokens.length),
      objectKind: objectKindOf(node.objectType),
      name: reference.name,
      owner: readRole(node.newowner),
      ifExists,
      signature: reference.signature,
    },
  ];
}

export function lowerDepends(source: StatementSource, node: AlterObjectDependsStmt): Operation[] {
  const { reference, action } = readAlterHead(source, node.objectType);
  const span = spanOf(source, action, source.tokens.length);
  const { name, table, signature } = reference;
  if (node.objectType === 'OBJECT_INDEX') {
    return [
      {
        kind: 'AlterIndex',
        span,
        index: name,
        table: null,
        action: 'depends',
        partition: null,
        options: [extension(source, action)],
      },
    ];
  }
  const definition = restOf(source, action);
  const options = [extension(source, action)];
  return [
    {
      kind: 'AlterObject',
      span,
      objectKind: objectKindOf(node.objectType),
      name,
      table,
      definition,
      options,
      signature,
    },
  ];
}

/** The extension of `DEPENDS ON EXTENSION x`. */
function extension(source: StatementSource, action: number): NamedOption {
  const last = source.tokens.length - 1;
  const span = spanOf(source, action, last + 1);
  return { name: 'extension', value: identifierAt(source, last).value, span };
}

export function lowerComment(source: StatementSource, node: CommentStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('comment', 'on');
  takeKindWords(cursor, node.objtype);
  const { name, table, signature } = takeReference(cursor, node.objtype);
  const objectKind = objectKindOf(node.objtype);
  const comment = { value: node.comment ?? null, span: spanOf(source, cursor.at + 1, source.tokens.length) };
  return [{ kind: 'CommentOn', span: wholeSpan(source), objectKind, name, table, comment, signature }];
}
