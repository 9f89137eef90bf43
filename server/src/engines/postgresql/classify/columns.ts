import { nameOfKey } from '../../../catalog/catalog.ts';
import type { AddColumn, DropColumn } from '../../../operations/tableOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import { sizeOfTable } from '../../tableSize.ts';
import { defaultCost } from '../defaults.ts';
import {
  columnOf,
  descendantNames,
  descendantsOf,
  distinct,
  indexName,
  mentions,
  ownedSequenceNames,
  referencedNames,
  referencingKeys,
  type Subject,
  subjectAt,
  subjectOf,
  viewsOver,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';

/** ADD COLUMN. */
export function addColumn(question: FactQuestion, operation: AddColumn): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  const target = { target: [subject.name] };
  if (operation.ifNotExists && columnOf(subject.table, operation.column.name.value) !== undefined) {
    return situation('add-column-existing', target);
  }
  const fact = addColumnFact(question, operation);
  return situation(
    fact,
    {
      ...target,
      partition: descendantNames(before, subject.table),
      referenced: referencedTables(question, operation, subject),
    },
    {
      hasNoIndex: hasNoIndex(question, subject),
      refusal: fact === 'add-column-required' ? missingValue(question, subject) : null,
    },
  );
}

function referencedTables({ before }: FactQuestion, operation: AddColumn, own: Subject): readonly string[] {
  const reference = operation.column.references;
  if (reference === null) return [];
  const referenced = subjectOf(before, reference.value.table);
  return referenced.key === own.key ? [] : [referenced.name, ...descendantNames(before, referenced.table)];
}

function addColumnFact(question: FactQuestion, operation: AddColumn): FactId {
  const { column } = operation;
  const isPartitioned = subjectOf(question.before, operation.table).table?.partitioning != null;
  const isChecked = column.checks.some(check => check.enforced && !check.notValid);
  const isRequired = column.nullable?.value === false || column.primaryKey !== null;
  if (column.generated?.value.kind === 'stored') return 'add-column-stored';
  if (column.generated?.value.kind === 'virtual')
    return isChecked || isRequired ? 'add-column-virtual-checked' : 'add-column-virtual';

  const cost = defaultCost(question.before, column);
  const isKey = column.primaryKey !== null || column.unique !== null;
  if (column.references !== null) {
    if (cost === 'computed') return 'add-column-references-computed';
    if (isKey) return cost === 'none' ? 'add-column-references-key' : 'add-column-references-key-default';
    if (cost !== 'none') return 'add-column-references-default';
    const looksUp = column.default !== null || isChecked || isRequired || addsCheckedForeignKey(question);
    if (looksUp) return 'add-column-references-checked';
    return isPartitioned ? 'add-column-references-partitioned' : 'add-column-references';
  }
  switch (cost) {
    case 'computed':
      return 'add-column-computed';
    case 'inlined':
      return isKey || isChecked ? 'add-column-computed' : 'add-column-inlined';
    case 'domain':
      return 'add-column-domain-volatile';
    case 'once':
      return isKey
        ? 'add-column-key-default'
        : isChecked
          ? 'add-column-checked-default'
          : 'add-column-default';
    case 'none':
      return isKey
        ? 'add-column-key'
        : isChecked
          ? 'add-column-checked'
          : isRequired
            ? 'add-column-required'
            : 'add-column';
  }
}

/** With ADD FOREIGN KEY in the same statement the server looks up the references of all of them. */
function addsCheckedForeignKey({ statement }: FactQuestion): boolean {
  return statement.operations.some(
    other =>
      other.kind === 'AddConstraint' &&
      other.constraint.kind === 'foreign-key' &&
      other.constraint.notValid === null,
  );
}

function missingValue({ target }: FactQuestion, subject: Subject): Refusal | null {
  const rows = sizeOfTable(target, subject.name)?.rows ?? 0;
  return rows > 0 ? { code: '23502', reason: 'not-null-violation', since: null } : null;
}

/** True when the table and everything below it are known and have no index. */
export function hasNoIndex({ before }: FactQuestion, subject: Subject): boolean {
  return [subject, ...descendantsOf(before, subject.table).map(key => subjectAt(before, key))].every(
    member => member.isKnown && (member.table ?? member.view)?.indexes.length === 0,
  );
}

/** DROP COLUMN: what hangs on the column goes with it. */
export function dropColumn({ before }: FactQuestion, operation: DropColumn): Situation {
  const subject = subjectOf(before, operation.table);
  const column = operation.column.value;
  const { table } = subject;
  if (operation.ifExists && subject.isKnown && columnOf(table, column) === undefined) {
    return situation('drop-column-missing', { target: [subject.name] });
  }
  const partition = descendantNames(before, table);
  return situation('drop-column', {
    target: [subject.name],
    partition,
    referenced: referencedNames(table, subject.key, column),
    dependent: operation.cascade ? referencingKeys(before, table, subject.key, column).map(nameOfKey) : [],
    index: (table?.indexes ?? []).flatMap(index =>
      table !== undefined && mentions(index, column) ? [indexName(table, index)] : [],
    ),
    view: operation.cascade && table !== undefined ? viewsUsing(before, table.readBy, column) : [],
    sequence: ownedSequenceNames(table, column),
  });
}

/** Views that may show the column, and the views over them. */
function viewsUsing(
  before: FactQuestion['before'],
  readBy: readonly string[],
  column: string,
): readonly string[] {
  const direct = readBy.filter(key => {
    const view = before.get(key);
    return view?.kind === 'view' && (view.columns === null || view.query.includes(column));
  });
  return distinct(viewsOver(before, direct));
}
