import { combineNotes } from '../../review/combineNotes.ts';
import { lockRow, targetTitle } from '../../review/lockRow.ts';
import { jsonPosition } from '../json.ts';
import type { CheckReporter, ExplainReporter } from './reporter.ts';

/** A comment for a pull request. */
export const reportCheckAsMarkdown: CheckReporter = ({ files, summary }) => {
  const found = files.filter(({ result }) => result.findings.length > 0);
  const head = `**Interlock**: ${summary.error} errors, ${summary.warning} warnings, ${summary.info} info in ${files.length} files\n`;
  const sections = found.map(({ result, locator }) => {
    const rows = result.findings.map(finding => {
      const { line } = jsonPosition(locator, finding.path, finding.span.start);
      return `| ${line} | ${finding.severity} | ${cell(finding.message)} | ${finding.rule} |`;
    });
    return [
      `\n### ${locator.display(result.path)}\n`,
      '| line | severity | finding | rule |',
      '|--:|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return `${head}${sections.join('')}`;
};

/** The lock of every statement as tables. */
export const reportExplainAsMarkdown: ExplainReporter = ({ files }) =>
  files
    .map(({ result, locator }) => {
      const rows = result.statements.flatMap(statement => {
        const { line } = jsonPosition(locator, result.path, statement.span.start);
        const sql = result.text.slice(statement.span.start, statement.span.end).split(/\r?\n/, 1)[0] ?? '';
        return result.targets.flatMap(target => {
          const note = combineNotes(
            statement.operations.flatMap(({ notes }) =>
              notes.filter(entry => entry.target === target).map(entry => entry.note),
            ),
          );
          if (note === null) return [];
          const row = lockRow(target, note);
          return [
            `| ${line} | \`${cell(sql)}\` | ${cell(targetTitle(target))} | ${cell(row.refusal ?? row.lock)} | ${row.reads} | ${row.writes} | ${row.work} | ${row.time} |`,
          ];
        });
      });
      return [
        `### ${locator.display(result.path)}\n`,
        '| line | statement | target | lock | reads | writes | work | time |',
        '|--:|---|---|---|---|---|---|---|',
        ...rows,
        '',
      ].join('\n');
    })
    .join('\n');

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
