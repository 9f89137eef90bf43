import picomatch from 'picomatch';
import { joinPath } from '../frameworks/paths.ts';
import type { Phase, StatementContext } from '../rules/rule.ts';
import type { Project } from './project.ts';

const PHASE = /^\s*(?:<!--|--|#|\/\*+|\*)\s*interlock:\s*phase\s+(expand|contract)\b/im;

/** The phase a file declares in the comments before its first statement. */
export function declaredPhase(text: string, firstStatement: number): Phase | null {
  const match = PHASE.exec(text.slice(0, firstStatement));
  return match?.[1]?.toLowerCase() === 'contract' ? 'contract' : match === null ? null : 'expand';
}

/** The phase whose patterns in the configuration match the path. */
export function configuredPhase(
  { configuration: { phases }, configurationFolder }: Project,
  path: string,
): Phase | null {
  const matches = (patterns: readonly string[] | undefined): boolean =>
    patterns !== undefined &&
    patterns.length > 0 &&
    picomatch.isMatch(
      path,
      patterns.map(pattern => joinPath(configurationFolder, pattern)),
      { dot: true },
    );
  if (matches(phases?.contract)) return 'contract';
  return matches(phases?.expand) ? 'expand' : null;
}

const PHASE_FOLDERS = [
  { pattern: /(?:^|\/)(?:pre[-_]?deploy(?:ment)?|expand)(?:\/|$)/i, phase: 'expand' },
  { pattern: /(?:^|\/)(?:post[-_]?deploy(?:ment)?|contract)(?:\/|$)/i, phase: 'contract' },
] as const;

/** The phase that a folder of the path stands for. */
export function phaseOfPath(path: string): Phase | null {
  return PHASE_FOLDERS.find(({ pattern }) => pattern.test(path))?.phase ?? null;
}

/** The phase that all parts of a file name. */
export function phaseOfAll(runs: readonly StatementContext[]): Phase | null {
  const [first, ...others] = runs;
  return first !== undefined && others.every(({ phase }) => phase === first.phase) ? first.phase : null;
}
