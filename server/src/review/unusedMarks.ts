import { migrationAt, type Project } from './project.ts';
import { pendingPaths } from './standing.ts';

const MARK = /(?:--|#|\/\*+|\*)\s*interlock:\s*unused\s+([^\n*]+)/gi;

/**
 * What comments of applied migrations before a file declare as no longer used by any release:
 * `-- interlock: unused orders.legacy_ref, orders.note`. Names in lower case, without quotes. Texts are read when the
 * first name is asked for.
 */
export function unusedMarks(project: Project, path: string): (name: string) => boolean {
  let marks: ReadonlySet<string> | null = null;
  return name => {
    marks ??= readMarks(project, path);
    return marks.has(name.toLowerCase());
  };
}

function readMarks(project: Project, path: string): ReadonlySet<string> {
  const { set, file } = migrationAt(project, path);
  const index = set.files.findIndex(other => other.path === file.path);
  const pending = pendingPaths(project, set, file, Math.max(index, 0));
  const names = new Set<string>();
  for (const other of set.files.slice(0, Math.max(index, 0))) {
    if (pending.has(other.path)) continue;
    for (const [, list = ''] of (project.read(other.path) ?? '').matchAll(MARK))
      for (const name of list.split(',')) names.add(name.replace(/["`\s]|\*\/.*$/g, '').toLowerCase());
  }
  return names;
}
