import { isAbsent, nameOfKey, relationKey } from '../../../catalog/catalog.ts';
import type { ColumnDefinition } from '../../../operations/columns.ts';
import type { ObjectName } from '../../../operations/names.ts';
import type {
  CreateTable,
  DropTable,
  OnTable,
  RenameTable,
  SetStorageParameters,
  SetTableProperty,
  SetTableSchema,
} from '../../../operations/tableOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import {
  defaultPartition,
  descendantNames,
  descendantsOf,
  distinct,
  indexNames,
  nameOf,
  ownedSequenceNames,
  referencedNames,
  referencingKeys,
  subjectAt,
  subjectOf,
  viewsOver,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';
import { isSharedParameter } from '../storageParameters.ts';
import { onFamily } from './columnState.ts';
import { hasNoIndex } from './columns.ts';
import { createPartition } from './partitions.ts';

export function createTable(question: FactQuestion, operation: CreateTable): Situation {
  const { before } = question;
  if (operation.ifNotExists && before.get(relationKey(before, operation.table)) !== undefined)
    return situation('create-table-existing', {});
  if (operation.partitionOf !== null) return createPartition(question, operation, operation.partitionOf);
  const own = subjectOf(before, operation.table).key;
  const referenced = [
    ...operation.columns.flatMap(column => referencedBy(column)),
    ...operation.constraints.flatMap(constraint =>
      constraint.kind === 'foreign-key' ? [constraint.target.table] : [],
    ),
  ]
    .map(name => subjectOf(before, name))
    .filter(subject => subject.key !== own);
  const relations = {
    referenced: distinct(
      referenced.flatMap(subject => [subject.name, ...descendantNames(before, subject.table)]),
    ),
    parent: operation.inherits.map(name => nameOf(before, name)),
    other: distinct(
      [...operation.like.map(source => source.table), ...(operation.asQuery?.tables ?? [])].map(name =>
        nameOf(before, name),
      ),
    ),
  };
  const copies = operation.asQuery?.withData === true && operation.asQuery.tables.length > 0;
  return situation(copies ? 'create-table-as' : 'create-table', relations);
}

function referencedBy(column: ColumnDefinition): readonly ObjectName[] {
  return column.references === null ? [] : [column.references.value.table];
}

export function dropTable(question: FactQuestion, operation: DropTable): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  const { table } = subject;
  if (operation.ifExists && table === undefined && isAbsent(before, subject.key))
    return situation('drop-missing', {});
  const members = [subject, ...descendantsOf(before, table).map(key => subjectAt(before, key))];
  const parent = table?.partitionOf == null ? null : subjectAt(before, table.partitionOf.parent);
  const byDefault = parent === null ? null : defaultPartition(before, parent.table);
  return situation('drop-table', {
    target: [subject.name],
    index: indexNames(table),
    partition: members.slice(1).map(member => member.name),
    parent: parent === null ? [] : [parent.name],
    'default-partition': byDefault === null || byDefault === subject.key ? [] : [nameOfKey(byDefault)],
    referenced: distinct(members.flatMap(member => referencedNames(member.table, member.key, null))),
    dependent: operation.cascade
      ? distinct(members.flatMap(member => referencingKeys(before, member.table, member.key, null))).map(
          nameOfKey,
        )
      : [],
    view: operation.cascade
      ? viewsOver(
          before,
          members.flatMap(member => member.table?.readBy ?? []),
        )
      : [],
    sequence: ownedSequenceNames(table, null),
  });
}

/** RENAME TO, which also renames indexes, views and sequences. */
export function renameTable({ before }: FactQuestion, operation: RenameTable): Situation {
  const key = relationKey(before, operation.table);
  const entry = before.get(key);
  if (entry?.kind === 'index')
    return situation('rename-index-as-table', { target: [nameOfKey(entry.table)], index: [nameOfKey(key)] });
  return situation(
    entry?.kind === 'view' ? 'alter-view' : entry?.kind === 'sequence' ? 'move-sequence' : 'rename-table',
    { target: [nameOfKey(key)] },
  );
}

export function setTableSchema({ before }: FactQuestion, operation: SetTableSchema): Situation {
  const subject = subjectOf(before, operation.table);
  return situation('set-table-schema', {
    target: [subject.name],
    sequence: ownedSequenceNames(subject.table, null),
  });
}

const NOT_ON_PARTITIONED: Refusal = { code: '42809', reason: 'not-on-partitioned', since: null };

