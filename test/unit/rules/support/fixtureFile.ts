import { type ConfigurationFile, configurationModel } from '../../../../server/src/configuration/model.ts';
import { FRAMEWORK_NAMES, type FrameworkName } from '../../../../server/src/frameworks/framework.ts';
import type { ReviewCase } from './reviewCase.ts';

/** A finding that a fixture asks for. Line and columns count from 0; the end is cut off at the end of the line. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Part of the message; empty when any will do. */
  readonly message: string;
  /** `error`, `warning` or `info` when the fixture says so. */
  readonly severity: string | null;
}

export interface Fixture {
  readonly reviewCase: ReviewCase;
  readonly expected: readonly ExpectedFinding[];
}

/*
 * A fixture is SQL with a header of comments (`-- engine: postgresql@16`) and, under a line, carets that say what is
 * found there: `--    ^^^^ rule-id (severity): part of the message`. A range that starts in the first column is `--<^^^`.
 */
const HEADER =
  /^-- (engine|framework|path|setting|statistics|deployed-through|configuration|today|baseline|earlier|file [^:]+|merged(?: [^:]+)?|arrived [^:]+):\s*(.*)$/;
/** What goes on in the comment lines that follow. */
const BLOCKS = /^(?:baseline|earlier|(?:file|merged|arrived) .+)$/;
const BLOCK_LINE = /^-- {2,}(.*)$/;
const CARETS = /^--(\s*)(<\^*|\^+) ([a-z-]+)(?: \((error|warning|info)\))?(?:: (.*))?$/;

export function parseFixture(text: string): Fixture {
  const lines = text.split('\n');
  const header = readHeader(lines);
  const sql: string[] = [];
  const expected: ExpectedFinding[] = [];
  for (const line of lines.slice(header.length)) {
    const carets = CARETS.exec(line);
    if (carets === null) {
      sql.push(line);
      continue;
    }
    const [, blanks = '', marks = '', rule = '', severity, message] = carets;
    const start = marks.startsWith('<') ? 0 : 2 + blanks.length;
    const end = 2 + blanks.length + marks.length;
    expected.push({
      rule,
      line: sql.length - 1,
      start,
      end,
      message: message ?? '',
      severity: severity ?? null,
    });
  }
  return { reviewCase: { ...header.reviewCase, sql: sql.join('\n') }, expected };
}

function readHeader(lines: readonly string[]): {
  readonly length: number;
  readonly reviewCase: Omit<ReviewCase, 'sql'>;
} {
  const values = new Map<string, string[]>();
  let block: string[] | null = null;
  let length = 0;
  for (const line of lines) {
    const header = HEADER.exec(line);
    const continued = block === null ? null : BLOCK_LINE.exec(line);
    if (header === null && continued === null) break;
    length++;
    if (header === null) block?.push(continued?.[1] ?? '');
    else {
      const [, name = '', value = ''] = header;
      const entries = values.get(name) ?? [];
      values.set(name, entries);
      if (value !== '') entries.push(value);
      block = BLOCKS.test(name) ? entries : null;
    }
  }
  const blockText = (name: string): string | null => values.get(name)?.join('\n') ?? null;
  return {
    length,
    reviewCase: {
      engines: (values.get('engine') ?? []).flatMap(value => value.split(/\s*,\s*/)),
      framework: frameworkName(values.get('framework')?.[0] ?? 'plain'),
      path: values.get('path')?.[0] ?? null,
      files: textsNamed(values, 'file '),
      git: gitOf(values),
      today: values.get('today')?.[0] ?? null,
      configuration: readConfiguration(values.get('configuration')?.[0] ?? '{}'),
      baseline: blockText('baseline'),
      earlier: blockText('earlier'),
      deployedThrough: values.get('deployed-through')?.[0] ?? null,
      targetSettings: Object.fromEntries(
        (values.get('setting') ?? []).map(value => value.split(/\s*=\s*/, 2)),
      ),
      statistics: Object.fromEntries((values.get('statistics') ?? []).map(readStatistics)),
    },
  };
}

/** Texts by path: what stands under `-- file db/x.sql:`. */
function textsNamed(
  values: ReadonlyMap<string, readonly string[]>,
  prefix: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...values]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, lines]) => [name.slice(prefix.length), `${lines.join('\n')}\n`]),
  );
}

/**
 * `-- merged: a.sql, b.sql` names files that the base branch has as they are here, `-- merged a.sql:` says what it has
 * instead, and `-- arrived a.sql:` what it got after the present branch left it. Null without any of these.
 */
function gitOf(values: ReadonlyMap<string, readonly string[]>): NonNullable<ReviewCase['git']> | null {
  const names = [...values.keys()];
  if (!names.some(name => name === 'merged' || /^(?:merged|arrived) /.test(name))) return null;
  return {
    same: (values.get('merged') ?? []).flatMap(value => value.split(/\s*,\s*/)),
    merged: textsNamed(values, 'merged '),
    arrived: textsNamed(values, 'arrived '),
  };
}

function readStatistics(value: string): [string, { rows: number; bytes: number }] {
  const [table = '', rows, bytes] = value.split(/\s+/);
  return [table, { rows: Number(rows), bytes: Number(bytes) }];
}

function readConfiguration(text: string): ConfigurationFile {
  return configurationModel.parse(JSON.parse(text));
}

function frameworkName(text: string): FrameworkName {
  const name = FRAMEWORK_NAMES.find(known => known === text);
  if (name === undefined) throw new Error(`no framework: ${text}`);
  return name;
}
