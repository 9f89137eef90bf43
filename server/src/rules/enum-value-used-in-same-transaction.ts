import { findTable, objectKey } from '../catalog/catalog.ts';
import type { Origin } from '../catalog/origin.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { Span } from '../text/span.ts';
import { hasFeature } from './fixes/availability.ts';
import { slugOf } from './fixes/identifiers.ts';
import { moveToFollowUp } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FileFindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { transactionsOf } from './subject/fileTransaction.ts';
import { type LabelOfType, relationsOf, useOfLabel } from './subject/labelUse.ts';
import { code } from './subject/wording.ts';

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
    if (reviewed.file.framework === 'drizzle') yield* usesOfRun(reviewed);
    if (reviewed.ofKinds('AddEnumValue').length === 0) return;
    for (const group of transactionsOf(reviewed)) if (group.length > 1) yield* checkTransaction(group);
  },
});

interface NewLabel extends LabelOfType {
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
        const place = reported.has(label) ? null : useOfLabel(label, context);
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

/**
 * Drizzle runs all pending files in one transaction: labels that those before this one add to the types of the columns
 * that an operation may write to.
 */
function labelsOfRun(context: OperationContext): readonly LabelOfRun[] {
  const { before, file, isPending, target } = context;
  return relationsOf(context).flatMap(relation =>
    (findTable(before, relation)?.columns ?? []).flatMap(({ type }) => {
      const found =
        type === null ? undefined : before.get(objectKey('type', type.schema ?? 'public', type.name));
      if (type === null || found?.kind !== 'enum') return [];
      const name = { value: type.name, quoted: true, span: relation.span };
      const isNew = found.origin !== null && isPending(found.origin.path);
      if (isNew && hasFeature(target, 'label-of-new-enum')) return [];
      return (found.added ?? []).flatMap(({ label, origin }) =>
        origin !== null && origin.path !== file.path && isPending(origin.path)
          ? [{ type: { schema: null, name, span: relation.span }, label, origin }]
          : [],
      );
    }),
  );
}

interface LabelOfRun extends LabelOfType {
  readonly origin: Origin;
}

function* usesOfRun(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const reported = new Set<string>();
  for (const { statement, context } of reviewed.ofKinds(...USING)) {
    if (!context.run.inTransaction || context.run.direction === 'down') continue;
    for (const added of labelsOfRun(context)) {
      const place = reported.has(added.label) ? null : useOfLabel(added, context);
      if (place === null) continue;
      reported.add(added.label);
      yield {
        statement: statement.index,
        span: place,
        message: `Label ${code(added.label)} is added by an earlier migration of the same run, which ${context.file.frameworkTitle} makes in one transaction: it cannot be used before that commits (SQLSTATE 55P04). Deploy the other migration first.`,
        related: [{ place: { kind: 'statement', ...added.origin }, message: 'The label is added here.' }],
      };
    }
  }
}

const USING = [
  'Insert',
  'Update',
  'Delete',
  'Merge',
  'SetColumnDefault',
  'AddColumn',
  'AddConstraint',
  'CreateIndex',
  'CreateView',
] as const;

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
                index > other.statement.index &&
                operations.some(context => useOfLabel(other, context) !== null),
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
