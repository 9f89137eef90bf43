import { isComplete, nameKey, nameOfKey, relationKey } from '../../../catalog/catalog.ts';
import type { ObjectName } from '../../../operations/names.ts';
import type {
  AddEnumValue,
  AlterDomain,
  AlterObject,
  AlterSequence,
  CommentOn,
  CreateObject,
  CreateRoutine,
  CreateSequence,
  CreateView,
  Grant,
  ObjectKind,
  RefreshMaterializedView,
  RenameObject,
  SetObjectSchema,
  SetOwner,
} from '../../../operations/objectOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import { allIn, distinct, indexNames, nameOf, ownedSequenceNames, subjectOf } from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';
import { isSharedParameter } from '../storageParameters.ts';
import { hasNoIndex } from './columns.ts';

export function createView({ before }: FactQuestion, operation: CreateView): Situation {
  const other = operation.reads.map(name => nameOf(before, name));
  if (operation.materialized) {
    const exists = operation.ifNotExists && before.get(relationKey(before, operation.view)) !== undefined;
    const fills = operation.withData && !exists && other.length > 0;
    return situation(fills ? 'create-materialized-view' : 'create-view', { other });
  }
  const subject = subjectOf(before, operation.view);
  const replaces = operation.orReplace && (subject.view !== undefined || !isComplete(before));
  return replaces
    ? situation('replace-view', { target: [subject.name], other })
    : situation('create-view', { other });
}

const NO_UNIQUE_INDEX: Refusal = { code: '55000', reason: 'not-supported', since: null };
const NOT_POPULATED: Refusal = { code: '0A000', reason: 'not-supported', since: null };

export function refreshMaterializedView(
  { before }: FactQuestion,
  operation: RefreshMaterializedView,
): Situation {
  const { name, view, isKnown } = subjectOf(before, operation.view);
  const relations = { target: [name], index: indexNames(view), other: (view?.reads ?? []).map(nameOfKey) };
  if (!operation.withData) return situation('refresh-empty', relations);
  const hasNoIndex = isKnown && view?.indexes.length === 0;
  if (!operation.concurrently) return situation('refresh', relations, { hasNoIndex });
  const hasKey =
    view?.indexes.some(
      index => index.unique && index.predicate === null && index.keys.every(key => key.column !== null),
    ) === true;
  const refusal =
    !isKnown || view === undefined ? null : !view.populated ? NOT_POPULATED : hasKey ? null : NO_UNIQUE_INDEX;
  return situation('refresh-concurrently', relations, { refusal });
}

export function createSequence({ before }: FactQuestion, operation: CreateSequence): Situation {
  return situation('create-sequence', {
    other: operation.ownedBy === null ? [] : [nameOf(before, operation.ownedBy.table)],
  });
}

export function alterSequence({ before }: FactQuestion, operation: AlterSequence): Situation {
  const moves = operation.options?.some(({ name }) => name === 'logged' || name === 'unlogged') === true;
  return situation(moves ? 'move-sequence' : 'alter-sequence', {
    target: [nameOf(before, operation.sequence)],
    other: operation.ownedBy === null ? [] : [nameOf(before, operation.ownedBy.table)],
  });
}

/** ALTER TYPE ... ADD VALUE; older servers allow it in a transaction only where that has made the type. */
export function addEnumValue(
  { before, inTransaction, path }: FactQuestion,
  operation: AddEnumValue,
): Situation {
  const type = before.get(nameKey(before, 'type', operation.type));
  const isNew = inTransaction && path !== undefined && type?.kind === 'enum' && type.origin?.path === path;
  return situation(isNew ? 'add-enum-value-new' : 'add-enum-value', {});
}

/** ALTER DOMAIN: a new or stricter rule is checked in every table that uses the domain. */
export function alterDomain({ before }: FactQuestion, operation: AlterDomain): Situation {
  const found = before.get(nameKey(before, 'type', operation.domain));
  const domain = found?.kind === 'domain' ? found : undefined;
  const checks =
    (operation.action === 'add-constraint' && !operation.notValid) ||
    operation.action === 'validate-constraint' ||
    (operation.action === 'set-not-null' && domain?.notNull !== true);
  const isUnused = domain?.certain === true && domain.usedBy.length === 0;
  const users = (domain?.usedBy ?? []).map(nameOfKey);
  return situation(checks && !isUnused ? 'check-domain' : 'alter-domain', {
    dependent: domain === undefined && !isComplete(before) ? [allIn(null)] : users,
  });
}

/** CREATE FUNCTION: the body of an SQL function is read, and its tables with it. */
export function createRoutine({ before }: FactQuestion, operation: CreateRoutine): Situation {
  const reads = operation.language === 'sql' ? operation.body.flatMap(statement => statement.operations) : [];
  return situation('routine', {
    other: distinct(
      reads.flatMap(inner => (inner.kind === 'Query' ? inner.reads : [])).map(name => nameOf(before, name)),
    ),
  });
}

/** Kinds of objects that are relations of their own. */
const RELATIONS: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'table',
  'view',
  'materialized view',
  'sequence',
  'foreign table',
]);
/** Kinds of objects that belong to a table. */
const TABLE_PARTS: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['constraint', 'trigger', 'policy', 'rule']);

export function renameObject({ before }: FactQuestion, operation: RenameObject): Situation {
  return situation(movedFact(operation.objectKind, operation.table), {
    target: [nameOf(before, operation.table ?? operation.name)],
  });
}

