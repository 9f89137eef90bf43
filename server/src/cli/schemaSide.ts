import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import type { Origin } from '../catalog/model.ts';
import type { StatementReader } from '../operations/reader.ts';
import { readSchemaText, statementOfProject } from '../review/schemaText.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { type CliHost, UsageError } from './host.ts';
import type { OpenProject } from './session.ts';

export interface SchemaSide {
  /** Null for `empty`, which is empty in every dialect. */
  readonly catalog: Catalog | null;
  readonly title: string;
  /** The statement that an origin names; null when nobody has it. */
  statementAt(origin: Origin): string | null;
  /** The path of an origin's file as the user would type it; null for what has no file. */
  display(path: string): string | null;
}

/** A schema that files of a project make. */
export function projectSide(host: CliHost, opened: OpenProject, catalog: Catalog, title: string): SchemaSide {
  return {
    catalog,
    title,
    statementAt: origin => statementOfProject(opened.project, catalog.dialect, origin),
    display: path => host.display(host.join(opened.folder, path)),
  };
}

/** A schema that one text makes from nothing. `path` names it in origins. */
export function textSide(reader: StatementReader, text: string, path: string, title: string): SchemaSide {
  const schema = readSchemaText(reader, text, path);
  return { catalog: schema.catalog, title, statementAt: schema.statementAt, display: () => title };
}

/** Both sides, an empty one in the dialect of the other. Throws UsageError when they are of different engines. */
export function alikeCatalogs(from: SchemaSide, to: SchemaSide): readonly [Catalog, Catalog] {
  const dialect: Dialect = to.catalog?.dialect ?? from.catalog?.dialect ?? 'postgresql';
  const empty = emptyCatalog(dialect, { complete: true });
  const [left, right] = [from.catalog ?? empty, to.catalog ?? empty];
  const isPostgresql = (catalog: Catalog): boolean => catalog.dialect === 'postgresql';
  if (isPostgresql(left) !== isPostgresql(right))
    throw new UsageError(`${from.title} and ${to.title} are schemas of different engines`);
  return [left, right];
}
