import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import type { Origin } from '../catalog/model.ts';
import { joinPath } from '../frameworks/paths.ts';
import { parseAddress } from '../introspection/address.ts';
import { type IntrospectedDatabase, introspectDatabase } from '../introspection/database.ts';
import { catalogAfterAll } from '../review/catalogAfterAll.ts';
import { isMigrationText, loadProject } from '../review/loadProject.ts';
import { readSchemaText } from '../review/schemaText.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { gitFiles } from '../workspace/gitFiles.ts';
import type { SchemaSideParams } from './protocol.ts';
import type { SchemaSurroundings } from './schemaRequests.ts';
import type { DocumentSite } from './workspace.ts';

/** A schema that cannot be had; the message is one line for people. */
export class SchemaUnavailable extends Error {
  override readonly name = 'SchemaUnavailable';
}

export interface SchemaSide {
  readonly catalog: Catalog;
  readonly title: string;
  /** The path in the project of an origin's file; null for what is no file of it. */
  pathOf(origin: Origin): string | null;
}

type Surroundings = Pick<SchemaSurroundings, 'runtime' | 'workspace' | 'reviews'>;

/** The schema that a client asks for, as seen from a file. Throws SchemaUnavailable and DatabaseFailure. */
export async function schemaSide(
  surroundings: Surroundings,
  site: DocumentSite,
  side: SchemaSideParams,
): Promise<SchemaSide> {
  const { reviews } = surroundings;
  const { project } = site.loaded;
  const reviewer = await reviews.reviewerFor(site);
  const dialect = reviewer.targetsOf(project, site.path)[0]?.engine ?? 'postgresql';
  switch (side.kind) {
    case 'empty':
      return { catalog: emptyCatalog(dialect, { complete: true }), title: 'empty', pathOf: () => null };
    case 'before':
    case 'after': {
      const catalogs = reviewer.catalogs(project, site.path);
      if (catalogs === null) throw new SchemaUnavailable(`there is no schema for ${site.path}`);
      return { catalog: catalogs[side.kind], title: side.kind, pathOf: ({ path }) => path };
    }
    case 'all': {
      const all = catalogAfterAll(reviewer, project, '');
      return {
        catalog: schemaOf(all, 'all migrations'),
        title: 'all migrations',
        pathOf: ({ path }) => path,
      };
    }
    case 'baseline': {
      const declared = project.configuration.baseline?.path;
      const path = declared === undefined ? null : joinPath(project.configurationFolder, declared);
      const text = path === null ? null : project.read(path);
      if (path === null || text === null) throw new SchemaUnavailable('there is no baseline');
      return {
        ...(await textSide(surroundings, dialect, text, path)),
        title: 'baseline',
        pathOf: origin => origin.path,
      };
    }
    case 'dump': {
      const dump = await surroundings.workspace.siteOf(side.uri);
      const text = dump.loaded.project.read(dump.path);
      if (text === null) throw new SchemaUnavailable(`${dump.path} cannot be read as SQL`);
      const own =
        (await reviews.reviewerFor(dump)).targetsOf(dump.loaded.project, dump.path)[0]?.engine ?? dialect;
      const read = await textSide(surroundings, own, text, dump.path);
      return { ...read, pathOf: origin => (dump.folder === site.folder ? origin.path : null) };
    }
    case 'revision':
      return {
        ...(await revisionSide(surroundings, site, side.revision)),
        title: side.revision,
        pathOf: () => null,
      };
    case 'database': {
      const database = await readDatabase(surroundings, side.url);
      const title = parseAddress(side.url)?.title ?? 'database';
      return { ...(await textSide(surroundings, database.dialect, database.ddl, title)), pathOf: () => null };
    }
  }
}

/** Reads a database by its URL. Throws SchemaUnavailable and DatabaseFailure. */
export async function readDatabase(
  { runtime }: Pick<Surroundings, 'runtime'>,
  url: string,
): Promise<IntrospectedDatabase> {
  const address = parseAddress(url);
  if (runtime.openDatabase === null)
    throw new SchemaUnavailable('databases cannot be reached from a browser; use VS Code on the desktop');
  if (address === null)
    throw new SchemaUnavailable('expected postgresql://, mysql:// or mariadb:// with a host and a database');
  const connection = await runtime.openDatabase(address);
  try {
    return await introspectDatabase(connection);
  } finally {
    await connection.close();
  }
}

async function textSide(
  { reviews }: Surroundings,
  dialect: Dialect,
  text: string,
  path: string,
): Promise<{ readonly catalog: Catalog; readonly title: string }> {
  return { catalog: readSchemaText(await reviews.readerOf(dialect), text, path).catalog, title: path };
}

async function revisionSide(
  { runtime, workspace, reviews }: Surroundings,
  site: DocumentSite,
  revision: string,
): Promise<{ readonly catalog: Catalog }> {
  const git = workspace.git(site.folder);
  const working = runtime.files(site.folder);
  const commit = git === null ? null : await git.commitOf(revision);
  const files =
    git === null || commit === null || working === null
      ? null
      : await gitFiles(git, commit, working, isMigrationText);
  if (files === null) throw new SchemaUnavailable(`there is no revision ${revision} here`);
  const loaded = await loadProject(files, { ...presentConfiguration(site) });
  const reviewer = await reviews.reviewerFor({ ...site, loaded });
  return { catalog: schemaOf(catalogAfterAll(reviewer, loaded.project, ''), revision) };
}

/** Which engine and which folders are meant does not change with the revision. */
function presentConfiguration({ loaded }: DocumentSite): {
  readonly configuration?: { readonly path: string; readonly text: string };
} {
  const path = loaded.configuration?.path;
  const text = path === undefined ? null : loaded.project.read(path);
  return path === undefined || text === null ? {} : { configuration: { path, text } };
}

function schemaOf(all: ReturnType<typeof catalogAfterAll>, title: string): Catalog {
  switch (all.kind) {
    case 'schema':
      return all.catalog;
    case 'no-migrations':
      throw new SchemaUnavailable(`${title}: there are no migrations`);
    case 'several-sets':
      throw new SchemaUnavailable(`${title}: there are several sets of migrations: ${all.roots.join(', ')}`);
  }
}
