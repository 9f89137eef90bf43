import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework } from './framework.ts';
import { nextVersion } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, sectionsFrom, wrapped } from './sections.ts';
import { mostAreMarked, toolMark } from './toolMarks.ts';

const FILE_NAME = /^(\d+)_.+\.sql$/;
const DISABLE = '---- tern: disable-tx ----';
const SEPARATOR = '---- create above / drop below ----';

/**
 * tern's README and `migrate` package: the part above the separator leads forward. A part that says `disable-tx` (2.0)
 * is cut into statements that commit by themselves; any other one is one string in a transaction.
 */
export const tern: MigrationFramework = {
  name: 'tern',
  title: 'tern',
  configurationFiles: /(?:^|\/)tern\.conf$/,
  optOut: { kind: 'first-line', text: DISABLE },

  recognise(project) {
    const configured = new Set(project.paths.filter(path => /(?:^|\/)tern\.conf$/.test(path)).map(parentOf));
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const files = named.filter(({ path }) => {
        const mark = toolMark(project, path);
        return mark === null || mark === 'tern';
      });
      const paths = files.map(file => file.path);
      const isTern = files.length > 0 && (configured.has(root) || mostAreMarked(project, paths, 'tern'));
      return isTern ? [migrationSet({ framework: 'tern', root, files, order: byNumber })] : [];
    });
  },

  layout(_file, split, text, dialect) {
    const separator = split.comments.find(comment => text.startsWith(SEPARATOR, comment.span.start))?.span
      .start;
    const disabled = split.comments
      .filter(comment => /^-- tern: disable-tx ----$/.test(comment.text))
      .map(comment => comment.span.start);
    const border = separator ?? text.length;
    const modeOf = (isPart: (at: number) => boolean) =>
      disabled.some(isPart) ? 'statement' : wrapped(dialect);
    const up = { at: 0, direction: 'up', transaction: modeOf(at => at < border) } as const;
    const down = { at: border, direction: 'down', transaction: modeOf(at => at > border) } as const;
    const sections = sectionsFrom(separator === undefined ? [up] : [up, down], text.length, up.transaction);
    return layoutOf(sections, { oneString: disabled.length === 0 });
  },

  nameFollowUps(followUps, after, set) {
    return followUps.map(({ slug, body, transaction }, index) => ({
      path: joinPath(parentOf(after.path), `${nextVersion(set, index)}_${slug}.sql`),
      text: `${transaction === 'none' ? `${DISABLE}\n` : ''}${body}\n\n${SEPARATOR}\n`,
    }));
  },
};
