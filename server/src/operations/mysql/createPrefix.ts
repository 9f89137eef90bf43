import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Span } from '../../text/span.ts';
import { readAccount } from './accountName.ts';

/** What may stand between CREATE and the kind of object. */
export interface CreatePrefix {
  readonly orReplace: boolean;
  /** Where OR REPLACE stands, for objects whose replacement is a DROP IF EXISTS of its own. */
  readonly replacement: Span | null;
  readonly temporary: boolean;
  readonly aggregate: boolean;
  /** MySQL HeatWave. */
  readonly materialized: boolean;
}

/** Reads OR REPLACE, TEMPORARY, AGGREGATE, MATERIALIZED, EXTERNAL, ALGORITHM = x, DEFINER = x and SQL SECURITY x in any order. */
export function readCreatePrefix(cursor: TokenCursor): CreatePrefix {
  const prefix: { -readonly [Key in keyof CreatePrefix]: CreatePrefix[Key] } = {
    orReplace: false,
    replacement: null,
    temporary: false,
    aggregate: false,
    materialized: false,
  };
  for (;;) {
    const from = cursor.index;
    if (cursor.acceptSequence('OR', 'REPLACE')) {
      prefix.orReplace = true;
      prefix.replacement = cursor.spanFrom(from);
    } else if (cursor.accept('TEMPORARY')) prefix.temporary = true;
    else if (cursor.accept('AGGREGATE')) prefix.aggregate = true;
    else if (cursor.atSequence('MATERIALIZED', 'VIEW') && cursor.accept('MATERIALIZED'))
      prefix.materialized = true;
    else if (cursor.atSequence('EXTERNAL', 'TABLE')) cursor.accept('EXTERNAL');
    else if (cursor.at('ALGORITHM') || cursor.at('DEFINER') || cursor.at('SQL')) skipSecurityClause(cursor);
    else return prefix;
  }
}

function skipSecurityClause(cursor: TokenCursor): void {
  const word = cursor.advance().text;
  if (word === 'SQL') {
    cursor.expect('SECURITY');
    if (!cursor.accept('DEFINER')) cursor.expect('INVOKER');
    return;
  }
  cursor.accept('=');
  if (word === 'DEFINER') readAccount(cursor);
  else if (cursor.advance().kind !== 'word') cursor.fail();
}
