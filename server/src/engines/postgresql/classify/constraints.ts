import { nameOfKey, tableAt } from '../../../catalog/catalog.ts';
import type { Constraint, Table } from '../../../catalog/model.ts';
import type { TableConstraint } from '../../../operations/constraints.ts';
import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
  ValidateConstraint,
} from '../../../operations/tableOperations.ts';
import type { FactQuestion } from '../../lockNote.ts';
import {
  columnOf,
  descendantNames,
  distinct,
  foreignKeys,
  inheritingNames,
  isProvedNotNull,
  partitionNames,
  referencingKeys,
  type Subject,
  subjectAt,
  subjectOf,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';
import { onFamily } from './columnState.ts';

type KeyConstraintText = Extract<TableConstraint, { readonly kind: 'primary-key' | 'unique' }>;

/** ADD CONSTRAINT. */
export function addConstraint(question: FactQuestion, operation: AddConstraint): Situation {
  const subject = subjectOf(question.before, operation.table);
  const { constraint } = operation;
  switch (constraint.kind) {
    case 'check':
      return onFamily(question, subject, checkFact(constraint));
    case 'foreign-key': {
      const made = situation(foreignKeyFact(constraint), {
        target: [subject.name],
        partition: partitionNames(question.before, subject.table),
        dependent: inheritingNames(question.before, subject.table),
      });
      return {
        ...made,
        relations: {
          ...made.relations,
          referenced: referencedFamily(
            question,
            subjectOf(question.before, constraint.target.table),
            subject,
          ),
        },
      };
    }
    case 'primary-key':
    case 'unique':
      return constraint.usingIndex === null
        ? onFamily(question, subject, keyFact(constraint, subject.table))
        : adoptIndex(question, constraint, subject, constraint.usingIndex.value);
    case 'exclude':
      return onFamily(
        question,
        subject,
        subject.table?.partitioning == null ? 'add-exclusion' : 'add-exclusion-partitioned',
      );
    case 'not-null':
      return onFamily(question, subject, notNullFact(constraint, subject.table));
  }
}

function checkFact(constraint: Extract<TableConstraint, { readonly kind: 'check' }>): FactId {
  if (!constraint.enforced) return 'add-check-not-enforced';
  if (constraint.notValid !== null) return 'add-check-not-valid';
  return constraint.noInherit ? 'add-check-no-inherit' : 'add-check';
}

function foreignKeyFact(constraint: Extract<TableConstraint, { readonly kind: 'foreign-key' }>): FactId {
  if (!constraint.enforced) return 'add-foreign-key-not-enforced';
  return constraint.notValid === null ? 'add-foreign-key' : 'add-foreign-key-not-valid';
}

function keyFact(constraint: KeyConstraintText, table: Table | undefined): FactId {
  const isNullable =
    constraint.kind === 'primary-key' &&
    constraint.parts.some(
      part => part.column !== null && columnOf(table, part.column.value)?.notNull !== true,
    );
  if (isNullable) return 'add-primary-key-nullable';
  if (table?.partitioning != null) return 'add-key-partitioned';
  return constraint.kind === 'unique' ? 'add-unique' : 'add-primary-key';
}

function adoptIndex(
  question: FactQuestion,
  constraint: KeyConstraintText,
  subject: Subject,
  index: string,
): Situation {
  const made = onFamily(question, subject, adoptedIndexFact(constraint, subject));
  return { ...made, relations: { ...made.relations, index: [siblingName(subject, index)] } };
}

/** The name of an index of a table: it lies in the table's schema. */
function siblingName(subject: Subject, name: string): string {
  return `${subject.name.slice(0, subject.name.lastIndexOf('.') + 1)}${name}`;
}

/** USING INDEX renames the index when the constraint has another name; a primary key needs columns without NULL. */
function adoptedIndexFact(constraint: KeyConstraintText, { table }: Subject): FactId {
  const isRenamed = constraint.name !== null && constraint.name.value !== constraint.usingIndex?.value;
  const state = constraint.kind === 'unique' ? 'not-null' : nullability(constraint, table);
  switch (state) {
    case 'not-null':
      return isRenamed ? 'adopt-index-renamed' : 'adopt-index';
    case 'proved':
      return isRenamed ? 'adopt-index-proved-renamed' : 'adopt-index-proved';
    case 'nullable':
      return isRenamed ? 'adopt-index-nullable-renamed' : 'adopt-index-nullable';
  }
}

function nullability(
  constraint: KeyConstraintText,
  table: Table | undefined,
): 'not-null' | 'proved' | 'nullable' {
  const index = table?.indexes.find(candidate => candidate.name === constraint.usingIndex?.value);
  const columns = index?.keys.flatMap(key => key.column ?? []) ?? [];
  if (columns.length === 0) return 'nullable';
  const open = columns.filter(column => columnOf(table, column)?.notNull !== true);
  if (open.length === 0) return 'not-null';
  return open.every(column => isProvedNotNull(table, column)) ? 'proved' : 'nullable';
}

function notNullFact(
  constraint: Extract<TableConstraint, { readonly kind: 'not-null' }>,
  table: Table | undefined,
): FactId {
  if (constraint.notValid !== null) return 'add-not-null-constraint-not-valid';
  const column = constraint.column.value;
  const isShown = columnOf(table, column)?.notNull === true || isProvedNotNull(table, column);
  return isShown ? 'add-not-null-constraint-already' : 'add-not-null-constraint';
}

/** A referenced table and its partitions; none when the table references itself. */
function referencedFamily({ before }: FactQuestion, referenced: Subject, own: Subject): readonly string[] {
  return referenced.key === own.key ? [] : [referenced.name, ...descendantNames(before, referenced.table)];
}

/** DROP CONSTRAINT. A constraint that is not known is taken to concern its table alone. */
export function dropConstraint(question: FactQuestion, operation: DropConstraint): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  const constraint = constraintOf(subject.table, operation.name?.value);
  if (constraint === undefined) {
    const isMissing = operation.ifExists && subject.isKnown;
    if (isMissing && subject.table?.partitioning != null)
      return onFamily(question, subject, 'drop-constraint-missing-partitioned');
    return isMissing
      ? situation('drop-constraint-missing', { target: [subject.name] })
      : onFamily(question, subject, 'drop-constraint');
  }
  if (constraint.kind === 'foreign-key') {
    const made = onFamily(question, subject, 'drop-constraint');
    return {
      ...made,
      relations: {
        ...made.relations,
        referenced: referencedFamily(question, subjectAt(before, constraint.target), subject),
      },
    };
  }
  if (constraint.kind === 'check' || constraint.kind === 'not-null')
    return onFamily(question, subject, 'drop-constraint');
  const made = onFamily(question, subject, 'drop-key');
  return {
    ...made,
    relations: {
      ...made.relations,
      index: [siblingName(subject, constraint.name)],
      dependent: operation.cascade ? keyUsers(question, subject, constraint.columns) : [],
    },
  };
}

