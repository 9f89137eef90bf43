import type { AlterSeqStmt, CreateSeqStmt, Node } from '@pgsql/types';
import type { CreateSequence } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { findElement } from './definitionElements.ts';
import { readElements } from './namedOptions.ts';
import { takeReference } from './objectReference.ts';
import { type StatementSource, tokenAt, wholeSpan } from './source.ts';

export function lowerCreateSequence(source: StatementSource, node: CreateSeqStmt): Operation[] {
  return [
    {
      kind: 'CreateSequence',
      span: wholeSpan(source),
      sequence: objectNameAt(source, node.sequence?.location),
      ifNotExists: node.if_not_exists === true,
      ownedBy: readOwnedBy(source, node.options),
      temporary: node.sequence?.relpersistence === 't',
      options: readElements(source, node.options),
    },
  ];
}

export function lowerAlterSequence(source: StatementSource, node: AlterSeqStmt): Operation[] {
  return [
    {
      kind: 'AlterSequence',
      span: wholeSpan(source),
      sequence: objectNameAt(source, node.sequence?.location),
      ifExists: node.missing_ok === true,
      restarts: findElement(node.options, 'restart') !== null,
      ownedBy: readOwnedBy(source, node.options),
      options: readElements(source, node.options),
    },
  ];
}

/** `OWNED BY table.column`; null for OWNED BY NONE. */
function readOwnedBy(
  source: StatementSource,
  options: readonly Node[] | undefined,
): CreateSequence['ownedBy'] {
  const option = findElement(options, 'owned_by');
  if (option === null) return null;
  const cursor = new TokenCursor(source, tokenAt(source, option.location));
  cursor.take('owned', 'by');
  const { name, table } = takeReference(cursor, 'OBJECT_COLUMN');
  return table === null ? null : { table, column: name.name };
}
