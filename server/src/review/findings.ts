import type { ConfigurationFile } from '../configuration/model.ts';
import type { Target } from '../engines/engine.ts';
import type {
  FileRule,
  FindingDraft,
  FixDraft,
  OperationRule,
  Phase,
  Place,
  ReviewSettings,
  RuleMetadata,
  StatementContext,
} from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import { UNKNOWN_RUN } from './fileWork.ts';
import type { Finding, Fix } from './result.ts';
import { configuredSeverity } from './settings.ts';
import { isAtLeastAsSevere, severityOf } from './severity.ts';

/** What one rule said about one statement on one target. */
export interface TargetDraft {
  readonly rule: OperationRule | FileRule;
  readonly target: Target;
  readonly statement: number;
  readonly draft: FindingDraft;
}

export interface FindingSurroundings {
  readonly path: string;
  readonly configuration: ConfigurationFile;
  readonly settings: ReviewSettings;
  readonly phase: Phase | null;
  /** The statements as the target's dialect reads them. */
  statementsOf(target: Target): readonly PlacedStatement[];
  /** Where a place in another file is; null when that file cannot be read any more. */
  locate(path: string, statement: number, span: Span): Span | null;
  bindFix(fix: FixDraft, statement: number, target: Target): Fix;
}

/** Where a statement stands in the file, and how it is run. */
export interface PlacedStatement {
  readonly run: StatementContext;
  /** Index of the statement in the result; another dialect may make more or fewer of a file. */
  readonly index: number;
  /** It stands in another file, where its findings are told. */
  readonly isElsewhere: boolean;
  /** Its text is made from something else than SQL. */
  readonly isGenerated: boolean;
  /** Where a span of it lies in the file. */
  locate(span: Span): Span;
}

/** Findings in file order, one for the same rule and place on several targets; the worst target speaks. */
export function findingsOf(
  drafts: readonly TargetDraft[],
  surroundings: FindingSurroundings,
): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const entry of drafts) {
    const finding = findingOf(entry, surroundings);
    if (finding === null) continue;
    const key = `${finding.rule} ${finding.span.start} ${finding.span.end} ${entry.statement}`;
    const same = merged.get(key);
    merged.set(key, same === undefined ? finding : mergedFinding(same, finding));
  }
  return [...merged.values()].sort(
    (left, right) =>
      left.span.start - right.span.start || left.span.end - right.span.end || rank(left) - rank(right),
  );
}

const CATEGORY_ORDER = [
  'fails',
  'data-loss',
  'compatibility',
  'locking',
  'partial-state',
  'timeouts',
  'hygiene',
];

function rank(finding: Finding): number {
  return CATEGORY_ORDER.indexOf(finding.categories[0]);
}

function mergedFinding(first: Finding, second: Finding): Finding {
  const speaker = isAtLeastAsSevere(first.severity, second.severity) ? first : second;
  return { ...speaker, targets: [...new Set([...first.targets, ...second.targets])] };
}

function findingOf(
  { rule, target, statement, draft }: TargetDraft,
  surroundings: FindingSurroundings,
): Finding | null {
  const place = statement === WHOLE_FILE ? FILE_PLACE : surroundings.statementsOf(target)[statement];
  if (place === undefined || place.isElsewhere) return null;
  const { metadata } = rule;
  const severity = severityOf({
    rule: metadata,
    draft,
    target,
    settings: surroundings.settings,
    phase: surroundings.phase,
    direction: place.run.direction,
    configured: configuredSeverity(surroundings.configuration, metadata),
  });
  if (severity === null) return null;
  return {
    rule: metadata.id,
    categories: categoriesOf(metadata, draft),
    severity,
    message: draft.message,
    path: surroundings.path,
    span: place.locate(draft.span),
    statement: place.index,
    targets: [target.name],
    related: (draft.related ?? []).flatMap(({ place: where, message }) => {
      const located = locatePlace(where, place, surroundings);
      return located === null ? [] : [{ ...located, message }];
    }),
    fixes: (draft.fixes ?? [])
      .map(fix => surroundings.bindFix(fix, statement, target))
      // Few fixes suit what is no SQL; those that do not are not spoken of.
      .filter(fix => !place.isGenerated || fix.build() !== null),
    ...(draft.uses === undefined ? {} : { uses: draft.uses }),
    ...(draft.onlyWithUses === undefined ? {} : { onlyWithUses: draft.onlyWithUses }),
  };
}

/** A finding about the file itself, whose spans count from its start. */
const WHOLE_FILE = -1;
const FILE_PLACE: PlacedStatement = {
  run: UNKNOWN_RUN,
  index: WHOLE_FILE,
  isElsewhere: false,
  isGenerated: false,
  locate: span => span,
};

function categoriesOf(metadata: RuleMetadata, draft: FindingDraft): RuleMetadata['categories'] {
  return draft.categories ?? metadata.categories;
}

function locatePlace(
  place: Place,
  statement: PlacedStatement,
  surroundings: FindingSurroundings,
): { path: string; span: Span } | null {
  if (place.kind === 'here') return { path: surroundings.path, span: statement.locate(place.span) };
  const span = surroundings.locate(place.path, place.statement, place.span);
  return span === null ? null : { path: place.path, span };
}
