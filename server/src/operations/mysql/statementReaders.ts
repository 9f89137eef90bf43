import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { readAlter } from './alterStatements.ts';
import { readCreate } from './createStatements.ts';
import { readTruncate } from './dropAndRename.ts';
import { readDrop } from './dropStatements.ts';
import type { Reading } from './reading.ts';
import { readRename } from './renameStatements.ts';

/** Reads a statement from its first word on. */
export type StatementContentReader = (reading: Reading) => void;

const READERS: Readonly<Record<string, StatementContentReader>> = {
  ALTER: readAlter,
  CREATE: readCreate,
  DROP: readDrop,
  RENAME: readRename,
  TRUNCATE: reading => {
    reading.cursor.advance();
    readTruncate(reading);
  },
};

/** The reader for the statement at the cursor; undefined when its first word starts none. */
export function statementReader(cursor: TokenCursor): StatementContentReader | undefined {
  const { token } = cursor;
  return token.kind === 'word' ? READERS[token.text] : undefined;
}
