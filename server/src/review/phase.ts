import type { Finding } from './result.ts';

/** Rule findings of the main category compatibility mean a contract step; what only adds is an expand step. */
export function classifyPhase(
  findings: readonly Finding[],
  adds: boolean,
): 'expand' | 'contract' | 'mixed' | null {
  const breaks = findings.some(finding => finding.categories[0] === 'compatibility');
  if (breaks) return adds ? 'mixed' : 'contract';
  return adds ? 'expand' : null;
}
