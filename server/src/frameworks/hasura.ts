import { byNumber, migrationSet } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { emptyDown, hasDownFiles, nextVersion } from './nextFiles.ts';
import { baseNameOf, foldersUpFrom, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';
import { directoryFiles } from './versionDirectories.ts';

/** The CLI names migrations by milliseconds since 1970; people shorten that. */
const VERSION = /^(\d+)_/;

/**
 * Hasura CLI: `migrations/<database>/<milliseconds>_<name>/up.sql`, sent as one `run_sql`, which the server runs in a
 * transaction on PostgreSQL. There is no way out of it.
 */
export const hasura: MigrationFramework = {
  name: 'hasura',
  title: 'Hasura',
  configurationFiles: null,
  optOut: { kind: 'impossible' },

  recognise(project) {
    // The project's folder has both config.yaml and a folder with the metadata.
    const configured = new Set(
      project.paths.filter(path => baseNameOf(path) === 'config.yaml').map(parentOf),
    );
    const projects = new Set(
      project.paths
        .filter(path => /(?:^|\/)metadata\/(?:version|databases\/databases|tables)\.yaml$/.test(path))
        .flatMap(path => foldersUpFrom(parentOf(path)))
        .filter(folder => configured.has(folder)),
    );
    return [...directoryFiles(project, VERSION)].flatMap(([root, files]) => {
      const byClock = files.filter(({ version }) => /^\d{13}$/.test(version ?? '')).length;
      const isHasura = byClock * 2 > files.length || foldersUpFrom(root).some(folder => projects.has(folder));
      return isHasura ? [migrationSet({ framework: 'hasura', root, files, order: byNumber })] : [];
    });
  },

  layout(file, _split, text, dialect) {
    const direction = file.role === 'down' ? 'down' : 'up';
    return layoutOf([wholeFile(direction, text.length, wrapped(dialect))], { oneString: true });
  },

  nameFollowUps(followUps, _after, set) {
    return followUps.flatMap((followUp, index) => {
      const folder = joinPath(set.root, `${nextVersion(set, index)}_${followUp.slug}`);
      const up = { path: `${folder}/up.sql`, text: `${followUp.body}\n` };
      return hasDownFiles(set) ? [up, { path: `${folder}/down.sql`, text: emptyDown(followUp) }] : [up];
    });
  },
};
