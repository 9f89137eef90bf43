import type { Target } from '../engines/engine.ts';
import type { OperationKind } from '../operations/operation.ts';
import type { FileRule, OperationRule, Rule } from '../rules/rule.ts';

/** The rules of one operation that speak about a target's engine, by the kind they look at. */
export function operationRules(
  enabled: readonly Rule[],
  target: Target,
): ReadonlyMap<OperationKind, readonly OperationRule[]> {
  const byKind = new Map<OperationKind, OperationRule[]>();
  for (const rule of enabled) {
    if (rule.scope !== 'operation' || !rule.metadata.engines.includes(target.engine)) continue;
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  return byKind;
}

/** The rules of a whole file that speak about a target's engine. */
export function fileRules(enabled: readonly Rule[], target: Target): readonly FileRule[] {
  return enabled.filter(
    (rule): rule is FileRule => rule.scope === 'file' && rule.metadata.engines.includes(target.engine),
  );
}
