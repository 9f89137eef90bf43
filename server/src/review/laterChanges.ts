import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { forwardStatements } from './history.ts';
import { type NameChanges, nameChanges } from './overtaken.ts';
import type { Project } from './project.ts';
import type { FileReader } from './readFile.ts';

/** What the migrations of a set after one of them do to names, file by file. */
export function* laterChanges(
  project: Project,
  { set, index }: { readonly set: MigrationSet; readonly index: number },
  reader: FileReader,
  dialect: Dialect,
): Generator<NameChanges> {
  const known = kept.get(project) ?? new Map<string, NameChanges>();
  kept.set(project, known);
  for (const file of set.files.slice(index + 1)) {
    if (file.role !== 'versioned') continue;
    const key = `${dialect} ${file.path}`;
    const changes = known.get(key) ?? changesOf(project, set, file, reader, dialect);
    known.set(key, changes);
    yield changes;
  }
}

/** A project does not change; an edit makes another one. */
const kept = new WeakMap<Project, Map<string, NameChanges>>();

function changesOf(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
  reader: FileReader,
  dialect: Dialect,
): NameChanges {
  const text = project.read(file.path);
  const statements = text === null ? [] : forwardStatements(project, set, file, text, reader, dialect);
  return nameChanges(statements.map(({ syntax }) => syntax));
}
