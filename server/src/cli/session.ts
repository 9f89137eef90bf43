import { createMysqlReader, createMysqlReaders } from '../operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../operations/reader.ts';
import type { BranchState } from '../review/branch.ts';
import { type LoadedProject, type LoadOptions, loadProject } from '../review/loadProject.ts';
import { nestedProjectOf, nestedProjects } from '../review/nestedProjects.ts';
import { isMigration, type Project } from '../review/project.ts';
import type { ReviewResult } from '../review/result.ts';
import { createReviewer, type Reviewer } from '../review/reviewer.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { branchProblemText } from './branchProblem.ts';
import { type CliHost, UsageError } from './host.ts';
import { type CommonOptions, frameworkOption, targetsOption } from './options.ts';
import { pullRequestTarget } from './pullRequest.ts';

/** A project with the files of it that the user asked for. */
export interface OpenProject {
  readonly folder: string;
  readonly project: Project;
  /** Paths in the project. */
  readonly wanted: readonly string[];
  readonly reviewer: Reviewer;
  /** What git says; null when it was not asked. */
  readonly branch: BranchState | null;
}

/** Opens every project that the typed paths touch. Throws UsageError for missing paths and broken configuration. */
export async function openProjects(
  host: CliHost,
  paths: readonly string[],
  options: CommonOptions,
): Promise<readonly OpenProject[]> {
  const requests =
    options.stdin === true ? [await standardInput(host, options)] : await requestsByProject(host, paths);
  const configuration = await configurationOption(host, options);
  const opened: OpenProject[] = [];
  for (const request of requests) {
    const outer = await openProject(host, request, options, configuration);
    const nested = options.config === undefined ? nestedProjects(outer.project.paths) : [];
    const own = outer.wanted.filter(path => nestedProjectOf(nested, path) === '');
    if (own.length > 0 || nested.length === 0) opened.push({ ...outer, wanted: own });
    for (const folder of nested) {
      const wanted = outer.wanted.filter(path => nestedProjectOf(nested, path) === folder);
      if (wanted.length > 0)
        opened.push(
          await openProject(host, nestedRequest(host, request, folder, wanted), options, configuration),
        );
    }
  }
  return opened;
}

async function openProject(
  host: CliHost,
  request: ProjectRequest,
  options: CommonOptions,
  configuration: { readonly path: string; readonly text: string } | null,
): Promise<OpenProject> {
  const baseline =
    options.baseline === undefined
      ? undefined
      : host.relative(request.folder, (await existing(host, options.baseline)).absolute);
  const framework = frameworkOption(options);
  const loaded = await loadProject(host.files(request.folder), {
    ...(configuration === null
      ? {}
      : {
          configuration: {
            path: host.relative(request.folder, configuration.path),
            text: configuration.text,
          },
        }),
    ...(framework === null ? {} : { framework }),
    ...(baseline === undefined ? {} : { baseline }),
    versionControl: {
      git: host.git(request.folder),
      wish: { named: options.base, pullRequestInto: pullRequestTarget(name => host.environment(name)) },
    },
    named: request.files,
    overrides: request.overrides,
  } satisfies LoadOptions);
  refuseBrokenConfiguration(host, request.folder, loaded);
  refuseMissingBase(loaded, options);
  tellOfMissingTarget(host, loaded);
  const { project } = loaded;
  const wanted = project.paths.filter(
    path =>
      request.files.has(path) ||
      (request.folders.some(folder => isIn(folder, path)) && isMigration(project, path)),
  );
  warnAboutUnreadable(host, request, loaded);
  return {
    folder: request.folder,
    project,
    wanted,
    reviewer: await reviewerFor(host, project, wanted, options),
    branch: loaded.branch,
  };
}

/** A folder with a configuration of its own is a project of its own, wherever the user stands. */
function nestedRequest(
  host: CliHost,
  outer: ProjectRequest,
  folder: string,
  wanted: readonly string[],
): ProjectRequest {
  const inside = (path: string): string => path.slice(folder.length + 1);
  return {
    folder: host.join(outer.folder, folder),
    files: new Set(wanted.map(inside)),
    folders: [],
    overrides: new Map(
      [...outer.overrides]
        .filter(([path]) => path.startsWith(`${folder}/`))
        .map(([path, text]) => [inside(path), text]),
    ),
  };
}

/** A reader that is ready to use. */
export async function readerOf(host: CliHost, dialect: Dialect): Promise<StatementReader> {
  return dialect === 'postgresql'
    ? createPostgresqlReader(await host.loadGrammar())
    : createMysqlReader({ dialect });
}

/** Reviews the wanted files in their order. */
export function* reviewAll(opened: OpenProject): Generator<ReviewResult> {
  for (const path of opened.wanted) {
    const result = opened.reviewer.review(opened.project, path);
    if (result !== null) yield result;
  }
}

