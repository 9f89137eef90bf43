import picomatch from 'picomatch';
import type { ConfigurationFile } from '../configuration/model.ts';
import type {
  MigrationFile,
  MigrationFramework,
  MigrationSet,
  ProjectFiles,
} from '../frameworks/framework.ts';
import { frameworkNamed, frameworks } from '../frameworks/index.ts';
import { isChangelogText, isStructuredName } from '../frameworks/liquibase/changelog.ts';
import { isBelow, joinPath, parentOf } from '../frameworks/paths.ts';
import type { Branch } from './branch.ts';

/**
 * A folder with migrations as one value: which files there are, how they belong together, what is configured.
 * A new project is made when files come or go or the configuration changes; texts are asked for when needed.
 */
export interface Project extends ProjectFiles {
  readonly configuration: ConfigurationFile;
  /** Folder of the configuration file; its paths count from there. Empty for the project's own folder. */
  readonly configurationFolder: string;
  readonly sets: readonly MigrationSet[];
  /** The tool that was asked for instead of what is configured or detected. */
  readonly framework: MigrationFramework['name'] | null;
  /** How the files stand to the base branch; null where git does not tell. */
  readonly branch: Branch | null;
  /** The day of the review, ISO 8601; null where nobody tells. */
  readonly today: string | null;
  isIgnored(path: string): boolean;
  /** When a file was last written, in milliseconds since 1970; null when nobody knows. */
  modifiedAt(path: string): number | null;
}

export interface ProjectInput extends ProjectFiles {
  readonly configuration?: ConfigurationFile;
  readonly configurationFolder?: string;
  readonly branch?: Branch;
  readonly today?: string;
  modifiedAt?(path: string): number | null;
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
    framework: input.framework ?? null,
    branch: input.branch ?? null,
    today: input.today ?? null,
    isIgnored,
    modifiedAt: path => input.modifiedAt?.(path) ?? null,
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
  // One that was opened from where nobody looks for it.
  if (isChangelog(project, path))
    return {
      set: { framework: 'liquibase', root: parentOf(path), files: [file], settings: {} },
      file,
      index: 0,
    };
  return { set: { framework: 'plain', root: parentOf(path), files: [file], settings: {} }, file, index: 0 };
}

/** True for files that are no SQL by their name, but hold a changelog. */
function isChangelog(project: Project, path: string): boolean {
  return isStructuredName(path) && isChangelogText(project.read(path) ?? '');
}

/** True for files that can be reviewed: SQL, texts without a telling name, and changelogs. */
export function isReviewable(project: Project, path: string): boolean {
  return !isStructuredName(path) || isChangelog(project, path);
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
      // What configures the tool mostly lies above its migrations.
      paths: files.paths.filter(
        path =>
          !claimed.has(path) && (isBelow(below, path) || framework.configurationFiles?.test(path) === true),
      ),
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
