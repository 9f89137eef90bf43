import { jsonFile, jsonFinding, jsonStatement, jsonTarget, toolName } from '../json.ts';
import type { CheckReporter, ExplainReporter } from './reporter.ts';

export const reportCheckAsJson: CheckReporter = ({ targets, files, summary, suppressed }) =>
  json({
    version: 1,
    tool: toolName(),
    targets: targets.map(jsonTarget),
    files: files.map(({ result, locator }) => jsonFile(result, locator)),
    findings: files.flatMap(({ result, locator }) =>
      result.findings.map(finding => jsonFinding(finding, locator)),
    ),
    suppressed,
    summary: { error: summary.error, warning: summary.warning, info: summary.info },
  });

export const reportExplainAsJson: ExplainReporter = ({ targets, files }) =>
  json({
    version: 1,
    targets: targets.map(jsonTarget),
    statements: files.flatMap(({ result, locator }) =>
      result.statements.map(statement => jsonStatement(result, statement, locator)),
    ),
  });

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
