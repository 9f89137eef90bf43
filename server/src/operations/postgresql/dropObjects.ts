import type {
  DropdbStmt,
  DropRoleStmt,
  DropStmt,
  DropSubscriptionStmt,
  DropTableSpaceStmt,
  DropUserMappingStmt,
  ObjectType,
} from '@pgsql/types';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { type ObjectReference, objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { type StatementSource, spanOf } from './source.ts';

interface DropFlags {
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly concurrently: boolean;
}

export function lowerDrop(source: StatementSource, node: DropStmt): Operation[] {
  return lowerDropOf(source, node.removeType, {
    ifExists: node.missing_ok === true,
    cascade: node.behavior === 'DROP_CASCADE',
    concurrently: node.concurrent === true,
  });
}

type OtherDrop = DropRoleStmt | DropdbStmt | DropTableSpaceStmt | DropSubscriptionStmt | DropUserMappingStmt;

/** The kinds whose DROP has a statement of its own in the tree. */
export function lowerOtherDrop(source: StatementSource, node: OtherDrop, type: ObjectType): Operation[] {
  const cascade = 'behavior' in node && node.behavior === 'DROP_CASCADE';
  return lowerDropOf(source, type, { ifExists: node.missing_ok === true, cascade, concurrently: false });
}

/** One operation per name; its span is the name's when there are several, and the statement's otherwise. */
function lowerDropOf(source: StatementSource, type: ObjectType | undefined, flags: DropFlags): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('drop');
  takeKindWords(cursor, type);
  cursor.take('concurrently');
  cursor.takeIfExists();
  // DROP USER MAPPING IF EXISTS FOR u SERVER s.
  cursor.take('for');
  const references: { readonly reference: ObjectReference; readonly from: number; readonly to: number }[] =
    [];
  do {
    const from = cursor.at;
    references.push({ reference: takeReference(cursor, type), from, to: cursor.at });
  } while (cursor.take(','));
  return references.map(({ reference, from, to }) => {
    const single = references.length === 1;
    const span = single ? spanOf(source, 0, source.tokens.length) : spanOf(source, from, to);
    return dropOperation(type, reference, flags, span);
  });
}

function dropOperation(
  type: ObjectType | undefined,
  reference: ObjectReference,
  { ifExists, cascade, concurrently }: DropFlags,
  span: Operation['span'],
): Operation {
  const { name, table, signature } = reference;
  switch (type) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE': {
      const foreign = type === 'OBJECT_FOREIGN_TABLE';
      return { kind: 'DropTable', span, table: name, ifExists, cascade, temporary: false, foreign };
    }
    case 'OBJECT_INDEX':
      return { kind: 'DropIndex', span, index: name, table: null, concurrently, ifExists, cascade };
    default:
      return {
        kind: 'DropObject',
        span,
        objectKind: objectKindOf(type),
        name,
        table,
        signature,
        ifExists,
        cascade,
      };
  }
}
