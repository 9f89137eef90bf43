import { findTable, objectKey } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import type { OperationOf } from '../operations/operation.ts';
import { type Span, textOf } from '../text/span.ts';
import { hasFeature } from './fixes/availability.ts';
import { slugOf } from './fixes/identifiers.ts';
import { moveToFollowUp } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedStatement } from './rule.ts';
import { transactionsOf } from './subject/fileTransaction.ts';
import { findString } from './subject/strings.ts';
import { subjectOf } from './subject/strongLock.ts';
import { code } from './subject/wording.ts';
import { mentions } from './subject/words.ts';

export const enumValueUsedInSameTransaction = fileRule({
  metadata: {
    id: 'enum-value-used-in-same-transaction',
    title: 'New enum label used before commit',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe',
    related: { migrationpilot: ['MP054'] },
  },
  *check(reviewed) {
    if (reviewed.ofKinds('AddEnumValue').length === 0) return;
    for (const group of transactionsOf(reviewed)) if (group.length > 1) yield* checkTransaction(group);
  },
});

interface NewLabel {
  readonly type: ObjectName;
  readonly label: string;
  readonly statement: ReviewedStatement;
  readonly span: Span;
}

/** More labels than a migration adds; keeps the check linear. */
const MOST_LABELS = 32;

function* checkTransaction(group: readonly ReviewedStatement[]): Generator<FileFindingDraft> {
  const added: NewLabel[] = [];
  const reported = new Set<NewLabel>();
  for (const statement of group) {
    for (const context of statement.operations) {
      for (const label of added) {
        const place = reported.has(label) ? null : useOf(label, context);
        if (place === null) continue;
        reported.add(label);
        yield finding(label, added, statement, context, place, group);
      }
    }
    for (const context of statement.operations) {
      const { operation } = context;
      if (operation.kind === 'AddEnumValue' && added.length < MOST_LABELS && isNewLabel(context, operation))
        added.push({ type: operation.type, label: operation.value.value, statement, span: operation.span });
    }
  }
}

/** False for labels that can be used at once, or that are not added in this transaction at all. */
function isNewLabel(
  { note, run, before, target, isPending, file }: OperationContext,
  { type, value }: OperationOf<'AddEnumValue'>,
): boolean {
  if (!run.inTransaction || (note !== null && note.refusal !== null)) return false;
  const found =
    type.schema === null ? undefined : before.get(objectKey('type', type.schema.value, type.name.value));
  const known = found ?? before.get(objectKey('type', 'public', type.name.value));
  if (known?.kind !== 'enum') return true;
  if (known.labels.includes(value.value)) return false;
  const isOfThisFile =
    known.origin !== null && isPending(known.origin.path) && known.origin.path === file.path;
  return !(isOfThisFile && hasFeature(target, 'label-of-new-enum'));
}

/** Where an operation has the label as a value of its type; a body that only gets defined is not run. */
function useOf({ type, label }: NewLabel, context: OperationContext): Span | null {
  const { operation, sql } = context;
  switch (operation.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
    case 'Query':
    case 'SetColumnDefault':
    case 'AddColumn':
    case 'AddConstraint':
    case 'AlterColumnType':
    case 'CreateIndex':
    case 'CreateTable':
    case 'CreateView':
    case 'CreatePolicy':
    case 'CreateDomain':
      break;
    default:
      return null;
  }
  const place = findString(sql, operation.span, label);
  if (place === null) return null;
  const isNamed = mentions(textOf(sql, operation.span), type.name.value);
  return isNamed || relationsOf(context).some(name => hasColumnOf(context, name, type)) ? place : null;
}

function relationsOf({ operation }: OperationContext): readonly ObjectName[] {
  const subject = subjectOf(operation);
  const reads = 'reads' in operation ? operation.reads : [];
  return subject === null ? reads : [subject, ...reads];
}

function hasColumnOf({ before }: OperationContext, relation: ObjectName, type: ObjectName): boolean {
  const columns = findTable(before, relation)?.columns ?? [];
  return columns.some(column => column.type?.name === type.name.value && column.type.arrayDimensions === 0);
}

function finding(
  added: NewLabel,
  all: readonly NewLabel[],
  statement: ReviewedStatement,
  context: OperationContext,
  place: Span,
  group: readonly ReviewedStatement[],
): FileFindingDraft {
  const { label } = added;
  return {
    statement: statement.index,
    span: place,
    message: `Label ${code(label)} is added in this transaction and cannot be used before it commits (SQLSTATE 55P04).`,
    related: [
      {
        place: {
          kind: 'statement',
          path: context.file.path,
          statement: added.statement.index,
          span: added.span,
        },
        message: 'The label is added here.',
      },
    ],
    fixes: remedies(context, [
      {
        title: 'Use the label in a migration of its own',
        kind: 'safe',
        build(style) {
          // With the uses of other new labels: the file would still fail on those.
          const using = group.filter(({ index, operations }) =>
            all.some(
              other =>
                index > other.statement.index && operations.some(context => useOf(other, context) !== null),
            ),
          );
          const last = group.at(-1)?.index ?? statement.index;
          // What follows may build on what moves away: a view over the rows, a second change of the column.
          const follows = group.some(
            ({ index, syntax }) =>
              index > (using[0]?.index ?? statement.index) &&
              index <= last &&
              !using.some(user => user.index === index) &&
              syntax.operations.some(({ kind }) => kind !== 'SetVariable' && kind !== 'TransactionControl'),
          );
          if (follows) return null;
          return moveToFollowUp(
            style,
            using.map(({ index }) => index),
            { slug: slugOf('use', label) },
          );
        },
      },
    ]),
  };
}
