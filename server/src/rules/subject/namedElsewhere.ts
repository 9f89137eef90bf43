import { nameKey, relationKey } from '../../catalog/catalog.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import type { Dependent } from './dependents.ts';
import { madeKey, SPACE_OF } from './madeObjects.ts';

/**
 * True for what a file drops by name itself, or makes again, after the operation that takes it along: a way back that
 * drops table after table, a view that is dropped with its readers and written anew.
 */
export function isNamedLater(reviewed: ReviewedFile, at: ReviewedOperation, dependent: Dependent): boolean {
  const later = namesOf(reviewed, at.statement.run.direction);
  const isLater = (name: string): boolean => (later.get(name) ?? -1) > at.order;
  switch (dependent.kind) {
    case 'view':
    case 'table':
      return isLater(dependent.key);
    case 'foreign-key':
    case 'policy':
    case 'trigger':
    case 'column':
      return isLater(dependent.table) || isLater(partName(dependent.table, dependent.name));
    case 'default':
      return isLater(dependent.table) || isLater(partName(dependent.table, dependent.column));
    case 'object':
      return isLater(dependent.key);
  }
}

/** True when a routine of this key is made in the same direction of the file. */
export function isMadeLater(reviewed: ReviewedFile, context: OperationContext, key: string): boolean {
  return reviewed
    .ofKinds('CreateRoutine')
    .some(
      other =>
        other.statement.run.direction === context.run.direction && madeKey(other.context, 'routine') === key,
    );
}

function partName(table: string, part: string): string {
  return `${table}#${part}`;
}

type Direction = ReviewedFile['statements'][number]['run']['direction'];

/** The order of the last operation that drops or makes a thing by its name. */
type Names = ReadonlyMap<string, number>;

const answers = new WeakMap<ReviewedFile, Map<Direction, Names>>();

function namesOf(reviewed: ReviewedFile, direction: Direction): Names {
  const known = answers.get(reviewed) ?? new Map<Direction, Names>();
  answers.set(reviewed, known);
  const found = known.get(direction) ?? readNames(reviewed, direction);
  known.set(direction, found);
  return found;
}

function readNames(reviewed: ReviewedFile, direction: Direction): Names {
  const names = new Map<string, number>();
  const operations = reviewed.ofKinds(
    'DropTable',
    'DropObject',
    'DropColumn',
    'DropConstraint',
    'DropColumnDefault',
    'CreateTable',
    'CreateView',
    'CreateTrigger',
    'CreatePolicy',
    'AddConstraint',
    'AddColumn',
    'SetColumnDefault',
  );
  for (const { context, statement, order } of operations)
    if (statement.run.direction === direction) for (const name of namesIn(context)) names.set(name, order);
  return names;
}

function namesIn({ operation, before }: OperationContext): readonly string[] {
  switch (operation.kind) {
    case 'DropTable':
    case 'CreateTable':
      return [relationKey(before, operation.table)];
    case 'DropObject': {
      if (operation.table !== null)
        return [partName(relationKey(before, operation.table), operation.name.name.value)];
      const space = SPACE_OF[operation.objectKind];
      return space === undefined ? [] : [nameKey(before, space, operation.name)];
    }
    case 'CreateView':
      return [relationKey(before, operation.view)];
    case 'CreateTrigger':
      return [partName(relationKey(before, operation.table), operation.trigger.value)];
    case 'CreatePolicy':
      return [partName(relationKey(before, operation.table), operation.policy.value)];
    case 'DropConstraint':
      return operation.name === null
        ? []
        : [partName(relationKey(before, operation.table), operation.name.value)];
    case 'AddConstraint':
      return operation.constraint.name === null
        ? []
        : [partName(relationKey(before, operation.table), operation.constraint.name.value)];
    case 'AddColumn':
      return [partName(relationKey(before, operation.table), operation.column.name.value)];
    case 'DropColumn':
    case 'DropColumnDefault':
    case 'SetColumnDefault':
      return [partName(relationKey(before, operation.table), operation.column.value)];
    default:
      return [];
  }
}
