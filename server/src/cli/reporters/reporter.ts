import type { Target } from '../../engines/engine.ts';
import type { ReviewResult } from '../../review/result.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Locator } from '../json.ts';

/** A reviewed file with what is needed to show places in it. */
export interface ReportedFile {
  readonly result: ReviewResult;
  readonly locator: Locator;
}

/** Writes the report of `check`; returns the whole text. */
export type CheckReporter = (report: CheckReport) => string;

export interface CheckReport {
  readonly targets: readonly Target[];
  readonly files: readonly ReportedFile[];
  readonly summary: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  readonly color: boolean;
}

export type ExplainReporter = (report: ExplainReport) => string;

export interface ExplainReport {
  readonly targets: readonly Target[];
  readonly files: readonly ReportedFile[];
  readonly color: boolean;
}
