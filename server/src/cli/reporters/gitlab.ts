import type { Severity } from '../../rules/rule.ts';
import { jsonPosition } from '../json.ts';
import type { CheckReporter } from './reporter.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** GitLab's Code Quality report. */
export const reportCheckAsGitlab: CheckReporter = ({ files }) => {
  const seen = new Map<string, number>();
  const issues = files.flatMap(({ result, locator }) =>
    result.findings.map(finding => {
      const path = locator.display(finding.path);
      // The fingerprint must survive moved lines, so it is made of words, and numbered where they repeat.
      const words = `${path} ${finding.rule} ${finding.message}`;
      const count = (seen.get(words) ?? 0) + 1;
      seen.set(words, count);
      return {
        description: finding.message,
        check_name: finding.rule,
        fingerprint: fingerprint(`${words} ${count}`),
        severity: SEVERITIES[finding.severity],
        location: {
          path,
          lines: {
            begin: jsonPosition(locator, finding.path, finding.span.start).line,
            end: jsonPosition(locator, finding.path, finding.span.end).line,
          },
        },
      };
    }),
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
};

const FNV_PRIME = 0x100000001b3n;
const FNV_OFFSET = 0xcbf29ce484222325n;

/** FNV-1a, 64 bits: only has to differ, not to resist. */
function fingerprint(text: string): string {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  return hash.toString(16).padStart(16, '0');
}
