import { recordKeepingOf } from '../frameworks/recordKeeping.ts';
import type { MigrationFacts } from '../rules/subject/migrationFacts.ts';
import type { FileWork } from './fileWork.ts';
import { goneMigrations } from './goneMigrations.ts';
import { mergedEdit } from './mergedEdit.ts';
import { migrationAt, type Project } from './project.ts';
import { mergedMigration, standingOf } from './standing.ts';
import { versionConflicts } from './versionConflicts.ts';

/** What version control and the other files say about a migration. */
export function migrationFacts(project: Project, work: FileWork): MigrationFacts {
  const { path } = work.file;
  const { set, file } = migrationAt(project, path);
  const merged = mergedMigration(project, set, file);
  const { edited, outOfOrder, duplicate, gone = 'unnoticed' } = recordKeepingOf(set.framework);
  return {
    standing: standingOf(project, path),
    base: project.branch?.base ?? null,
    merged,
    edit:
      merged === null
        ? null
        : mergedEdit(
            { project, set, file, text: work.read.text, split: work.read.split, dialect: work.dialect },
            merged,
          ),
    conflicts: versionConflicts(project, path),
    gone: goneMigrations(project, set, file),
    tool: { edited, outOfOrder, duplicate, gone },
  };
}
