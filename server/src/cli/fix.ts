import type { BulkWish } from '../review/bulkFixes.ts';
import { type FixedFile, fixFile } from '../review/fixFile.ts';
import { standingOf } from '../review/standing.ts';
import type { CliHost } from './host.ts';
import type { OpenProject } from './session.ts';

/** What `check` is asked to write. */
export interface FixOptions {
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly writeNewFiles?: boolean;
}

/** Null when nothing is to be fixed. */
export function fixWish({ fix, fixSuggestions, writeNewFiles }: FixOptions): BulkWish | null {
  if (fix !== true && fixSuggestions !== true) return null;
  return {
    kinds: fixSuggestions === true ? 'all' : 'safe',
    newFiles: writeNewFiles === true ? 'created' : 'left out',
  };
}

/**
 * Fixes the wanted files on disk, one after the other: the text and the files that its fixes create are written
 * together. Migrations that have run, and files that are not UTF-8, stay as they are. Says on standard error what was
 * done; gives the project as it is then, with the created migrations among the wanted ones.
 */
export async function applyFixes(host: CliHost, opened: OpenProject, wish: BulkWish): Promise<OpenProject> {
  let { project } = opened;
  const wanted: string[] = [];
  const fixes = new Map<string, number>();
  const counts = { files: 0, created: 0, left: 0, history: 0 };
  for (const path of opened.wanted) {
    wanted.push(path);
    if (standingOf(project, path) === 'history') {
      counts.history += 1;
      continue;
    }
    const fixed = fixFile(opened.reviewer, project, path, wish);
    if (fixed === null) continue;
    counts.left += fixed.rejected.length;
    if (fixed.applied.length === 0 || !(await write(host, opened, fixed))) continue;
    project = fixed.project;
    wanted.push(...fixed.creates.map(created => created.path).filter(created => /\.sql$/i.test(created)));
    counts.files += 1;
    counts.created += fixed.creates.length;
    for (const { finding } of fixed.applied) fixes.set(finding.rule, (fixes.get(finding.rule) ?? 0) + 1);
  }
  host.writeError(summaryOf(fixes, counts));
  return { ...opened, project, wanted };
}

async function write(host: CliHost, { folder, project }: OpenProject, fixed: FixedFile): Promise<boolean> {
  const path = host.join(folder, fixed.path);
  const before = await host.readUtf8(path);
  const text = project.read(fixed.path) ?? '';
  const mark = before?.startsWith('\uFEFF') === true ? '\uFEFF' : '';
  if (before === null || before !== `${mark}${text}`) {
    host.writeError(
      `interlock: ${host.display(path)}: not changed, because it is not UTF-8 or has changed meanwhile\n`,
    );
    return false;
  }
  const creates = fixed.creates.map(created => ({
    path: host.join(folder, created.path),
    text: created.text,
  }));
  for (const created of creates) {
    const { kind } = await host.locate(created.path);
    if (kind === 'missing') continue;
    host.writeError(
      `interlock: ${host.display(path)}: not changed, because ${host.display(created.path)} exists\n`,
    );
    return false;
  }
  await host.writeFiles([...creates, { path, text: `${mark}${fixed.text}` }]);
  return true;
}

function summaryOf(
  fixes: ReadonlyMap<string, number>,
  counts: {
    readonly files: number;
    readonly created: number;
    readonly left: number;
    readonly history: number;
  },
): string {
  const total = [...fixes.values()].reduce((sum, count) => sum + count, 0);
  const byRule = [...fixes]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([rule, count]) => `${rule} ${count}`);
  const parts = [
    total === 0
      ? 'nothing fixed'
      : `applied ${plural(total, 'fix', 'fixes')} to ${plural(counts.files, 'file', 'files')} (${byRule.join(', ')})`,
    ...(counts.created > 0 ? [`created ${plural(counts.created, 'file', 'files')}`] : []),
    ...(counts.left > 0
      ? [`left out ${plural(counts.left, 'fix', 'fixes')} that would not have helped`]
      : []),
    ...(counts.history > 0 ? [`left ${plural(counts.history, 'migration', 'migrations')} that ran`] : []),
  ];
  return `interlock: ${parts.join('; ')}\n`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
