import type { DropObject } from '../operations/objectOperations.ts';
import { hasKeys, keysIn, type NameSpace, objectKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropNamed, moveNamed } from './namedObjects.ts';
import { reportMissing } from './problems.ts';

const CONTENTS: readonly NameSpace[] = ['relation', 'type', 'routine'];

/** Drops a schema with CASCADE, or a MySQL database, with everything in it. */
export function dropSchema(draft: Draft, operation: DropObject): void {
  const schema = operation.name.name.value;
  const key = objectKey('schema', '', schema);
  const isDatabase = operation.objectKind === 'database' || draft.dialect !== 'postgresql';
  if (isDatabase && draft.dialect === 'postgresql') return;
  const isKnown = draft.get(key) !== undefined || schema === 'public' || hasKeys(draft, 'relation', schema);
  if (!isKnown && !operation.ifExists) reportMissing(draft, 'schema', key, operation.name);
  if (operation.cascade || isDatabase) {
    for (const space of CONTENTS) {
      for (const member of keysIn(draft, space, schema)) {
        const object = draft.get(member);
        if (object !== undefined && object.kind !== 'index')
          dropNamed(draft, member, object, { cascade: true });
      }
    }
  }
  draft.drop(key);
}

export function renameSchema(draft: Draft, from: string, to: string): void {
  const key = objectKey('schema', '', from);
  const schema = draft.get(key);
  for (const space of CONTENTS) {
    for (const member of keysIn(draft, space, from)) {
      const object = draft.get(member);
      if (object !== undefined && 'schema' in object && object.kind !== 'index')
        moveNamed(draft, member, object, { schema: to, name: object.name });
    }
  }
  if (schema?.kind !== 'schema') return;
  draft.drop(key);
  draft.put(objectKey('schema', '', to), { ...schema, name: to, changedBy: draft.origin });
}
