import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import { catalogAfterAll } from '../review/catalogAfterAll.ts';
import { isMigrationText } from '../review/loadProject.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import { gitFiles } from '../workspace/gitFiles.ts';
import { type CliHost, UsageError } from './host.ts';
import type { CommonOptions } from './options.ts';
import { projectSide, type SchemaSide } from './schemaSide.ts';
import { openProjects } from './session.ts';

/**
 * The schema after all migrations of the working directory's project: as they are on disk, or as a branch, tag or commit
 * has them. Throws UsageError when there is no such revision, or when a folder has to be named.
 */
export async function schemaAfterAll(
  host: CliHost,
  source: { readonly revision: string | null; readonly folder: string | null },
  options: CommonOptions,
): Promise<SchemaSide> {
  const { revision, folder } = source;
  const title = revision ?? 'all migrations';
  const there = revision === null ? host : await hostAt(host, revision);
  const [opened] = await openProjects(there, ['.'], options);
  if (opened === undefined) throw new UsageError(`${title}: there are no migrations`);
  const within =
    folder === null
      ? ''
      : host.relative(opened.folder, (await host.locate(folder)).absolute).replace(/^\.$/, '');
  const schema = catalogAfterAll(opened.reviewer, opened.project, within);
  switch (schema.kind) {
    case 'schema':
      return projectSide(host, opened, schema.catalog, title);
    case 'no-migrations':
      throw new UsageError(`${title}: there are no migrations${folder === null ? '' : ` in ${folder}`}`);
    case 'several-sets':
      throw new UsageError(
        `${title}: there are migrations in ${schema.roots.map(root => root || '.').join(', ')}; name one folder: ${revision === null ? 'all' : `git:${revision}`}:FOLDER`,
      );
  }
}

/** The same host, with the files of a commit in place of those on disk. */
async function hostAt(host: CliHost, revision: string): Promise<CliHost> {
  const folder = await host.projectFolder((await host.locate('.')).absolute);
  const git = host.git(folder);
  const state = await git.state();
  if (state.kind === 'absent') throw new UsageError(`git:${revision}: ${state.message}`);
  const commit = await git.commitOf(revision);
  const working = host.files(folder);
  const files = commit === null ? null : await gitFiles(git, commit, working, isMigrationText);
  if (files === null) throw new UsageError(`git:${revision}: there is no such revision here`);
  const configured = withPresentConfiguration(files, working);
  return { ...host, files: asked => (asked === folder ? configured : host.files(asked)) };
}

/** Which engine and which folders are meant does not change with the revision. */
function withPresentConfiguration(files: WorkspaceFiles, working: WorkspaceFiles): WorkspaceFiles {
  return {
    async list() {
      const isThere = (await working.read(CONFIGURATION_FILE)) !== null;
      return [...new Set([...(await files.list()), ...(isThere ? [CONFIGURATION_FILE] : [])])];
    },
    read: async path =>
      path === CONFIGURATION_FILE ? ((await working.read(path)) ?? files.read(path)) : files.read(path),
  };
}
