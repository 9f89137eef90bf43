import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ForeignKeyTarget, ReferentialAction } from '../columns.ts';
import { readColumnList, readObjectName } from './names.ts';

/** Reads `REFERENCES t [(columns)] [MATCH x] [ON DELETE x] [ON UPDATE x]`. */
export function readForeignKeyTarget(cursor: TokenCursor): ForeignKeyTarget {
  cursor.expect('REFERENCES');
  const table = readObjectName(cursor);
  const columns = cursor.at('(') ? readColumnList(cursor) : [];
  let match: ForeignKeyTarget['match'] = null;
  let onDelete: ReferentialAction | null = null;
  let onUpdate: ReferentialAction | null = null;
  for (;;) {
    if (cursor.accept('MATCH')) match = readMatch(cursor);
    else if (cursor.acceptSequence('ON', 'DELETE')) onDelete = readAction(cursor);
    else if (cursor.at('ON') && cursor.peek().text === 'UPDATE' && isAction(cursor.peek(2).text)) {
      cursor.acceptSequence('ON', 'UPDATE');
      onUpdate = readAction(cursor);
    } else return { table, columns, onDelete, onUpdate, match };
  }
}

/** Inline REFERENCES may be followed by the column attribute ON UPDATE CURRENT_TIMESTAMP. */
function isAction(word: string): boolean {
  return word === 'RESTRICT' || word === 'CASCADE' || word === 'SET' || word === 'NO';
}

function readMatch(cursor: TokenCursor): ForeignKeyTarget['match'] {
  if (cursor.accept('FULL')) return 'full';
  if (cursor.accept('PARTIAL')) return 'partial';
  cursor.expect('SIMPLE');
  return 'simple';
}

function readAction(cursor: TokenCursor): ReferentialAction {
  if (cursor.accept('RESTRICT')) return 'restrict';
  if (cursor.accept('CASCADE')) return 'cascade';
  if (cursor.acceptSequence('SET', 'NULL')) return 'set null';
  if (cursor.acceptSequence('SET', 'DEFAULT')) return 'set default';
  if (!cursor.acceptSequence('NO', 'ACTION')) cursor.fail();
  return 'no action';
}
