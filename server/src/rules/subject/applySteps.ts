import type { CreateIndex } from '../../operations/indexOperations.ts';
import { displayName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext, ReviewedStatement } from '../rule.ts';
import { type RowTraces, rowTraces } from './orphansBefore.ts';
import { existingRelation } from './relations.ts';
import { fitsEveryRow, isPlainNullable } from './rowsAlwaysFit.ts';
import { isDataChange } from './statementWords.ts';
import { subjectOf } from './strongLock.ts';

/** What a statement may have to do with a half-applied file. */
export interface ApplyStep {
  readonly statement: ReviewedStatement;
  /** Work that can fail while what came before is committed. */
  readonly risks: readonly OperationContext[];
  /** What it leaves behind for a foreign key further down; null for nothing. */
  readonly traces: RowTraces | null;
  /** What the next run stops at once it is committed, or makes a second time, with the name that it makes. */
  readonly changes: readonly { readonly context: OperationContext; readonly made: string }[];
  /** Names that can be made again from here on. */
  readonly removed: readonly string[];
  /** Rows that a second run would add once more, or stop at. */
  readonly rows: OperationContext | null;
  /** The rows before it are committed from here on, wherever the tool's transaction ends. */
  readonly commitsRows: boolean;
  /** Several changes in one changeset are a matter of their own: Liquibase runs all of them again. */
  readonly changesExisting: OperationContext | null;
}

/** For `fromEach`; nothing for statements that play no part. */
export function applySteps(statement: ReviewedStatement): readonly ApplyStep[] {
  const { operations } = statement;
  const isCommitted = commitsByItself(statement);
  const risks = isCommitted ? operations.filter(canFailOnRows) : [];
  const traces = rowTraces(statement);
  const changes = isCommitted
    ? operations.filter(cannotBeRepeated).map(context => ({ context, made: madeName(context) }))
    : [];
  const removed = operations.filter(isGuardedDrop).map(droppedName);
  const rows = isCommitted ? (operations.find(addsRowsAgain) ?? null) : null;
  const commitsRows = isCommitted && operations.some(({ operation }) => endsRows(statement, operation));
  const changesExisting = changes.find(({ context }) => isWorthAChangeSet(context))?.context ?? null;
  const isNothing =
    risks.length === 0 && traces === null && changes.length === 0 && removed.length === 0 && rows === null;
  if (isNothing && !commitsRows) return [];
  return [{ statement, risks, traces, changes, removed, rows, commitsRows, changesExisting }];
}

/** MySQL and MariaDB: any change of the schema ends the tool's transaction; without one each statement commits. */
function endsRows({ run }: ReviewedStatement, operation: Operation): boolean {
  if (operation.kind === 'SetVariable' || operation.kind === 'Query') return false;
  return !isDataChange(operation) || (run.transaction === 'none' && !run.explicitTransaction);
}

/** `DROP ... IF EXISTS x`, behind which `CREATE ... x` works as often as it is run. */
function isGuardedDrop({ operation }: OperationContext): boolean {
  return (operation.kind === 'DropTable' || operation.kind === 'DropObject') && operation.ifExists;
}

function droppedName({ operation }: OperationContext): string {
  if (operation.kind === 'DropTable') return displayName(operation.table);
  return operation.kind === 'DropObject' ? displayName(operation.name) : '';
}

function madeName({ operation }: OperationContext): string {
  switch (operation.kind) {
    case 'CreateTable':
      return displayName(operation.table);
    case 'CreateView':
      return displayName(operation.view);
    case 'CreateRoutine':
      return displayName(operation.routine);
    case 'CreateTrigger':
      return operation.trigger.value;
    default:
      return '';
  }
}

function commitsByItself({ run, operations }: ReviewedStatement): boolean {
  const engine = operations[0]?.target.engine;
  return engine !== undefined && (engine !== 'postgresql' || !run.inTransaction);
}

/**
 * A constraint or index without a name: the server finds another one for the next that is like it. MySQL before 8.0.16
 * takes the name of a foreign key's index for it (manual, FOREIGN KEY Constraints), so that it may stop at that.
 */
export function isNamedByServer({ operation }: OperationContext): boolean {
  if (operation.kind === 'CreateIndex') return operation.index.name === null;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind === 'primary-key') return false;
  const { constraint } = operation;
  return constraint.name === null && (constraint.kind !== 'unique' || constraint.usingIndex === null);
}