function movedFact(kind: ObjectKind, table: ObjectName | null): FactId {
  if (kind === 'sequence') return 'move-sequence';
  if (kind === 'index') return 'rename-index';
  if (RELATIONS.has(kind))
    return kind === 'table' || kind === 'foreign table' ? 'rename-table' : 'alter-view';
  if (kind === 'column') return 'alter-view';
  return table !== null && TABLE_PARTS.has(kind) ? 'rename-trigger' : 'no-relation';
}

export function moveObject({ before }: FactQuestion, operation: SetObjectSchema | SetOwner): Situation {
  const kind = operation.objectKind;
  const subject = subjectOf(before, operation.name);
  if (kind === 'table' || kind === 'foreign table') {
    const fact = operation.kind === 'SetOwner' ? 'set-table-owner' : 'set-table-schema';
    return situation(fact, {
      target: [subject.name],
      sequence: ownedSequenceNames(subject.table, null),
      index: indexNames(subject.table),
    });
  }
  return RELATIONS.has(kind)
    ? situation(movedFact(kind, null), { target: [subject.name] })
    : situation('no-relation', {});
}

export function commentOn({ before }: FactQuestion, operation: CommentOn): Situation {
  const kind = operation.objectKind;
  if (kind === 'index') return situation('comment-index', { index: [nameOf(before, operation.name)] });
  if (RELATIONS.has(kind)) return situation('comment-relation', { target: [nameOf(before, operation.name)] });
  if (operation.table === null) return situation('comment-other', {});
  const target = { target: [nameOf(before, operation.table)] };
  if (kind === 'column') return situation('comment-relation', target);
  return TABLE_PARTS.has(kind) ? situation('comment-part', target) : situation('comment-other', {});
}

export function grant({ before }: FactQuestion, operation: Grant): Situation {
  const kind = operation.objectKind;
  if (kind === 'all-in-schema' || kind === 'role' || !RELATIONS.has(kind))
    return situation('grant-other', {});
  return situation('grant', { target: operation.objects.map(name => nameOf(before, name)) });
}

/** Kinds that the server makes, changes and drops outside of transactions only. */
const OUTSIDE: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['database', 'tablespace']);

export function createObject({ before }: FactQuestion, operation: CreateObject): Situation {
  const kind = operation.objectKind;
  if (OUTSIDE.has(kind) || (kind === 'subscription' && createsSlot(operation)))
    return situation('database', {});
  const relations = operation.table === null ? (operation.relations ?? []) : [operation.table];
  if (relations.length === 0) return situation('no-relation', {});
  const target = { target: distinct(relations.map(name => nameOf(before, name))) };
  return situation(
    kind === 'rule' ? 'rule' : kind === 'statistics' ? 'create-statistics' : 'concerns-table',
    target,
  );
}

/** A replication slot is made outside of transactions only (manual 18, CREATE SUBSCRIPTION, "Notes"). */
function createsSlot({ options }: CreateObject): boolean {
  const isOff = (name: string): boolean =>
    options?.some(option => option.name === name && /^(?:false|off|0|no)$/i.test(option.value)) === true;
  return !isOff('connect') && !isOff('create_slot');
}

export function alterObject(question: FactQuestion, operation: AlterObject): Situation {
  const { before } = question;
  const kind = operation.objectKind;
  if (kind === 'system') return situation('database', {});
  // DEPENDS ON EXTENSION and SECURITY LABEL look the part up; a column is looked up harder.
  if (operation.table !== null)
    return situation(kind === 'column' ? 'comment-relation' : 'comment-part', {
      target: [nameOf(before, operation.table)],
    });
  // Tables of a publication or an extension.
  if (!RELATIONS.has(kind) && operation.relations !== undefined && operation.relations.length > 0)
    return situation('concerns-table', {
      target: distinct(operation.relations.map(name => nameOf(before, name))),
    });
  if (operation.name === null || !RELATIONS.has(kind))
    return situation(kind === 'statistics' ? 'alter-statistics' : 'no-relation', {});
  // SECURITY LABEL is what is left of ALTER TABLE and ALTER SEQUENCE here.
  const isView = kind === 'view' || kind === 'materialized view';
  if (kind === 'materialized view') return alterMaterializedView(question, operation, operation.name);
  return situation(isView ? 'alter-view' : 'comment-relation', { target: [nameOf(before, operation.name)] });
}

/** ALTER MATERIALIZED VIEW knows the settings and places of a table. */
function alterMaterializedView(question: FactQuestion, operation: AlterObject, name: ObjectName): Situation {
  const subject = subjectOf(question.before, name);
  const target = { target: [subject.name] };
  const action = (operation.definition?.value ?? '').toLowerCase().replace(/\s+/g, ' ');
  if (/^(?:re)?set ?\(/.test(action)) {
    const isShared = (operation.options ?? []).every(option => isSharedParameter(option.name));
    return situation(isShared ? 'set-parameters' : 'set-parameters-exclusive', target);
  }
  if (action.startsWith('cluster on')) return situation('cluster-on', target);
  if (action.startsWith('set without cluster')) return situation('without-cluster', target);
  if (action.startsWith('set tablespace'))
    return situation(/ pg_default$/.test(action) ? 'set-tablespace-same' : 'set-tablespace', target);
  if (action.startsWith('set access method'))
    return situation(
      / (?:heap|default)$/.test(action) ? 'set-access-method-same' : 'set-access-method',
      target,
      {
        hasNoIndex: hasNoIndex(question, subject),
      },
    );
  if (/^alter (?:column )?\S+ set statistics/.test(action)) return situation('set-column-statistics', target);
  if (/^alter (?:column )?\S+ (?:re)?set ?\(/.test(action)) return situation('set-column-attributes', target);
  return situation('alter-view', target);
}
