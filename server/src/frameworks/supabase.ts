import { byName, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion } from './nextFiles.ts';
import { joinPath } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';

/**
 * Supabase CLI (`pkg/migration`): statements of a file go out in one batch together with the entry in the history,
 * which PostgreSQL runs as one transaction even when there is only one. There is no way out of it.
 */
export const supabase: MigrationFramework = {
  name: 'supabase',
  title: 'Supabase',
  configurationFiles: null,
  optOut: { kind: 'impossible' },

  recognise(project) {
    return [...numberedFiles(project, /^(\d+)_.*\.sql$/)].flatMap(([root, files]) =>
      /(?:^|\/)supabase\/migrations$/.test(root)
        ? [migrationSet({ framework: 'supabase', root, files, order: byName })]
        : [],
    );
  },

  layout(_file, _split, text, dialect) {
    return layoutOf([wholeFile('up', text.length, wrapped(dialect))], { oneString: false });
  },

  nameFollowUps(followUps, _after, set) {
    return followUps.map(({ slug, body }, index) => ({
      path: joinPath(set.root, `${nextVersion(set, index)}_${slug}.sql`),
      text: `${body}\n`,
    }));
  },
};
