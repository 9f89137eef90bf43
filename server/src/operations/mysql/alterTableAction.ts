import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { TableMaintenance } from '../tableOperations.ts';
import { readAdd } from './alterTableAdd.ts';
import { readAlterPart, readChange, readDrop, readModify, readRename } from './alterTableChange.ts';
import { readPartitionAction } from './alterTablePartition.ts';
import type { AlterTarget } from './alterTarget.ts';
import { acceptCharacterSetWords, readCharsetName } from './dataType.ts';
import { readColumnReference } from './names.ts';
import { readPartitionScheme } from './partitionScheme.ts';
import { readTableOption } from './tableOptions.ts';

/** Reads one action of ALTER TABLE into operations; false when no known action starts here. */
export function readAlterTableAction(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  switch (cursor.token.text) {
    case 'ADD':
      return readAdd(cursor, target, found);
    case 'DROP':
      return readDrop(cursor, target, found);
    case 'MODIFY':
      return readModify(cursor, target, found);
    case 'CHANGE':
      return readChange(cursor, target, found);
    case 'ALTER':
      return readAlterPart(cursor, target, found);
    case 'RENAME':
      return readRename(cursor, target, found);
    case 'CONVERT':
      return cursor.peek().text === 'TO'
        ? readConvertCharset(cursor, target, found)
        : readPartitionAction(cursor, target, found);
    case 'ORDER':
      return readOrderBy(cursor, target, found);
    case 'PARTITION':
      return readPartitionBy(cursor, target, found);
    case 'REMOVE':
    case 'TRUNCATE':
    case 'COALESCE':
    case 'REORGANIZE':
    case 'EXCHANGE':
    case 'REBUILD':
    case 'OPTIMIZE':
    case 'ANALYZE':
    case 'CHECK':
    case 'REPAIR':
    case 'UPGRADE':
      return readPartitionAction(cursor, target, found);
    case 'DISCARD':
    case 'IMPORT':
      return cursor.peek().text === 'TABLESPACE'
        ? readWords(cursor, target, found)
        : readPartitionAction(cursor, target, found);
    default:
      return readWords(cursor, target, found) || readOptions(cursor, target, found);
  }
}

const MAINTENANCE: Readonly<Record<string, TableMaintenance['action']>> = {
  FORCE: 'force',
  'ENABLE KEYS': 'enable-keys',
  'DISABLE KEYS': 'disable-keys',
  'DISCARD TABLESPACE': 'discard-tablespace',
  'IMPORT TABLESPACE': 'import-tablespace',
  SECONDARY_LOAD: 'secondary-load',
  SECONDARY_UNLOAD: 'secondary-unload',
};

/** Actions of one or two fixed words. */
function readWords(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  const first = cursor.token.text;
  if ((first === 'WITH' || first === 'WITHOUT') && cursor.peek().text === 'VALIDATION') {
    return cursor.acceptSequence(first, 'VALIDATION');
  }
  const second = cursor.peek().text;
  const one = MAINTENANCE[first];
  const action = one ?? MAINTENANCE[`${first} ${second}`];
  if (action === undefined) return false;
  cursor.advance();
  if (one === undefined) cursor.advance();
  if (action === 'secondary-load' || action === 'secondary-unload') {
    if (cursor.accept('PARTITION')) cursor.skipParentheses();
  }
  found.push({ kind: 'TableMaintenance', span: cursor.spanFrom(from), ...target, action });
  return true;
}

/** One or more table options with blanks between them. */
function readOptions(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  let option = readTableOption(cursor);
  if (option === null) return false;
  for (; option !== null && !cursor.failed; option = readTableOption(cursor)) {
    if (option.name === 'system_versioning') {
      found.push({ kind: 'TableMaintenance', span: option.span, ...target, action: 'add-system-versioning' });
    } else found.push({ kind: 'SetTableOption', span: option.span, ...target, option });
  }
  return true;
}

function readConvertCharset(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('CONVERT');
  cursor.expect('TO');
  if (!acceptCharacterSetWords(cursor)) cursor.fail();
  const charset = cursor.accept('DEFAULT') ? null : readCharsetName(cursor);
  let collation: string | null = null;
  if (cursor.accept('COLLATE')) {
    cursor.accept('=');
    collation = readCharsetName(cursor);
  }
  found.push({ kind: 'ConvertCharset', span: cursor.spanFrom(from), ...target, charset, collation });
  return true;
}

function readOrderBy(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('ORDER');
  cursor.expect('BY');
  const columns: Identifier[] = [];
  do {
    columns.push(readColumnReference(cursor));
    if (!cursor.accept('ASC')) cursor.accept('DESC');
  } while (cursor.accept(','));
  const span = cursor.spanFrom(from);
  found.push({ kind: 'TableMaintenance', span, ...target, action: 'order-by', columns });
  return true;
}

function readPartitionBy(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  const scheme = readPartitionScheme(cursor);
  found.push({
    kind: 'AlterPartitions',
    span: cursor.spanFrom(from),
    ...target,
    action: 'partition-by',
    partitions: scheme.partitions,
    scheme,
    definitions: scheme.definitions ?? [],
    count: scheme.count ?? null,
    exchangeWith: null,
    validation: true,
  });
  return true;
}
