import type {
  FileRule,
  FindingDraft,
  ReviewedFile,
  ReviewSettings,
  Rule,
  RuleFinding,
} from '../rules/rule.ts';
import type { MigrationFacts } from '../rules/subject/migrationFacts.ts';
import { withoutWorkOnEmptied } from './emptiedTables.ts';
import type { FileWork } from './fileWork.ts';
import type { TargetDraft } from './findings.ts';
import { isMendedLater } from './mendedViews.ts';
import { migrationFacts } from './migrationFacts.ts';
import type { Project } from './project.ts';
import { projectContext } from './projectContext.ts';
import { reviewedFile } from './reviewedFile.ts';
import { fileRules } from './ruleSelection.ts';
import { oneForSharedWork } from './sharedWork.ts';
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
  const drafts: DraftList[] = [];
  const project = projectContext(input.project, work.file.path);
  let migration: MigrationFacts | null = null;
  for (const pass of passes) {
    const own = draftsOfStatements(pass);
    drafts.push(own);
    files.push(
      reviewedFile({
        work,
        pass,
        settings,
        project,
        migration: () => {
          migration ??= migrationFacts(input.project, work);
          return migration;
        },
        onEveryTarget: () => files,
        found: () => own.found,
      }),
    );
  }
  return files.flatMap((file, at) => {
    const own = drafts[at];
    return own === undefined ? [] : withFileRules(file, own, enabled, input.onRuleFailure);
  });
}

/** What was said so far, as it goes on, and as rules see it: entry by entry the same. */
class DraftList {
  readonly entries: TargetDraft[];
  readonly #found: RuleFinding[];
  #seen: readonly RuleFinding[] | null = null;

  constructor(said: readonly { readonly entry: TargetDraft; readonly found: RuleFinding }[]) {
    this.entries = said.map(({ entry }) => entry);
    this.#found = said.map(({ found }) => found);
  }

  /** A rule goes through it while it adds findings of its own. */
  get found(): readonly RuleFinding[] {
    this.#seen ??= [...this.#found];
    return this.#seen;
  }

  put(entry: TargetDraft, at = this.entries.length): void {
    this.entries[at] = entry;
    this.#found[at] = foundOf(entry);
    this.#seen = null;
  }
}

function draftsOfStatements({ target, statements, parts }: TargetPass): DraftList {
  return new DraftList(
    parts.of('drafts', statements, review =>
      review.drafts.map(({ rule, draft }) => {
        const entry: TargetDraft = { rule, target, statement: review.index, draft };
        return { entry, found: foundOf(entry) };
      }),
    ),
  );
}

function foundOf({ rule, statement, draft }: TargetDraft): RuleFinding {
  return { rule: rule.metadata, statement, draft };
}

/** Adds to `drafts` what the rules about the file say, each of them knowing what was said before. */
function withFileRules(
  reviewed: ReviewedFile,
  drafts: DraftList,
  enabled: readonly Rule[],
  onRuleFailure: (ruleId: string, operation: string, error: unknown) => void,
): readonly TargetDraft[] {
  const { target } = reviewed;
  const rules = fileRules(enabled, target);
  const replaced = new Set<FindingDraft>();
  const run = (rule: FileRule): void => {
    try {
      for (const draft of rule.check(reviewed)) {
        drafts.put({ rule, target, statement: draft.statement, draft });
        for (const other of draft.replaces ?? []) replaced.add(other.draft);
      }
      for (const { of, fix } of rule.furtherFixes?.(reviewed) ?? []) {
        const at = drafts.entries.findIndex(({ draft }) => draft === of.draft);
        const entry = drafts.entries[at];
        if (entry !== undefined)
          drafts.put({ ...entry, draft: { ...entry.draft, fixes: [...(entry.draft.fixes ?? []), fix] } }, at);
      }
    } catch (error) {
      onRuleFailure(rule.metadata.id, 'file', error);
    }
  };
  for (const rule of rules) if (rule.last !== true) run(rule);
  for (const rule of rules) if (rule.last === true) run(rule);
  const left =
    replaced.size === 0 ? drafts.entries : drafts.entries.filter(({ draft }) => !replaced.has(draft));
  return oneForSharedWork(
    left.flatMap(entry => (isMendedLater(reviewed, entry) ? [] : withoutWorkOnEmptied(reviewed, entry))),
  );
}
