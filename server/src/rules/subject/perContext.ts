import type { OperationContext } from '../rule.ts';

/**
 * Keeps what is computed about an operation in its context. A context is the same object as long as nothing it rests on
 * has changed, so that rules about a whole file cost next to nothing for statements that were not edited.
 */
export function perContext<Result>(
  compute: (context: OperationContext) => Result,
): (context: OperationContext) => Result {
  const kept = new WeakMap<OperationContext, { readonly result: Result }>();
  return context => {
    const known = kept.get(context);
    if (known !== undefined) return known.result;
    const result = compute(context);
    kept.set(context, { result });
    return result;
  };
}
