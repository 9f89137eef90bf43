import { type CorpusReport, type DialectReport, type LevelCounts, sum } from './report.ts';
import type { DialectTimings } from './timings.ts';

const TITLES = { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as const;
const LEVELS = ['full', 'partial', 'head', 'opaque'] as const;
const MOST_UNKNOWN = 60;

/** The report as text, without a word that differs between two runs over the same files. */
export function renderReport(report: CorpusReport): string {
  return report.dialects.map(renderDialect).join('\n');
}

/** What `--timings` adds. */
export function renderTimings(timings: readonly DialectTimings[]): string {
  return timings
    .map(({ dialect, statements, milliseconds, statementsPerSecond, slowest }) =>
      [
        `${TITLES[dialect]}: ${statements} statements split and read in ${milliseconds.toFixed(0)} ms of processor time, ${statementsPerSecond} a second`,
        ...slowest.map(
          slow => `  ${slow.milliseconds.toFixed(1).padStart(8)} ms  ${slow.units} units  ${slow.place}`,
        ),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function renderDialect(report: DialectReport): string {
  const rows = [
    ['all', report.statements, report.all] as const,
    ['all DDL', sum(report.ddl), report.ddl] as const,
    ...report.kinds.map(({ kind, statements, levels }) => [kind, statements, levels] as const),
  ];
  const width = Math.max(...rows.map(([kind]) => kind.length));
  return [
    `${TITLES[report.dialect]}: ${report.files} files, ${report.statements} statements`,
    '',
    `${'kind'.padEnd(width)}  ${'n'.padStart(7)}  ${LEVELS.map(level => level.padStart(9)).join('')}`,
    ...rows.map(
      ([kind, count, levels]) =>
        `${kind.padEnd(width)}  ${String(count).padStart(7)}  ${shares(levels, count)}`,
    ),
    '',
    ...renderUnknown(report),
    ...report.failures.map(failure => `threw: ${failure}`),
    '',
  ].join('\n');
}

function shares(levels: LevelCounts, count: number): string {
  return LEVELS.map(level => percent(levels[level], count).padStart(9)).join('');
}

/** Two digits behind the point; a share that is not whole never shows as 100 or 0. */
function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '-';
  const share = (part / whole) * 100;
  if (part === whole) return '100 %';
  return `${Math.min(Math.max(share, 0.01), 99.99).toFixed(2)} %`;
}

function renderUnknown({ unknown }: DialectReport): string[] {
  if (unknown.length === 0) return [];
  const shown = unknown.slice(0, MOST_UNKNOWN);
  const lines = shown.map(
    ({ count, kind, level, item, example }) =>
      `${String(count).padStart(5)}  ${level.padEnd(7)}  ${kind}: ${item}  (${example})`,
  );
  const rest = unknown.length - shown.length;
  return ['not read:', ...lines, ...(rest > 0 ? [`       and ${rest} more; --json lists all`] : [])];
}
