import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { type CliHost, UsageError } from './host.ts';
import type { CommonOptions } from './options.ts';
import { openProjects } from './session.ts';

/** One side of a diff as the user names it. */
export type SchemaSource =
  | { readonly kind: 'empty' }
  | { readonly kind: 'before' | 'after'; readonly file: string }
  | { readonly kind: 'dump'; readonly file: string };

/** Reads `empty`, `before:FILE`, `after:FILE`, or the path of a schema dump. */
export function parseSchemaSource(text: string): SchemaSource {
  if (text === 'empty') return { kind: 'empty' };
  const match = /^(before|after):(.+)$/s.exec(text);
  if (match?.[2] !== undefined) return { kind: match[1] === 'before' ? 'before' : 'after', file: match[2] };
  return { kind: 'dump', file: text };
}

export interface SchemaSide {
  /** Null for `empty`, which is empty in every dialect. */
  readonly catalog: Catalog | null;
  readonly title: string;
}

/** The schema that a source stands for. Throws UsageError when a file cannot be read. */
export async function schemaOf(
  host: CliHost,
  source: SchemaSource,
  options: CommonOptions,
): Promise<SchemaSide> {
  if (source.kind === 'empty') return { catalog: null, title: 'empty' };
  const opened = (await openProjects(host, [source.file], options))[0];
  const path = opened?.wanted[0];
  // A dump stands alone: the files beside it are not its history.
  const project =
    opened === undefined
      ? undefined
      : source.kind === 'dump'
        ? { ...opened.project, sets: [] }
        : opened.project;
  const catalogs =
    opened === undefined || path === undefined || project === undefined
      ? null
      : opened.reviewer.catalogs(project, path);
  if (catalogs === null) throw new UsageError(`${source.file}: cannot be read as SQL`);
  return source.kind === 'before'
    ? { catalog: catalogs.before, title: `before ${source.file}` }
    : { catalog: catalogs.after, title: source.kind === 'dump' ? source.file : `after ${source.file}` };
}

/** Both sides, an empty one in the dialect of the other. Throws UsageError when they are of different engines. */
export function alikeCatalogs(from: SchemaSide, to: SchemaSide): readonly [Catalog, Catalog] {
  const dialect: Dialect = from.catalog?.dialect ?? to.catalog?.dialect ?? 'postgresql';
  const empty = emptyCatalog(dialect, { complete: true });
  const [left, right] = [from.catalog ?? empty, to.catalog ?? empty];
  const isPostgresql = (catalog: Catalog): boolean => catalog.dialect === 'postgresql';
  if (isPostgresql(left) !== isPostgresql(right))
    throw new UsageError(`${from.title} and ${to.title} are schemas of different engines`);
  return [left, right];
}
