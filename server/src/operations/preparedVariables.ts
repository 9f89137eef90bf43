import type { Operation } from './operation.ts';

/**
 * MySQL: of operations in the order in which they run, those that give a @variable the text that a later one prepares.
 * A variable that gets another text in between does not count.
 */
export function preparedAssignments(operations: readonly Operation[]): ReadonlySet<Operation> {
  const prepared = new Set<Operation>();
  const wanted = new Set<string>();
  for (let index = operations.length - 1; index >= 0; index--) {
    const operation = operations[index];
    if (operation === undefined) continue;
    if (operation.kind === 'DynamicStatement' && operation.variable) wanted.add(operation.variable);
    if (operation.kind !== 'SetVariable' || operation.scope !== 'user') continue;
    if (wanted.delete(operation.name) && operation.body !== undefined) prepared.add(operation);
  }
  return prepared;
}
