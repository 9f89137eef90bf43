import {
  awaitedKey,
  type Catalog,
  isListed,
  keysIn,
  listKeyOf,
  objectKey,
} from '../../../server/src/catalog/catalog.ts';
import type { CatalogObject, Reference } from '../../../server/src/catalog/model.ts';

/** Where one object of the catalog points to another that does not point back. */
export function brokenLinks(catalog: Catalog): readonly string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, text: string): void => {
    if (!holds) broken.push(text);
  };
  for (const [key, object] of catalog.entries()) {
    if ('schema' in object && object.schema !== 'pg_temp')
      expect(
        key.endsWith(`:${object.schema}.${object.name}`),
        `${key} holds ${object.schema}.${object.name}`,
      );
    if (isListed(key)) {
      const list = catalog.get(listKeyOf(key));
      expect(list?.kind === 'key-list' && list.keys.has(key), `${key} is not listed`);
    }
    if (object.kind === 'key-list')
      for (const listed of object.keys) expect(catalog.get(listed) !== undefined, `${listed} is listed`);
    if (object.kind === 'table') {
      for (const constraint of object.constraints) {
        if (constraint.kind !== 'foreign-key' || constraint.target === key) continue;
        const pointers = pointersTo(catalog, constraint.target);
        const has = pointers?.referencedBy.some(
          reference => reference.table === key && reference.constraint === constraint.name,
        );
        expect(
          has === true || catalog.get(constraint.target)?.kind === 'view',
          `${constraint.target} does not know ${key}.${constraint.name}`,
        );
      }
      for (const reference of object.referencedBy)
        expect(
          isForeignKey(catalog, reference, key),
          `${key} is not referenced by ${reference.table}.${reference.constraint}`,
        );
      for (const view of object.readBy) {
        const reader = catalog.get(view);
        expect(reader?.kind === 'view' && reader.reads.includes(key), `${view} does not read ${key}`);
      }
      if (catalog.dialect === 'postgresql') {
        for (const index of object.indexes) {
          const name = catalog.get(objectKey('relation', object.schema, index.name));
          expect(name?.kind === 'index' && name.table === key, `index ${index.name} of ${key} has no name`);
        }
        for (const partition of object.partitioning?.partitions ?? []) {
          const part = catalog.get(partition);
          expect(
            part?.kind === 'table' && part.partitionOf?.parent === key,
            `${partition} is no partition of ${key}`,
          );
        }
        for (const child of object.inheritedBy) {
          const table = catalog.get(child);
          expect(
            table?.kind === 'table' && table.inherits.includes(key),
            `${child} does not inherit from ${key}`,
          );
        }
        for (const column of object.columns) {
          if (column.sequence === null) continue;
          const sequence = catalog.get(column.sequence);
          expect(
            sequence?.kind === 'sequence' &&
              sequence.ownedBy?.table === key &&
              sequence.ownedBy.column === column.name,
            `${column.sequence} of ${key}.${column.name}`,
          );
        }
      } else {
        for (const trigger of object.triggers) {
          expect(
            catalog.get(objectKey('trigger', object.schema, trigger.name))?.kind === 'trigger-name',
            `trigger ${trigger.name} of ${key} has no name`,
          );
        }
      }
    }
    if (object.kind === 'index') {
      const owner = catalog.get(object.table);
      expect(
        (owner?.kind === 'table' || owner?.kind === 'view') &&
          owner.indexes.some(index => index.name === object.name),
        `${key} names nothing`,
      );
    }
    if (object.kind === 'view')
      for (const read of object.reads)
        expect(
          pointersTo(catalog, read)?.readBy.includes(key) === true || isOther(catalog, read),
          `${read} does not know ${key}`,
        );
    if (object.kind === 'enum' || object.kind === 'domain' || object.kind === 'type') {
      for (const user of object.usedBy)
        expect(catalog.get(user)?.kind === 'table', `${key} is not used by ${user}`);
    }
  }
  for (const schema of ['public', ''])
    for (const key of keysIn(catalog, 'relation', schema))
      expect(catalog.get(key) !== undefined, `${key} is listed`);
  return broken;
}

function pointersTo(
  catalog: Catalog,
  key: string,
): { readonly referencedBy: readonly Reference[]; readonly readBy: readonly string[] } | null {
  const object: CatalogObject | undefined = catalog.get(key) ?? catalog.get(awaitedKey(key));
  if (object?.kind === 'table' || object?.kind === 'awaited-relation') return object;
  return object?.kind === 'view' ? { referencedBy: [], readBy: object.readBy } : null;
}

function isOther(catalog: Catalog, key: string): boolean {
  const kind = catalog.get(key)?.kind;
  return kind === 'sequence' || kind === 'index';
}

function isForeignKey(catalog: Catalog, reference: Reference, target: string): boolean {
  const table = catalog.get(reference.table);
  return (
    table?.kind === 'table' &&
    table.constraints.some(
      constraint =>
        constraint.kind === 'foreign-key' &&
        constraint.name === reference.constraint &&
        constraint.target === target,
    )
  );
}
