import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier, ObjectName } from '../names.ts';
import type { Grant, ObjectKind } from '../objectOperations.ts';
import { readAccount } from './accountName.ts';
import { identifierOf, objectNameOf, readIdentifier } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';

interface GrantTarget {
  readonly objectKind: Grant['objectKind'];
  readonly objects: readonly ObjectName[];
}

type ColumnPrivilege = NonNullable<Grant['columnPrivileges']>[number];

const PRIVILEGE_ENDS: ReadonlySet<string> = new Set([',', 'ON', 'TO', 'FROM']);
const GRANTEE_ENDS: ReadonlySet<string> = new Set([',', 'WITH', 'REQUIRE', 'AS', 'IGNORE']);

/** Reads GRANT or REVOKE from the word after it. Without ON the names are roles, except for ALL PRIVILEGES. */
export function readGrant(reading: Reading, kind: 'Grant' | 'Revoke'): void {
  const { cursor } = reading;
  reading.noteHead(kind.toLowerCase(), null);
  cursor.acceptSequence('IF', 'EXISTS');
  const takesOption = cursor.acceptSequence('ADMIN', 'OPTION', 'FOR');
  const columnPrivileges: ColumnPrivilege[] = [];
  const privileges = readPrivileges(cursor, columnPrivileges);
  const target = cursor.accept('ON') ? readTarget(cursor) : targetWithoutOn(privileges);
  cursor.expect(kind === 'Grant' ? 'TO' : 'FROM');
  const grantees: string[] = [];
  do {
    grantees.push(readAccount(cursor).value);
    cursor.moveTo(cursor.findAtLevel(GRANTEE_ENDS));
  } while (cursor.accept(','));
  const grantOption = takesOption || hasGrantOption(cursor);
  skipRest(cursor);
  reading.emit({
    kind,
    span: cursor.wholeSpan(),
    privileges,
    ...target,
    grantees,
    cascade: false,
    columnPrivileges,
    grantOption,
  });
}

/** WITH GRANT OPTION or WITH ADMIN OPTION in what is left of the statement. */
function hasGrantOption(cursor: TokenCursor): boolean {
  for (let index = cursor.index; index < cursor.limit; index++) {
    const { text } = cursor.tokenAt(index);
    if ((text === 'GRANT' || text === 'ADMIN') && cursor.tokenAt(index + 1).text === 'OPTION') return true;
  }
  return false;
}

/** Privileges or roles in lower case; those with a column list are noted apart too. */
function readPrivileges(cursor: TokenCursor, ofColumns: ColumnPrivilege[]): string[] {
  const privileges: string[] = [];
  do {
    const from = cursor.index;
    let to = cursor.findAtLevel(PRIVILEGE_ENDS);
    if (to === from) cursor.fail();
    else cursor.moveTo(to);
    const end = to;
    while (to - 1 > from && cursor.tokenAt(to - 1).text === ')') to = cursor.tokenAt(to - 1).partner;
    const privilege = cursor.textBetween(from, to).toLowerCase().replaceAll(/\s+/g, ' ');
    privileges.push(privilege);
    if (to < end) ofColumns.push({ privilege, columns: columnsBetween(cursor, to + 1, end - 1) });
  } while (cursor.accept(','));
  return privileges;
}

function columnsBetween(cursor: TokenCursor, from: number, to: number): Identifier[] {
  const columns: Identifier[] = [];
  for (let index = from; index < to; index++) {
    const token = cursor.tokenAt(index);
    if (token.kind === 'word' || token.kind === 'quoted') columns.push(identifierOf(cursor, token));
  }
  return columns;
}

function targetWithoutOn(privileges: readonly string[]): GrantTarget {
  const isAll = privileges.some(privilege => privilege === 'grant option' || privilege.startsWith('all'));
  return { objectKind: isAll ? 'system' : 'role', objects: [] };
}

function readTarget(cursor: TokenCursor): GrantTarget {
  const written = readTargetKind(cursor);
  if (cursor.accept('*')) {
    if (!cursor.accept('.')) return { objectKind: 'database', objects: [] };
    cursor.expect('*');
    return { objectKind: 'system', objects: [] };
  }
  if (
    cursor.token.kind === 'user-variable' ||
    cursor.token.kind === 'string' ||
    cursor.peek().kind === 'user-variable'
  ) {
    return { objectKind: 'user', objects: [objectNameOf(readAccount(cursor))] };
  }
  const first = readIdentifier(cursor);
  if (!cursor.accept('.')) return { objectKind: written, objects: [objectNameOf(first)] };
  if (cursor.accept('*')) return { objectKind: 'database', objects: [objectNameOf(first)] };
  const second = cursor.advance();
  if (second.kind !== 'word' && second.kind !== 'quoted') cursor.fail();
  const name = identifierOf(cursor, second);
  const span = { start: first.span.start, end: name.span.end };
  return { objectKind: written, objects: [{ schema: first, name, span }] };
}

function readTargetKind(cursor: TokenCursor): ObjectKind {
  if (cursor.accept('FUNCTION')) return 'function';
  if (cursor.accept('PROCEDURE')) return 'procedure';
  if (cursor.accept('PACKAGE')) {
    cursor.accept('BODY');
    return 'routine';
  }
  if (cursor.accept('SEQUENCE')) return 'sequence';
  if (cursor.accept('LIBRARY')) return 'server object';
  cursor.accept('TABLE');
  return 'table';
}
