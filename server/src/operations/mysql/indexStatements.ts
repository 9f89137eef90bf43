import type { CreatePrefix } from './createPrefix.ts';
import {
  indexDefinition,
  noIndexOptions,
  readIndexMethod,
  readIndexOptions,
  readIndexParts,
} from './indexDefinition.ts';
import { objectNameOf, readIdentifier, readObjectName } from './names.ts';
import type { Reading } from './reading.ts';
import { readTrailingClauses, readWait } from './statementClauses.ts';
import { acceptIfExists, acceptIfNotExists } from './tableElement.ts';

/**
 * Reads CREATE INDEX from the words before INDEX: UNIQUE, FULLTEXT, SPATIAL, VECTOR. MariaDB's OR REPLACE drops the old
 * index first.
 */
export function readCreateIndex(reading: Reading, { replacement }: CreatePrefix): void {
  const { cursor } = reading;
  const from = cursor.index;
  const unique = cursor.accept('UNIQUE');
  const method = readSpecialMethod(reading) ?? 'btree';
  if (!cursor.accept('INDEX')) cursor.expect('KEY');
  const ifNotExists = acceptIfNotExists(cursor);
  const options = noIndexOptions();
  const name = objectNameOf(readIdentifier(cursor));
  reading.noteHead('create index', name);
  readIndexMethod(cursor, options);
  cursor.expect('ON');
  const table = readObjectName(cursor);
  reading.noteHead('create index', table);
  const parts = readIndexParts(cursor, options);
  readWait(reading);
  readIndexOptions(cursor, options);
  const index = indexDefinition(cursor, from, { name, unique, method, parts, options });
  readTrailingClauses(reading);
  if (replacement !== null) {
    const flags = { concurrently: false, ifExists: true, cascade: false };
    reading.emit({ kind: 'DropIndex', span: replacement, index: name, table, ...flags });
  }
  reading.emit({
    kind: 'CreateIndex',
    span: cursor.wholeSpan(),
    table,
    tableIfExists: false,
    index,
    concurrently: false,
    ifNotExists,
    only: false,
  });
}

/** Reads DROP INDEX from the word after INDEX. */
export function readDropIndex(reading: Reading): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  const index = objectNameOf(readIdentifier(cursor));
  reading.noteHead('drop index', index);
  cursor.expect('ON');
  const table = readObjectName(cursor);
  reading.noteHead('drop index', table);
  readTrailingClauses(reading);
  reading.emit({
    kind: 'DropIndex',
    span: cursor.wholeSpan(),
    index,
    table,
    concurrently: false,
    ifExists,
    cascade: false,
  });
}

function readSpecialMethod({ cursor }: Reading): string | null {
  if (!cursor.at('FULLTEXT') && !cursor.at('SPATIAL') && !cursor.at('VECTOR')) return null;
  return cursor.advance().text.toLowerCase();
}
