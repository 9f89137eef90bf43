import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import { applyStatement, endOfFile, replayFile } from '../catalog/replay.ts';
import { conditionHolds } from '../catalog/schemaCondition.ts';
import type { MigrationFile, MigrationSet, Section } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { joinPath } from '../frameworks/paths.ts';
import { waysForward } from '../frameworks/waysForward.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { isOtherEnginesStep } from './engineAlternatives.ts';
import { fileTool } from './fileTool.ts';
import type { Project } from './project.ts';
import type { FileReader } from './readFile.ts';

/** Gives the schema that a migration meets: the baseline and every earlier migration of its set. */
export interface History {
  catalogBefore(project: Project, set: MigrationSet, index: number): Catalog;
}

interface Replayed {
  readonly path: string;
  readonly text: string;
  readonly before: Catalog;
  readonly after: Catalog;
}

/** Replays lazily and keeps the result after each file, so that an edit of the last of 400 files replays none. */
export function createHistory(dialect: Dialect, reader: FileReader): History {
  const chains = new Map<string, Replayed[]>();
  let baseline: Replayed | null = null;
  const nothing = emptyCatalog(dialect, { complete: false });

  const start = (project: Project): Catalog => {
    const declared = project.configuration.baseline?.path;
    if (declared === undefined) return nothing;
    const path = joinPath(project.configurationFolder, declared);
    const text = project.read(path);
    if (text === null) return nothing;
    if (baseline?.path === path && baseline.text === text) return baseline.after;
    const before = emptyCatalog(dialect, { complete: true });
    const syntaxes = reader.read(path, text).statements.map(statement => statement.syntax);
    baseline = { path, text, before, after: endOfFile(replayFile(before, syntaxes, path)) };
    return baseline.after;
  };

  return {
    catalogBefore(project, set, index) {
      let catalog = start(project);
      const reviewed = set.framework === 'plain' ? set.files[index] : undefined;
      if (reviewed?.wholeSchema === true) return catalog;
      // Sets of one root are told apart by where they begin.
      const key = `${set.framework} ${set.root} ${set.files[0]?.path ?? ''}`;
      const chain = chains.get(key) ?? [];
      chains.set(key, chain);
      const end = reviewed === undefined ? index : Math.max(index, wayUpTo(set, index) + 1);
      for (let at = 0; at < end; at++) {
        const file = set.files[at];
        if (file === undefined || !runsForward(file)) continue;
        if (at === index) continue;
        if (reviewed !== undefined && isOtherEnginesStep(file.path, reviewed.path, dialect, set.files))
          continue;
        const text = project.read(file.path) ?? '';
        const kept = chain[at];
        if (kept === undefined || kept.path !== file.path || kept.before !== catalog || kept.text !== text) {
          const statements = forwardStatements(project, set, file, text, reader, dialect);
          const after = replayForward(catalog, statements, file.path);
          chain[at] = { path: file.path, text, before: catalog, after };
          catalog = after;
        } else {
          catalog = kept.after;
        }
      }
      return catalog;
    },
  };
}

/** The file that a way back takes back, which its name puts behind it: `2.x.down.sql`, `2.x.up.sql`; -1 for none. */
function wayUpTo(set: MigrationSet, index: number): number {
  const paths = waysForward(set.files[index]?.path ?? '');
  return paths.length === 0 ? -1 : set.files.findIndex(({ path }) => paths.includes(path));
}

function runsForward(file: MigrationFile): boolean {
  if (file.replayed === false || file.wholeSchema === true) return false;
  return file.role === 'versioned' || file.role === 'repeatable' || file.role === 'baseline';
}

/** A statement with the part of the file that runs it. */
export interface ForwardStatement {
  readonly syntax: StatementSyntax;
  readonly section: Section;
}

/** The statements of a migration that the way forward runs, those too that the schema may keep from being run. */
export function forwardStatements(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
  text: string,
  reader: FileReader,
  dialect: Dialect,
): ForwardStatement[] {
  const read = reader.read(file.path, text, fileTool(project, set, file));
  const { sections } = frameworkNamed(set.framework).layout(file, read.split, text, dialect, set, project);
  const forward = sections.filter(section => section.direction === 'up');
  return read.statements.flatMap(({ piece, syntax }) => {
    const section = forward.find(
      ({ span, emptyTables = [] }) =>
        span.start <= piece.span.start &&
        piece.span.start < span.end &&
        (emptyTables.length === 0 || !onlyDefinesColumns(syntax)),
    );
    return section === undefined ? [] : [{ syntax, section }];
  });
}

/** The schema after the way forward of a migration, without the parts that the tool leaves out for what it finds. */
export function replayForward(
  catalog: Catalog,
  statements: readonly ForwardStatement[],
  path: string,
): Catalog {
  let current = catalog;
  let asked: Section | null = null;
  let isLeftOut = false;
  for (const [statement, { syntax, section }] of statements.entries()) {
    if (section !== asked) {
      asked = section;
      isLeftOut = section.runsIf !== undefined && conditionHolds(current, section.runsIf) === false;
    }
    if (!isLeftOut) current = applyStatement(current, syntax, { path, statement }).catalog;
  }
  return endOfFile(current);
}

/** What is done to the columns of an empty table was not done where the table has rows, as it has in production. */
function onlyDefinesColumns({ operations }: StatementSyntax): boolean {
  return operations.every(({ kind }) => kind === 'SetNotNull' || kind === 'ModifyColumn');
}
