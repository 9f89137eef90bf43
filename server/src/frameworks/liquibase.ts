import { type FileOrder, filesByFolder, migrationSet, type NamedFile } from './fileSets.ts';
import type { MigrationFramework, ProjectFiles } from './framework.ts';
import { hasInnerTerminators, statementsOf } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf, type SectionStart, sectionsFrom, wrapped } from './sections.ts';
import { toolMark } from './toolMarks.ts';
import { compareNaturally, incrementVersion } from './versions.ts';

const CHANGE_SET = /^changeset\s+[^\s:]+:\S/i;

/**
 * Liquibase's formatted SQL (documentation, "SQL changelog format"): a transaction for each changeset unless it says
 * `runInTransaction:false`; statements are sent one by one unless it says `splitStatements:false`. Rollback lines are
 * comments. Files run in the order in which the master changelog includes them; here that of their names stands for it.
 */
export const liquibase: MigrationFramework = {
  name: 'liquibase',
  title: 'Liquibase',
  configurationFiles: null,
  optOut: {
    kind: 'mark-option',
    mark: /^--[ \t]*changeset[ \t]+[^\s:]+:\S[^\r\n]*/gim,
    option: 'runInTransaction:false',
  },

  recognise(project) {
    const folders = filesByFolder(project, path =>
      toolMark(project, path) === 'liquibase'
        ? { path, folder: rootOf(path), version: null, direction: 'up' }
        : null,
    );
    return [...folders].map(([root, files]) =>
      migrationSet({
        framework: 'liquibase',
        root,
        files,
        order: byNumberInName,
        settings: authorOf(project, files),
      }),
    );
  },

  layout(_file, split, text, dialect) {
    const changeSets = split.comments.filter(comment => CHANGE_SET.test(comment.text));
    const starts = changeSets.map(({ span, text: comment }): SectionStart => {
      const outside = /\brunInTransaction:"?false\b/i.test(comment);
      return { at: span.start, direction: 'up', transaction: outside ? 'statement' : wrapped(dialect) };
    });
    const all = (attribute: RegExp): boolean =>
      changeSets.length > 0 && changeSets.every(comment => attribute.test(comment.text));
    return layoutOf(sectionsFrom(starts, text.length, wrapped(dialect)), {
      oneString: all(/\bsplitStatements:"?false\b/i),
      repeatable: all(/\brun(?:OnChange|Always):"?true\b/i),
    });
  },

  nameFollowUps(followUps, after, set, dialect) {
    const number = /^(\d+)([-_.])/.exec(baseNameOf(after.path));
    const newest = set.files
      .filter(file => parentOf(file.path) === parentOf(after.path))
      .flatMap(file => /^\d+(?=[-_.])/.exec(baseNameOf(file.path))?.[0] ?? [])
      .reduce((best, digits) => (compareNaturally(digits, best) > 0 ? digits : best), number?.[1] ?? '0');
    const author = set.settings['author'] ?? 'migration';
    return followUps.map(({ slug, body, transaction }, index) => {
      const stem = baseNameOf(after.path).replace(/\.sql$/i, '');
      const name =
        number === null
          ? `${stem}_${index + 2}_${slug}.sql`
          : `${incrementVersion(newest, index + 1)}${number[2] ?? '_'}${slug}.sql`;
      const outside = transaction === 'none' ? ' runInTransaction:false' : '';
      const parts = outside === '' ? [body] : statementsOf(body, dialect);
      const changeSets = parts.map((part, at) => {
        const whole = hasInnerTerminators(part, dialect) ? ' splitStatements:false' : '';
        const id = at === 0 ? slug : `${slug}_${at + 1}`;
        return `--changeset ${author}:${id}${outside}${whole}\n${part}\n`;
      });
      return {
        path: joinPath(parentOf(after.path), name),
        text: `--liquibase formatted sql\n\n${changeSets.join('\n')}`,
      };
    });
  },
};

/** Changelogs are kept in folders by release or by kind below one folder of that name. */
function rootOf(path: string): string {
  const folder = parentOf(path);
  const parts = folder === '' ? [] : folder.split('/');
  const at = parts.findIndex(part => /^(?:changelogs?|changesets?|liquibase)$/i.test(part));
  return at === -1 ? folder : parts.slice(0, at + 1).join('/');
}

const byNumberInName: FileOrder = (left, right) => compareNaturally(left.path, right.path);

/** The author of the first changeset of the last file, who signs new ones. */
function authorOf(project: ProjectFiles, files: readonly NamedFile[]): Readonly<Record<string, string>> {
  const last = [...files].sort(byNumberInName).at(-1);
  const head = last === undefined ? '' : (project.read(last.path) ?? '').slice(0, 2_000);
  const author = /^--\s*changeset\s+([^\s:"]+):/im.exec(head)?.[1];
  return author === undefined ? {} : { author };
}
