import type { Catalog } from '../catalog/catalog.ts';
import { connectionStart } from '../frameworks/connectionStart.ts';
import type { FileLayout, MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import type { FileContext, StatementContext } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { configuredPhase, declaredPhase, phaseOfAll, phaseOfPath } from './declaredPhase.ts';
import { fileTool } from './fileTool.ts';
import type { Project } from './project.ts';
import type { FileReader, ReadFile } from './readFile.ts';
import { runContexts } from './runContext.ts';
import { pendingPaths } from './standing.ts';

/** One file as one dialect reads it, ready for review. */
export interface FileWork {
  readonly read: ReadFile;
  readonly dialect: Dialect;
  readonly layout: FileLayout;
  readonly file: FileContext;
  readonly runs: readonly StatementContext[];
  readonly pending: ReadonlySet<string>;
  readonly start: Catalog;
}

/** For statements that lie in no section. */
export const UNKNOWN_RUN: StatementContext = {
  section: 0,
  direction: 'up',
  transaction: 'none',
  inTransaction: false,
  explicitTransaction: false,
  phase: null,
  runsBody: false,
  startsSession: false,
  emptyTables: [],
  runsIf: null,
  repeatable: false,
};

/** Cuts, reads and places a file among its tool's migrations. */
export function prepareFile(input: {
  readonly project: Project;
  readonly path: string;
  readonly text: string;
  readonly set: MigrationSet;
  readonly file: MigrationFile;
  readonly index: number;
  readonly dialect: Dialect;
  readonly reader: FileReader;
  readonly start: Catalog;
}): FileWork {
  const { project, path, text, set, file: migration, dialect } = input;
  const framework = frameworkNamed(set.framework);
  const read = input.reader.read(path, text, fileTool(project, set, migration));
  const layout = framework.layout(migration, read.split, text, dialect, set, project);
  const runs = runContexts({
    statements: read.statements,
    sections: layout.sections,
    oneString: layout.oneString,
    repeatable: layout.repeatable,
    dialect,
  });
  const firstStatement = read.statements[0]?.piece.span.start ?? text.length;
  const file: FileContext = {
    path,
    framework: set.framework,
    frameworkTitle: framework.title,
    oneString: layout.oneString,
    repeatable: layout.repeatable,
    phase:
      declaredPhase(text, firstStatement) ??
      configuredPhase(project, path) ??
      phaseOfPath(path) ??
      phaseOfAll(runs),
    runnerSettings: set.settings,
    connection: connectionStart(set, project),
  };
  return {
    read,
    dialect,
    layout,
    file,
    runs,
    pending: pendingPaths(project, set, migration, input.index),
    start: input.start,
  };
}
