import type { IndexPart } from '../operations/constraints.ts';
import { objectKey, sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { withoutOuterParentheses } from './expressionText.ts';
import { editTable, withDropped } from './knownTable.ts';
import type { Index, IndexKey, IndexName } from './model.ts';

/* Indexes as parts of tables and materialized views, and their names in PostgreSQL's name space of relations. */

export function indexKeyOf(part: IndexPart): IndexKey {
  const plain = columnInParentheses(part);
  return {
    column: part.column?.value ?? plain?.column ?? null,
    expression: plain === null ? part.expression : null,
    prefixLength: part.prefixLength,
    descending: part.descending,
    nullsFirst: part.nullsFirst,
    collation: part.collation ?? plain?.collation ?? null,
    operatorClass: part.operatorClass,
  };
}

/** PostgreSQL takes `((c))` and `(c COLLATE "C")` for the column itself. */
function columnInParentheses({
  expression,
}: IndexPart): { readonly column: string; readonly collation: string | null } | null {
  const column = expression?.columns.length === 1 ? expression.columns[0] : undefined;
  if (expression === null || column === undefined) return null;
  if (expression.kind === 'column') return { column, collation: null };
  const collated = /^(?:\w+|"[^"]+")\s+COLLATE\s+(?:\w+\s*\.\s*)?"?(\w+)"?$/i.exec(
    withoutOuterParentheses(expression.text),
  );
  return collated === null ? null : { column, collation: collated[1] ?? null };
}

/** A plain, valid index of the draft's statement; everything else as given. */
export function newIndex(
  draft: Draft,
  given: Pick<Index, 'name' | 'unique' | 'method' | 'keys'> & Partial<Index>,
): Index {
  return {
    include: [],
    predicate: null,
    nullsNotDistinct: false,
    valid: true,
    invisible: false,
    constraint: null,
    implicit: false,
    partOf: null,
    origin: draft.origin,
    changedBy: null,
    ...given,
  };
}

/** The key of an index's name; null where index names live in their tables. */
export function indexNameKey(draft: Draft, schema: string, name: string): string | null {
  return draft.dialect === 'postgresql' ? objectKey('relation', schema, name) : null;
}

/** Puts an index into its table or materialized view, and its name into the schema. */
export function addIndexTo(draft: Draft, key: string, index: Index): void {
  const owner = draft.get(key);
  if (owner?.kind === 'table') editTable(draft, key, table => ({ indexes: [...table.indexes, index] }));
  else if (owner?.kind === 'view')
    draft.put(key, { ...owner, indexes: [...owner.indexes, index], changedBy: draft.origin });
  else return;
  const nameKey = indexNameKey(draft, owner.schema, index.name);
  if (nameKey !== null) draft.put(nameKey, indexName(draft, owner.schema, index.name, key));
}

export function indexName(draft: Draft, schema: string, name: string, table: string): IndexName {
  return { kind: 'index', schema, name, origin: draft.origin, changedBy: null, certain: true, table };
}

/** Takes an index out of its table or view with its name, and with the indexes of partitions that are attached to it. */
export function dropIndexOf(draft: Draft, key: string, name: string): void {
  const owner = draft.get(key);
  if (owner?.kind !== 'table' && owner?.kind !== 'view') return;
  const index = owner.indexes.find(other => sameName(draft.dialect, other.name, name));
  if (index === undefined) return;
  const indexes = owner.indexes.filter(other => other !== index);
  if (owner.kind === 'view') draft.put(key, { ...owner, indexes, changedBy: draft.origin });
  else {
    const rule = index.unique ? index : undefined;
    editTable(draft, key, table => ({
      indexes,
      dropped: withDropped(draft, table, 'index', index.name, rule),
    }));
  }
  const nameKey = indexNameKey(draft, owner.schema, index.name);
  if (nameKey === null) return;
  draft.drop(nameKey);
  if (owner.kind === 'table') {
    for (const part of partsOf(draft, key, nameKey)) {
      if (part.index.constraint !== null) dropConstraintNamed(draft, part.table, part.index.constraint);
      dropIndexOf(draft, part.table, part.index.name);
    }
  }
}

function dropConstraintNamed(draft: Draft, key: string, name: string): void {
  editTable(draft, key, table => ({
    constraints: table.constraints.filter(constraint => constraint.name !== name),
  }));
}

/** The indexes of partitions that are attached to a partitioned table's index. */
export function partsOf(
  draft: Draft,
  key: string,
  indexKey: string,
): readonly { readonly table: string; readonly index: Index }[] {
  const found: { readonly table: string; readonly index: Index }[] = [];
  for (const partition of tableAt(draft, key)?.partitioning?.partitions ?? []) {
    for (const index of tableAt(draft, partition)?.indexes ?? []) {
      if (index.partOf === indexKey) found.push({ table: partition, index });
    }
  }
  return found;
}

/** Gives an index, and the constraint that owns it, another name. */
export function renameIndexOf(draft: Draft, key: string, from: string, to: string): void {
  const owner = draft.get(key);
  if (owner?.kind !== 'table' && owner?.kind !== 'view') return;
  const index = owner.indexes.find(other => sameName(draft.dialect, other.name, from));
  if (index === undefined) return;
  const fromKey = indexNameKey(draft, owner.schema, index.name);
  const toKey = indexNameKey(draft, owner.schema, to);
  const renamed: Index = {
    ...index,
    name: to,
    constraint: index.constraint === null ? null : to,
    changedBy: draft.origin,
  };
  const indexes = owner.indexes.map(other => (other === index ? renamed : other));
  if (owner.kind === 'view') draft.put(key, { ...owner, indexes, changedBy: draft.origin });
  else {
    editTable(draft, key, table => ({
      indexes,
      constraints: table.constraints.map(constraint =>
        constraint.name === index.constraint &&
        (constraint.kind === 'primary-key' || constraint.kind === 'unique' || constraint.kind === 'exclude')
          ? {
              ...constraint,
              name: to,
              changedBy: draft.origin,
              ...(constraint.kind === 'exclude' ? {} : { index: toKey }),
            }
          : constraint,
      ),
      dropped: withDropped(draft, table, 'index', index.name),
    }));
  }
  if (fromKey === null || toKey === null) return;
  draft.drop(fromKey);
  draft.put(toKey, indexName(draft, owner.schema, to, key));
  for (const part of partsOf(draft, key, fromKey)) {
    editTable(draft, part.table, table => ({
      indexes: table.indexes.map(other =>
        other.name === part.index.name ? { ...other, partOf: toKey } : other,
      ),
    }));
  }
}