/** Tables whose foreign keys need a key of these columns. */
function keyUsers({ before }: FactQuestion, subject: Subject, columns: readonly string[]): readonly string[] {
  const keys = referencingKeys(before, subject.table, subject.key, null).filter(key =>
    foreignKeys(tableAt(before, key)).some(
      constraint =>
        constraint.target === subject.key &&
        (constraint.targetColumns.length === 0 ||
          (constraint.targetColumns.length === columns.length &&
            constraint.targetColumns.every(column => columns.includes(column)))),
    ),
  );
  return distinct(keys).map(nameOfKey);
}

function constraintOf(table: Table | undefined, name: string | undefined): Constraint | undefined {
  return table?.constraints.find(constraint => constraint.name === name);
}

/** VALIDATE CONSTRAINT. A constraint that is not known is taken to be still NOT VALID. */
export function validateConstraint(question: FactQuestion, operation: ValidateConstraint): Situation {
  const subject = subjectOf(question.before, operation.table);
  const constraint = constraintOf(subject.table, operation.name.value);
  if (constraint === undefined) return onFamily(question, subject, 'validate-check');
  if (constraint.valid && constraint.enforced)
    return situation('validate-already', { target: [subject.name] });
  if (constraint.kind === 'foreign-key') {
    const made = onFamily(question, subject, 'validate-foreign-key');
    return {
      ...made,
      relations: {
        ...made.relations,
        referenced: referencedFamily(question, subjectAt(question.before, constraint.target), subject),
      },
    };
  }
  return onFamily(question, subject, constraint.kind === 'not-null' ? 'validate-not-null' : 'validate-check');
}

export function alterConstraint(question: FactQuestion, operation: AlterConstraint): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  if (operation.enforced === null) return onFamily(question, subject, 'alter-constraint');
  const constraint = constraintOf(subject.table, operation.name.value);
  const made = onFamily(
    question,
    subject,
    operation.enforced ? 'alter-constraint-enforced' : 'alter-constraint-not-enforced',
  );
  const referenced =
    constraint?.kind === 'foreign-key'
      ? referencedFamily(question, subjectAt(before, constraint.target), subject)
      : [];
  return { ...made, relations: { ...made.relations, referenced } };
}

export function renameConstraint(question: FactQuestion, operation: RenameConstraint): Situation {
  const subject = subjectOf(question.before, operation.table);
  const constraint = constraintOf(subject.table, operation.name.value);
  const ownsIndex =
    constraint?.kind === 'primary-key' || constraint?.kind === 'unique' || constraint?.kind === 'exclude';
  if (!ownsIndex)
    return situation('rename-constraint', {
      target: [subject.name],
      partition: constraint?.kind === 'check' ? descendantNames(question.before, subject.table) : [],
    });
  return situation('rename-key', { target: [subject.name], index: [siblingName(subject, constraint.name)] });
}
