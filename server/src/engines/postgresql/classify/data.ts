import { type CatalogReader, isComplete, keysIn, nameOfKey, searchPath } from '../../../catalog/catalog.ts';
import type { Table } from '../../../catalog/model.ts';
import type {
  CopyRows,
  Delete,
  Insert,
  LockTables,
  Maintenance,
  Merge,
  Query,
  Truncate,
  Update,
} from '../../../operations/sessionOperations.ts';
import type { FactQuestion, PostgresqlLockMode, Refusal } from '../../lockNote.ts';
import { POSTGRESQL_LOCK_MODES } from '../../lockNote.ts';
import {
  allIn,
  descendantNames,
  descendantsOf,
  distinct,
  indexNames,
  inheritingNames,
  nameOf,
  ownedSequenceNames,
  partitionNames,
  referencingKeys,
  type Subject,
  subjectAt,
  subjectOf,
} from '../relations.ts';
import { type RelationsByRole, type Situation, situation } from '../situation.ts';
import { hasNoIndex } from './columns.ts';
import { notOfThisEngine } from './unread.ts';

export function insertRows({ before }: FactQuestion, operation: Insert): Situation {
  const subject = subjectOf(before, operation.table);
  const reads = operation.reads.map(name => nameOf(before, name));
  return situation(reads.includes(subject.name) ? 'insert-reading-itself' : 'insert', {
    target: [subject.name],
    other: distinct(reads).filter(name => name !== subject.name),
  });
}

/** UPDATE, DELETE and MERGE read the whole table unless an index leads to the rows. */
export function changeRows({ before }: FactQuestion, operation: Update | Delete | Merge): Situation {
  const subject = subjectOf(before, operation.table);
  const columns = operation.kind === 'Merge' ? null : (operation.where?.columns ?? null);
  const reads = operation.reads.map(name => nameOf(before, name)).filter(name => name !== subject.name);
  const readsOthers = reads.length > 0 || operation.kind === 'Merge';
  return situation(
    readsOthers || readsAll(subject.isKnown ? subject.table : undefined, columns)
      ? 'change-all-rows'
      : 'change-rows',
    {
      target: [subject.name],
      partition: descendantNames(before, subject.table),
      other: distinct(reads),
    },
  );
}

/** Of a table that is not known nobody can say which indexes it has: only a statement without WHERE surely reads all of it. */
function readsAll(table: Table | undefined, where: readonly string[] | null): boolean {
  if (where === null) return true;
  if (table === undefined) return false;
  return !table.indexes.some(index => index.valid && where.includes(index.keys[0]?.column ?? ''));
}

/** A query holds its tables against DDL alone. */
export function readRows({ before }: FactQuestion, operation: Query): Situation {
  if (operation.reads.length === 0) return situation('no-relation', {});
  const locked = new Set((operation.locksRowsOf ?? []).map(name => nameOf(before, name)));
  const read = distinct(operation.reads.map(name => nameOf(before, name)));
  return situation(readsWhole(before, operation) ? 'query-all' : 'query', {
    target: read.filter(name => locked.has(name)),
    other: read.filter(name => !locked.has(name)),
  });
}

function readsWhole(before: CatalogReader, { reads, whereColumns, limited }: Query): boolean {
  const [only, ...others] = reads;
  if (only === undefined || limited === true || whereColumns === undefined) return false;
  if (others.length > 0) return true;
  const subject = subjectOf(before, only);
  return readsAll(subject.isKnown ? subject.table : undefined, whereColumns);
}

/** COPY of a query names no table here. */
export function copyRows({ before }: FactQuestion, operation: CopyRows): Situation {
  if (operation.table === null) return situation('query', {});
  const target = { target: [nameOf(before, operation.table)] };
  return situation(operation.direction === 'from' ? 'copy-in' : 'copy-out', target);
}

const REFERENCED: Refusal = { code: '0A000', reason: 'not-supported', since: null };

/** TRUNCATE: with CASCADE every table that points here, and every one that points there. */
export function truncate(question: FactQuestion, operation: Truncate): Situation {
  const { before, statement } = question;
  const subject = subjectOf(before, operation.table);
  const named = new Set(
    statement.operations.flatMap(other =>
      other.kind === 'Truncate' ? [subjectOf(before, other.table).key] : [],
    ),
  );
  const referencing = truncatedWith(before, subject.key, subject.table);
  return situation(
    'truncate',
    {
      target: [subject.name],
      index: indexNames(subject.table),
      partition: descendantNames(before, subject.table),
      dependent: operation.cascade ? referencing.map(nameOfKey) : [],
      sequence: operation.restartIdentity ? ownedSequenceNames(subject.table, null) : [],
    },
    {
      refusal:
        !operation.cascade &&
        referencingKeys(before, subject.table, subject.key, null).some(key => !named.has(key))
          ? REFERENCED
          : null,
    },
  );
}

