import pc from 'picocolors';
import type { BreakingChange } from '../catalog/breakingChange.ts';
import type { CatalogDifference } from '../catalog/diff.ts';
import { breakingWords } from '../review/breakingWords.ts';
import type { DIFF_FORMATS } from './diffWords.ts';

/** A difference with what a reader of the report wants to know of it. */
export interface ReportedDifference extends CatalogDifference {
  readonly breaking: BreakingChange | null;
  /** The migration that made it, as the user would type it. */
  readonly file: string | null;
}

export interface DiffReport {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly ReportedDifference[];
  readonly color: boolean;
}

export type DiffReporter = (report: DiffReport) => string;

/** Reports of what differs; `sql` is no report of differences but what undoes them. */
export const DIFF_REPORTERS: Readonly<Record<Exclude<(typeof DIFF_FORMATS)[number], 'sql'>, DiffReporter>> = {
  text: diffAsText,
  json: diffAsJson,
  markdown: diffAsMarkdown,
};

const SIGNS = { added: '+', changed: '~', dropped: '-' } as const;

function diffAsText({ from, to, differences, color }: DiffReport): string {
  const colors = pc.createColors(color);
  const paint = { added: colors.green, changed: colors.yellow, dropped: colors.red } as const;
  if (differences.length === 0) return `No difference between ${from} and ${to}.\n`;
  const lines = differences.map(difference => {
    const { change, objectKind, name, certain, breaking } = difference;
    const detail = change === 'changed' ? `: ${oneLine(difference.from)} -> ${oneLine(difference.to)}` : '';
    const breaks = breaking === null ? '' : ` [breaks: ${breakingWords(breaking)}]`;
    return paint[change](
      `${SIGNS[change]} ${objectKind} ${name}${detail}${certain ? '' : ' (uncertain)'}${breaks}`,
    );
  });
  return `${lines.join('\n')}\n`;
}

function diffAsJson({ from, to, differences }: DiffReport): string {
  const changes = differences.map(
    ({ change, objectKind, name, from: before, to: after, file, certain, breaking }) => ({
      change,
      kind: objectKind,
      name,
      from: before,
      to: after,
      origin: file,
      certain,
      breaking,
    }),
  );
  return `${JSON.stringify({ version: 1, from, to, changes }, null, 2)}\n`;
}

function diffAsMarkdown({ from, to, differences }: DiffReport): string {
  if (differences.length === 0) return `No difference between ${from} and ${to}.\n`;
  const rows = differences.map(
    ({ change, objectKind, name, from: before, to: after, breaking }) =>
      `| ${change} | ${objectKind} | \`${name}\` | ${cell(before)} | ${cell(after)} | ${breaking === null ? '' : breakingWords(breaking)} |`,
  );
  return [
    `| change | kind | name | ${from} | ${to} | breaks |`,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function cell(text: string | null): string {
  return text === null ? '' : `\`${oneLine(text).replaceAll('|', '\\|')}\``;
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
