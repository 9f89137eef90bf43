import { slugOf } from './fixes/identifiers.ts';
import { moveToFollowUp } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FileFindingDraft,
  type FixSite,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
} from './rule.ts';
import { addedNotValid, validatedConstraint } from './subject/addedNotValid.ts';
import { transactionsOf } from './subject/fileTransaction.ts';
import { existingRelation } from './subject/relations.ts';
import { code, withDoubt } from './subject/wording.ts';
import { mentions } from './subject/words.ts';

export const constraintValidatedInSameTransaction = fileRule({
  metadata: {
    id: 'constraint-validated-in-same-transaction',
    title: 'NOT VALID and VALIDATE in one transaction',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe',
    related: {
      squawk: ['constraint-missing-not-valid'],
      'postgres-language-server': ['requireSeparateConstraintValidation'],
      eugene: ['E4'],
      pgfence: ['not-valid-validate-same-tx'],
      strong_migrations: ['validate_foreign_key', 'validate_check_constraint'],
    },
  },
  *check(reviewed) {
    if (reviewed.ofKinds('ValidateConstraint', 'AlterDomain').length === 0) return;
    for (const statements of transactionsOf(reviewed)) yield* inOneTransaction(statements);
  },
});

interface AddedConstraint {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

function* inOneTransaction(statements: readonly ReviewedStatement[]): Generator<FileFindingDraft> {
  const added = new Map<string, AddedConstraint>();
  for (const statement of statements) {
    for (const context of statement.operations) {
      const key = addedNotValid(context);
      if (key !== null) added.set(key, { statement, context });
      const validated = validatedConstraint(context);
      const origin = validated === null ? undefined : added.get(validated);
      if (origin !== undefined) yield* validatedTooSoon(statement, context, origin);
    }
  }
}

function* validatedTooSoon(
  statement: ReviewedStatement,
  context: OperationContext,
  origin: AddedConstraint,
): Generator<FileFindingDraft> {
  const { operation } = context;
  const sameStatement = statement.index === origin.statement.index;
  const related = [
    {
      place: {
        kind: 'statement' as const,
        path: context.file.path,
        statement: origin.statement.index,
        span: origin.context.operation.span,
      },
      message: 'The constraint is added here; its lock is held until the transaction ends.',
    },
  ];
  if (operation.kind === 'ValidateConstraint') {
    const existing = existingRelation(context, operation.table);
    if (existing === null) return;
    yield {
      statement: statement.index,
      span: operation.span,
      message: withDoubt(
        existing,
        `${code(operation.name.value)} is validated in the transaction that adds it: the scan runs while ${existing.label} is still locked.`,
      ),
      table: existing.key,
      related,
      fixes: sameStatement ? [] : moveValidation(context, operation.name.value),
    };
  } else if (operation.kind === 'AlterDomain' && operation.constraint !== null) {
    yield {
      statement: statement.index,
      span: operation.span,
      message: `${code(operation.constraint.value)} is validated in the transaction that adds it: the tables that use the domain stay locked until it ends.`,
      related,
      fixes: sameStatement ? [] : moveValidation(context, operation.constraint.value),
    };
  }
}

function moveValidation(context: OperationContext, constraint: string): ReturnType<typeof remedies> {
  return remedies(context, [
    {
      title: 'Validate in a later migration',
      kind: 'safe',
      build: style =>
        moveToFollowUp(style, validationAndDependents(style.site, constraint), {
          slug: slugOf('validate', constraint),
        }),
    },
  ]);
}

/** The validation and the later statements that rest on it: those that name the constraint or its columns' NOT NULL. */
function validationAndDependents(site: FixSite, constraint: string): number[] {
  const own = site.statements[site.index];
  const table = own?.syntax.alterTable?.table.name.value ?? null;
  return site.statements.flatMap(({ span, syntax }, index) => {
    if (index === site.index) return [index];
    if (index < site.index) return [];
    const needsIt =
      mentions(site.text.slice(span.start, span.end), constraint) ||
      syntax.operations.some(
        operation => operation.kind === 'SetNotNull' && operation.table.name.value === table,
      );
    return needsIt ? [index] : [];
  });
}
