import type { AlterDefaultPrivilegesStmt, GrantRoleStmt, GrantStmt, Node, ObjectType } from '@pgsql/types';
import type { Identifier, ObjectName } from '../names.ts';
import type { Grant } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { isOn } from './definitionElements.ts';
import { restOf } from './namedOptions.ts';
import { objectKindOf, takeReference } from './objectReference.ts';
import { readRoles } from './roles.ts';
import { type StatementSource, splitAtCommas, wholeSpan } from './source.ts';

export function lowerGrant(source: StatementSource, node: GrantStmt): Operation[] {
  const cursor = new TokenCursor(source, 1);
  const optionOnly = cursor.take('grant', 'option', 'for');
  const first = cursor.at;
  cursor.skipTo('on');
  const columnPrivileges = readColumnPrivileges(source, first, cursor.at);
  cursor.take('on');
  const allInSchema = node.targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
  return [
    {
      kind: node.is_grant === true ? 'Grant' : 'Revoke',
      span: wholeSpan(source),
      privileges: readPrivileges(node.privileges),
      objectKind: allInSchema ? 'all-in-schema' : grantedKind(node.objtype),
      objects: allInSchema ? takeSchemas(cursor) : takeObjects(cursor, node.objtype),
      grantees: readRoles(node.grantees),
      cascade: node.behavior === 'DROP_CASCADE',
      columnPrivileges,
      grantOption: optionOnly || node.grant_option === true,
    },
  ];
}

/** `SELECT (a, b), UPDATE (c)` in `[from, to)`. */
function readColumnPrivileges(source: StatementSource, from: number, to: number): ColumnPrivileges {
  return splitAtCommas(source, from, to).flatMap(piece => {
    const cursor = new TokenCursor(source, piece.from, piece.to);
    const words: string[] = [];
    while (!cursor.done && cursor.word !== '(') words.push(cursor.identifier().value);
    return cursor.done ? [] : [{ privilege: words[0] ?? '', columns: cursor.identifierList() }];
  });
}

type ColumnPrivileges = readonly { readonly privilege: string; readonly columns: readonly Identifier[] }[];

function grantedKind(type: ObjectType | undefined): Grant['objectKind'] {
  return type === 'OBJECT_PARAMETER_ACL' ? 'system' : objectKindOf(type);
}

/** The privileges as words, `all` when all are meant. */
function readPrivileges(nodes: readonly Node[] | undefined): string[] {
  if (nodes === undefined) return ['all'];
  return nodes.flatMap(node => ('AccessPriv' in node ? [node.AccessPriv.priv_name ?? 'all'] : []));
}

/** Takes `ALL TABLES IN SCHEMA a, b`. */
function takeSchemas(cursor: TokenCursor): ObjectName[] {
  cursor.skipTo('schema');
  cursor.take('schema');
  return cursor.objectNames();
}

/** The words before the objects; a table needs none. */
const KIND_WORDS: Readonly<Partial<Record<ObjectType, readonly string[]>>> = {
  OBJECT_TABLE: ['table'],
  OBJECT_SEQUENCE: ['sequence'],
  OBJECT_FDW: ['foreign', 'data', 'wrapper'],
  OBJECT_FOREIGN_SERVER: ['foreign', 'server'],
  OBJECT_FUNCTION: ['function'],
  OBJECT_PROCEDURE: ['procedure'],
  OBJECT_ROUTINE: ['routine'],
  OBJECT_DATABASE: ['database'],
  OBJECT_DOMAIN: ['domain'],
  OBJECT_LANGUAGE: ['language'],
  OBJECT_LARGEOBJECT: ['large', 'object'],
  OBJECT_PARAMETER_ACL: ['parameter'],
  OBJECT_SCHEMA: ['schema'],
  OBJECT_TABLESPACE: ['tablespace'],
  OBJECT_TYPE: ['type'],
};

function takeObjects(cursor: TokenCursor, type: ObjectType | undefined): ObjectName[] {
  cursor.take(...((type === undefined ? undefined : KIND_WORDS[type]) ?? []));
  const objects: ObjectName[] = [];
  do objects.push(takeReference(cursor, type).name);
  while (cursor.take(','));
  return objects;
}

/** GRANT role TO role. */
export function lowerGrantRole(source: StatementSource, node: GrantRoleStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.takeOneOf('grant', 'revoke');
  // REVOKE ADMIN OPTION FOR role FROM role.
  if (cursor.skipTo('for', 'to', 'from') && cursor.word === 'for') cursor.take('for');
  else cursor.at = 1;
  return [
    {
      kind: node.is_grant === true ? 'Grant' : 'Revoke',
      span: wholeSpan(source),
      privileges: [],
      objectKind: 'role',
      objects: cursor.objectNames(),
      grantees: readRoles(node.grantee_roles),
      cascade: node.behavior === 'DROP_CASCADE',
      grantOption: isOn(node.opt, 'admin'),
    },
  ];
}

export function lowerDefaultPrivileges(
  source: StatementSource,
  _node: AlterDefaultPrivilegesStmt,
): Operation[] {
  return [
    {
      kind: 'AlterObject',
      span: wholeSpan(source),
      objectKind: 'default privileges',
      name: null,
      table: null,
      definition: restOf(source, 3),
    },
  ];
}