function truncatedWith(before: CatalogReader, own: string, table: Table | undefined): readonly string[] {
  const found = new Set<string>();
  const visit = (key: string, present: Table | undefined): void => {
    for (const next of [...referencingKeys(before, present, key, null), ...descendantsOf(before, present)]) {
      if (found.has(next) || next === own) continue;
      found.add(next);
      visit(next, subjectAt(before, next).table);
    }
  };
  visit(own, table);
  return [...found];
}

/** LOCK TABLE: the mode is written; it goes down to partitions and children. */
export function lockTables({ before, target }: FactQuestion, operation: LockTables): Situation {
  const mode = modeOf(operation.tables[0]?.mode ?? '');
  if (mode === null) return notOfThisEngine();
  const subjects = operation.tables.map(entry => ({ entry, subject: subjectOf(before, entry.table) }));
  const views = subjects.map(({ subject }) => subject).filter(({ view }) => view?.materialized === false);
  return situation(
    'lock-table',
    {
      target: subjects.map(({ subject }) => subject.name),
      partition: subjects.flatMap(({ entry, subject }) =>
        entry.only === true ? [] : descendantNames(before, subject.table),
      ),
      dependent: target.version.major < LOCKS_BEHIND_VIEWS ? [] : relationsBehind(before, views),
    },
    { writtenLocks: { target: mode, partition: mode, dependent: mode } },
  );
}

/** LOCK TABLE of a view takes what the view reads (manual, LOCK, from 11 on); before, views are refused. */
const LOCKS_BEHIND_VIEWS = 11;

function relationsBehind(before: CatalogReader, views: readonly Subject[]): readonly string[] {
  const found = new Set<string>();
  const visit = (keys: readonly string[]): void => {
    for (const key of keys) {
      if (found.has(key)) continue;
      found.add(key);
      const object = before.get(key);
      if (object?.kind === 'view' && !object.materialized) visit(object.reads);
    }
  };
  for (const { view } of views) visit(view?.reads ?? []);
  return [...found].map(nameOfKey);
}

/** Commands without a table take all of them; those of the schemas in the search path are known here. */
function everyTable(before: CatalogReader): RelationsByRole {
  const keys = searchPath(before).flatMap(schema => [...keysIn(before, 'relation', schema)]);
  const tables = keys
    .map(key => subjectAt(before, key))
    .filter(subject => subject.table !== undefined && !subject.table.foreign)
    .map(subject => subject.name)
    .sort();
  return { target: tables.length === 0 && !isComplete(before) ? [allIn(null)] : tables };
}

function modeOf(text: string): PostgresqlLockMode | null {
  return POSTGRESQL_LOCK_MODES.find(mode => mode === text.toUpperCase()) ?? null;
}

/** VACUUM, ANALYZE, CLUSTER and CHECKPOINT. */
export function maintain(question: FactQuestion, operation: Maintenance): Situation {
  const { before } = question;
  const subject = operation.table === null ? null : subjectOf(before, operation.table);
  const relations =
    subject === null
      ? everyTable(before)
      : {
          target: [subject.name],
          partition: partitionNames(before, subject.table),
          dependent: inheritingNames(before, subject.table),
        };
  const noIndex = { hasNoIndex: subject !== null && hasNoIndex(question, subject) };
  switch (operation.command) {
    case 'vacuum':
      return situation('vacuum', relations);
    case 'vacuum-full':
      return situation('vacuum-full', relations, noIndex);
    case 'analyze':
      return situation('analyze', relations);
    case 'cluster': {
      if (subject === null) return situation('cluster-all', {});
      const isPartitioned = subject.table?.partitioning != null;
      const index = indexNames(subject.table ?? subject.view);
      return isPartitioned
        ? situation('cluster-partitioned', relations, noIndex)
        : situation('cluster', { target: [subject.name], index }, noIndex);
    }
    case 'repack':
      return situation('repack', relations, noIndex);
    case 'checkpoint':
      return situation('checkpoint', {});
    default:
      return notOfThisEngine();
  }
}