async function reviewerFor(
  host: CliHost,
  project: Project,
  wanted: readonly string[],
  options: CommonOptions,
): Promise<Reviewer> {
  const mysqlReaderOf = createMysqlReaders();
  let postgresqlReader: StatementReader | null = null;
  const targets = targetsOption(options);
  const reviewer = createReviewer({
    readerOf: (dialect, server) => {
      if (dialect !== 'postgresql') return mysqlReaderOf(dialect, server);
      if (postgresqlReader === null) throw new Error(`no reader for ${dialect}`);
      return postgresqlReader;
    },
    ...(targets === null ? {} : { targets }),
    onRuleFailure: (rule, operation, error) =>
      host.writeError(`interlock: rule ${rule} failed on ${operation}: ${String(error)}\n`),
  });
  // The grammar is the largest part of the start; nobody waits for it who has no PostgreSQL.
  if (wanted.some(path => reviewer.targetsOf(project, path).some(target => target.engine === 'postgresql'))) {
    postgresqlReader = createPostgresqlReader(await host.loadGrammar());
  }
  return reviewer;
}

interface ProjectRequest {
  readonly folder: string;
  readonly files: ReadonlySet<string>;
  readonly folders: readonly string[];
  readonly overrides: ReadonlyMap<string, string>;
}

async function requestsByProject(
  host: CliHost,
  paths: readonly string[],
): Promise<readonly ProjectRequest[]> {
  const byFolder = new Map<string, { readonly files: Set<string>; readonly folders: string[] }>();
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const found = await existing(host, path);
    const folder = await host.projectFolder(
      found.kind === 'file' ? host.parent(found.absolute) : found.absolute,
    );
    const request = byFolder.get(folder) ?? { files: new Set<string>(), folders: [] };
    byFolder.set(folder, request);
    const relative = host.relative(folder, found.absolute);
    if (found.kind === 'file') request.files.add(relative);
    else request.folders.push(relative);
  }
  return [...byFolder].map(([folder, { files, folders }]) => ({
    folder,
    files,
    folders,
    overrides: new Map<string, string>(),
  }));
}

async function standardInput(host: CliHost, options: CommonOptions): Promise<ProjectRequest> {
  const located = await host.locate(options.stdinFilename ?? 'stdin.sql');
  const folder = await host.projectFolder(host.parent(located.absolute));
  const path = host.relative(folder, located.absolute);
  return {
    folder,
    files: new Set([path]),
    folders: [],
    overrides: new Map([[path, await host.readStandardInput()]]),
  };
}

async function existing(
  host: CliHost,
  path: string,
): Promise<{ readonly kind: 'file' | 'folder'; readonly absolute: string }> {
  const { kind, absolute } = await host.locate(path);
  if (kind === 'missing') throw new UsageError(`${path}: no such file or folder`);
  return { kind, absolute };
}

async function configurationOption(
  host: CliHost,
  options: CommonOptions,
): Promise<{ readonly path: string; readonly text: string } | null> {
  if (options.config === undefined) return null;
  const { absolute } = await existing(host, options.config);
  const text = await host.readText(absolute);
  if (text === null) throw new UsageError(`${options.config}: cannot be read`);
  return { path: absolute, text };
}

function refuseBrokenConfiguration(host: CliHost, folder: string, { configuration }: LoadedProject): void {
  const broken = configuration?.problems.find(problem => problem.severity === 'error');
  if (configuration !== null && broken !== undefined)
    throw new UsageError(`${host.display(host.join(folder, configuration.path))}: ${broken.message}`);
}

/** A base that the user names has to be there; without one, files are reviewed as if each alone were pending. */
function refuseMissingBase({ branch }: LoadedProject, { base }: CommonOptions): void {
  if (base !== undefined && branch?.kind === 'unknown')
    throw new UsageError(`--base ${base}: ${branchProblemText(branch.problem)}`);
}

/** In a pull request, more of the truth is one fetch away. */
function tellOfMissingTarget(host: CliHost, { branch }: LoadedProject): void {
  if (pullRequestTarget(name => host.environment(name)) === undefined || branch?.kind !== 'unknown') return;
  const { problem } = branch;
  if (problem.kind === 'not-here' || problem.kind === 'no-common-ancestor')
    host.writeError(
      `interlock: each migration is reviewed as if it alone were pending: ${branchProblemText(problem)}\n`,
    );
}

function warnAboutUnreadable(host: CliHost, request: ProjectRequest, { texts }: LoadedProject): void {
  for (const path of request.files) {
    if (!texts.has(path))
      host.writeError(
        `interlock: ${host.display(host.join(request.folder, path))}: not reviewed, because it is no readable SQL text of at most 20 MB\n`,
      );
  }
}

function isIn(folder: string, path: string): boolean {
  return folder === '' || folder === '.' || path.startsWith(`${folder}/`);
}
