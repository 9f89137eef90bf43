import type { Severity } from '../../rules/rule.ts';
import { jsonPosition } from '../json.ts';
import type { CheckReporter } from './reporter.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands: GitHub shows them as annotations on the changed lines. */
export const reportCheckAsGithub: CheckReporter = ({ files }) =>
  files
    .flatMap(({ result, locator }) =>
      result.findings.map(finding => {
        const start = jsonPosition(locator, finding.path, finding.span.start);
        const end = jsonPosition(locator, finding.path, finding.span.end);
        const properties = {
          file: locator.display(finding.path),
          line: start.line,
          endLine: end.line,
          // GitHub takes columns only for a range within one line.
          ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
          title: finding.rule,
        };
        const list = Object.entries(properties).map(
          ([name, value]) => `${name}=${escapeProperty(String(value))}`,
        );
        return `::${COMMANDS[finding.severity]} ${list.join(',')}::${escapeMessage(finding.message)}\n`;
      }),
    )
    .join('');

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
