import picomatch from 'picomatch';
import { nameOfKey } from '../catalog/catalog.ts';
import type { Target } from '../engines/engine.ts';
import { isSmallSize, sizeOfTable } from '../engines/tableSize.ts';
import type { Category, FindingDraft, Phase, ReviewSettings, RuleMetadata, Severity } from '../rules/rule.ts';

export type SeveritySetting = Severity | 'off';

const LEVELS: readonly Severity[] = ['info', 'warning', 'error'];

export function isAtLeastAsSevere(severity: Severity, threshold: Severity): boolean {
  return LEVELS.indexOf(severity) >= LEVELS.indexOf(threshold);
}

export function worstSeverity(left: Severity, right: Severity): Severity {
  return isAtLeastAsSevere(left, right) ? left : right;
}

function shifted(severity: Severity, by: 1 | -1): Severity {
  return LEVELS[Math.min(Math.max(LEVELS.indexOf(severity) + by, 0), LEVELS.length - 1)] ?? severity;
}

/** What decides the severity of one finding on one target. */
export interface SeverityQuestion {
  readonly rule: RuleMetadata;
  readonly draft: FindingDraft;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly phase: Phase | null;
  readonly direction: 'up' | 'down';
  /** The user's setting; null when there is none. */
  readonly configured: SeveritySetting | null;
}

/**
 * The severity of a finding: the rule's own, then size, phase, limited wait or empty table, down section, advisory target and the
 * user's word, in this order; the last one wins. Null when the finding is switched off, or says of the way back that it
 * breaks the running release: it is taken because that release is to go.
 */
export function severityOf(question: SeverityQuestion): Severity | null {
  const { rule, draft, target, settings, phase, direction, configured } = question;
  const category = (draft.categories ?? rule.categories)[0];
  if (configured === 'off' || (category === 'compatibility' && direction === 'down')) return null;
  if (configured !== null) return configured;
  let severity = draft.severity ?? rule.severity;
  if (dependsOnSize(rule, category)) severity = bySize(severity, draft.table ?? null, target, settings);
  if (category === 'compatibility' && rule.ignoresPhase !== true) {
    if (phase === 'contract') severity = shifted(severity, -1);
    else if (phase === 'expand') severity = severity === 'info' ? 'warning' : 'error';
  }
  if (draft.isWaitLimited === true || draft.isEmptied === true) severity = 'info';
  if (direction === 'down') severity = shifted(severity, -1);
  return target.advisory ? 'info' : severity;
}

/** What a search of the source code makes of a severity. */
export interface SourceSeverities {
  /** Where the object is used. */
  readonly used: Severity;
  /** Where all was searched and no use was found; null when there is nothing left to say. */
  readonly unused: Severity | null;
}

/**
 * A contract migration counts on nobody using any more what it takes away, and source code can tell. Null for findings
 * whose severity has nothing to do with that, and where the user's word stands.
 */
export function severitiesBySource(question: SeverityQuestion): SourceSeverities | null {
  const { rule, draft, target, phase, direction, configured } = question;
  const categories = draft.categories ?? rule.categories;
  if (draft.uses === undefined || phase !== 'contract' || categories[0] !== 'compatibility') return null;
  if (configured !== null || rule.ignoresPhase === true || target.advisory || direction === 'down')
    return null;
  return {
    used: severityOf({ ...question, phase: null }) ?? 'error',
    unused: categories.includes('data-loss') ? 'info' : null,
  };
}

function dependsOnSize(rule: RuleMetadata, category: Category): boolean {
  return category === 'locking' || rule.id === 'backfill-in-one-statement';
}

function bySize(
  severity: Severity,
  tableKey: string | null,
  target: Target,
  settings: ReviewSettings,
): Severity {
  if (tableKey === null) return severity;
  const name = nameOfKey(tableKey);
  const { small, large, hot } = settings.tables;
  if (hot.length > 0 && hot.some(pattern => matchesTable(pattern, name))) return shifted(severity, 1);
  const size = sizeOfTable(target, name);
  if (size === null) return severity;
  if (isSmallSize(size, small)) return 'info';
  return size.rows >= large.rows || size.bytes >= large.bytes ? shifted(severity, 1) : severity;
}

/** True when a name or glob pattern means the table, with or without its schema. */
export function matchesTable(pattern: string, name: string): boolean {
  const bare = name.slice(name.indexOf('.') + 1);
  return picomatch.isMatch(name, pattern) || picomatch.isMatch(bare, pattern);
}
