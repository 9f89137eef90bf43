import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { AlterPartitions } from '../tableOperations.ts';
import type { AlterTarget } from './alterTarget.ts';
import { readIdentifier, readNameList, readObjectName } from './names.ts';
import { readPartitionDefinition, readPartitionList } from './partitionDefinition.ts';
import { readCount, readNumber } from './partitionScheme.ts';
import { acceptIfExists, acceptIfNotExists } from './tableElement.ts';

/** What an action says; fields left out have the values of `NOTHING`. */
type PartitionAction = Pick<AlterPartitions, 'action' | 'partitions'> & Partial<typeof NOTHING>;

const NOTHING: Pick<
  Required<AlterPartitions>,
  'scheme' | 'exchangeWith' | 'validation' | 'definitions' | 'count' | 'ifExists' | 'ifNotExists'
> = {
  scheme: null,
  exchangeWith: null,
  validation: true,
  definitions: [],
  count: null,
  ifExists: false,
  ifNotExists: false,
};

/** Reads an action on partitions; the cursor stands at its verb. */
export function readPartitionAction(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  const read = readAction(cursor);
  if (read === null) return false;
  found.push({ kind: 'AlterPartitions', span: cursor.spanFrom(from), ...target, ...NOTHING, ...read });
  return true;
}

const ON_NAMES: Readonly<Record<string, AlterPartitions['action']>> = {
  TRUNCATE: 'truncate',
  REBUILD: 'rebuild',
  OPTIMIZE: 'optimize',
  ANALYZE: 'analyze',
  CHECK: 'check',
  REPAIR: 'repair',
};

function readAction(cursor: TokenCursor): PartitionAction | null {
  const verb = cursor.advance().text;
  switch (verb) {
    case 'ADD':
      return readAddPartition(cursor);
    case 'DROP': {
      cursor.expect('PARTITION');
      const ifExists = acceptIfExists(cursor);
      return { action: 'drop', partitions: readNameList(cursor), ifExists };
    }
    case 'REMOVE':
      cursor.expect('PARTITIONING');
      return { action: 'remove-partitioning', partitions: [] };
    case 'UPGRADE':
      cursor.expect('PARTITIONING');
      return { action: 'rebuild', partitions: [] };
    case 'COALESCE':
      cursor.expect('PARTITION');
      acceptBinlogWord(cursor);
      return { action: 'coalesce', partitions: [], count: readNumber(cursor) };
    case 'REORGANIZE':
      return readReorganize(cursor);
    case 'EXCHANGE':
      return readExchange(cursor);
    case 'CONVERT':
      return readConvert(cursor);
    case 'DISCARD':
    case 'IMPORT': {
      cursor.expect('PARTITION');
      const partitions = readNamesOrAll(cursor);
      cursor.expect('TABLESPACE');
      return { action: verb === 'DISCARD' ? 'discard-tablespace' : 'import-tablespace', partitions };
    }
    default: {
      const action = ON_NAMES[verb];
      if (action === undefined || !cursor.accept('PARTITION')) return null;
      acceptBinlogWord(cursor);
      const partitions = readNamesOrAll(cursor);
      readMaintenanceWords(cursor);
      return { action, partitions };
    }
  }
}

function readAddPartition(cursor: TokenCursor): PartitionAction {
  cursor.expect('PARTITION');
  const ifNotExists = acceptIfNotExists(cursor);
  acceptBinlogWord(cursor);
  const count = readCount(cursor, 'PARTITIONS');
  if (count !== null) return { action: 'add', partitions: [], count, ifNotExists };
  const definitions = readPartitionList(cursor);
  return { action: 'add', partitions: definitions.map(({ name }) => name), definitions, ifNotExists };
}

function readReorganize(cursor: TokenCursor): PartitionAction {
  cursor.expect('PARTITION');
  acceptBinlogWord(cursor);
  if (cursor.atEnd) return { action: 'reorganize', partitions: [] };
  const partitions = readNameList(cursor);
  cursor.expect('INTO');
  return { action: 'reorganize', partitions, definitions: readPartitionList(cursor) };
}

function readExchange(cursor: TokenCursor): PartitionAction {
  cursor.expect('PARTITION');
  const partition = readIdentifier(cursor);
  cursor.expect('WITH');
  cursor.expect('TABLE');
  const exchangeWith = readObjectName(cursor);
  const validation = !cursor.acceptSequence('WITHOUT', 'VALIDATION');
  if (validation) cursor.acceptSequence('WITH', 'VALIDATION');
  return { action: 'exchange', partitions: [partition], exchangeWith, validation };
}

/** MariaDB: CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p VALUES ... */
function readConvert(cursor: TokenCursor): PartitionAction {
  if (cursor.accept('PARTITION')) {
    const partition = readIdentifier(cursor);
    cursor.expect('TO');
    cursor.expect('TABLE');
    return { action: 'convert', partitions: [partition], exchangeWith: readObjectName(cursor) };
  }
  cursor.expect('TABLE');
  const exchangeWith = readObjectName(cursor);
  cursor.expect('TO');
  const definition = readPartitionDefinition(cursor);
  const validation = !cursor.acceptSequence('WITHOUT', 'VALIDATION');
  if (validation) cursor.acceptSequence('WITH', 'VALIDATION');
  return {
    action: 'convert',
    partitions: [definition.name],
    definitions: [definition],
    exchangeWith,
    validation,
  };
}

function readNamesOrAll(cursor: TokenCursor): Identifier[] {
  return cursor.accept('ALL') ? [] : readNameList(cursor);
}

function acceptBinlogWord(cursor: TokenCursor): void {
  if (!cursor.accept('NO_WRITE_TO_BINLOG')) cursor.accept('LOCAL');
}

const MAINTENANCE_WORDS: ReadonlySet<string> = new Set(
  'QUICK FAST MEDIUM EXTENDED CHANGED USE_FRM FORCE STORAGE'.split(' '),
);

/** Options of CHECK and REPAIR PARTITION, and `DROP STORAGE` / `REUSE STORAGE` of TRUNCATE PARTITION. */
function readMaintenanceWords(cursor: TokenCursor): void {
  if (cursor.atSequence('DROP', 'STORAGE') || cursor.atSequence('REUSE', 'STORAGE')) cursor.advance();
  while (MAINTENANCE_WORDS.has(cursor.token.text)) cursor.advance();
  if (cursor.acceptSequence('FOR', 'UPGRADE'))
    while (MAINTENANCE_WORDS.has(cursor.token.text)) cursor.advance();
}
