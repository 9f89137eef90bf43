import { byName, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion, oneStatementEach } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, type SectionStart, sectionsFrom, wrapped } from './sections.ts';
import { mostAreMarked, toolMark } from './toolMarks.ts';

const FILE_NAME = /^(\d+).*\.sql$/;
const MARK = /^migrate:(up|down)\b(.*)/;

/** dbmate's README and parser: each block is one string, in a transaction unless it says `transaction:false`. */
export const dbmate: MigrationFramework = {
  name: 'dbmate',
  title: 'dbmate',
  configurationFiles: null,
  optOut: {
    kind: 'mark-option',
    mark: /^--[ \t]*migrate:(?:up|down)\b[^\r\n]*/gm,
    option: 'transaction:false',
  },

  recognise(project) {
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const paths = named.map(file => file.path);
      if (!mostAreMarked(project, paths, 'dbmate')) return [];
      const files = named.filter(({ path }) => {
        const mark = toolMark(project, path);
        return mark === null || mark === 'dbmate';
      });
      // It sorts by file name, so that 10_x runs before 9_x.
      return [migrationSet({ framework: 'dbmate', root, files, order: byName })];
    });
  },

  layout(_file, split, text, dialect) {
    const starts = split.comments.flatMap(({ span, text: comment }): SectionStart[] => {
      const match = MARK.exec(comment);
      if (match === null) return [];
      const outside = /\btransaction:false\b/.test(match[2] ?? '');
      return [
        {
          at: span.start,
          direction: match[1] === 'down' ? 'down' : 'up',
          transaction: outside ? 'none' : wrapped(dialect),
        },
      ];
    });
    return layoutOf(sectionsFrom(starts, text.length, wrapped(dialect)), { oneString: true });
  },

  nameFollowUps(followUps, after, set, dialect) {
    return oneStatementEach(followUps, dialect).map(({ slug, body, transaction }, index) => {
      const option = transaction === 'none' ? ' transaction:false' : '';
      return {
        path: joinPath(parentOf(after.path), `${nextVersion(set, index)}_${slug}.sql`),
        // Both blocks have to be there.
        text: `-- migrate:up${option}\n${body}\n\n-- migrate:down\n`,
      };
    });
  },
};
