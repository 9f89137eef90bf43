import type { AlterSeqStmt, CreateSeqStmt, Node } from '@pgsql/types';
import type { CreateSequence } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { takeReference } from './objectReference.ts';
import { wholeSpan } from './session.ts';
import { type StatementSource, tokenAt } from './source.ts';

export function lowerCreateSequence(source: StatementSource, node: CreateSeqStmt): Operation[] {
  return [
    {
      kind: 'CreateSequence',
      span: wholeSpan(source),
      sequence: objectNameAt(source, node.sequence?.location),
      ifNotExists: node.if_not_exists === true,
      ownedBy: readOwnedBy(source, node.options),
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
      restarts: findOption(node.options, 'restart') !== null,
      ownedBy: readOwnedBy(source, node.options),
    },
  ];
}

/** The byte location of an option, or null when it is not written. */
function findOption(
  options: readonly Node[] | undefined,
  name: string,
): { readonly location: number } | null {
  for (const option of options ?? []) {
    if ('DefElem' in option && option.DefElem.defname === name)
      return { location: option.DefElem.location ?? 0 };
  }
  return null;
}

/** `OWNED BY table.column`; null for OWNED BY NONE. */
function readOwnedBy(
  source: StatementSource,
  options: readonly Node[] | undefined,
): CreateSequence['ownedBy'] {
  const option = findOption(options, 'owned_by');
  if (option === null) return null;
  const cursor = new TokenCursor(source, tokenAt(source, option.location));
  cursor.take('owned', 'by');
  const { name, table } = takeReference(cursor, 'OBJECT_COLUMN');
  return table === null ? null : { table, column: name.name };
}
