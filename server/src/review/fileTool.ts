import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { SplitFile } from '../syntax/statement.ts';
import type { Span } from '../text/span.ts';
import { migrationAt, type Project } from './project.ts';

/** What the tool of a file has to say of its text before it is read as SQL. */
export interface FileTool {
  /** The statements, where the file is no SQL. */
  cut(text: string, dialect: Dialect): SplitFile | null;
  /** Parts that the tool does not run on the engine. */
  skipped(split: SplitFile, text: string, dialect: Dialect): readonly Span[];
}

export function fileTool(project: Project, set: MigrationSet, file: MigrationFile): FileTool {
  const framework = frameworkNamed(set.framework);
  return {
    cut: (text, dialect) => framework.cut?.(file, text, dialect, set, project) ?? null,
    skipped: (split, text, dialect) => framework.skipped?.(split, text, dialect) ?? [],
  };
}

/** As {@link fileTool}, of the tool that the path belongs to. */
export function fileToolAt(project: Project, path: string): FileTool {
  const { set, file } = migrationAt(project, path);
  return fileTool(project, set, file);
}
