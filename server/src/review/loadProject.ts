import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import type { ConfigurationFile } from '../configuration/model.ts';
import type { ConfigurationProblem } from '../configuration/readConfiguration.ts';
import { ENGINE_FILES } from '../frameworks/engineHints.ts';
import type { FrameworkName } from '../frameworks/framework.ts';
import { frameworks } from '../frameworks/index.ts';
import { joinPath } from '../frameworks/paths.ts';
import { rules } from '../rules/index.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import type { GitRepository } from '../workspace/git.ts';
import type { BaseWish } from '../workspace/gitBase.ts';
import { type BranchState, compareAgain, compareWithBase, type WorkingFiles } from './branch.ts';
import { createProject, type Project } from './project.ts';

export interface LoadedProject {
  readonly project: Project;
  /** Texts by path, for those who lay open documents over them. */
  readonly texts: Map<string, string>;
  /** Null when there is no configuration file. */
  readonly configuration: {
    readonly path: string;
    readonly problems: readonly ConfigurationProblem[];
  } | null;
  /** What git says; null when it was not asked. */
  readonly branch: BranchState | null;
}

/** Where pending migrations are told from history. */
export interface VersionControl {
  readonly git: GitRepository;
  /** What the user and the CI system say of the base branch; `git.base` of the configuration comes between them. */
  readonly wish?: BaseWish;
}

export interface LoadOptions {
  /** Instead of interlock.json of the folder: what `--config` names, already read. */
  readonly configuration?: { readonly path: string; readonly text: string };
  readonly framework?: FrameworkName;
  /** `--baseline`: path of a dump in the folder. */
  readonly baseline?: string;
  readonly versionControl?: VersionControl;
  /** Files that are asked for, whatever their names say. */
  readonly named?: ReadonlySet<string>;
  /** Texts that win over those on disk: open documents, standard input. */
  readonly overrides?: ReadonlyMap<string, string>;
}

/** Reads what a review of any file of the folder can need. Unreadable files are left out. */
export async function loadProject(files: WorkspaceFiles, options: LoadOptions = {}): Promise<LoadedProject> {
  const overrides = options.overrides ?? new Map<string, string>();
  const listed = await files.list();
  const paths = [...new Set([...listed, ...overrides.keys()])].sort();
  const texts = new Map<string, string>();
  const modified = new Map<string, number>();
  const fromDisk = async (path: string): Promise<string | null> => {
    const file = await files.read(path);
    if (file?.modifiedAt != null) modified.set(path, file.modifiedAt);
    return file?.text ?? null;
  };
  const read = async (path: string): Promise<string | null> => {
    const text = overrides.get(path) ?? texts.get(path) ?? (await fromDisk(path));
    if (text !== null) texts.set(path, text);
    return text;
  };
  const today = files.today?.();
  const configuration = await readConfigurationOf(options, paths.includes(CONFIGURATION_FILE) ? read : null);
  const file =
    options.baseline === undefined
      ? configuration.file
      : { ...configuration.file, baseline: { ...configuration.file.baseline, path: options.baseline } };
  const wanted = paths.filter(
    path => isMigrationText(path) || overrides.has(path) || options.named?.has(path),
  );
  await inBatches([...wanted, ...namedFiles(file, configuration.folder)], read);
  const working = workingFiles(listed, texts);
  const branch =
    options.versionControl === undefined
      ? null
      : await compareWithBase(options.versionControl.git, wishOf(options.versionControl, file), working);
  const project = createProject({
    paths,
    read: path => texts.get(path) ?? null,
    modifiedAt: path => modified.get(path) ?? null,
    ...(today === undefined ? {} : { today }),
    ...(branch?.kind === 'compared' ? { branch: branch.branch } : {}),
    configuration: file,
    configurationFolder: configuration.folder,
    ...(options.framework === undefined ? {} : { framework: options.framework }),
  });
  return {
    project,
    texts,
    configuration:
      configuration.path === null ? null : { path: configuration.path, problems: configuration.problems },
    branch,
  };
}

/**
 * The project as git sees it by now: the same object when neither the base branch nor the branching point moved, else
 * one with another `project.branch`.
 */
export async function withFreshBranch(
  loaded: LoadedProject,
  versionControl: VersionControl,
): Promise<LoadedProject> {
  const { project, texts, branch: previous } = loaded;
  const wish = wishOf(versionControl, project.configuration);
  const working = workingFiles(project.paths, texts);
  const branch =
    previous === null
      ? await compareWithBase(versionControl.git, wish, working)
      : await compareAgain(versionControl.git, wish, working, previous);
  if (branch === previous) return loaded;
  return {
    ...loaded,
    branch,
    project: { ...project, branch: branch.kind === 'compared' ? branch.branch : null },
  };
}

function workingFiles(paths: readonly string[], texts: ReadonlyMap<string, string>): WorkingFiles {
  const migrations = new Map([...texts].filter(([path]) => isMigrationText(path)));
  return { paths, texts: migrations, matters: isMigrationText };
}

/** The user's word on the command line comes first, then that of the configuration. */
function wishOf({ wish = {} }: VersionControl, { git }: ConfigurationFile): BaseWish {
  return git?.base === undefined ? wish : { ...wish, configured: git.base };
}

/** True for files that may be migrations or configure a migration tool. */
export function isMigrationText(path: string): boolean {
  return (
    path.toLowerCase().endsWith('.sql') ||
    ENGINE_FILES.test(path) ||
    frameworks.some(framework => framework.configurationFiles?.test(path) ?? false)
  );
}

interface FoundConfiguration {
  readonly path: string | null;
  readonly folder: string;
  readonly file: ConfigurationFile;
  readonly problems: readonly ConfigurationProblem[];
}

async function readConfigurationOf(
  options: LoadOptions,
  read: ((path: string) => Promise<string | null>) | null,
): Promise<FoundConfiguration> {
  const path = options.configuration?.path ?? CONFIGURATION_FILE;
  const text = options.configuration?.text ?? (await read?.(CONFIGURATION_FILE)) ?? null;
  if (text === null) return { path: null, folder: '', file: {}, problems: [] };
  const slash = path.lastIndexOf('/');
  // Its validation is a large part of the start; a project without a configuration does without it.
  const { readConfiguration } = await import('../configuration/readConfiguration.ts');
  return {
    path,
    folder: slash === -1 ? '' : path.slice(0, slash),
    ...readConfiguration(text, { ruleIds: rules.map(rule => rule.metadata.id) }),
  };
}

function namedFiles(configuration: ConfigurationFile, folder: string): string[] {
  const named = [
    configuration.baseline?.path,
    ...(configuration.targets ?? []).map(target => target.statistics),
  ];
  return named.flatMap(path => (path === undefined ? [] : [joinPath(folder, path)]));
}

const BATCH = 64;

/** Open files are limited, and one at a time is slow. */
async function inBatches(
  paths: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<void> {
  for (let at = 0; at < paths.length; at += BATCH) await Promise.all(paths.slice(at, at + BATCH).map(read));
}
