import { byName, filesByFolder, migrationSet } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion, oneStatementEach } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile } from './sections.ts';

const LOCK = 'migration_lock.toml';

/**
 * Prisma Migrate: `migrations/<timestamp>_<name>/migration.sql` in the order of the folders' names, each one string
 * without a transaction of the tool. A `down.sql` beside it is for hand use only.
 */
export const prisma: MigrationFramework = {
  name: 'prisma',
  title: 'Prisma Migrate',
  configurationFiles: /(?:^|\/)migration_lock\.toml$/,
  optOut: null,

  recognise(project) {
    const locks = new Set(project.paths.filter(path => baseNameOf(path) === LOCK).map(parentOf));
    const drizzle = new Set(project.paths.filter(path => path.endsWith('/snapshot.json')).map(parentOf));
    const folders = filesByFolder(project, path => {
      const name = baseNameOf(path);
      const directory = parentOf(path);
      if ((name !== 'migration.sql' && name !== 'down.sql') || directory === '' || drizzle.has(directory))
        return null;
      return {
        path,
        folder: parentOf(directory),
        version: /^\d+/.exec(baseNameOf(directory))?.[0] ?? null,
        direction: name === 'down.sql' ? 'down' : 'up',
      };
    });
    return [...folders].flatMap(([root, files]) => {
      const leadsForward = files.some(file => file.direction === 'up');
      const isPrisma = leadsForward && (locks.has(root) || baseNameOf(root) === 'migrations');
      return isPrisma ? [migrationSet({ framework: 'prisma', root, files, order: byName })] : [];
    });
  },

  layout(file, _split, text) {
    const direction = file.role === 'down' ? 'down' : 'up';
    return layoutOf([wholeFile(direction, text.length, 'none')], { oneString: true });
  },

  nameFollowUps(followUps, _after, set, dialect) {
    return oneStatementEach(followUps, dialect).map(({ slug, body }, index) => ({
      path: joinPath(set.root, `${nextVersion(set, index)}_${slug}/migration.sql`),
      text: `${body}\n`,
    }));
  },
};
