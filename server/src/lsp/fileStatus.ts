import { targetTitle } from '../review/lockRow.ts';
import type { FileStatus } from './protocol.ts';
import type { SiteReview } from './reviews.ts';

/** How a file is understood, for the status item. */
export function fileStatus({ result, site }: SiteReview): FileStatus {
  const countOf = (severity: string): number =>
    result.findings.filter(finding => finding.severity === severity).length;
  return {
    framework: result.frameworkTitle,
    targets: result.targets.map(target => ({ title: targetTitle(target), assumed: target.assumed })),
    transaction: result.transaction,
    phase: result.phase,
    findings: { error: countOf('error'), warning: countOf('warning'), info: countOf('info') },
    hasConfiguration: site.loaded.configuration !== null,
    standing: result.standing,
    base: site.loaded.project.branch?.base ?? null,
  };
}