/** A change of the schema that stops the next run, since it is there already, or that the next run makes twice. */
function cannotBeRepeated({ operation, statement }: OperationContext): boolean {
  if (isDataChange(operation) || !statement.operations.includes(operation)) return false;
  if (isSwappedIndex(operation, statement.operations)) return false;
  if ('ifNotExists' in operation && operation.ifNotExists) return false;
  if ('ifExists' in operation && operation.ifExists) return false;
  if ('orReplace' in operation && operation.orReplace) return false;
  switch (operation.kind) {
    case 'CreateTable':
      return operation.persistence !== 'temporary';
    case 'DropTable':
      return !operation.temporary;
    case 'AddColumn':
    case 'DropColumn':
    case 'RenameColumn':
    case 'AddConstraint':
    case 'DropConstraint':
    case 'RenameTable':
    case 'CreateIndex':
    case 'DropIndex':
    case 'RenameIndex':
    case 'CreateView':
    case 'CreateType':
    case 'AddEnumValue':
    case 'CreateSequence':
    case 'CreateTrigger':
    case 'CreateRoutine':
      return true;
    case 'ModifyColumn':
      return operation.verb === 'change' && operation.column.value !== operation.definition.name.value;
    default:
      return false;
  }
}

/** `DROP INDEX i, ADD INDEX i (...)` in one ALTER TABLE, which can be run as often as one likes. */
function isSwappedIndex(operation: Operation, all: readonly Operation[]): boolean {
  const name = indexNameOf(operation);
  const isDrop = operation.kind === 'DropIndex';
  return (
    name !== null && all.some(other => (other.kind === 'DropIndex') !== isDrop && indexNameOf(other) === name)
  );
}

function indexNameOf(operation: Operation): string | null {
  switch (operation.kind) {
    case 'DropIndex':
      return operation.index.name.value.toLowerCase();
    case 'CreateIndex':
      return operation.index.name?.name.value.toLowerCase() ?? null;
    case 'AddConstraint':
      return operation.constraint.kind === 'unique'
        ? (operation.constraint.name?.value.toLowerCase() ?? null)
        : null;
    default:
      return null;
  }
}

/** Rows of a table that is in use, or was filled before: nothing in the statement looks whether they are there. */
function addsRowsAgain({ operation, statement }: OperationContext): boolean {
  return (
    operation.kind === 'Insert' &&
    statement.operations.includes(operation) &&
    operation.onConflict === 'none' &&
    !operation.reads.some(({ name }) => name.value.toLowerCase() === operation.table.name.value.toLowerCase())
  );
}

/** A change of a table that is in use, apart from a column that may be NULL: nothing ever stops that one. */
function isWorthAChangeSet(context: OperationContext): boolean {
  const { operation } = context;
  if (operation.kind === 'CreateTable') return false;
  if (operation.kind === 'AddColumn' && isPlainNullable(operation)) return false;
  const subject = subjectOf(operation);
  return subject !== null && existingRelation(context, subject) !== null;
}

/** Work on the rows of a table that is in use: it can meet a row that does not fit, or take too long. */
function canFailOnRows(context: OperationContext): boolean {
  const { operation } = context;
  const subject = subjectOf(operation);
  if (subject === null || existingRelation(context, subject) === null) return false;
  if (fitsEveryRow(context)) return false;
  switch (operation.kind) {
    case 'Update':
    case 'Delete':
      return !operation.limit;
    case 'Insert':
      return operation.source === 'select' && operation.onConflict === 'none';
    case 'Merge':
      return true;
    case 'CopyRows':
      return operation.direction === 'from';
    case 'DropTable':
    case 'Truncate':
    case 'Maintenance':
      return false;
    case 'CreateIndex':
      return growsWithTable(context) && (operation.concurrently || canMeetUnfitRow(operation));
    default:
      return growsWithTable(context);
  }
}

function growsWithTable({ note }: OperationContext): boolean {
  return note !== null && note.refusal === null && note.duration === 'grows-with-table';
}

/** Of a plain index on columns every row can be a part; duplicates, and expressions that fail, stop the build. */
function canMeetUnfitRow({ index }: CreateIndex): boolean {
  const isPlain = index.method !== 'fulltext' && index.method !== 'spatial';
  const isComputed = index.predicate !== null || index.parts.some(({ column }) => column === null);
  return index.unique || !isPlain || isComputed;
}
