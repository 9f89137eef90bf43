import type { SplitFile } from '../syntax/statement.ts';
import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework, Section } from './framework.ts';
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
    const sections = sectionsFrom(starts, text.length, transaction);
    const whole =
      transaction === 'statement' ? sections.flatMap(section => blocksOf(section, split)) : sections;
    return layoutOf(whole, { oneString: false });
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

/** Outside a transaction: what stands between StatementBegin and StatementEnd is sent as one string. */
function blocksOf(section: Section, split: SplitFile): readonly Section[] {
  const { start, end } = section.span;
  const cuts: { readonly at: number; readonly oneString: boolean }[] = [];
  for (const { span, text } of split.comments) {
    if (span.start < start || span.start >= end) continue;
    const word = /^\+goose\s+statement(begin|end)\b/i.exec(text)?.[1]?.toLowerCase();
    if (word !== undefined) cuts.push({ at: span.start, oneString: word === 'begin' });
  }
  const isShared = cuts.some(({ at, oneString }, index) => {
    if (!oneString) return false;
    const to = cuts[index + 1]?.at ?? end;
    return split.pieces.filter(({ span }) => span.start > at && span.start < to).length > 1;
  });
  // A block of one statement is that statement.
  if (!isShared) return [section];
  return [{ at: start, oneString: false }, ...cuts].map(
    ({ at, oneString }, index): Section => ({
      ...section,
      span: { start: at, end: cuts[index]?.at ?? end },
      oneString,
    }),
  );
}
