import type {
  AlterColumnExpression,
  AlterIdentity,
  OnColumn,
  RenameColumn,
  SetColumnOption,
  SetNotNull,
} from '../../../operations/tableOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import {
  columnOf,
  descendantNames,
  isProvedNotNull,
  ownedSequenceNames,
  partitionNames,
  primaryKeyColumns,
  type Subject,
  subjectOf,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';
import { hasNoIndex } from './columns.ts';
import { notOfThisEngine } from './unread.ts';

const IN_PRIMARY_KEY: Refusal = { code: '42P16', reason: 'not-supported', since: null };
const IS_IDENTITY: Refusal = { code: '42601', reason: 'not-supported', since: null };

/** DROP NOT NULL, which a primary key or identity column cannot do without. */
export function dropNotNull(question: FactQuestion, operation: OnColumn<string>): Situation {
  const { table } = subjectOf(question.before, operation.table);
  const column = operation.column.value;
  const isIdentity = (columnOf(table, column)?.identity ?? null) !== null;
  const refusal = primaryKeyColumns(table).includes(column)
    ? IN_PRIMARY_KEY
    : isIdentity
      ? IS_IDENTITY
      : null;
  return { ...plainColumnAction(question, operation, 'drop-not-null'), refusal };
}

/** An action that locks the table with everything below it and looks at no row. */
export function plainColumnAction(
  question: FactQuestion,
  operation: OnColumn<string>,
  fact: FactId,
): Situation {
  return onFamily(question, subjectOf(question.before, operation.table), fact);
}

export function onFamily({ before }: FactQuestion, subject: Subject, fact: FactId): Situation {
  return situation(fact, { target: [subject.name], partition: descendantNames(before, subject.table) });
}

/** RENAME COLUMN, of a view also when it is written as ALTER TABLE. */
export function renameColumn(question: FactQuestion, operation: RenameColumn): Situation {
  const subject = subjectOf(question.before, operation.table);
  return subject.view === undefined
    ? onFamily(question, subject, 'rename-column')
    : situation('alter-view', { target: [subject.name] });
}

/** SET NOT NULL: nothing to look at where the column has it already or a valid CHECK proves it. */
export function setNotNull(question: FactQuestion, operation: SetNotNull): Situation {
  const subject = subjectOf(question.before, operation.table);
  const column = operation.column.value;
  if (columnOf(subject.table, column)?.notNull === true) {
    return onFamily(
      question,
      subject,
      subject.table?.partitioning == null ? 'set-not-null-already' : 'set-not-null-already-partitioned',
    );
  }
  // DROP CONSTRAINT runs in an earlier pass of the same statement, so what it drops proves nothing.
  const dropped = question.statement.operations.flatMap(other =>
    other.kind === 'DropConstraint' && other.name !== null ? [other.name.value] : [],
  );
  const remaining = subject.table && {
    ...subject.table,
    constraints: subject.table.constraints.filter(constraint => !dropped.includes(constraint.name)),
  };
  return onFamily(
    question,
    subject,
    isProvedNotNull(remaining, column) ? 'set-not-null-proved' : 'set-not-null',
  );
}

const HAS_DEFAULT: Refusal = { code: '55000', reason: 'not-supported', since: null };

export function alterIdentity(question: FactQuestion, operation: AlterIdentity): Situation {
  const subject = subjectOf(question.before, operation.table);
  const column = columnOf(subject.table, operation.column.value);
  if (operation.ifExists && column !== undefined && column.identity === null)
    return situation('drop-identity-missing', { target: [subject.name] });
  const sequence =
    operation.action === 'add' ? [] : ownedSequenceNames(subject.table, operation.column.value);
  const made = situation(`${operation.action}-identity`, {
    target: [subject.name],
    partition: partitionNames(question.before, subject.table),
  });
  const hasDefault = operation.action === 'add' && (column?.default ?? null) !== null;
  return { ...made, relations: { ...made.relations, sequence }, refusal: hasDefault ? HAS_DEFAULT : null };
}

export function alterColumnExpression(question: FactQuestion, operation: AlterColumnExpression): Situation {
  const subject = subjectOf(question.before, operation.table);
  if (operation.action === 'drop') return onFamily(question, subject, 'drop-expression');
  const isVirtual = columnOf(subject.table, operation.column.value)?.generated?.kind === 'virtual';
  const made = onFamily(question, subject, isVirtual ? 'set-expression-virtual' : 'set-expression-stored');
  return { ...made, hasNoIndex: hasNoIndex(question, subject) };
}

const COLUMN_OPTIONS: Readonly<Record<SetColumnOption['option'], FactId | null>> = {
  storage: 'set-storage',
  compression: 'set-compression',
  statistics: 'set-column-statistics',
  attributes: 'set-column-attributes',
  visibility: null,
};

/** ALTER COLUMN SET STORAGE, STATISTICS, COMPRESSION and (...). */
export function setColumnOption(question: FactQuestion, operation: SetColumnOption): Situation {
  const fact = COLUMN_OPTIONS[operation.option];
  return fact === null ? notOfThisEngine() : plainColumnAction(question, operation, fact);
}
