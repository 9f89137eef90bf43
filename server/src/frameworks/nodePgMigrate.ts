import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf, type SectionStart, sectionsFrom, wrapped } from './sections.ts';
import { mostAreMarked, toolMark } from './toolMarks.ts';

/** Milliseconds since 1970, or a moment with or without milliseconds. */
const FILE_NAME = /^(\d{13}|\d{14}|\d{17})[-_.].+(?<!\.(?:up|down))\.sql$/;
const MARK = /^[\s-]*(up|down)\s+migration\b/i;

/**
 * node-pg-migrate's SQL migrations (`sqlMigration`): the text between the two comments, sent as one string in the
 * transaction of the run. SQL files cannot leave it: only JavaScript migrations have `pgm.noTransaction()`.
 */
export const nodePgMigrate: MigrationFramework = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  configurationFiles: null,
  optOut: { kind: 'impossible' },

  recognise(project) {
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const paths = named.map(file => file.path);
      if (!mostAreMarked(project, paths, 'node-pg-migrate')) return [];
      const files = named.filter(({ path }) => {
        const mark = toolMark(project, path);
        return mark === null || mark === 'node-pg-migrate';
      });
      return [migrationSet({ framework: 'node-pg-migrate', root, files, order: byNumber })];
    });
  },

  layout(_file, split, text, dialect) {
    const transaction = wrapped(dialect);
    const starts = split.comments.flatMap(({ span, text: comment }): SectionStart[] => {
      const word = MARK.exec(comment)?.[1]?.toLowerCase();
      return word === undefined
        ? []
        : [{ at: span.start, direction: word === 'down' ? 'down' : 'up', transaction }];
    });
    // Without the mark of the up part the tool takes the whole file for it, down part included.
    const marked = starts.some(start => start.direction === 'up') ? starts : [];
    return layoutOf(sectionsFrom(marked, text.length, transaction), { oneString: true });
  },

  nameFollowUps(followUps, after, set) {
    const separator = /^\d+([-_.])/.exec(baseNameOf(after.path))?.[1] ?? '_';
    return followUps.map(({ slug, body }, index) => ({
      path: joinPath(
        parentOf(after.path),
        `${nextVersion(set, index)}${separator}${separator === '-' ? slug.replaceAll('_', '-') : slug}.sql`,
      ),
      text: `-- Up Migration\n${body}\n\n-- Down Migration\n`,
    }));
  },
};
