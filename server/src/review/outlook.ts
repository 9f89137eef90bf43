import type { Catalog } from '../catalog/catalog.ts';
import { hasUnseenChanges } from '../catalog/catalog.ts';
import { diffCatalogs } from '../catalog/diff.ts';
import { endOfFile, replayFile } from '../catalog/replay.ts';
import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import type { Unrestored } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { fileTool } from './fileTool.ts';
import { forwardStatements, replayForward } from './history.ts';
import type { Project } from './project.ts';
import type { FileReader } from './readFile.ts';
import { type StatementPass, schemaAfterUp } from './statementPass.ts';
import { wayBackOf } from './wayBack.ts';

/** What comes of the schema when a migration is followed by the others of its set, or taken back. Made when asked for. */
export interface Outlook {
  /** After this one and every later one. */
  afterLater(): Catalog;
  /** What the way back does not put back; null where there is no way back that can be read. */
  unrestored(): readonly Unrestored[] | null;
}

export interface OutlookInput {
  readonly project: Project;
  readonly set: MigrationSet;
  readonly file: MigrationFile;
  readonly index: number;
  readonly reader: FileReader;
  readonly dialect: Dialect;
  /** The schema before the migration. */
  readonly start: Catalog;
  readonly pass: StatementPass;
}

export function outlookOf(input: OutlookInput): Outlook {
  let later: Catalog | null = null;
  let back: readonly Unrestored[] | null | undefined;
  return {
    afterLater() {
      later ??= afterLater(input);
      return later;
    },
    unrestored() {
      back = back === undefined ? unrestored(input) : back;
      return back;
    },
  };
}

function afterLater({ project, set, index, reader, dialect, pass }: OutlookInput): Catalog {
  return set.files
    .slice(index + 1)
    .filter(
      ({ role, replayed, wholeSchema }) => role === 'versioned' && replayed !== false && wholeSchema !== true,
    )
    .reduce((catalog, file) => {
      const text = project.read(file.path);
      if (text === null) return catalog;
      const statements = forwardStatements(project, set, file, text, reader, dialect);
      return replayForward(catalog, statements, file.path);
    }, schemaAfterUp(pass));
}

function unrestored(input: OutlookInput): readonly Unrestored[] | null {
  const end = afterBack(input);
  if (end === null || hasUnseenChanges(end)) return null;
  const { start, file } = input;
  return diffCatalogs(endOfFile(start), endOfFile(end)).flatMap(difference => {
    const { objectKind, key, name, change, certain, origin } = difference;
    // PostgreSQL cannot take a label back, and a column that comes back stands last.
    if (objectKind === 'enum' || objectKind === 'column order') return [];
    const object = end.get(key);
    if (object?.kind === 'table' && !object.certain)
      return change === 'added' ? partsLeft(object, name, file.path) : [];
    if (!certain || isOfServer(object, difference.name, objectKind)) return [];
    return [
      {
        name,
        what: objectKind,
        change: change === 'added' ? 'left' : change === 'dropped' ? 'lost' : 'changed',
        origin,
      },
    ];
  });
}

type CatalogTable = Extract<ReturnType<Catalog['get']>, { readonly kind: 'table' }>;

/** Of a table that is known by what migrations add to it: what this one added and nobody took away. */
function partsLeft(
  { columns, constraints, indexes }: CatalogTable,
  table: string,
  path: string,
): readonly Unrestored[] {
  const left = (
    what: Unrestored['what'],
    parts: readonly { readonly name: string; readonly origin: Unrestored['origin'] }[],
  ) =>
    parts
      .filter(({ origin }) => origin?.path === path)
      .map(({ name, origin }): Unrestored => ({ name: `${table}.${name}`, what, change: 'left', origin }));
  return [
    ...left('column', columns),
    ...left(
      'constraint',
      constraints.filter(({ kind }) => kind !== 'not-null'),
    ),
    ...left(
      'index',
      indexes.filter(({ constraint, implicit }) => constraint === null && !implicit),
    ),
  ];
}

/** An index that the server made by itself for a foreign key stays when the key goes. */
function isOfServer(object: ReturnType<Catalog['get']>, name: string, what: string): boolean {
  return (
    what === 'index' &&
    object?.kind === 'table' &&
    object.indexes.some(index => index.implicit && name.endsWith(`.${index.name}`))
  );
}

/** The schema after the way forward and the way back; null when there is none, in the file or beside it. */
function afterBack({ project, set, file, reader, pass }: OutlookInput): Catalog | null {
  if (pass.reviews.some(({ run }) => run.direction === 'down')) return pass.after;
  const undo = wayBackOf(set, file);
  const text = undo === undefined ? null : project.read(undo.path);
  if (undo === undefined || text === null) return null;
  const { statements } = reader.read(undo.path, text, fileTool(project, set, undo));
  if (statements.length === 0) return null;
  return replayFile(
    schemaAfterUp(pass),
    statements.map(({ syntax }) => syntax),
    undo.path,
  );
}
