import type { Operation } from '../../operations/operation.ts';
import { type EngineVersion, parseVersion } from '../engine.ts';
import type { LockNote, Refusal, RelationLock } from '../lockNote.ts';
import { childLocks } from './classify/foreignKeys.ts';
import { targetOf } from './classify/index.ts';
import { type Change, type ChangeContext, relationName } from './context.ts';
import type { Outcome } from './outcome.ts';
import { remarksOn } from './remarks.ts';
import type { Resolved } from './resolve.ts';
import { manualSource, sourceOf } from './sources.ts';

/** What a note is made of: what the operation comes to, and how the statement has it carried out. */
export interface NoteParts {
  readonly changed: Change;
  readonly resolved: Resolved;
  readonly outcome: Outcome;
  readonly refusal: Refusal | null;
}

export function noteOf({ changed, resolved, outcome, refusal }: NoteParts, context: ChangeContext): LockNote {
  const { operation } = context.question;
  const { row } = resolved;
  const waits = !isNew(operation) && !context.state.temporary;
  return {
    ...(changed.assumed
      ? manualSource(row, context.version)
      : sourceOf(row, context.version, knownFrom(refusal))),
    locks: [
      ...(row.fact === 'drop-missing' ? [] : targetLocks(operation, outcome, context)),
      ...changed.locks,
      ...(altersTable(operation) ? childLocks('NONE', context) : []),
    ],
    algorithm: outcome.algorithm,
    blocksReads: waits && outcome.lock === 'EXCLUSIVE',
    blocksWrites: waits && outcome.lock !== 'NONE',
    rewritesTable: outcome.rewrites,
    scansTable: outcome.scans,
    buildsIndex: outcome.buildsIndex,
    transactional: isRowWork(operation) || locksNothing(operation),
    refusal,
    duration: durationOf(operation, outcome),
    remarks: remarksOn(row.fact, context.engine),
  };
}

/** The version that has what an older one refuses; null for other refusals. */
function knownFrom(refusal: Refusal | null): EngineVersion | null {
  return refusal?.reason === 'needs-newer-version' ? parseVersion(refusal.since ?? '') : null;
}

/** Nobody can wait for a table or view that is not there yet. */
function isNew(operation: Operation): boolean {
  return operation.kind === 'CreateTable' || (operation.kind === 'CreateView' && !operation.orReplace);
}

/** A temporary table is its session's own; rows are locked one by one, which is no lock on the table. */
function targetLocks(
  operation: Operation,
  outcome: Outcome,
  context: ChangeContext,
): readonly RelationLock[] {
  const relation = targetOf(operation);
  if (relation === null || context.state.temporary || isRowWork(operation)) return [];
  return [{ relation: relationName(relation), role: roleOf(operation), mode: outcome.lock }];
}

function durationOf(operation: Operation, outcome: Outcome): LockNote['duration'] {
  if (outcome.rewrites || outcome.scans || outcome.buildsIndex) return 'grows-with-table';
  return isRowWork(operation) || locksNothing(operation) ? 'instant' : 'brief';
}

function roleOf(operation: Operation): RelationLock['role'] {
  if (operation.kind === 'CreateView' || (operation.kind === 'DropObject' && operation.objectKind === 'view'))
    return 'view';
  if (operation.kind === 'CreateSequence' || operation.kind === 'AlterSequence') return 'sequence';
  return 'target';
}

/** Statements that the server carries out as ALTER TABLE. A rename says itself what it does to children. */
function altersTable(operation: Operation): boolean {
  switch (operation.kind) {
    case 'AddColumn':
    case 'DropColumn':
    case 'RenameColumn':
    case 'ModifyColumn':
    case 'SetColumnDefault':
    case 'DropColumnDefault':
    case 'SetColumnOption':
    case 'CreateIndex':
    case 'DropIndex':
    case 'RenameIndex':
    case 'AlterIndex':
    case 'AddConstraint':
    case 'DropConstraint':
    case 'AlterConstraint':
    case 'SetTableOption':
    case 'ConvertCharset':
    case 'TableMaintenance':
    case 'AlterPartitions':
      return true;
    case 'Maintenance':
      return operation.command === 'optimize';
    default:
      return false;
  }
}

/** Statements that hold nothing that others wait for. */
function locksNothing(operation: Operation): boolean {
  switch (operation.kind) {
    case 'Query':
    case 'TransactionControl':
    case 'SetVariable':
    case 'UseDatabase':
    case 'UnlockTables':
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'ClientCommand':
      return true;
    default:
      return operation.kind === 'Unknown' && operation.harmless;
  }
}

/** Work on rows, which a transaction can take back. */
function isRowWork(operation: Operation): boolean {
  return (
    operation.kind === 'Insert' ||
    operation.kind === 'Update' ||
    operation.kind === 'Delete' ||
    operation.kind === 'CopyRows' ||
    operation.kind === 'Query'
  );
}
