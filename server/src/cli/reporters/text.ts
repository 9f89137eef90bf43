import pc from 'picocolors';
import { combineNotes } from '../../review/combineNotes.ts';
import { type LockRow, lockRow, targetTitle } from '../../review/lockRow.ts';
import type { Finding, Fix, ReviewResult, StatementReport } from '../../review/result.ts';
import type { Severity } from '../../rules/rule.ts';
import { jsonPosition, type Locator } from '../json.ts';
import { codeFrame, type FrameLine, lineChanges } from './codeFrame.ts';
import { inlineCode, wrap } from './prose.ts';
import type { CheckReporter, ExplainReporter, ReportedFile } from './reporter.ts';

type Colors = ReturnType<typeof pc.createColors>;

const WIDTH = 100;
const LABEL_WIDTH = 9;

/** The review a person wants to read: file, code frame, what breaks and for whom, lock note, fix. */
export const reportCheckAsText: CheckReporter = ({ files, summary, suppressed, color }) => {
  const colors = pc.createColors(color);
  const withFindings = files.filter(({ result }) => result.findings.length > 0);
  const reports = withFindings.map(file => fileReport(file, colors));
  return [...reports, summaryLine(files, summary, suppressed, colors)].join('\n');
};

export const reportExplainAsText: ExplainReporter = ({ files, color }) => {
  const colors = pc.createColors(color);
  return files
    .map(({ result, locator }) =>
      [
        heading(result, locator, colors),
        '',
        ...result.statements.flatMap(statement => explainStatement(result, statement, locator, colors)),
      ].join('\n'),
    )
    .join('\n');
};

function fileReport({ result, locator }: ReportedFile, colors: Colors): string {
  return [
    heading(result, locator, colors),
    '',
    ...result.findings.flatMap(finding => findingReport(result, finding, locator, colors)),
  ].join('\n');
}

const TRANSACTIONS = {
  file: 'one transaction per file',
  statement: 'each statement commits',
  none: 'no transaction',
} as const;

function heading(result: ReviewResult, locator: Locator, colors: Colors): string {
  const facts = [
    result.frameworkTitle,
    ...result.targets.map(targetTitle),
    TRANSACTIONS[result.transaction],
    ...(result.phase === null ? [] : [result.phase]),
  ];
  return `${colors.bold(colors.underline(locator.display(result.path)))}  ${colors.dim(facts.join(' · '))}`;
}

function findingReport(result: ReviewResult, finding: Finding, locator: Locator, colors: Colors): string[] {
  const { line, column } = jsonPosition(locator, finding.path, finding.span.start);
  const held =
    finding.targets.length === result.targets.length
      ? ''
      : colors.dim(`  on ${finding.targets.join(', ')} only`);
  const lines = [
    `  ${severityLabel(finding.severity, colors)} ${colors.bold(finding.rule)}  ${colors.dim(`${locator.display(finding.path)}:${line}:${column}`)}${held}`,
  ];
  for (const row of frameRows(
    codeFrame(result.text, locator.lines(finding.path), finding.span),
    severityColor(finding.severity, colors),
    colors,
  ))
    lines.push(`    ${row}`);
  lines.push(...wrap(finding.message, WIDTH - 4).map(text => `    ${inlineCode(text, colors.bold)}`));
  const statement = result.statements[finding.statement];
  if (statement !== undefined && finding.categories[0] !== 'hygiene')
    lines.push(...lockLines(result, statement, finding, colors));
  for (const related of finding.related) {
    const place = jsonPosition(locator, related.path, related.span.start);
    lines.push(
      labelled(
        'see',
        `${locator.display(related.path)}:${place.line}:${place.column} ${related.message}`,
        colors.dim,
        colors,
      ),
    );
  }
  const [first, ...others] = finding.fixes;
  if (first !== undefined) lines.push(...fixLines(result, first, locator, colors));
  for (const fix of others)
    lines.push(labelled('or', `${fix.title} ${colors.dim(`(${fix.kind})`)}`, colors.cyan, colors));
  lines.push(labelled('docs', `docs/rules/${finding.rule}.md`, colors.dim, colors), '');
  return lines;
}

function lockLines(
  result: ReviewResult,
  statement: StatementReport,
  finding: Finding,
  colors: Colors,
): string[] {
  const operations = statement.operations.filter(
    ({ span }) => span.start <= finding.span.start && finding.span.end <= span.end,
  );
  const concerned = operations.length > 0 ? operations : statement.operations;
  const byText = new Map<string, { readonly label: string; readonly targets: string[] }>();
  for (const target of result.targets) {
    const note = combineNotes(
      concerned.flatMap(({ notes }) =>
        notes.filter(entry => entry.target === target).map(entry => entry.note),
      ),
    );
    if (note === null || !finding.targets.includes(target.name)) continue;
    const row = lockRow(target, note);
    const entry = byText.get(rowText(row)) ?? {
      label: row.refusal === null ? 'lock' : 'server',
      targets: [],
    };
    entry.targets.push(row.target);
    byText.set(rowText(row), entry);
  }
  return [...byText].map(([text, { label, targets }]) => {
    const where = targets.length === result.targets.length ? '' : `${targets.join(', ')}: `;
    return labelled(label, `${where}${text}`, colors.magenta, colors);
  });
}

