import { jsonPosition } from '../json.ts';
import type { CheckReporter } from './reporter.ts';

/** JUnit XML: a suite for each file, a failed case for each error or warning; info is no failure. */
export const reportCheckAsJunit: CheckReporter = ({ files, summary }) => {
  const cases = files.reduce((sum, { result }) => sum + Math.max(result.findings.length, 1), 0);
  const suites = files.map(({ result, locator }) => {
    const path = locator.display(result.path);
    const failures = result.findings.filter(finding => finding.severity !== 'info').length;
    const body = result.findings.map(finding => {
      const { line, column } = jsonPosition(locator, finding.path, finding.span.start);
      const name = `${finding.rule} ${line}:${column}`;
      const open = `    <testcase classname=${attribute(path)} name=${attribute(name)}`;
      if (finding.severity === 'info')
        return `${open}><system-out>${text(finding.message)}</system-out></testcase>`;
      return `${open}><failure type=${attribute(finding.severity)} message=${attribute(finding.message)}>${text(`${path}:${line}:${column}`)}</failure></testcase>`;
    });
    if (body.length === 0) body.push(`    <testcase classname=${attribute(path)} name="no findings"/>`);
    return `  <testsuite name=${attribute(path)} tests="${body.length}" failures="${failures}">\n${body.join('\n')}\n  </testsuite>`;
  });
  const head = `<testsuites name="interlock" tests="${cases}" failures="${summary.error + summary.warning}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, '</testsuites>', ''].join('\n');
};

function attribute(value: string): string {
  return `"${text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** Characters that XML 1.0 cannot hold at all are left out. */
function text(value: string): string {
  return value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
