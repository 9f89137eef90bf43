import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../../review/result.ts';
import { rules } from '../../rules/index.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import { INTERLOCK_VERSION } from '../../version.ts';
import { jsonPosition, type Locator } from '../json.ts';
import type { CheckReporter } from './reporter.ts';

/** SARIF 2.1.0, for code scanning. */
export const reportCheckAsSarif: CheckReporter = ({ files }) => {
  const found = files.flatMap(({ result, locator }) =>
    result.findings.map(finding => ({ finding, locator })),
  );
  const ids = [...new Set(found.map(({ finding }) => finding.rule))].sort();
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: { name: 'Interlock', semanticVersion: INTERLOCK_VERSION, rules: ids.map(descriptor) },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ finding, locator }) => resultOf(finding, ids.indexOf(finding.rule), locator)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

function descriptor(id: string): ReportingDescriptor {
  const metadata = rules.find(rule => rule.metadata.id === id)?.metadata;
  return {
    id,
    shortDescription: { text: metadata?.title ?? id },
    help: { text: `docs/rules/${id}.md` },
    ...(metadata === undefined
      ? {}
      : {
          defaultConfiguration: { level: LEVELS[metadata.severity] },
          properties: { tags: [...metadata.categories] },
        }),
  };
}

function resultOf(finding: Finding, ruleIndex: number, locator: Locator): Result {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: place(finding.path, finding.span, locator) }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((related, id) => ({
            id,
            message: { text: related.message },
            physicalLocation: place(related.path, related.span, locator),
          })),
        }),
    properties: { targets: finding.targets },
  };
}

function place(
  path: string,
  span: Span,
  locator: Locator,
): NonNullable<NonNullable<Result['locations']>[number]['physicalLocation']> {
  const start = jsonPosition(locator, path, span.start);
  const end = jsonPosition(locator, path, span.end);
  return {
    artifactLocation: { uri: encodeURI(locator.display(path)) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}