function rowText(row: LockRow): string {
  if (row.refusal !== null) return row.refusal;
  const others = row.otherLocks.length === 0 ? '' : ` and ${row.otherLocks.join(', ')}`;
  return `${row.lock}${others}; reads ${row.reads}, writes ${row.writes}; ${row.work}; ${row.time}`;
}

function fixLines(result: ReviewResult, fix: Fix, locator: Locator, colors: Colors): string[] {
  const built = fix.build();
  if (built === null) return [];
  const lines = [labelled('fix', `${fix.title} ${colors.dim(`(${fix.kind})`)}`, colors.cyan, colors)];
  const indent = ' '.repeat(4 + LABEL_WIDTH);
  for (const change of lineChanges(
    result.text,
    locator.lines(result.path),
    built.edits.filter(edit => edit.path === result.path),
  )) {
    lines.push(
      ...change.removed.map(text => `${indent}${colors.red(`- ${text}`)}`),
      ...change.added.map(text => `${indent}${colors.green(`+ ${text}`)}`),
    );
  }
  for (const { path, text } of built.creates) {
    lines.push(`${indent}${colors.dim(`new file ${locator.display(path)}`)}`);
    lines.push(
      ...text
        .trimEnd()
        .split('\n')
        .map(line => `${indent}${colors.green(`+ ${line}`)}`),
    );
  }
  return lines;
}

function frameRows(frame: readonly FrameLine[], paint: (text: string) => string, colors: Colors): string[] {
  const width = String(frame.at(-1)?.number ?? 0).length;
  return frame.flatMap(({ number, text, mark }) => {
    const row = `${colors.dim(`${String(number).padStart(width)} |`)} ${text.replaceAll('\t', ' ')}`;
    return mark === null
      ? [row]
      : [
          row,
          `${colors.dim(`${' '.repeat(width)} |`)} ${' '.repeat(mark.start)}${paint('^'.repeat(mark.length))}`,
        ];
  });
}

function labelled(label: string, text: string, paint: (text: string) => string, colors: Colors): string {
  const [first = '', ...rest] = wrap(text, WIDTH - 4 - LABEL_WIDTH);
  return [
    `    ${paint(label.padEnd(LABEL_WIDTH))}${inlineCode(first, colors.bold)}`,
    ...rest.map(line => `    ${' '.repeat(LABEL_WIDTH)}${line}`),
  ].join('\n');
}

function severityLabel(severity: Severity, colors: Colors): string {
  return colors.bold(severityColor(severity, colors)(severity.padEnd(7)));
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
  }
}

function summaryLine(
  files: readonly ReportedFile[],
  summary: Readonly<Record<Severity, number>>,
  suppressed: number,
  colors: Colors,
): string {
  const statements = files.reduce((sum, { result }) => sum + result.statements.length, 0);
  const unread = files.reduce(
    (sum, { result }) => sum + result.read.partial + result.read.head + result.read.opaque,
    0,
  );
  const parts = [
    colors.red(count(summary.error, 'error')),
    colors.yellow(count(summary.warning, 'warning')),
    colors.blue(`${summary.info} info`),
    ...(suppressed === 0 ? [] : [colors.dim(`${suppressed} suppressed`)]),
  ];
  const reading =
    unread === 0
      ? `${count(statements, 'statement')} read in full`
      : `${count(statements, 'statement')}, ${unread} not read in full`;
  return `${parts.join(', ')} ${colors.dim(`in ${count(files.length, 'file')}, ${reading}`)}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function explainStatement(
  result: ReviewResult,
  statement: StatementReport,
  locator: Locator,
  colors: Colors,
): string[] {
  const { line } = jsonPosition(locator, result.path, statement.span.start);
  const sql = result.text.slice(statement.span.start, statement.span.end);
  const head = sql.split(/\r?\n/, 1)[0] ?? '';
  const lines = [
    `  ${colors.dim(`${line}:`)} ${colors.bold(head)}${sql.length > head.length ? colors.dim(' ...') : ''}`,
  ];
  for (const target of result.targets) {
    const note = combineNotes(
      statement.operations.flatMap(({ notes }) =>
        notes.filter(entry => entry.target === target).map(entry => entry.note),
      ),
    );
    const where = `${targetTitle(target)}: `;
    if (statement.leftOutOn.includes(target)) {
      lines.push(labelled('skipped', `${where}the tool does not run it`, colors.magenta, colors));
      continue;
    }
    if (note === null) {
      lines.push(labelled('lock', `${where}none that matters`, colors.magenta, colors));
      continue;
    }
    const row = lockRow(target, note);
    const remarks = row.remarks.length === 0 ? '' : `; ${row.remarks.join(', ')}`;
    lines.push(
      labelled(
        row.refusal === null ? 'lock' : 'server',
        `${where}${rowText(row)}${remarks} ${colors.dim(`(${row.basis})`)}`,
        colors.magenta,
        colors,
      ),
    );
  }
  lines.push('');
  return lines;
}
