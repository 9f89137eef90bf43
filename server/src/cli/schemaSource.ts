import { joinPath } from '../frameworks/paths.ts';
import type { DatabaseAddress } from '../introspection/connection.ts';
import { databaseAddress, isDatabaseSource, readDatabase } from './databaseSource.ts';
import { type CliHost, UsageError } from './host.ts';
import { schemaAfterAll } from './migrationsSource.ts';
import type { CommonOptions } from './options.ts';
import { projectSide, type SchemaSide, textSide } from './schemaSide.ts';
import { type OpenProject, openProjects, readerOf } from './session.ts';

/** One side of a diff as the user names it. */
export type SchemaSource =
  | { readonly kind: 'empty' }
  | { readonly kind: 'baseline' }
  /** After every migration, on disk or in a revision; `folder` says which, where there are several sets. */
  | { readonly kind: 'all'; readonly revision: string | null; readonly folder: string | null }
  | { readonly kind: 'before' | 'after'; readonly file: string }
  | { readonly kind: 'dump'; readonly file: string }
  | { readonly kind: 'database'; readonly source: string };

/** Reads one side of a comparison (`SCHEMA_SOURCES`); whatever is nothing else is the path of a schema dump. */
export function parseSchemaSource(text: string): SchemaSource {
  if (text === 'empty' || text === 'baseline') return { kind: text };
  if (isDatabaseSource(text)) return { kind: 'database', source: text };
  const [, kind, rest] = /^(before|after|all|git):(.+)$/s.exec(text) ?? [];
  if (text === 'all' || kind === 'all') return { kind: 'all', revision: null, folder: rest ?? null };
  if (kind === 'git' && rest !== undefined) {
    // Names of revisions hold no colon.
    const colon = rest.indexOf(':');
    return colon === -1
      ? { kind: 'all', revision: rest, folder: null }
      : { kind: 'all', revision: rest.slice(0, colon), folder: rest.slice(colon + 1) };
  }
  if ((kind === 'before' || kind === 'after') && rest !== undefined) return { kind, file: rest };
  return { kind: 'dump', file: text };
}

/** The schema that a source stands for. Throws UsageError when it cannot be had. */
export async function schemaOf(
  host: CliHost,
  source: SchemaSource,
  options: CommonOptions,
): Promise<SchemaSide> {
  switch (source.kind) {
    case 'empty':
      return { catalog: null, title: 'empty', statementAt: () => null, display: () => null };
    case 'baseline':
      return baselineSide(host, options);
    case 'all':
      return schemaAfterAll(host, source, options);
    case 'before':
    case 'after':
      return migrationSide(host, source, options);
    case 'dump':
      return dumpSide(host, source.file, options);
    case 'database':
      return databaseSide(host, databaseAddress(host, source.source));
  }
}

async function migrationSide(
  host: CliHost,
  { kind, file }: { readonly kind: 'before' | 'after'; readonly file: string },
  options: CommonOptions,
): Promise<SchemaSide> {
  const opened = (await openProjects(host, [file], options))[0];
  const path = opened?.wanted[0];
  const catalogs =
    opened === undefined || path === undefined ? null : opened.reviewer.catalogs(opened.project, path);
  if (opened === undefined || catalogs === null) throw new UsageError(`${file}: cannot be read as SQL`);
  return projectSide(host, opened, catalogs[kind], `${kind} ${file}`);
}

async function baselineSide(host: CliHost, options: CommonOptions): Promise<SchemaSide> {
  const [opened] = await openProjects(host, ['.'], options);
  const { project, folder } = opened ?? {};
  const path = project?.configuration.baseline?.path;
  if (opened === undefined || project === undefined || folder === undefined || path === undefined)
    throw new UsageError('no baseline is configured: name it with --baseline or in interlock.json');
  const inProject = joinPath(project.configurationFolder, path);
  const side = await dumpText(host, opened, inProject);
  if (side === null) throw new UsageError(`${path}: cannot be read as SQL`);
  return { ...side, title: 'baseline' };
}

async function dumpSide(host: CliHost, file: string, options: CommonOptions): Promise<SchemaSide> {
  const opened = (await openProjects(host, [file], { ...options, stdin: false }))[0];
  const path = opened?.wanted[0];
  const side = opened === undefined || path === undefined ? null : await dumpText(host, opened, path);
  if (side === null) throw new UsageError(`${file}: cannot be read as SQL`);
  return { ...side, title: file };
}

/** A dump stands alone: neither the files beside it nor a baseline are its history. */
async function dumpText(host: CliHost, opened: OpenProject, path: string): Promise<SchemaSide | null> {
  const text = opened.project.read(path);
  const target = opened.reviewer.targetsOf(opened.project, path)[0];
  if (text === null || target === undefined) return null;
  return textSide(
    await readerOf(host, target.engine),
    text,
    path,
    host.display(host.join(opened.folder, path)),
  );
}

async function databaseSide(host: CliHost, address: DatabaseAddress): Promise<SchemaSide> {
  const { dialect, ddl } = await readDatabase(host, address);
  return {
    ...textSide(await readerOf(host, dialect), ddl, address.title, address.title),
    display: () => null,
  };
}
