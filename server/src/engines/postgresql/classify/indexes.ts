import {
  type CatalogReader,
  isAbsent,
  isComplete,
  keysIn,
  nameOfKey,
  objectKey,
  relationKey,
} from '../../../catalog/catalog.ts';
import type { ObjectName } from '../../../operations/names.ts';
import type {
  AlterIndex,
  CreateIndex,
  DropIndex,
  Reindex,
  RenameIndex,
} from '../../../operations/objectOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import {
  allIn,
  descendantNames,
  indexName,
  indexNames,
  indexOwner,
  nameOf,
  subjectAt,
  subjectOf,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type RelationsByRole, type Situation, situation } from '../situation.ts';
import { hasNoIndex } from './columns.ts';
import { notOfThisEngine } from './unread.ts';

export function createIndex({ before }: FactQuestion, operation: CreateIndex): Situation {
  const subject = subjectOf(before, operation.table);
  const target = { target: [subject.name] };
  const { name } = operation.index;
  if (
    operation.ifNotExists &&
    name !== null &&
    before.get(objectKey('relation', schemaOf(subject.key), name.name.value)) !== undefined
  ) {
    return situation(
      operation.concurrently ? 'create-index-concurrently-existing' : 'create-index-existing',
      target,
    );
  }
  const isPartitioned = subject.table?.partitioning != null;
  // Who writes ONLY for a table that nobody knows means a partitioned one.
  if (operation.only && (isPartitioned || subject.table === undefined))
    return situation('create-index-only', target);
  return situation(
    operation.concurrently ? 'create-index-concurrently' : 'create-index',
    {
      ...target,
      partition: isPartitioned ? descendantNames(before, subject.table) : [],
    },
    { refusal: operation.concurrently && isPartitioned ? NOT_ON_PARTITIONED : null },
  );
}

const NOT_ON_PARTITIONED: Refusal = { code: '0A000', reason: 'not-on-partitioned', since: null };

/** An index has the schema of its table. */
function schemaOf(key: string): string {
  const name = key.slice(key.indexOf(':') + 1);
  return name.slice(0, name.indexOf('.'));
}

/** The table of an index and the index; the index alone where nothing is known of it. */
function placeOf(
  before: CatalogReader,
  name: ObjectName,
): { readonly relations: RelationsByRole; readonly isPartitioned: boolean } {
  const owner = indexOwner(before, name);
  if (owner === null) return { relations: { index: [nameOf(before, name)] }, isPartitioned: false };
  const isPartitioned = owner.relation.kind === 'table' && owner.relation.partitioning !== null;
  return {
    relations: {
      target: [nameOfKey(owner.key)],
      index: [indexName(owner.relation, owner.index)],
      partition:
        isPartitioned && owner.relation.kind === 'table' ? descendantNames(before, owner.relation) : [],
    },
    isPartitioned,
  };
}

export function dropIndex({ before }: FactQuestion, operation: DropIndex): Situation {
  if (operation.ifExists && isAbsent(before, relationKey(before, operation.index)))
    return situation('drop-missing', {});
  const { relations, isPartitioned } = placeOf(before, operation.index);
  if (!operation.concurrently) return situation('drop-index', relations);
  return situation('drop-index-concurrently', relations, {
    refusal: isPartitioned ? NOT_ON_PARTITIONED : null,
  });
}

export function renameIndex({ before }: FactQuestion, operation: RenameIndex): Situation {
  const { relations, isPartitioned } = placeOf(before, operation.index);
  if (operation.viaAlterTable) return situation('rename-index-as-table', relations);
  return situation(isPartitioned ? 'rename-partitioned-index' : 'rename-index', relations);
}

const INDEX_ACTIONS: Readonly<Record<AlterIndex['action'], FactId | null>> = {
  tablespace: 'move-index',
  parameters: 'set-index-parameters',
  statistics: 'set-index-statistics',
  depends: 'index-depends',
  'attach-partition': 'attach-index',
  visible: null,
  invisible: null,
};

/** ALTER INDEX. */
export function alterIndex({ before }: FactQuestion, operation: AlterIndex): Situation {
  const fact = INDEX_ACTIONS[operation.action];
  if (fact === null) return notOfThisEngine();
  const { relations } = placeOf(before, operation.index);
  if (operation.partition === null) return situation(fact, relations);
  const attached = placeOf(before, operation.partition).relations;
  return situation(fact, { ...relations, partition: attached.target ?? [], other: attached.index ?? [] });
}

const REINDEX_OF_NOTHING = {
  plain: { plain: 'reindex-nothing', concurrently: 'reindex-concurrently-nothing' },
  partitioned: {
    plain: 'reindex-partitioned-nothing',
    concurrently: 'reindex-concurrently-partitioned-nothing',
  },
} as const;

export function reindex(question: FactQuestion, operation: Reindex): Situation {
  const { before } = question;
  const { name, concurrently } = operation;
  if (operation.target === 'index' && name !== null) {
    const { relations, isPartitioned } = placeOf(before, name);
    // Of an unknown table the index stands in: it is held as its table is.
    if (!isPartitioned)
      return concurrently
        ? situation('reindex-concurrently', { target: relations.index ?? [], ...relations })
        : situation('reindex', relations);
    return situation(concurrently ? 'reindex-concurrently-partitioned' : 'reindex-partitioned', relations, {
      refusal:
        question.target.version.major < 14
          ? { code: '0A000', reason: 'not-on-partitioned', since: '14' }
          : null,
    });
  }
  if (operation.target === 'table' && name !== null) {
    const subject = subjectOf(before, name);
    const isPartitioned = subject.table?.partitioning != null;
    const relations = {
      target: [subject.name],
      index: indexNames(subject.table ?? subject.view),
      partition: isPartitioned ? descendantNames(before, subject.table) : [],
    };
    if (hasNoIndex(question, subject))
      return situation(
        REINDEX_OF_NOTHING[isPartitioned ? 'partitioned' : 'plain'][concurrently ? 'concurrently' : 'plain'],
        relations,
      );
    if (isPartitioned)
      return situation(concurrently ? 'reindex-concurrently-partitioned' : 'reindex-partitioned', relations);
    return situation(concurrently ? 'reindex-concurrently' : 'reindex', relations);
  }
  return situation(
    concurrently ? 'reindex-concurrently' : 'reindex-all',
    operation.target === 'schema'
      ? everyTable(before, name?.name.value ?? 'public', allIn(name?.name.value ?? 'public'))
      : everyTable(before, 'public', allIn(null)),
  );
}

/** Tables and materialized views of a schema that have indexes, with these; `unknown` where nothing is known of it. */
function everyTable(before: CatalogReader, schema: string, unknown: string): RelationsByRole {
  const subjects = [...keysIn(before, 'relation', schema)]
    .map(key => subjectAt(before, key))
    .filter(subject => (subject.table ?? subject.view)?.indexes.length);
  if (subjects.length === 0 && !isComplete(before)) return { target: [unknown], index: [unknown] };
  return {
    target: subjects.map(subject => subject.name).sort(),
    index: subjects.flatMap(subject => indexNames(subject.table ?? subject.view)),
  };
}
