import type { Index } from '../../../catalog/model.ts';
import type { IndexDefinition, IndexPart } from '../../../operations/constraints.ts';
import type { Operation, OperationOf } from '../../../operations/operation.ts';
import { version } from '../../engine.ts';
import {
  type Change,
  type ChangeContext,
  change,
  isMysql,
  isStrict,
  isVersion,
  needs,
  refused,
} from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { sameColumn } from '../tableState.ts';
import { hasOtherUniqueKey } from './columnDropped.ts';
import { droppedKeyLocks, foreignKeyAdded } from './foreignKeys.ts';
import { constraintRefusal, indexRefusal, isFunctional, visibilityRefusal } from './keyDefinition.ts';

/** CREATE INDEX and ADD INDEX. */
export function indexCreated(operation: OperationOf<'CreateIndex'>, context: ChangeContext): Change {
  if (operation.ifNotExists) {
    if (isMysql(context)) return { ...change('add-index'), refusal: refused('1064', 'syntax') };
    if (findIndex(operation.index.name?.name.value ?? null, context) !== null) return change('no-change');
  }
  if (restates(operation.index, context)) return change('restate-index');
  const facts = indexFacts(operation.index, context);
  const created = { ...change(...facts), refusal: indexRefusal(operation.index, context) };
  return facts.includes('add-several-fulltext-indexes') && isMysql(context) && !copies(context)
    ? { ...created, lateRefusal: refused('1795', 'algorithm-not-supported') }
    : created;
}

function copies(context: ChangeContext): boolean {
  return context.question.statement.algorithm?.value === 'COPY';
}

function indexFacts(index: IndexDefinition, context: ChangeContext): readonly FactId[] {
  switch (index.method) {
    case 'fulltext':
      return [fulltextFact(context)];
    case 'spatial':
      return ['add-spatial-index'];
    default:
      return [
        isFunctional(index.parts) && isMysql(context) ? 'add-functional-index' : 'add-index',
        ...companionFacts(index, context),
      ];
  }
}

function fulltextFact(context: ChangeContext): FactId {
  const added = context.actions.filter(
    action => action.kind === 'CreateIndex' && action.index.method === 'fulltext',
  ).length;
  if (added > 1) return 'add-several-fulltext-indexes';
  return context.state.fulltextIndexes > 0 || context.state.hasDocumentId
    ? 'add-fulltext-index'
    : 'add-first-fulltext-index';
}

/** An index over a virtual column that the same statement adds reads the rows of a column that is not there yet. */
function companionFacts(index: IndexDefinition, context: ChangeContext): readonly FactId[] {
  const added = context.actions.flatMap(action =>
    action.kind === 'AddColumn' && action.column.generated?.value.kind === 'virtual'
      ? [action.column.name.value]
      : [],
  );
  const covers = index.parts.some(part =>
    added.some(name => part.column !== null && sameColumn(name, part.column.value)),
  );
  return covers ? ['virtual-column-with-its-index'] : [];
}

/** True when the same ALTER drops an index of this name that has the same columns. */
function restates(index: IndexDefinition, context: ChangeContext): boolean {
  const name = index.name?.name.value ?? null;
  if (name === null || !context.actions.some(action => dropsIndexNamed(action, name))) return false;
  const existing = findIndex(name, context);
  return (
    existing !== null &&
    existing.unique === index.unique &&
    sameMethod(existing.method, index.method) &&
    sameKeys(existing, index.parts)
  );
}

function sameMethod(left: string, right: string): boolean {
  const tree = (method: string): string => (method === 'fulltext' || method === 'spatial' ? method : 'btree');
  return tree(left) === tree(right);
}

function sameKeys(existing: Index, parts: readonly IndexPart[]): boolean {
  return (
    existing.keys.length === parts.length &&
    existing.keys.every((key, at) => {
      const part = parts[at];
      return (
        part?.column != null &&
        key.column !== null &&
        sameColumn(key.column, part.column.value) &&
        key.prefixLength === part.prefixLength &&
        key.descending === part.descending
      );
    })
  );
}

function dropsIndexNamed(action: Operation, name: string): boolean {
  return action.kind === 'DropIndex' && sameColumn(action.index.name.value, name);
}

function findIndex(name: string | null, context: ChangeContext): Index | null {
  return context.state.table?.indexes.find(index => name !== null && sameColumn(index.name, name)) ?? null;
}

/** DROP INDEX. */
export function indexDropped(operation: OperationOf<'DropIndex'>, context: ChangeContext): Change {
  const name = operation.index.name.value;
  if (operation.ifExists && isMysql(context))
    return { ...change('drop-index'), refusal: refused('1064', 'syntax') };
  if (operation.ifExists && context.state.table !== null && findIndex(name, context) === null)
    return change('no-change');
  if (sameColumn(name, 'PRIMARY')) return primaryKeyDropped(context);
  const restated = context.actions.some(
    action =>
      action.kind === 'CreateIndex' &&
      action.index.name !== null &&
      sameColumn(action.index.name.name.value, name) &&
      restates(action.index, context),
  );
  return change(restated ? 'restate-index' : 'drop-index');
}

export function indexRenamed(context: ChangeContext): Change {
  return isMysql(context)
    ? change('rename-index')
    : needs(context, '10.5.2', version(10, 5, 2), change('rename-index'));
}