export function setStorageParameters(
  { before, target }: FactQuestion,
  operation: SetStorageParameters,
): Situation {
  const subject = subjectOf(before, operation.table);
  const isShared = operation.parameters.every(parameter => isSharedParameter(parameter.value));
  const isPlainView = subject.view?.materialized === false;
  const isPartitioned = subject.table?.partitioning != null;
  // Before 16 the server says that it does not know the parameter.
  const refusal =
    isPartitioned && !operation.reset
      ? { ...NOT_ON_PARTITIONED, code: target.version.major < 16 ? '22023' : '42809' }
      : null;
  return situation(
    isShared && !isPlainView ? 'set-parameters' : 'set-parameters-exclusive',
    { target: [subject.name] },
    { refusal },
  );
}

const PROPERTIES: Readonly<
  Record<
    Exclude<
      SetTableProperty['property'],
      'tablespace' | 'access-method' | 'logged' | 'unlogged' | 'inherit' | 'no-inherit' | 'cluster-on'
    >,
    FactId
  >
> = {
  'without-cluster': 'without-cluster',
  'replica-identity': 'replica-identity',
  'enable-row-security': 'row-security',
  'disable-row-security': 'row-security',
  'force-row-security': 'row-security',
  'no-force-row-security': 'row-security',
  'of-type': 'of-type',
  'not-of': 'of-type',
  'enable-rule': 'rule-state',
  'disable-rule': 'rule-state',
  'without-oids': 'without-oids',
};

export function setTableProperty(question: FactQuestion, operation: SetTableProperty): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  const target = { target: [subject.name] };
  const { property } = operation;
  switch (property) {
    case 'tablespace': {
      const entry = before.get(subject.key);
      if (entry?.kind === 'index')
        return situation('move-index', { target: [nameOfKey(entry.table)], index: [subject.name] });
      return situation(tablespaceFact(question, operation), target);
    }
    case 'access-method':
      return situation(accessMethodFact(question, operation), target, {
        hasNoIndex: hasNoIndex(question, subject),
      });
    case 'logged':
    case 'unlogged': {
      if (subject.table?.partitioning != null) {
        const refusal = question.target.version.major < 18 ? null : { ...NOT_ON_PARTITIONED, code: '42809' };
        return situation('set-persistence-partitioned', target, { refusal });
      }
      const present = subject.table?.persistence;
      const isSame =
        present !== undefined &&
        (subject.isKnown || present === 'unlogged') &&
        (present === 'unlogged') === (property === 'unlogged');
      return situation(
        isSame ? 'set-persistence-same' : 'set-persistence',
        { ...target, sequence: ownedSequenceNames(subject.table, null) },
        { hasNoIndex: hasNoIndex(question, subject) },
      );
    }
    case 'inherit':
    case 'no-inherit':
      return situation(property, {
        ...target,
        parent: operation.value === null ? [] : [relationText(question, operation, operation.value)],
      });
    case 'cluster-on':
      return situation('cluster-on', {
        ...target,
        index:
          operation.value === null
            ? []
            : [`${subject.name.slice(0, subject.name.lastIndexOf('.') + 1)}${operation.value}`],
      });
    case 'without-oids':
      return onFamily(question, subject, 'without-oids');
    default:
      return situation(PROPERTIES[property], target);
  }
}

/** The name of a parent is kept as one text: `p` or `schema.p`. */
function relationText({ before }: FactQuestion, operation: SetTableProperty, text: string): string {
  const dot = text.indexOf('.');
  const name = { ...operation.table.name, value: dot === -1 ? text : text.slice(dot + 1) };
  const schema = dot === -1 ? null : { ...operation.table.name, value: text.slice(0, dot) };
  return nameOf(before, { schema, name, span: operation.table.span });
}

function tablespaceFact({ before }: FactQuestion, operation: SetTableProperty): FactId {
  const { table, isKnown } = subjectOf(before, operation.table);
  if (table?.partitioning != null) return 'set-tablespace-partitioned';
  const present = table?.options['tablespace'] ?? (isKnown ? 'pg_default' : null);
  return present === operation.value ? 'set-tablespace-same' : 'set-tablespace';
}

function accessMethodFact({ before }: FactQuestion, operation: SetTableProperty): FactId {
  const { table, isKnown } = subjectOf(before, operation.table);
  if (table?.partitioning != null) return 'set-access-method-partitioned';
  const present = table?.options['access_method'] ?? (isKnown ? 'heap' : null);
  // DEFAULT is what default_table_access_method says: heap wherever nobody sets it.
  const wanted = operation.value?.toLowerCase() === 'default' ? 'heap' : operation.value;
  return present === wanted ? 'set-access-method-same' : 'set-access-method';
}

/** An action on the named table alone. */
export function onTable({ before }: FactQuestion, operation: OnTable<string>, fact: FactId): Situation {
  return situation(fact, { target: [nameOf(before, operation.table)] });
}

/** An action that goes down to partitions. */
export function onTableFamily(question: FactQuestion, operation: OnTable<string>, fact: FactId): Situation {
  return onFamily(question, subjectOf(question.before, operation.table), fact);
}
