import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { fenced, nextVersion } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, type SectionStart, sectionsFrom, wrapped } from './sections.ts';
import { mostAreMarked, toolMark } from './toolMarks.ts';

const FILE_NAME = /^(\d+)?.*\.sql$/;
const MARK = /^\+migrate\s+(up|down)\b(.*)/i;

/** sql-migrate's README and parser (`sqlparse`): `-- +migrate Up [notransaction]`, statements sent one by one. */
export const sqlMigrate: MigrationFramework = {
  name: 'sql-migrate',
  title: 'sql-migrate',
  configurationFiles: null,
  optOut: {
    kind: 'mark-option',
    mark: /^-- \+migrate (?:Up|Down)\b[^\r\n]*/gm,
    option: 'notransaction',
  },

  recognise(project) {
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const paths = named.map(file => file.path);
      if (!mostAreMarked(project, paths, 'sql-migrate')) return [];
      const files = named.filter(({ path, version }) => {
        const mark = toolMark(project, path);
        return mark === 'sql-migrate' || (mark === null && version !== null);
      });
      return [migrationSet({ framework: 'sql-migrate', root, files, order: byNumber })];
    });
  },

  layout(_file, split, text, dialect) {
    const starts = split.comments.flatMap(({ span, text: comment }): SectionStart[] => {
      const match = MARK.exec(comment);
      if (match === null) return [];
      const direction = match[1]?.toLowerCase() === 'down' ? 'down' : 'up';
      const outside = /\bnotransaction\b/.test(match[2] ?? '');
      return [{ at: span.start, direction, transaction: outside ? 'statement' : wrapped(dialect) }];
    });
    return layoutOf(sectionsFrom(starts, text.length, wrapped(dialect)), { oneString: false });
  },

  nameFollowUps(followUps, after, set, dialect) {
    const separator = /^\d+([-_.])/.exec(after.path.slice(after.path.lastIndexOf('/') + 1))?.[1] ?? '-';
    return followUps.map(({ slug, body, transaction }, index) => {
      const option = transaction === 'none' ? ' notransaction' : '';
      const statements = fenced(body, dialect, {
        begin: '-- +migrate StatementBegin',
        end: '-- +migrate StatementEnd',
      });
      return {
        path: joinPath(parentOf(after.path), `${nextVersion(set, index)}${separator}${slug}.sql`),
        text: `-- +migrate Up${option}\n${statements}\n\n-- +migrate Down\n`,
      };
    });
  },
};