/** ALTER INDEX ... [IN]VISIBLE and [NOT] IGNORED. */
export function indexAltered(operation: OperationOf<'AlterIndex'>, context: ChangeContext): Change {
  const altered = change('change-index-visibility');
  const refusal = visibilityRefusal(operation.options, context);
  if (refusal !== null) return { ...altered, refusal };
  return isMysql(context)
    ? needs(context, '8.0', version(8), altered)
    : needs(context, '10.6', version(10, 6), altered);
}

/** ADD CONSTRAINT and ADD [UNIQUE | PRIMARY | FOREIGN] KEY. */
export function constraintAdded(operation: OperationOf<'AddConstraint'>, context: ChangeContext): Change {
  const { constraint } = operation;
  switch (constraint.kind) {
    case 'primary-key':
      return primaryKeyAdded(constraint.parts, context);
    case 'unique':
      return {
        ...change(isFunctional(constraint.parts) && isMysql(context) ? 'add-functional-index' : 'add-index'),
        refusal: constraintRefusal(constraint, context),
      };
    case 'foreign-key':
      return foreignKeyAdded(constraint, context);
    case 'check':
      return {
        ...change(checkFact(constraint.enforced, context)),
        refusal: constraintRefusal(constraint, context),
      };
    case 'not-null':
    case 'exclude':
      return { ...change('unread-action'), refusal: constraintRefusal(constraint, context) };
  }
}

function checkFact(enforced: boolean, context: ChangeContext): FactId {
  if (!isMysql(context)) return 'add-check';
  if (!isVersion(context, 8, 0, 16)) return 'ignored-constraint';
  return enforced ? 'add-check' : 'add-check-not-enforced';
}

function primaryKeyAdded(parts: readonly IndexPart[], context: ChangeContext): Change {
  if (context.actions.some(dropsPrimaryKey))
    return change(context.state.partitioned ? 'replace-primary-key-partitioned' : 'replace-primary-key');
  const nullable = parts.some(part =>
    context.state.table?.columns.some(
      column => part.column !== null && sameColumn(column.name, part.column.value) && !column.notNull,
    ),
  );
  if (nullable && !isStrict(context.question)) return change('add-primary-key-nullable-not-strict');
  return change('add-primary-key');
}

function dropsPrimaryKey(action: Operation): boolean {
  return (
    (action.kind === 'DropConstraint' && action.constraintKind === 'primary-key') ||
    (action.kind === 'DropIndex' && sameColumn(action.index.name.value, 'PRIMARY'))
  );
}

function primaryKeyDropped(context: ChangeContext): Change {
  const replaced = context.actions.some(
    action =>
      (action.kind === 'AddConstraint' && action.constraint.kind === 'primary-key') ||
      ((action.kind === 'AddColumn' || action.kind === 'ModifyColumn') && inlinePrimaryKey(action)),
  );
  if (replaced)
    return change(context.state.partitioned ? 'replace-primary-key-partitioned' : 'replace-primary-key');
  return change(hasOtherUniqueKey(context) ? 'drop-primary-key-with-other-unique-key' : 'drop-primary-key');
}

function inlinePrimaryKey(action: OperationOf<'AddColumn' | 'ModifyColumn'>): boolean {
  return (action.kind === 'AddColumn' ? action.column : action.definition).primaryKey !== null;
}

/** DROP PRIMARY KEY, DROP FOREIGN KEY, DROP CHECK and DROP CONSTRAINT. */
export function constraintDropped(operation: OperationOf<'DropConstraint'>, context: ChangeContext): Change {
  const name = operation.name?.value ?? null;
  if (operation.ifExists && isMysql(context))
    return { ...change('drop-index'), refusal: refused('1064', 'syntax') };
  switch (operation.constraintKind) {
    case 'primary-key':
      return primaryKeyDropped(context);
    case 'foreign-key':
      return { ...change('drop-foreign-key'), locks: droppedKeyLocks(name, context) };
    case 'check': {
      const dropped = isMysql(context)
        ? change('drop-check')
        : { ...change('drop-check'), refusal: refused('1064', 'syntax') };
      return isMysql(context) ? needs(context, '8.0.16', version(8, 0, 16), dropped) : dropped;
    }
    case 'any':
      return namedConstraintDropped(name, operation.ifExists, context);
  }
}

function namedConstraintDropped(name: string | null, ifExists: boolean, context: ChangeContext): Change {
  const dropped = namedDrop(name, ifExists, context);
  return isMysql(context) ? needs(context, '8.0.19', version(8, 0, 19), dropped) : dropped;
}

function namedDrop(name: string | null, ifExists: boolean, context: ChangeContext): Change {
  const constraint = context.state.table?.constraints.find(
    candidate => name !== null && sameColumn(candidate.name, name),
  );
  if (constraint === undefined)
    return ifExists && context.state.table !== null
      ? change('no-change')
      : { ...change('drop-index'), assumed: true };
  switch (constraint.kind) {
    case 'primary-key':
      return primaryKeyDropped(context);
    case 'foreign-key':
      return { ...change('drop-foreign-key'), locks: droppedKeyLocks(name, context) };
    case 'check':
    case 'not-null':
      return change('drop-check');
    case 'unique':
    case 'exclude':
      return change('drop-index');
  }
}

/** ALTER CHECK / ALTER CONSTRAINT ... [NOT] ENFORCED. */
export function constraintAltered(operation: OperationOf<'AlterConstraint'>, context: ChangeContext): Change {
  const altered = change(operation.enforced === false ? 'stop-enforcing-check' : 'enforce-check');
  if (!isMysql(context)) return { ...change('no-change'), refusal: refused('1064', 'syntax') };
  return needs(context, '8.0.16', version(8, 0, 16), altered);
}
