import pc from 'picocolors';
import { type CatalogDifference, diffCatalogs } from '../catalog/diff.ts';
import { reporterNamed } from './check.ts';
import { type CliHost, EXIT_CODES } from './host.ts';
import type { CommonOptions } from './options.ts';
import { alikeCatalogs, parseSchemaSource, schemaOf } from './schemaSource.ts';

export interface DiffOptions extends CommonOptions {
  readonly format: string;
}

interface DiffReport {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly CatalogDifference[];
  readonly color: boolean;
}

const DIFF_REPORTERS: Readonly<Record<string, (report: DiffReport) => string>> = {
  text: diffAsText,
  json: diffAsJson,
  markdown: diffAsMarkdown,
};

export const DIFF_FORMATS: readonly string[] = Object.keys(DIFF_REPORTERS);

/** `interlock diff`: what differs between two schemas; exit code 1 when something does. */
export async function diff(host: CliHost, from: string, to: string, options: DiffOptions): Promise<number> {
  const report = reporterNamed(DIFF_REPORTERS, options.format);
  const left = await schemaOf(host, parseSchemaSource(from), options);
  const right = await schemaOf(host, parseSchemaSource(to), options);
  const differences = diffCatalogs(...alikeCatalogs(left, right));
  host.write(report({ from: left.title, to: right.title, differences, color: host.color }));
  return differences.length === 0 ? EXIT_CODES.clean : EXIT_CODES.findings;
}

const SIGNS = { added: '+', changed: '~', dropped: '-' } as const;

function diffAsText({ from, to, differences, color }: DiffReport): string {
  const colors = pc.createColors(color);
  const paint = { added: colors.green, changed: colors.yellow, dropped: colors.red } as const;
  if (differences.length === 0) return `No difference between ${from} and ${to}.\n`;
  const lines = differences.map(difference => {
    const { change, objectKind, name, certain } = difference;
    const detail = change === 'changed' ? `: ${oneLine(difference.from)} -> ${oneLine(difference.to)}` : '';
    return paint[change](`${SIGNS[change]} ${objectKind} ${name}${detail}${certain ? '' : ' (uncertain)'}`);
  });
  return `${lines.join('\n')}\n`;
}

function diffAsJson({ from, to, differences }: DiffReport): string {
  const changes = differences.map(
    ({ change, objectKind, name, from: before, to: after, origin, certain }) => ({
      change,
      kind: objectKind,
      name,
      from: before,
      to: after,
      origin: origin === null ? null : origin.path,
      certain,
    }),
  );
  return `${JSON.stringify({ version: 1, from, to, changes }, null, 2)}\n`;
}

function diffAsMarkdown({ from, to, differences }: DiffReport): string {
  if (differences.length === 0) return `No difference between ${from} and ${to}.\n`;
  const rows = differences.map(
    ({ change, objectKind, name, from: before, to: after }) =>
      `| ${change} | ${objectKind} | \`${name}\` | ${cell(before)} | ${cell(after)} |`,
  );
  return [`| change | kind | name | ${from} | ${to} |`, '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function cell(text: string | null): string {
  return text === null ? '' : `\`${oneLine(text).replaceAll('|', '\\|')}\``;
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
