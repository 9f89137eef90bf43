import { reporterNamed, targetsOf } from './check.ts';
import { type CliHost, EXIT_CODES } from './host.ts';
import { createLocator } from './json.ts';
import type { CommonOptions } from './options.ts';
import { reportExplainAsJson } from './reporters/json.ts';
import { reportExplainAsMarkdown } from './reporters/markdown.ts';
import type { ExplainReporter, ReportedFile } from './reporters/reporter.ts';
import { reportExplainAsText } from './reporters/text.ts';
import { openProjects, reviewAll } from './session.ts';

export interface ExplainOptions extends CommonOptions {
  readonly format: string;
}

export const EXPLAIN_REPORTERS: Readonly<Record<string, ExplainReporter>> = {
  text: reportExplainAsText,
  json: reportExplainAsJson,
  markdown: reportExplainAsMarkdown,
};

/** `interlock explain`: the lock notes of every statement, safe ones too; returns the exit code. */
export async function explain(
  host: CliHost,
  file: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const report = reporterNamed(EXPLAIN_REPORTERS, options.format);
  const files: ReportedFile[] = [];
  for (const opened of await openProjects(host, file === undefined ? [] : [file], options)) {
    const locator = createLocator(opened.project.read, path => host.display(host.join(opened.folder, path)));
    for (const result of reviewAll(opened)) files.push({ result, locator });
  }
  host.write(report({ targets: targetsOf(files), files, color: host.color }));
  return EXIT_CODES.clean;
}
