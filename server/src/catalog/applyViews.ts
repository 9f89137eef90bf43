import type {
  AlterSequence,
  CreateSequence,
  CreateView,
  RefreshMaterializedView,
} from '../operations/objectOperations.ts';
import { droppedKey, newKey, objectKey, relationKey, schemaOf, TEMPORARY_SCHEMA } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropTable, forgetReads } from './dropRelation.ts';
import type { Sequence, View } from './model.ts';
import { setSequenceOwner } from './ownedSequences.ts';
import { checkReads, reportExists, reportMissing } from './problems.ts';
import { addReader, takeAwaited } from './references.ts';

export function applyCreateView(draft: Draft, operation: CreateView): void {
  const schema = operation.temporary ? TEMPORARY_SCHEMA : schemaOf(draft, operation.view);
  const key = objectKey('relation', schema, operation.view.name.value);
  const existing = draft.get(key);
  const replaced = existing?.kind === 'view' ? existing : undefined;
  if (existing !== undefined && 'schema' in existing) {
    if (operation.ifNotExists) return;
    if (!operation.orReplace || replaced === undefined) {
      reportExists(draft, 'view', key, existing);
      if (existing.certain) return;
      if (existing.kind === 'table') dropTable(draft, key, { cascade: false });
    }
  }
  checkReads(draft, operation.reads);
  if (replaced !== undefined) forgetReads(draft, key, replaced);
  const reads = [...new Set(operation.reads.map(name => relationKey(draft, name)))].filter(
    read => read !== key,
  );
  const view: View = {
    kind: 'view',
    schema,
    name: operation.view.name.value,
    origin: replaced?.origin ?? draft.origin,
    changedBy: replaced === undefined ? null : draft.origin,
    certain: true,
    materialized: operation.materialized,
    columns: operation.columns,
    reads,
    readBy: replaced?.readBy ?? takeAwaited(draft, key).readBy,
    populated: operation.withData,
    indexes: replaced?.indexes ?? [],
    query: operation.query.value,
  };
  draft.erase(droppedKey(key));
  draft.put(key, view);
  for (const read of reads) addReader(draft, read, key);
}

export function applyRefresh(draft: Draft, operation: RefreshMaterializedView): void {
  const key = relationKey(draft, operation.view);
  const view = draft.get(key);
  if (view === undefined) {
    reportMissing(draft, 'view', key, operation.view);
    return;
  }
  if (view.kind === 'view' && view.populated !== operation.withData)
    draft.put(key, { ...view, populated: operation.withData, changedBy: draft.origin });
}

export function applyCreateSequence(draft: Draft, operation: CreateSequence): void {
  const key = newKey(draft, 'relation', operation.sequence);
  const existing = draft.get(key);
  if (existing !== undefined && 'schema' in existing) {
    if (!operation.ifNotExists) reportExists(draft, 'sequence', key, existing);
    return;
  }
  const sequence: Sequence = {
    kind: 'sequence',
    schema: schemaOf(draft, operation.sequence),
    name: operation.sequence.name.value,
    origin: draft.origin,
    changedBy: null,
    certain: true,
    ownedBy: null,
    ...startOf(operation),
  };
  draft.erase(droppedKey(key));
  draft.put(key, sequence);
  setOwner(draft, key, operation);
}

export function applyAlterSequence(draft: Draft, operation: AlterSequence): void {
  const key = relationKey(draft, operation.sequence);
  if (draft.get(key) === undefined) {
    if (!operation.ifExists) reportMissing(draft, 'sequence', key, operation.sequence);
    return;
  }
  const sequence = draft.get(key);
  if (sequence?.kind === 'sequence') draft.put(key, { ...sequence, ...startOf(operation) });
  setOwner(draft, key, operation);
}

function startOf({ options = [] }: CreateSequence | AlterSequence): Pick<Sequence, 'start'> {
  const written =
    options.find(({ name }) => name === 'restart') ?? options.find(({ name }) => name === 'start');
  const start = Number(/-?\d+/.exec(written?.value ?? '')?.[0] ?? Number.NaN);
  return Number.isSafeInteger(start) ? { start } : {};
}

function setOwner(draft: Draft, key: string, operation: CreateSequence | AlterSequence): void {
  if (operation.ownedBy === null) return;
  setSequenceOwner(draft, key, {
    table: relationKey(draft, operation.ownedBy.table),
    column: operation.ownedBy.column.value,
  });
}
