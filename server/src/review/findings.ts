import { nameOfKey } from '../catalog/catalog.ts';
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
import type { FileSeverities } from './overrides.ts';
import type { Finding, Fix } from './result.ts';
import { isAtLeastAsSevere, type SeverityQuestion, severitiesBySource, severityOf } from './severity.ts';
import type { AsWritten } from './writtenNames.ts';

/** What one rule said about one statement on one target. */
export interface TargetDraft {
  readonly rule: OperationRule | FileRule;
  readonly target: Target;
  readonly statement: number;
  readonly draft: FindingDraft;
}

export interface FindingSurroundings {
  readonly path: string;
  readonly severities: FileSeverities;
  readonly settings: ReviewSettings;
  readonly phase: Phase | null;
  /** A statement as the target's dialect reads it; null when there is none of that index. */
  place(target: Target, statement: number): PlacedStatement | null;
  /** Where a place in another file is; null when that file cannot be read any more. */
  locate(path: string, statement: number, span: Span): Span | null;
  bindFix(fix: FixDraft, statement: number, target: Target): Fix;
  /** Rules know the names as the statements were read. */
  readonly asWritten: AsWritten;
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
  /** The tables that the operations at a span are about, as written: `schema.table` or `table`. */
  tablesAt(span: Span): readonly string[];
}

/** Findings in file order, one for the same rule and place on several targets; the worst target speaks. */
export function findingsOf(
  drafts: readonly TargetDraft[],
  surroundings: FindingSurroundings,
): readonly Finding[] {
  const merged: Finding[] = [];
  /** Where in `merged` the findings of each statement are. */
  const byStatement = new Map<number, number[]>();
  for (const entry of drafts) {
    const finding = findingOf(entry, surroundings);
    if (finding === null) continue;
    const own = byStatement.get(entry.statement) ?? [];
    if (own.length === 0) byStatement.set(entry.statement, own);
    const at = own.find(other => isSameFinding(merged[other], finding));
    const same = at === undefined ? undefined : merged[at];
    if (at === undefined || same === undefined) own.push(merged.push(finding) - 1);
    else merged[at] = mergedFinding(same, finding);
  }
  return merged.sort(
    (left, right) =>
      left.span.start - right.span.start || left.span.end - right.span.end || rank(left) - rank(right),
  );
}

function isSameFinding(one: Finding | undefined, other: Finding): boolean {
  return one?.rule === other.rule && one.span.start === other.span.start && one.span.end === other.span.end;
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
  const place = statement === WHOLE_FILE ? FILE_PLACE : surroundings.place(target, statement);
  if (place === null || place.isElsewhere) return null;
  const { metadata } = rule;
  const question: SeverityQuestion = {
    rule: metadata,
    draft,
    target,
    settings: surroundings.settings,
    phase: place.run.phase ?? surroundings.phase,
    direction: place.run.direction,
    configured: surroundings.severities.of(metadata, () =>
      draft.table === undefined ? place.tablesAt(draft.span) : [nameOfKey(draft.table)],
    ),
  };
  const severity = severityOf(question);
  if (severity === null) return null;
  const bySource = severitiesBySource(question);
  return {
    rule: metadata.id,
    categories: categoriesOf(metadata, draft),
    severity,
    message: surroundings.asWritten(draft.message),
    path: surroundings.path,
    span: place.locate(draft.span),
    statement: place.index,
    targets: [target.name],
    related: (draft.related ?? []).flatMap(({ place: where, message }) => {
      const located = locatePlace(where, place, surroundings);
      return located === null ? [] : [{ ...located, message: surroundings.asWritten(message) }];
    }),
    fixes: (draft.fixes ?? [])
      .map(fix =>
        surroundings.bindFix({ ...fix, title: surroundings.asWritten(fix.title) }, statement, target),
      )
      // Few fixes suit what is no SQL; those that do not are not spoken of.
      .filter(fix => !place.isGenerated || fix.build() !== null),
    ...(draft.uses === undefined ? {} : { uses: draft.uses }),
    ...(bySource === null ? {} : { bySource }),
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
  tablesAt: () => [],
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
