import type { MigrationSet } from '../frameworks/framework.ts';
import { joinPath } from '../frameworks/paths.ts';
import type { Project } from './project.ts';

/** Knows whether reading depends on the server's version, so that targets of one engine can share what is read. */
export interface VersionComments {
  /** True when the migration at `index` of the set, one before it, or the baseline holds such a comment. */
  areBefore(project: Project, set: MigrationSet, index: number): boolean;
  forget(path: string): void;
}

/** Remembers its answers by text: the same question costs a look at each file's path. */
export function createVersionComments(): VersionComments {
  const known = new Map<string, { readonly text: string; readonly found: boolean }>();
  const isIn = (project: Project, path: string): boolean => {
    const text = project.read(path);
    if (text === null) return false;
    const kept = known.get(path);
    if (kept?.text === text) return kept.found;
    const found = hasVersionComment(text);
    known.set(path, { text, found });
    return found;
  };
  return {
    areBefore(project, set, index) {
      const baseline = project.configuration.baseline?.path;
      if (baseline !== undefined && isIn(project, joinPath(project.configurationFolder, baseline)))
        return true;
      for (let at = 0; at <= index; at++) {
        const file = set.files[at];
        if (file !== undefined && isIn(project, file.path)) return true;
      }
      return false;
    },
    forget: path => known.delete(path),
  };
}

const VERSION_COMMENT = /\/\*M?!(\d{5,6})/g;
const OLDEST_SERVER = 50_700;
/** mariadb-dump writes `/*M!999999\- ...` for clients; no server runs it. */
const NO_SERVER = 999_999;

/** True for an executable comment that some supported servers run and others do not. */
function hasVersionComment(text: string): boolean {
  for (const [, digits] of text.matchAll(VERSION_COMMENT)) {
    const version = Number(digits);
    if (version > OLDEST_SERVER && version !== NO_SERVER) return true;
  }
  return false;
}
