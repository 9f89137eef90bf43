import type { ApplyOperation, ApplyProblem, CatalogChange } from '../catalog/apply.ts';
import { type CatalogReader, overlay } from '../catalog/catalog.ts';
import type { Origin } from '../catalog/model.ts';
import type { Operation } from '../operations/operation.ts';
import { preparedAssignments } from '../operations/preparedVariables.ts';
import type { EmbeddedStatement } from '../operations/statementSyntax.ts';
import type { StatementContext } from '../rules/rule.ts';

/** An operation of a statement, or of a body that runs with it, and the schema around it. */
export interface Step {
  readonly operation: Operation;
  readonly before: CatalogReader;
  readonly after: CatalogReader;
  readonly problems: readonly ApplyProblem[];
}

export function stepOf(operation: Operation, before: CatalogReader, change: CatalogChange): Step {
  const after = change.writes.size === 0 ? before : overlay(before, change.writes);
  return { operation, before, after, problems: change.problems };
}

/**
 * The statements of a body that runs with the statement (gate G7): a DO block, a prepared literal, a text in a variable
 * that the file prepares, a routine that the file itself calls. Problems of theirs are not told, because a body usually asks first.
 */
export function embeddedSteps(
  apply: ApplyOperation,
  outer: Step,
  run: StatementContext,
  origin: (operation: Operation) => Origin,
): readonly Step[] {
  const steps: Step[] = [];
  let current = outer.before;
  for (const embedded of withPrepared(operationsOf(bodyThatRuns(outer.operation, run)))) {
    const change = apply(current, embedded, origin(embedded));
    const step = { ...stepOf(embedded, current, change), problems: [] };
    steps.push(step);
    current = step.after;
  }
  return steps;
}

function bodyThatRuns(operation: Operation, { runsBody }: StatementContext): readonly EmbeddedStatement[] {
  switch (operation.kind) {
    case 'ExecuteBlock':
    case 'DynamicStatement':
      return operation.body;
    case 'CreateRoutine':
      return runsBody ? operation.body : [];
    case 'SetVariable':
      return runsBody ? (operation.body ?? []) : [];
    default:
      return [];
  }
}

/** Of a body: each operation, followed by those of the text that it prepares or has prepared. */
function withPrepared(operations: readonly Operation[]): readonly Operation[] {
  const prepared = preparedAssignments(operations);
  return operations.flatMap(operation => {
    const body =
      operation.kind === 'DynamicStatement' || (operation.kind === 'SetVariable' && prepared.has(operation))
        ? operation.body
        : undefined;
    return body === undefined ? [operation] : [operation, ...withPrepared(operationsOf(body))];
  });
}

function operationsOf(body: readonly EmbeddedStatement[]): readonly Operation[] {
  return body.flatMap(statement => statement.operations);
}
