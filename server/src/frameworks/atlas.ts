import { byName, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';

/** Directories in other tools' formats are those tools'. */
const FILE_NAME = /^(\d+)(?:_.*)?(?<!\.(?:up|down))\.sql$/;

/**
 * Atlas documentation, "Migration directory" and "Transaction configuration": a transaction for each file unless its
 * first comment block says `-- atlas:txmode none`; statements are sent one by one.
 */
export const atlas: MigrationFramework = {
  name: 'atlas',
  title: 'Atlas',
  configurationFiles: null,
  // The block ends with an empty line.
  optOut: { kind: 'first-line', text: '-- atlas:txmode none\n' },

  recognise(project) {
    const sums = new Set(project.paths.filter(path => baseNameOf(path) === 'atlas.sum').map(parentOf));
    if (sums.size === 0) return [];
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, files]) =>
      sums.has(root) ? [migrationSet({ framework: 'atlas', root, files, order: byName })] : [],
    );
  },

  layout(_file, split, text, dialect) {
    const first = split.pieces[0]?.span.start ?? text.length;
    const outside = split.comments.some(
      comment => comment.span.start < first && /^atlas:txmode\s+none\b/.test(comment.text),
    );
    const transaction = outside ? 'statement' : wrapped(dialect);
    return layoutOf([wholeFile('up', text.length, transaction)], { oneString: false });
  },

  nameFollowUps(followUps, after, set) {
    return followUps.map(({ slug, body, transaction }, index) => ({
      path: joinPath(parentOf(after.path), `${nextVersion(set, index)}_${slug}.sql`),
      text: `${transaction === 'none' ? '-- atlas:txmode none\n\n' : ''}-- Then run: atlas migrate hash\n${body}\n`,
    }));
  },
};
