import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ObjectName } from '../names.ts';
import type { ObjectKind } from '../objectOperations.ts';
import { objectNameOf, readObjectName } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { acceptIfExists, acceptIfNotExists } from './tableElement.ts';

/** Kinds that have no operation of their own, by the words that name them. */
export function acceptServerObjectKind(cursor: TokenCursor): ObjectKind | null {
  if (cursor.accept('SERVER')) return 'server';
  if (cursor.accept('TABLESPACE') || cursor.acceptSequence('UNDO', 'TABLESPACE')) return 'tablespace';
  const isOther =
    cursor.acceptSequence('LOGFILE', 'GROUP') ||
    cursor.acceptSequence('RESOURCE', 'GROUP') ||
    cursor.accept('LIBRARY') ||
    cursor.accept('CATALOG') ||
    cursor.acceptSequence('SPATIAL', 'REFERENCE', 'SYSTEM');
  return isOther ? 'server object' : null;
}

/** Reads CREATE or ALTER of such an object from the word after its kind; the rest of the text is passed over. */
export function readServerObject(
  reading: Reading,
  kind: 'CreateObject' | 'AlterObject',
  objectKind: ObjectKind,
): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  acceptIfExists(cursor);
  const verb = kind === 'CreateObject' ? 'create' : 'alter';
  const name = readServerObjectName(cursor);
  reading.noteHead(`${verb} ${objectKind}`, name);
  if (name !== null && cursor.acceptSequence('RENAME', 'TO')) {
    const to = readObjectName(cursor).name;
    reading.emit({ kind: 'RenameObject', span: cursor.wholeSpan(), objectKind, name, table: null, to });
    return;
  }
  skipRest(cursor);
  const span = cursor.wholeSpan();
  if (kind === 'CreateObject') reading.emit({ kind, span, objectKind, name, ifNotExists, table: null });
  else reading.emit({ kind, span, objectKind, name, table: null });
}

/** Reads INSTALL and UNINSTALL of a plugin, component or library, the first word already passed. */
export function readInstall(reading: Reading, kind: 'install' | 'uninstall'): void {
  const { cursor } = reading;
  const word = cursor.advance().text;
  if (word !== 'PLUGIN' && word !== 'COMPONENT' && word !== 'SONAME') {
    cursor.fail();
    return;
  }
  const ifNotExists = acceptIfNotExists(cursor);
  const ifExists = acceptIfExists(cursor);
  const { token } = cursor;
  const isString = token.kind === 'string';
  const name = isString
    ? objectNameOf({ value: readOptionValue(cursor), quoted: true, span: cursor.spanOf(token) })
    : readObjectName(cursor);
  skipRest(cursor);
  const span = cursor.wholeSpan();
  const objectKind = 'server object';
  if (kind === 'install')
    reading.emit({ kind: 'CreateObject', span, objectKind, name, ifNotExists, table: null });
  else {
    const rest = { table: null, signature: null, ifExists, cascade: false };
    reading.emit({ kind: 'DropObject', span, objectKind, name, ...rest });
  }
}

function readServerObjectName(cursor: TokenCursor): ObjectName | null {
  const { token } = cursor;
  if (token.kind === 'end') {
    cursor.fail();
    return null;
  }
  if (token.kind === 'string' || token.kind === 'number') {
    return objectNameOf({ value: readOptionValue(cursor), quoted: true, span: cursor.spanOf(token) });
  }
  return readObjectName(cursor);
}
