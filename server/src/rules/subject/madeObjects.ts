import { type NameSpace, nameKey } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { ObjectKind } from '../../operations/objectOperations.ts';
import type { OperationContext } from '../rule.ts';

/** The name spaces of what releases call and read, tables aside. */
export const SPACE_OF: Readonly<Partial<Record<ObjectKind, NameSpace>>> = {
  view: 'relation',
  'materialized view': 'relation',
  sequence: 'relation',
  function: 'routine',
  procedure: 'routine',
  routine: 'routine',
  aggregate: 'routine',
  event: 'routine',
  type: 'type',
  domain: 'type',
};

/** Key of what an operation makes in a name space. */
export function madeKey({ operation, before }: OperationContext, space: NameSpace): string | null {
  const at = (name: ObjectName): string => nameKey(before, space, name);
  switch (operation.kind) {
    case 'CreateView':
      return space === 'relation' ? at(operation.view) : null;
    case 'CreateTable':
    case 'RenameTable':
      if (space !== 'relation') return null;
      return at(operation.kind === 'CreateTable' ? operation.table : operation.to);
    case 'CreateSequence':
      return space === 'relation' ? at(operation.sequence) : null;
    case 'CreateRoutine':
      return space === 'routine' ? at(operation.routine) : null;
    case 'CreateType':
      return space === 'type' ? at(operation.type) : null;
    case 'CreateDomain':
      return space === 'type' ? at(operation.domain) : null;
    case 'RenameObject':
      return at({ schema: operation.name.schema, name: operation.to, span: operation.to.span });
    default:
      return null;
  }
}
