import { byName, type FileOrder, filesByFolder, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework, ProjectFiles } from './framework.ts';
import { nextVersion, statementsOf } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';
import { toolMark } from './toolMarks.ts';

const JOURNAL = /(?:^|\/)meta\/_journal\.json$/;
const FILE_NAME = /^(\d{4,14})_[\w-]+\.sql$/;

/**
 * Drizzle Kit: files in the order of `meta/_journal.json`, or since 1.0 folders `<timestamp>_<name>/` with a
 * migration.sql and a snapshot.json. The migrator sends what lies between two `--> statement-breakpoint`, and runs
 * all pending files in one transaction.
 */
export const drizzle: MigrationFramework = {
  name: 'drizzle',
  title: 'Drizzle',
  configurationFiles: JOURNAL,
  optOut: { kind: 'impossible' },

  recognise(project) {
    const journals = new Map(
      project.paths
        .filter(path => JOURNAL.test(path))
        .map(path => [parentOf(parentOf(path)), tagsOf(project.read(path) ?? '')] as const),
    );
    const flat = [...numberedFiles(project, FILE_NAME)].flatMap(([root, files]) => {
      const tags = journals.get(root);
      const isDrizzle = tags !== undefined || files.some(({ path }) => toolMark(project, path) === 'drizzle');
      return isDrizzle
        ? [migrationSet({ framework: 'drizzle', root, files, order: byJournal(tags ?? new Map()) })]
        : [];
    });
    return [...flat, ...folderSets(project)];
  },

  layout(_file, _split, text, dialect) {
    return layoutOf([wholeFile('up', text.length, wrapped(dialect))], { oneString: false });
  },

  nameFollowUps(followUps, after, set, dialect) {
    const inFolders = baseNameOf(after.path) === 'migration.sql';
    return followUps.map(({ slug, body }, index) => {
      const tag = `${nextVersion(set, index)}_${slug}`;
      const text = `${statementsOf(body, dialect).join('\n--> statement-breakpoint\n')}\n`;
      if (inFolders) return { path: joinPath(set.root, `${tag}/migration.sql`), text };
      return {
        path: joinPath(set.root, `${tag}.sql`),
        text: `-- Enter "${tag}" in meta/_journal.json: Drizzle runs only what is listed there.\n${text}`,
      };
    });
  },
};

/** Drizzle Kit 1.0: a folder for each migration. */
function folderSets(project: ProjectFiles): ReturnType<MigrationFramework['recognise']> {
  const snapshots = new Set(project.paths.filter(path => path.endsWith('/snapshot.json')).map(parentOf));
  const folders = filesByFolder(project, path => {
    const directory = parentOf(path);
    if (baseNameOf(path) !== 'migration.sql' || !snapshots.has(directory)) return null;
    const version = /^\d+/.exec(baseNameOf(directory))?.[0] ?? null;
    return { path, folder: parentOf(directory), version, direction: 'up' };
  });
  return [...folders].map(([root, files]) =>
    migrationSet({ framework: 'drizzle', root, files, order: byName }),
  );
}

/** Files that the journal does not list yet come last. */
function byJournal(tags: ReadonlyMap<string, number>): FileOrder {
  const place = (path: string): number => tags.get(baseNameOf(path).slice(0, -'.sql'.length)) ?? tags.size;
  return (left, right) => place(left.path) - place(right.path) || byName(left, right);
}

/** Place of each migration by its tag; empty when the journal cannot be read. */
function tagsOf(json: string): ReadonlyMap<string, number> {
  const tags = entriesOf(json).flatMap(entry =>
    typeof entry === 'object' && entry !== null && 'tag' in entry && typeof entry.tag === 'string'
      ? [entry.tag]
      : [],
  );
  return new Map(tags.map((tag, index) => [tag, index]));
}

function entriesOf(json: string): readonly unknown[] {
  try {
    const journal: unknown = JSON.parse(json);
    if (typeof journal !== 'object' || journal === null || !('entries' in journal)) return [];
    return Array.isArray(journal.entries) ? journal.entries : [];
  } catch {
    return [];
  }
}
