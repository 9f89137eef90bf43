import { byName, filesByFolder, migrationSet } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';

const MIGRATE = /^((?:.*\/)?db\/(?:\w+_)?migrate)\//;

/**
 * SQL files that Ruby migrations of Rails read and execute: one string, in the transaction of the migration on
 * PostgreSQL. Only the Ruby class can leave it (`disable_ddl_transaction!`).
 */
export const rails: MigrationFramework = {
  name: 'rails',
  title: 'Rails',
  configurationFiles: null,
  optOut: { kind: 'impossible' },

  recognise(project) {
    const folders = new Set(
      project.paths.flatMap(path => (path.endsWith('.rb') ? (MIGRATE.exec(path)?.[1] ?? []) : [])),
    );
    if (folders.size === 0) return [];
    const sets = filesByFolder(project, path => {
      const folder = MIGRATE.exec(path)?.[1];
      if (folder === undefined || !folders.has(folder)) return null;
      const below = path.slice(folder.length + 1);
      return {
        path,
        folder,
        version: /(?:^|\/)(\d+)/.exec(below)?.[1] ?? null,
        direction: /(?:^|[._/-])down(?:[._-]|\.sql$)/.test(below) ? 'down' : 'up',
      };
    });
    return [...sets].map(([root, files]) => migrationSet({ framework: 'rails', root, files, order: byName }));
  },

  layout(file, _split, text, dialect) {
    const direction = file.role === 'down' ? 'down' : 'up';
    return layoutOf([wholeFile(direction, text.length, wrapped(dialect))], { oneString: true });
  },

  nameFollowUps(followUps, after, set) {
    return followUps.map(({ slug, body, transaction }, index) => {
      const name = `${nextVersion(set, index)}_${slug}.sql`;
      const outside = transaction === 'none' ? ' after disable_ddl_transaction!' : '';
      return {
        path: joinPath(parentOf(after.path), name),
        text: `-- Execute this file in a migration of its own${outside}.\n${body}\n`,
      };
    });
  },
};
