import picomatch from 'picomatch';
import type { ConfigurationFile } from '../configuration/model.ts';
import type {
  MigrationFile,
  MigrationFramework,
  MigrationSet,
  ProjectFiles,
} from '../frameworks/framework.ts';
import { frameworkNamed, frameworks } from '../frameworks/index.ts';
import { isBelow, joinPath, parentOf } from '../frameworks/paths.ts';

/**
 * A folder with migrations as one value: which files there are, how they belong together, what is configured.
 * A new project is made when files come or go or the configuration changes; texts are asked for when needed.
 */
export interface Project extends ProjectFiles {
  readonly configuration: ConfigurationFile;
  /** Folder of the configuration file; its paths count from there. Empty for the project's own folder. */
  readonly configurationFolder: string;
  readonly sets: readonly MigrationSet[];
  isIgnored(path: string): boolean;
}

export interface ProjectInput extends ProjectFiles {
  readonly configuration?: ConfigurationFile;
  readonly configurationFolder?: string;
  /** Instead of what is configured or detected, for every file. */
  readonly framework?: MigrationFramework['name'];
}

export function createProject(input: ProjectInput): Project {
  const configuration = input.configuration ?? {};
  const configurationFolder = input.configurationFolder ?? '';
  const patterns = (configuration.ignore ?? []).map(pattern => joinPath(configurationFolder, pattern));
  const isIgnored = patterns.length === 0 ? () => false : picomatch(patterns, { dot: true });
  const files: ProjectFiles = { paths: input.paths, read: path => input.read(path) };
  return {
    ...files,
    configuration,
    configurationFolder,
    sets: migrationSets(files, configuration, configurationFolder, input.framework ?? null),
    isIgnored,
  };
}

/** The set a file belongs to and its place there. A file nobody knows is a plain set of its own. */
export function migrationAt(
  project: Project,
  path: string,
): { readonly set: MigrationSet; readonly file: MigrationFile; readonly index: number } {
  for (const set of project.sets) {
    const index = set.files.findIndex(file => file.path === path);
    const file = set.files[index];
    if (file !== undefined) return { set, file, index };
  }
  const file: MigrationFile = { path, version: null, role: 'versioned' };
  return { set: { framework: 'plain', root: parentOf(path), files: [file], settings: {} }, file, index: 0 };
}

/** True when some tool's set, or a configured folder, holds the file. */
export function isMigration(project: Project, path: string): boolean {
  return !project.isIgnored(path) && project.sets.some(set => set.files.some(file => file.path === path));
}

function migrationSets(
  files: ProjectFiles,
  configuration: ConfigurationFile,
  folder: string,
  forced: MigrationFramework['name'] | null,
): MigrationSet[] {
  const sets: MigrationSet[] = [];
  const claimed = new Set<string>();
  const claim = (framework: MigrationFramework, below: string): void => {
    const left: ProjectFiles = {
      paths: files.paths.filter(path => !claimed.has(path) && isBelow(below, path)),
      read: files.read,
    };
    for (const set of framework.recognise(left)) {
      sets.push(set);
      for (const file of set.files) claimed.add(file.path);
    }
  };
  for (const entry of configuration.migrations ?? []) {
    const below = joinPath(folder, entry.path.replace(/^\.\/|\/+$/g, ''));
    const named = forced ?? entry.framework;
    if (named !== undefined) claim(frameworkNamed(named), below);
    else for (const framework of frameworks) claim(framework, below);
  }
  if (configuration.migrations !== undefined) return sets;
  if (forced !== null) claim(frameworkNamed(forced), '');
  else for (const framework of frameworks) claim(framework, '');
  return sets;
}
