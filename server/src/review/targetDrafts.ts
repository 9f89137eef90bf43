import type { FileRule, FindingDraft, ReviewedFile, ReviewSettings, Rule } from '../rules/rule.ts';
import type { MigrationFacts } from '../rules/subject/migrationFacts.ts';
import type { FileWork } from './fileWork.ts';
import type { TargetDraft } from './findings.ts';
import { migrationFacts } from './migrationFacts.ts';
import type { Project } from './project.ts';
import { projectContext } from './projectContext.ts';
import { reviewedFile } from './reviewedFile.ts';
import { fileRules } from './ruleSelection.ts';
import type { TargetPass } from './statementReports.ts';

/** What all rules say about a file on all its targets: those about single operations, then those about the file. */
export function draftsOfTargets(input: {
  readonly project: Project;
  readonly work: FileWork;
  readonly passes: readonly TargetPass[];
  readonly enabled: readonly Rule[];
  readonly settings: ReviewSettings;
  readonly onRuleFailure: (ruleId: string, operation: string, error: unknown) => void;
}): readonly TargetDraft[] {
  const { work, passes, enabled, settings } = input;
  const files: ReviewedFile[] = [];
  const drafts: TargetDraft[][] = [];
  const project = projectContext(input.project, work.file.path);
  let migration: MigrationFacts | null = null;
  for (const { target, statements } of passes) {
    const own = statements.flatMap(statement =>
      statement.drafts.map(({ rule, draft }) => ({ rule, target, statement: statement.index, draft })),
    );
    drafts.push(own);
    files.push(
      reviewedFile({
        work,
        target,
        settings,
        project,
        reviews: statements,
        migration: () => {
          migration ??= migrationFacts(input.project, work);
          return migration;
        },
        onEveryTarget: () => files,
        found: () => own.map(entry => ({ ...entry, rule: entry.rule.metadata })),
      }),
    );
  }
  return files.flatMap((file, at) => withFileRules(file, drafts[at] ?? [], enabled, input.onRuleFailure));
}

/** Adds to `drafts` what the rules about the file say, each of them knowing what was said before. */
function withFileRules(
  reviewed: ReviewedFile,
  drafts: TargetDraft[],
  enabled: readonly Rule[],
  onRuleFailure: (ruleId: string, operation: string, error: unknown) => void,
): readonly TargetDraft[] {
  const { target } = reviewed;
  const rules = fileRules(enabled, target);
  const replaced = new Set<FindingDraft>();
  const run = (rule: FileRule): void => {
    try {
      for (const draft of rule.check(reviewed)) {
        drafts.push({ rule, target, statement: draft.statement, draft });
        for (const other of draft.replaces ?? []) replaced.add(other.draft);
      }
      for (const { of, fix } of rule.furtherFixes?.(reviewed) ?? []) {
        const at = drafts.findIndex(({ draft }) => draft === of.draft);
        const entry = drafts[at];
        if (entry !== undefined)
          drafts[at] = { ...entry, draft: { ...entry.draft, fixes: [...(entry.draft.fixes ?? []), fix] } };
      }
    } catch (error) {
      onRuleFailure(rule.metadata.id, 'file', error);
    }
  };
  for (const rule of rules) if (rule.last !== true) run(rule);
  for (const rule of rules) if (rule.last === true) run(rule);
  return replaced.size === 0 ? drafts : drafts.filter(({ draft }) => !replaced.has(draft));
}
