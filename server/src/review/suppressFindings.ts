import { createLineIndex } from '../text/lineIndex.ts';
import type { Finding } from './result.ts';
import type { Suppression } from './suppressions.ts';

/** The id under which a suppression without effect is reported. */
export const UNUSED_SUPPRESSION = 'unused-suppression';

export interface SuppressedFile {
  readonly path: string;
  readonly text: string;
  readonly targets: readonly string[];
  /** Start offset of each statement. */
  readonly starts: readonly number[];
}

/**
 * Takes out what the file's comments silence and adds a finding for each rule id that silences nothing.
 * A comment means the next line: findings there, and all findings of a statement that begins there.
 */
export function withSuppressions(
  found: readonly Finding[],
  suppressions: readonly Suppression[],
  file: SuppressedFile,
): { readonly findings: readonly Finding[]; readonly suppressed: number } {
  if (suppressions.length === 0) return { findings: found, suppressed: 0 };
  const lines = createLineIndex(file.text);
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  const used = new Set<string>();
  const silences = (suppression: Suppression, at: number, finding: Finding): boolean => {
    const rule = suppression.rules.find(id => id === finding.rule || id === 'all');
    if (rule === undefined) return false;
    const statement = file.starts[finding.statement];
    const hit =
      suppression.scope === 'file' ||
      lineOf(finding.span.start) === suppression.line ||
      (statement !== undefined && lineOf(statement) === suppression.line);
    if (hit) used.add(`${at} ${rule}`);
    return hit;
  };
  const findings = found.filter(
    finding => suppressions.filter((suppression, at) => silences(suppression, at, finding)).length === 0,
  );
  const unused = suppressions.flatMap((suppression, at) =>
    suppression.rules
      .filter(rule => suppression.isForeign !== true && !used.has(`${at} ${rule}`))
      .map(rule => unusedFinding(suppression, rule, file)),
  );
  return {
    findings:
      unused.length === 0
        ? findings
        : [...findings, ...unused].sort((left, right) => left.span.start - right.span.start),
    suppressed: found.length - findings.length,
  };
}

function unusedFinding(suppression: Suppression, rule: string, file: SuppressedFile): Finding {
  const where = suppression.scope === 'file' ? 'in this file' : 'on the next line';
  return {
    rule: UNUSED_SUPPRESSION,
    categories: ['hygiene'],
    severity: 'warning',
    message:
      rule === 'all'
        ? `There is nothing to suppress ${where}.`
        : `\`${rule}\` finds nothing ${where}: this suppression can go.`,
    path: file.path,
    span: suppression.span,
    statement: -1,
    targets: file.targets,
    related: [],
    fixes: [],
  };
}
