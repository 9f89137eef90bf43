import type { ObjectOperation } from './objectOperations.ts';
import type { SessionOperation } from './sessionOperations.ts';
import type { TableOperation } from './tableOperations.ts';

/** Everything a statement can do, in one union. `kind` is public: it appears in the JSON of `interlock explain`. */
export type Operation = TableOperation | ObjectOperation | SessionOperation;

export type OperationKind = Operation['kind'];

export type OperationOf<Kind extends OperationKind> = Extract<Operation, { readonly kind: Kind }>;

/** Makes a switch over a union exhaustive: the compiler refuses it when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
