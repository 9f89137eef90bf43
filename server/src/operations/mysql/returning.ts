import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Insert } from '../sessionOperations.ts';

/** The word RETURNING where the cursor stands at it. */
export function returningAt(cursor: TokenCursor): Pick<Insert, 'returning'> {
  return cursor.at('RETURNING') ? { returning: cursor.spanOf(cursor.token) } : {};
}
