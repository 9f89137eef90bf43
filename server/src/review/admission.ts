import type { CatalogReader } from '../catalog/catalog.ts';
import { conditionHolds } from '../catalog/schemaCondition.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { StatementContext } from '../rules/rule.ts';
import type { StatementInput, StatementReview } from './statementReview.ts';

/**
 * How it is known whether the runner runs a statement: its part of the file asks nothing of the schema or passed, was
 * left out, or begins with this statement, on whose schema it is asked.
 */
export type Admission = 'runs' | 'left-out' | 'asked-here';

/** The runner asks once, before a part of the file, whether to run it. `last` is the statement before. */
export function admissionOf(run: StatementContext, last: StatementReview | null): Admission {
  if (run.runsIf === null) return 'runs';
  if (last === null || last.run.section !== run.section) return 'asked-here';
  return last.isLeftOut ? 'left-out' : 'runs';
}

/** True when the runner leaves the statement out, as far as the schema before it tells for certain. */
export function isLeftOut(schema: CatalogReader, { admission, run }: StatementInput): boolean {
  if (admission !== 'asked-here') return admission === 'left-out';
  return run.runsIf !== null && conditionHolds(schema, run.runsIf) === false;
}

/** The review of a statement that is left out. To rules on the whole file it is one that does nothing. */
export function leftOut(
  { syntax, sql, run, admission }: StatementInput,
  { before, reads, index }: Pick<StatementReview, 'before' | 'reads' | 'index'>,
): StatementReview {
  const idle: StatementSyntax = { ...syntax, level: 'full', operations: [], alterTable: null, error: null };
  return {
    syntax,
    run,
    index,
    before,
    after: before,
    reads,
    writes: new Map(),
    contexts: [],
    reviewed: { index, syntax: idle, sql, run, operations: [], after: before },
    entries: [],
    drafts: [],
    admission,
    isLeftOut: true,
  };
}
