import { readdirSync, readFileSync, statSync } from 'node:fs';
import type {
  FileLayout,
  FollowUp,
  MigrationSet,
  NewFile,
  ProjectFiles,
} from '../../../server/src/frameworks/framework.ts';
import { frameworkNamed } from '../../../server/src/frameworks/index.ts';
import { createProject, migrationAt, type Project } from '../../../server/src/review/project.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';

const SAMPLES = new URL('../../fixtures/projects/', import.meta.url);

/** The sample project of a tool, read as the command line would. */
export function sampleProject(tool: string): Project {
  const folder = new URL(`${tool}/`, SAMPLES);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => statSync(new URL(path, folder)).isFile())
    .sort();
  const texts = new Map(paths.map(path => [path, readFileSync(new URL(path, folder), 'utf8')]));
  return createProject({ paths, read: path => texts.get(path) ?? null });
}

export function projectWith(files: Readonly<Record<string, string>>): Project {
  return createProject({ paths: Object.keys(files).sort(), read: path => files[path] ?? null });
}

/** Sets as `tool root`, without plain ones. */
export function setsOf(project: Project): string[] {
  return project.sets
    .filter(set => set.framework !== 'plain')
    .map(set => `${set.framework} ${set.root}`)
    .sort();
}

export function layoutIn(project: Project & ProjectFiles, path: string, dialect: Dialect): FileLayout {
  const text = project.read(path) ?? '';
  const { set, file } = migrationAt(project, path);
  const framework = frameworkNamed(set.framework);
  return framework.layout(file, splitFile(text, dialect), text, dialect, set, project);
}

/** `up file, down none, one string`. */
export function summary({ sections, oneString, repeatable }: FileLayout): string {
  return [
    ...sections.map(({ direction, transaction }) => `${direction} ${transaction}`),
    ...(oneString ? ['one string'] : []),
    ...(repeatable ? ['repeatable'] : []),
  ].join(', ');
}

/** The text of each section. */
export function sectionTexts(project: Project, path: string): string[] {
  const text = project.read(path) ?? '';
  return layoutIn(project, path, 'postgresql').sections.map(({ span }) => text.slice(span.start, span.end));
}

export function followUpsAfter(
  project: Project,
  path: string,
  followUps: readonly FollowUp[],
): readonly NewFile[] {
  const { set, file } = migrationAt(project, path);
  return frameworkNamed(set.framework).nameFollowUps(followUps, file, set, 'postgresql');
}

export function onlySet(project: Project, framework: MigrationSet['framework']): MigrationSet {
  const [set, ...others] = project.sets.filter(candidate => candidate.framework === framework);
  if (set === undefined || others.length > 0) throw new Error(`not one ${framework} set`);
  return set;
}
