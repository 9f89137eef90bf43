import type { CreateTable } from '../operations/tableOperations.ts';
import { relationKey, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { freeCheckName, freeRelationName } from './implicitNames.ts';
import { addIndexTo, indexNameKey } from './indexes.ts';
import { editTable, linkTable } from './knownTable.ts';
import type { CheckConstraint, Column, Constraint, Index, KeyConstraint, Table } from './model.ts';
import { ownSequence } from './ownedSequences.ts';
import { reportMissing } from './problems.ts';
import { useType } from './typeUse.ts';

type LikeClause = CreateTable['like'][number];

/**
 * Copies the columns of another table, and in `later` notes what is copied when all columns are there. MySQL and
 * MariaDB copy indexes and checks, not foreign keys; PostgreSQL copies NOT NULL and what the INCLUDING options name.
 */
export function copyLike(draft: Draft, key: string, like: LikeClause, later: (() => void)[]): void {
  const sourceKey = relationKey(draft, like.table);
  const source = tableAt(draft, sourceKey);
  if (draft.get(sourceKey) === undefined) reportMissing(draft, 'table', sourceKey, like.table);
  if (source?.certain !== true) linkTable(draft, key, () => ({ certain: false }));
  if (source === undefined) return;
  const includes = likeOptions(draft, like.options);
  const columns = source.columns.map(column => copiedColumn(draft, column, includes));
  editTable(draft, key, table => ({
    columns: [
      ...table.columns,
      ...columns.filter(column => !table.columns.some(other => other.name === column.name)),
    ],
  }));
  for (const column of source.columns) {
    useType(draft, key, column.type);
    if (column.identity !== null && includes('identity')) ownSequence(draft, key, column.name);
  }
  if (draft.dialect !== 'postgresql') {
    linkTable(draft, key, table => ({
      options: { ...source.options, ...table.options },
      partitioning: source.partitioning,
    }));
  }
  later.push(() => copyParts(draft, key, source, includes));
}

type Includes = (
  what: 'defaults' | 'constraints' | 'indexes' | 'identity' | 'generated' | 'comments',
) => boolean;

/** Reads `including all`, `excluding indexes`, ... in order; the last word counts. */
function likeOptions(draft: Draft, options: readonly string[]): Includes {
  if (draft.dialect !== 'postgresql') return () => true;
  const words = options.map(option => option.toLowerCase());
  return what => {
    let included = false;
    for (const word of words) {
      const excludes = word.startsWith('excluding');
      if (word.endsWith('all') || word.endsWith(what)) included = !excludes;
    }
    return included;
  };
}

function copiedColumn(draft: Draft, column: Column, includes: Includes): Column {
  return {
    ...column,
    origin: draft.origin,
    changedBy: null,
    // A copied serial column shares the sequence of the source.
    default: includes('defaults') ? column.default : null,
    generated: includes('generated') ? column.generated : null,
    identity: includes('identity') ? column.identity : null,
    comment: includes('comments') ? column.comment : null,
    sequence: null,
  };
}

function copyParts(draft: Draft, key: string, source: Table, includes: Includes): void {
  for (const constraint of source.constraints) {
    if (constraint.kind === 'check' && includes('constraints')) copyCheck(draft, key, constraint);
    if (constraint.kind === 'not-null')
      addCopy(draft, key, { ...constraint, origin: draft.origin, changedBy: null });
  }
  if (!includes('indexes')) return;
  for (const index of source.indexes) copyIndexOf(draft, key, source, index);
}

function addCopy(draft: Draft, key: string, constraint: Constraint): void {
  editTable(draft, key, table =>
    table.constraints.some(other => other.name === constraint.name)
      ? {}
      : { constraints: [...table.constraints, constraint] },
  );
}

function copyCheck(draft: Draft, key: string, check: CheckConstraint): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const name = draft.dialect === 'mysql' ? freeCheckName(draft, table) : check.name;
  addCopy(draft, key, { ...check, name, origin: draft.origin, changedBy: null });
}

function copyIndexOf(draft: Draft, key: string, source: Table, index: Index): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const owner = source.constraints.find(
    (constraint): constraint is KeyConstraint =>
      (constraint.kind === 'primary-key' || constraint.kind === 'unique') &&
      constraint.name === index.constraint,
  );
  if (
    owner?.kind === 'primary-key' &&
    table.constraints.some(constraint => constraint.kind === 'primary-key')
  )
    return;
  const name = draft.dialect === 'postgresql' ? copiedIndexName(draft, table, index, owner) : index.name;
  if (owner !== undefined) {
    addCopy(draft, key, {
      ...owner,
      name,
      index: indexNameKey(draft, table.schema, name),
      origin: draft.origin,
      changedBy: null,
    });
  }
  addIndexTo(draft, key, {
    ...index,
    name,
    constraint: owner === undefined ? null : name,
    implicit: false,
    partOf: null,
    origin: draft.origin,
    changedBy: null,
  });
}

/** PostgreSQL names a copied index after the new table, never after the copied one. */
function copiedIndexName(
  draft: Draft,
  table: Table,
  index: Index,
  owner: Pick<KeyConstraint, 'kind'> | undefined,
): string {
  const primary = owner?.kind === 'primary-key';
  const second = primary
    ? null
    : [...index.keys.map(part => part.column ?? 'expr'), ...index.include].join('_');
  return freeRelationName(draft, table.schema, {
    first: table.name,
    second,
    label: primary ? 'pkey' : owner === undefined ? 'idx' : 'key',
  });
}
