import { nameOfKey, relationKey } from '../../catalog/catalog.ts';
import type { FileFindingDraft, OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import type { DraftedOperation } from './draftsOfKinds.ts';
import { isDataChange } from './statementWords.ts';
import { stepsOfTransactions } from './transactionSteps.ts';

/** A DROP INDEX of which there is something to say. */
export interface DraftedDrop {
  readonly change: ReviewedOperation;
  readonly draft: FileFindingDraft;
}

/** The drops of one table's indexes in one transaction: the lock of the first serves the later ones. */
export interface DropsOfTable {
  readonly first: DraftedDrop;
  readonly later: readonly DraftedDrop[];
}

/**
 * PostgreSQL: which of the drops wait for the exclusive lock on their table, with those that come after them. Left out
 * are drops in a transaction that takes the lock by another statement. After that one they wait for nobody, and no index
 * of that table can be dropped concurrently before the transaction ends; before it, a concurrent drop would spare nobody
 * the wait, unless long work comes in between. Drops of an index whose table is not known stay by themselves.
 */
export function firstOnEachTable(
  reviewed: ReviewedFile,
  drops: readonly DraftedOperation[],
): readonly DropsOfTable[] {
  const wanted = new Map(drops.map(drop => [drop.change.context, drop]));
  return transactionsWith(reviewed, drops).flatMap(contexts => waitingDrops(contexts, wanted));
}

/** What each transaction with one of the drops runs, in its order. */
function transactionsWith(
  reviewed: ReviewedFile,
  drops: readonly DraftedOperation[],
): readonly (readonly OperationContext[])[] {
  if (drops.length === 0) return [];
  const groups = stepsOfTransactions(reviewed).map(steps => steps.flatMap(({ operations }) => operations));
  const shared = new Set(groups.flat());
  const alone = drops.flatMap(({ change }) => (shared.has(change.context) ? [] : [change.statement]));
  return [...groups, ...[...new Set(alone)].map(({ operations }) => operations)];
}

function waitingDrops(
  contexts: readonly OperationContext[],
  wanted: ReadonlyMap<OperationContext, DraftedOperation>,
): readonly DropsOfTable[] {
  const held = new Set<string>();
  const groups: { readonly first: DraftedDrop; readonly later: DraftedDrop[] }[] = [];
  const ofTable = new Map<string, (typeof groups)[number]>();
  for (const [at, context] of contexts.entries()) {
    const drop = wanted.get(context);
    if (drop === undefined) {
      if (context.operation.kind !== 'DropIndex') addLocked(held, context);
      continue;
    }
    for (const draft of drop.drafts) {
      const { change } = drop;
      const known = draft.table === undefined ? undefined : ofTable.get(draft.table);
      if (known !== undefined) {
        known.later.push({ change, draft });
      } else if (
        draft.table === undefined ||
        !(held.has(nameOfKey(draft.table)) || lockedNext(contexts.slice(at + 1)).has(nameOfKey(draft.table)))
      ) {
        const group = { first: { change, draft }, later: [] };
        groups.push(group);
        if (draft.table !== undefined) ofTable.set(draft.table, group);
      }
    }
  }
  return groups;
}

/** What is locked exclusively by other statements than drops of indexes, up to the end of the first that may take long. */
function lockedNext(contexts: readonly OperationContext[]): ReadonlySet<string> {
  const locked = new Set<string>();
  for (const context of contexts) {
    if (context.operation.kind !== 'DropIndex') addLocked(locked, context);
    if (isDataChange(context.operation) || context.note?.duration === 'grows-with-table') break;
  }
  return locked;
}

/** Adds the names of the relations that the operation locks exclusively; a lock stays with a table that gets another name. */
function addLocked(held: Set<string>, { operation, note, after }: OperationContext): void {
  if (note === null || note.refusal !== null) return;
  const locked = note.locks.filter(({ mode }) => mode === 'ACCESS EXCLUSIVE');
  if (locked.length === 0) return;
  for (const { relation } of locked) held.add(relation);
  if (operation.kind === 'RenameTable') held.add(nameOfKey(relationKey(after, operation.to)));
  if (operation.kind === 'SetTableSchema')
    held.add(nameOfKey(relationKey(after, { ...operation.table, schema: operation.schema })));
}
