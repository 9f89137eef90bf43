import type { CreateIndex } from '../operations/objectOperations.ts';
import type { Span } from '../text/span.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
  type ReviewedStatement,
} from './rule.ts';
import { isOfOneHistory } from './subject/certainty.ts';
import { type Mismatch, mismatchOf } from './subject/definitionMismatch.ts';
import { code } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const ifNotExistsHidesMismatch = fileRule({
  metadata: {
    id: 'if-not-exists-hides-mismatch',
    title: 'IF NOT EXISTS skips over something else',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP070'] },
  },
  *check(reviewed) {
    for (const { context, statement } of reviewed.fromEach(guarded)) {
      const { operation } = context;
      if (context.run.direction === 'down') continue;
      const found = mismatchOf(context);
      if (found !== null) {
        // A dump of today has the columns that came later, too.
        const isOfToday = found.isMore === true && found.origin?.path === reviewed.project.baseline?.path;
        if (!isOfToday && isOfOneHistory(context, found.origin)) yield finding(context, statement, found);
      } else if (operation.kind === 'CreateIndex' && operation.concurrently) {
        yield* keptInvalid(reviewed, context, operation, statement);
      }
    }
  },
});

function guarded(
  _statement: ReviewedStatement,
  operations: readonly ReviewedOperation[],
): readonly ReviewedOperation[] {
  return operations.filter(({ context: { operation } }) => {
    switch (operation.kind) {
      case 'CreateTable':
      case 'AddColumn':
      case 'CreateIndex':
      case 'AddConstraint':
      case 'CreateView':
      case 'CreateSequence':
        return operation.ifNotExists;
      default:
        return false;
    }
  });
}

function guardSpan({ sql, operation, target }: OperationContext): Span {
  return findPhrase(sql, target.engine, operation.span, ['if', 'not', 'exists']) ?? operation.span;
}

function finding(
  context: OperationContext,
  statement: ReviewedStatement,
  { what, origin }: Mismatch,
): FileFindingDraft {
  return {
    statement: statement.index,
    span: guardSpan(context),
    message: `${what}; this statement will silently do nothing.`,
    related:
      origin === null
        ? []
        : [{ place: { kind: 'statement', ...origin }, message: 'What is there already comes from here.' }],
  };
}

/** PostgreSQL: what a failed concurrent build left has the name and is invalid. */
function* keptInvalid(
  reviewed: ReviewedFile,
  context: OperationContext,
  operation: CreateIndex,
  statement: ReviewedStatement,
): Generator<FileFindingDraft> {
  const name = operation.index.name?.name.value;
  if (context.target.engine !== 'postgresql' || name === undefined) return;
  const clears = reviewed
    .ofKinds('DropIndex')
    .some(
      ({ context: other, statement: { index } }) =>
        index < statement.index &&
        other.operation.kind === 'DropIndex' &&
        other.operation.ifExists &&
        other.operation.index.name.value === name,
    );
  if (clears) return;
  yield {
    statement: statement.index,
    span: guardSpan(context),
    severity: 'info',
    message: `If an earlier run failed half-way, an invalid ${code(name)} is left; IF NOT EXISTS then keeps it, and no query uses it.`,
    fixes: context.statement.operations.includes(operation) ? [dropBefore(context, operation)] : [],
  };
}

function dropBefore(context: OperationContext, operation: CreateIndex): FixDraft {
  return {
    title: 'Drop what an earlier run may have left',
    kind: 'suggestion',
    build(site) {
      const { name } = operation.index;
      // In one string the two would share a transaction.
      if (name === null || site.file.oneString || context.run.inTransaction) return null;
      const sql = sqlWriter(statementText(site));
      return plan({
        edits: [
          insertAt(
            site,
            0,
            `${sql`DROP INDEX CONCURRENTLY IF EXISTS ${written(site, name.span)};`}${site.newline}`,
          ),
        ],
      });
    },
  };
}
