import { conditionHolds } from '../../catalog/schemaCondition.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { SchemaCondition } from '../../operations/schemaCondition.ts';
import type { OperationContext, ReviewedFile, ReviewedStatement } from '../rule.ts';

type Answer = boolean | null;

/**
 * True when the runner, which asked before this part of the file whether to run it, would pass it over after all that
 * stands above `statement` in the part is committed: what it asks for is gone, or there, by then.
 */
export function isPassedOverNextTime(reviewed: ReviewedFile, statement: ReviewedStatement): boolean {
  const { section, direction, runsIf } = statement.run;
  const [first] = statement.operations;
  if (runsIf === null || first === undefined) return false;
  const done = reviewed.statements
    .slice(0, statement.index)
    .filter(({ run }) => run.section === section && run.direction === direction)
    .flatMap(({ operations }) => operations);
  return holdsAfter(runsIf, done, first) === false;
}

/** `next` is the operation that meets the schema which the others leave. */
function holdsAfter(
  condition: SchemaCondition,
  done: readonly OperationContext[],
  next: OperationContext,
): Answer {
  switch (condition.kind) {
    case 'unknown':
      return null;
    case 'settled':
      return condition.holds;
    case 'all':
    case 'any':
    case 'none': {
      const answers = condition.of.map(each => holdsAfter(each, done, next));
      // One such answer settles all of them.
      const decisive = condition.kind !== 'all';
      const settled = answers.includes(decisive);
      if (!settled && answers.includes(null)) return null;
      return condition.kind === 'any' ? settled : !settled;
    }
    default: {
      // Of a schema that is not known whole the statements tell what they did to it.
      const effects = done.flatMap(({ operation }) => effectOn(condition, operation) ?? []);
      return effects.at(-1) ?? conditionHolds(next.before, condition);
    }
  }
}

type Existence = Exclude<SchemaCondition, { readonly kind: 'unknown' | 'settled' | 'all' | 'any' | 'none' }>;

/** Whether the object is there after the operation; null when it has nothing to do with it. */
function effectOn(condition: Existence, operation: Operation): Answer {
  switch (condition.kind) {
    case 'table':
    case 'view':
    case 'sequence':
      return effectOnRelation(condition.relation.name, operation);
    case 'column':
      return isTable(operation, condition.table.name) ? effectOnColumn(condition.column, operation) : null;
    case 'index':
    case 'unique-constraint':
    case 'foreign-key':
      if (condition.name === null) return null;
      if (condition.table !== null && !isTable(operation, condition.table.name)) return null;
      return effectOnNamed(condition.kind, condition.name, operation);
    case 'primary-key':
      return isTable(operation, condition.table.name) ? effectOnPrimaryKey(operation) : null;
  }
}

function effectOnRelation(name: string, operation: Operation): Answer {
  const is = (other: ObjectName): boolean => isSame(other.name.value, name);
  switch (operation.kind) {
    case 'CreateTable':
      return is(operation.table) ? true : null;
    case 'CreateView':
      return is(operation.view) ? true : null;
    case 'CreateSequence':
      return is(operation.sequence) ? true : null;
    case 'DropTable':
      return is(operation.table) ? false : null;
    case 'DropObject':
      return is(operation.name) ? false : null;
    case 'RenameTable':
      return renamed(operation.table.name.value, operation.to.name.value, name);
    default:
      return null;
  }
}

function effectOnColumn(name: string, operation: Operation): Answer {
  switch (operation.kind) {
    case 'AddColumn':
      return isSame(operation.column.name.value, name) ? true : null;
    case 'DropColumn':
      return isSame(operation.column.value, name) ? false : null;
    case 'RenameColumn':
      return renamed(operation.column.value, operation.to.value, name);
    case 'ModifyColumn':
      return renamed(operation.column.value, operation.definition.name.value, name);
    default:
      return null;
  }
}

function renamed(from: string, to: string, name: string): Answer {
  if (isSame(to, name)) return true;
  return isSame(from, name) ? false : null;
}

function effectOnNamed(
  kind: 'index' | 'unique-constraint' | 'foreign-key',
  name: string,
  operation: Operation,
): Answer {
  const is = (other: string | undefined): boolean => other !== undefined && isSame(other, name);
  switch (operation.kind) {
    case 'AddConstraint': {
      const { constraint } = operation;
      if (!is(constraint.name?.value)) return null;
      if (constraint.kind === 'foreign-key') return kind === 'foreign-key' ? true : null;
      return constraint.kind === 'unique' && kind !== 'foreign-key' ? true : null;
    }
    case 'DropConstraint':
      return is(operation.name?.value) ? false : null;
    case 'CreateIndex':
      return kind === 'index' && is(operation.index.name?.name.value) ? true : null;
    case 'DropIndex':
      return kind !== 'foreign-key' && is(operation.index.name.value) ? false : null;
    case 'RenameIndex':
      return kind === 'index' ? renamed(operation.index.name.value, operation.to.value, name) : null;
    default:
      return null;
  }
}

function effectOnPrimaryKey(operation: Operation): Answer {
  if (operation.kind === 'AddConstraint' && operation.constraint.kind === 'primary-key') return true;
  return operation.kind === 'DropConstraint' && operation.constraintKind === 'primary-key' ? false : null;
}

/** An index without its table, as PostgreSQL drops it, may be of any. */
function isTable(operation: Operation, name: string): boolean {
  if (!('table' in operation)) return false;
  const { table } = operation;
  return table === null || ('name' in table && isSame(table.name.value, name));
}

/** Tools compare names without case, most of the time. */
function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
