import { nameKey } from '../../catalog/catalog.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Identifier } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import { shapeOf, type ValueShape } from './valueShape.ts';

/** As {@link shapeOf}; a PostgreSQL enum that the catalog holds counts as what it is, another type of a user as unknown. */
export function readShape(context: OperationContext, type: TypeReference): ValueShape | null {
  if (context.target.engine !== 'postgresql') return shapeOf(context.target.engine, type);
  const identifier = (value: string): Identifier => ({ value, quoted: true, span: type.span });
  const found = context.before.get(
    nameKey(context.before, 'type', {
      schema: type.schema === null ? null : identifier(type.schema),
      name: identifier(type.name),
      span: type.span,
    }),
  );
  if (found?.kind === 'enum')
    return type.arrayDimensions > 0 ? null : { kind: 'members', of: 'enum', labels: found.labels };
  return found === undefined ? shapeOf('postgresql', type) : null;
}
