import { nameKey } from '../../catalog/catalog.ts';
import type { Routine } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';

/** Routines of these migrations that a CALL or a query runs. */
export function calledRoutines({ operation, before }: OperationContext): readonly Routine[] {
  return calledNames(operation).flatMap(text => {
    const parts = text.split('.').map(part => part.trim().replace(/^["`](.*)["`]$/, '$1'));
    const identifier = (value: string) => ({ value, quoted: true, span: operation.span });
    const routine = parts.pop() ?? '';
    const schema = parts.pop();
    const name: ObjectName = {
      schema: schema === undefined ? null : identifier(schema),
      name: identifier(routine),
      span: operation.span,
    };
    const found = before.get(nameKey(before, 'routine', name));
    return found?.kind === 'routine' ? [found] : [];
  });
}

function calledNames(operation: OperationContext['operation']): readonly string[] {
  if (operation.kind === 'Query') return operation.functions;
  const isCall = operation.kind === 'DynamicStatement' && operation.verb === 'call';
  return isCall && operation.name !== null ? [operation.name] : [];
}
