import type { Operation } from '../operations/operation.ts';
import { CONTRACT_MARK } from './fixes/followUps.ts';
import { moveToFollowUp, slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FurtherFix,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type RuleFinding,
} from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { code } from './subject/wording.ts';

export const migrationInWrongPhase = fileRule({
  metadata: {
    id: 'migration-in-wrong-phase',
    title: 'Statement belongs to the other deploy phase',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {},
  },
  last: true,
  *check(reviewed) {
    if (reviewed.file.phase !== 'expand') return;
    const told = new Set<string>();
    for (const found of reviewed.found) {
      if (!breaksRunningRelease(found)) continue;
      // A second finding on the same place says nothing more about the phase.
      const place = `${found.statement} ${found.draft.span.start}`;
      const finding = told.has(place) ? null : inExpandFile(reviewed, found);
      if (finding === null) continue;
      told.add(place);
      yield finding;
    }
  },
  *furtherFixes(reviewed) {
    if (reviewed.file.phase !== null || !isMixed(reviewed)) return;
    const [first, ...others] = breakingFindings(reviewed);
    const fix = first === undefined || others.length === 0 ? undefined : splitFix(reviewed, first);
    if (first !== undefined && fix !== undefined) yield { of: first, fix } satisfies FurtherFix;
  },
});

function breaksRunningRelease({ rule, draft }: RuleFinding): boolean {
  return (draft.categories ?? rule.categories)[0] === 'compatibility';
}

function contextOf({ statements }: ReviewedFile, { statement, draft }: RuleFinding): OperationContext | null {
  const operations = statements[statement]?.operations ?? [];
  return (
    operations.find(
      ({ operation: { span } }) => span.start <= draft.span.start && draft.span.end <= span.end,
    ) ??
    operations[0] ??
    null
  );
}

function inExpandFile(reviewed: ReviewedFile, found: RuleFinding): FileFindingDraft | null {
  const context = contextOf(reviewed, found);
  if (context === null || context.run.direction === 'down') return null;
  const { sql, operation } = context;
  const text = sql.slice(found.draft.span.start, found.draft.span.end).replace(/\s+/g, ' ');
  const what = text.length > 0 && text.length <= 60 ? text : operationWords(context, operation);
  return {
    statement: found.statement,
    span: found.draft.span,
    // The phase lifts it by one: what is information elsewhere is a warning here.
    severity: (found.draft.severity ?? found.rule.severity) === 'info' ? 'info' : 'error',
    message: `This file is declared expand, but ${code(what)} is a contract step: ${found.draft.message}`,
    replaces: [found],
    related: found.draft.related ?? [],
    fixes: moveFix(context, [found.statement], 'Move the statement to a contract migration'),
  };
}

function moveFix(context: OperationContext, statements: readonly number[], title: string): FixDraft[] {
  return remedies(context, [
    {
      title,
      kind: 'suggestion',
      build(style) {
        const { site } = style;
        // The rest of the file must be able to stand alone.
        if (site.run.explicitTransaction || site.statements.length <= statements.length) return null;
        return moveToFollowUp(style, statements, {
          slug: `${slugOfFile(site)}_contract`,
          header: [CONTRACT_MARK],
        });
      },
    },
  ]);
}

/** What takes something away from the running release, each statement once. */
function breakingFindings(reviewed: ReviewedFile): readonly RuleFinding[] {
  const seen = new Set<number>();
  return reviewed.found.filter(found => {
    const context = contextOf(reviewed, found);
    const takes = context !== null && context.run.direction === 'up' && takesAway(context.operation);
    if (!breaksRunningRelease(found) || !takes || seen.has(found.statement)) return false;
    seen.add(found.statement);
    return true;
  });
}

function takesAway({ kind }: Operation): boolean {
  switch (kind) {
    case 'DropColumn':
    case 'DropTable':
    case 'DropObject':
    case 'RenameColumn':
    case 'RenameTable':
      return true;
    default:
      return false;
  }
}

function isMixed({ statements }: ReviewedFile): boolean {
  return statements.some(({ operations, run }) =>
    run.direction === 'up'
      ? operations.some(({ operation }) => operation.kind === 'AddColumn' || operation.kind === 'CreateTable')
      : false,
  );
}

function splitFix(reviewed: ReviewedFile, first: RuleFinding): FixDraft | undefined {
  const context = contextOf(reviewed, first);
  const moved = breakingFindings(reviewed).map(({ statement }) => statement);
  const adds = moved.some(at =>
    (reviewed.statements[at]?.operations ?? []).some(({ operation }) => !takesAway(operation)),
  );
  if (context === null || adds) return undefined;
  return moveFix(
    context,
    [...moved].sort((left, right) => left - right),
    'Split the file: what breaks the running release goes to a contract migration',
  )[0];
}
