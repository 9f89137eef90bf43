import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { fenced, nextVersion } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, type SectionStart, sectionsFrom, wrapped } from './sections.ts';
import { mostAreMarked, toolMark } from './toolMarks.ts';

const FILE_NAME = /^(\d+)_.*\.sql$/;

/** goose documentation, "SQL migrations": annotations in comments, statements sent one by one. */
export const goose: MigrationFramework = {
  name: 'goose',
  title: 'goose',
  configurationFiles: null,
  optOut: { kind: 'first-line', text: '-- +goose NO TRANSACTION' },

  recognise(project) {
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const paths = named.map(file => file.path);
      if (!mostAreMarked(project, paths, 'goose')) return [];
      const files = named.filter(({ path }) => {
        const mark = toolMark(project, path);
        return mark === null || mark === 'goose';
      });
      return [migrationSet({ framework: 'goose', root, files, order: byNumber })];
    });
  },

  layout(_file, split, text, dialect) {
    const outside = split.comments.some(comment => /^\+goose\s+no\s+transaction\b/i.test(comment.text));
    const transaction = outside ? 'statement' : wrapped(dialect);
    const starts = split.comments.flatMap(({ span, text: comment }): SectionStart[] => {
      const word = /^\+goose\s+(up|down)\b/i.exec(comment)?.[1]?.toLowerCase();
      return word === undefined
        ? []
        : [{ at: span.start, direction: word === 'down' ? 'down' : 'up', transaction }];
    });
    return layoutOf(sectionsFrom(starts, text.length, transaction), { oneString: false });
  },

  nameFollowUps(followUps, after, set, dialect) {
    return followUps.map(({ slug, body, transaction }, index) => {
      const statements = fenced(body, dialect, {
        begin: '-- +goose StatementBegin',
        end: '-- +goose StatementEnd',
      });
      const first = transaction === 'none' ? '-- +goose NO TRANSACTION\n' : '';
      return {
        path: joinPath(parentOf(after.path), `${nextVersion(set, index)}_${slug}.sql`),
        text: `${first}-- +goose Up\n${statements}\n\n-- +goose Down\n`,
      };
    });
  },
};
