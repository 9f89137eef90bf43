import { ageInDays, STATISTICS_MAX_AGE_DAYS } from '../engines/tableSize.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { type FileFindingDraft, fileRule, type ReviewedFile } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';

export const baselineMissingOrStale = fileRule({
  metadata: {
    id: 'baseline-missing-or-stale',
    title: 'Reviewed against an empty or old schema',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'none',
    related: {},
  },
  *check(reviewed) {
    const { project } = reviewed;
    // Once for the workspace: where somebody is at work, or where the gap begins.
    if (project.isLast) yield* stale(reviewed);
    if (project.isFirst && !project.isLast && project.baseline === null) yield* missing(reviewed);
  },
});

function* stale({ project, statements, target }: ReviewedFile): Generator<FileFindingDraft> {
  const context = statements[0]?.operations[0];
  if (context === undefined) return;
  const span = statementHead(context);
  const { baseline, today } = project;
  if (baseline?.behind != null)
    yield {
      statement: 0,
      span: { start: span.start, end: Math.max(span.start, span.end - 2) },
      message: `The schema baseline ${code(baseline.path)} ends with version ${code(baseline.behind.newest)}, and ${code('deployedThrough')} says that the servers have ${code(baseline.behind.deployed)}: what came between is unknown to this review. Dump it again.`,
    };
  const age = baseline === null ? null : ageInDays(baseline.takenAt, today);
  if (baseline !== null && age !== null && age > baseline.maxAgeDays) {
    yield {
      statement: 0,
      span,
      message: `The schema baseline ${code(baseline.path)} is ${age} days old: what the database got since then is unknown to this review. Dump it again.`,
    };
  }
  const counted = ageInDays(target.statistics?.capturedAt ?? null, today);
  if (counted === null || counted <= STATISTICS_MAX_AGE_DAYS) return;
  yield {
    statement: 0,
    span: { start: span.start, end: Math.max(span.start, span.end - 1) },
    message: `The statistics of ${code(target.name)} are ${counted} days old: tables may have outgrown what they say.`,
  };
}

/** The table that an operation needs to be there already; null where it may be missing, or none is meant. */
function alteredTable(operation: Operation): ObjectName | null {
  switch (operation.kind) {
    case 'CreateTable':
    case 'DropTable':
    case 'Truncate':
      return null;
    case 'CreateIndex':
      return operation.table;
    case 'DropIndex':
      return operation.ifExists ? null : operation.table;
    default:
      return 'tableIfExists' in operation && !operation.tableIfExists ? operation.table : null;
  }
}

/** The first migration alters what no migration makes. */
function* missing(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  for (const { index, operations, run } of reviewed.statements) {
    if (run.direction === 'down') continue;
    for (const context of operations) {
      const { operation } = context;
      const name = alteredTable(operation);
      const existing = name === null ? null : existingRelation(context, name);
      if (existing === null || existing.table?.certain === true || existing.table?.origin != null) continue;
      yield {
        statement: index,
        span: statementHead(context),
        severity: 'info',
        message: `No baseline is configured, and ${existing.label} was there before the first migration: what is said about it rests on guesses. A dump of the schema as ${code('baseline')} in interlock.json ends that.`,
      };
      return;
    }
  }
}
