import { type CatalogReader, nameKey } from '../../catalog/catalog.ts';
import type { CatalogObject } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Identifier } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import { shapeOf, type ValueShape } from './valueShape.ts';

/** PostgreSQL: what the catalog holds under the type's name; undefined for a built-in or unknown type. */
export function typeInCatalog(
  catalog: CatalogReader,
  { schema, name, span }: TypeReference,
): CatalogObject | undefined {
  const identifier = (value: string): Identifier => ({ value, quoted: true, span });
  return catalog.get(
    nameKey(catalog, 'type', {
      schema: schema === null ? null : identifier(schema),
      name: identifier(name),
      span,
    }),
  );
}

/** As {@link shapeOf}; a PostgreSQL enum that the catalog holds counts as what it is, another type of a user as unknown. */
export function readShape(context: OperationContext, type: TypeReference): ValueShape | null {
  if (context.target.engine !== 'postgresql') return shapeOf(context.target.engine, type);
  const found = typeInCatalog(context.before, type);
  if (found?.kind === 'enum')
    return type.arrayDimensions > 0 ? null : { kind: 'members', of: 'enum', labels: found.labels };
  return found === undefined ? shapeOf('postgresql', type) : null;
}
