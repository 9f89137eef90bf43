import { rules } from '../rules/index.ts';
import type { Finding } from './result.ts';

const IGNORING_PHASES: ReadonlySet<string> = new Set(
  rules.filter(({ metadata }) => metadata.ignoresPhase === true).map(({ metadata }) => metadata.id),
);

/** Rule findings of the main category compatibility mean a contract step; what only adds is an expand step. */
export function classifyPhase(
  findings: readonly Finding[],
  adds: boolean,
): 'expand' | 'contract' | 'mixed' | null {
  const breaks = findings.some(
    ({ rule, categories }) => categories[0] === 'compatibility' && !IGNORING_PHASES.has(rule),
  );
  if (breaks) return adds ? 'mixed' : 'contract';
  return adds ? 'expand' : null;
}
