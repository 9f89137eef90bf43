import type { Target } from '../engines/engine.ts';
import { isAtLeastAsSevere } from '../review/severity.ts';
import { createSourceSearch } from '../review/sourceSearch.ts';
import { isSourceFile, usesWanted, withUses } from '../review/withUses.ts';
import type { Severity } from '../rules/rule.ts';
import { applyFixes, type FixOptions, fixWish } from './fix.ts';
import { type CliHost, EXIT_CODES, UsageError } from './host.ts';
import { createLocator } from './json.ts';
import type { CommonOptions } from './options.ts';
import { pendingOnly } from './pendingOnly.ts';
import { reportCheckAsGithub } from './reporters/github.ts';
import { reportCheckAsGitlab } from './reporters/gitlab.ts';
import { reportCheckAsJson } from './reporters/json.ts';
import { reportCheckAsJunit } from './reporters/junit.ts';
import { reportCheckAsMarkdown } from './reporters/markdown.ts';
import type { CheckReporter, ReportedFile } from './reporters/reporter.ts';
import { reportCheckAsSarif } from './reporters/sarif.ts';
import { reportCheckAsText } from './reporters/text.ts';
import { openProjects, reviewAll } from './session.ts';

export interface CheckOptions extends CommonOptions, FixOptions {
  readonly format: string;
  readonly failOn: string;
  /** Only pending migrations. */
  readonly changed?: boolean;
}

export const CHECK_REPORTERS: Readonly<Record<string, CheckReporter>> = {
  text: reportCheckAsText,
  json: reportCheckAsJson,
  sarif: reportCheckAsSarif,
  github: reportCheckAsGithub,
  gitlab: reportCheckAsGitlab,
  junit: reportCheckAsJunit,
  markdown: reportCheckAsMarkdown,
};

/** `interlock check`: reviews migrations, after fixing them when asked to; returns the exit code. */
export async function check(host: CliHost, paths: readonly string[], options: CheckOptions): Promise<number> {
  const report = reporterNamed(CHECK_REPORTERS, options.format);
  const threshold = failOn(options.failOn);
  const files: ReportedFile[] = [];
  const summary: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  let suppressed = 0;
  const wish = fixWish(options);
  if (wish !== null && options.stdin === true)
    throw new UsageError('--fix and --fix-suggestions change files: they exclude --stdin');
  for (const found of await openProjects(host, paths, options)) {
    const wanted = options.changed === true ? pendingOnly(host, found) : found;
    const opened = wish === null ? wanted : await applyFixes(host, wanted, wish);
    const search = createSourceSearch(host.files(opened.folder), () => isSourceFile(opened.project));
    const results = [...reviewAll(opened)];
    await search.look(results.flatMap(usesWanted));
    const locator = createLocator(
      path => opened.project.read(path) ?? search.text(path),
      path => host.display(host.join(opened.folder, path)),
    );
    for (const result of results.map(each => withUses(each, search))) {
      files.push({ result, locator });
      suppressed += result.suppressed;
      for (const finding of result.findings) summary[finding.severity] += 1;
    }
  }
  host.write(report({ targets: targetsOf(files), files, summary, suppressed, color: host.color }));
  const failed =
    threshold !== null &&
    (['error', 'warning', 'info'] as const).some(
      severity => summary[severity] > 0 && isAtLeastAsSevere(severity, threshold),
    );
  return failed ? EXIT_CODES.findings : EXIT_CODES.clean;
}

export function reporterNamed<Reporter>(
  reporters: Readonly<Record<string, Reporter>>,
  name: string,
): Reporter {
  const reporter = reporters[name];
  if (reporter === undefined)
    throw new UsageError(`--format ${name}: expected one of ${Object.keys(reporters).join(', ')}`);
  return reporter;
}

function failOn(text: string): Severity | null {
  switch (text) {
    case 'error':
    case 'warning':
    case 'info':
      return text;
    case 'never':
      return null;
    default:
      throw new UsageError(`--fail-on ${text}: expected error, warning, info or never`);
  }
}

/** Every target that some file was reviewed for, once. */
export function targetsOf(files: readonly ReportedFile[]): readonly Target[] {
  const byKey = new Map<string, Target>();
  for (const { result } of files)
    for (const target of result.targets)
      byKey.set(`${target.name} ${target.engine} ${target.versionText}`, target);
  return [...byKey.values()];
}
