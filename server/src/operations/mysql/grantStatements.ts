import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ObjectName } from '../names.ts';
import type { Grant, ObjectKind } from '../objectOperations.ts';
import { readAccount } from './accountName.ts';
import { identifierOf, objectNameOf, readIdentifier } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';

interface GrantTarget {
  readonly objectKind: Grant['objectKind'];
  readonly objects: readonly ObjectName[];
}

const PRIVILEGE_ENDS: ReadonlySet<string> = new Set([',', 'ON', 'TO', 'FROM']);
const GRANTEE_ENDS: ReadonlySet<string> = new Set([',', 'WITH', 'REQUIRE', 'AS', 'IGNORE']);

/** Reads GRANT or REVOKE from the word after it. Without ON the names are roles, except for ALL PRIVILEGES. */
export function readGrant(reading: Reading, kind: 'Grant' | 'Revoke'): void {
  const { cursor } = reading;
  reading.noteHead(kind.toLowerCase(), null);
  cursor.acceptSequence('IF', 'EXISTS');
  cursor.acceptSequence('ADMIN', 'OPTION', 'FOR');
  const privileges = readPrivileges(cursor);
  const target = cursor.accept('ON') ? readTarget(cursor) : targetWithoutOn(privileges);
  cursor.expect(kind === 'Grant' ? 'TO' : 'FROM');
  const grantees: string[] = [];
  do {
    grantees.push(readAccount(cursor).value);
    cursor.moveTo(cursor.findAtLevel(GRANTEE_ENDS));
  } while (cursor.accept(','));
  skipRest(cursor);
  reading.emit({ kind, span: cursor.wholeSpan(), privileges, ...target, grantees, cascade: false });
}

/** Privileges or roles in lower case, column lists left out. */
function readPrivileges(cursor: TokenCursor): string[] {
  const privileges: string[] = [];
  do {
    const from = cursor.index;
    let to = cursor.findAtLevel(PRIVILEGE_ENDS);
    if (to === from) cursor.fail();
    else cursor.moveTo(to);
    while (to - 1 > from && cursor.tokenAt(to - 1).text === ')') to = cursor.tokenAt(to - 1).partner;
    privileges.push(cursor.textBetween(from, to).toLowerCase().replaceAll(/\s+/g, ' '));
  } while (cursor.accept(','));
  return privileges;
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
  cursor.accept('TABLE');
  return 'table';
}
