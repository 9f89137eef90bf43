import type { MigrationFile, MigrationFramework, MigrationSet, ProjectFiles } from './framework.ts';
import { isStructuredName } from './liquibase/changelog.ts';
import { type ChangelogRun, changelogRuns } from './liquibase/changelogFiles.ts';
import { cutFormattedSql, isSkipped } from './liquibase/formattedSql.ts';
import { liquibaseSettings, SETTINGS_FILES } from './liquibase/settings.ts';
import { sqlFileSections } from './liquibase/sqlFileRuns.ts';
import { cutChangelog } from './liquibase/structuredChangelog.ts';
import { hasInnerTerminators, statementsOf } from './nextFiles.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { layoutOf } from './sections.ts';
import { compareNaturally, incrementVersion } from './versions.ts';

/** Where structured changelogs are looked for: nobody wants to read every JSON file of a folder. */
const STRUCTURED =
  /^[^/]+\.(?:xml|ya?ml)$|(?:^|\/)[^/]*(?:changelog|changeset|liquibase)[^/]*\.(?:xml|ya?ml|json)$|(?:^|\/)(?:[^/]*(?:changelog|changeset|liquibase)[^/]*)\/.*\.(?:xml|ya?ml|json)$|(?:^|\/)(?:db|database|migrations?|migrate|schema|sql)\/.*\.(?:xml|ya?ml)$/i;

/**
 * Liquibase's changelogs in XML, YAML, JSON and formatted SQL (documentation, "Changelog formats"): a transaction for
 * each changeset unless it says `runInTransaction:false`; statements are sent one by one unless it says
 * `splitStatements:false`. Files run in the order in which changelogs include each other; those that none includes, in
 * that of their names.
 */
export const liquibase: MigrationFramework = {
  name: 'liquibase',
  title: 'Liquibase',
  configurationFiles: new RegExp(`${STRUCTURED.source}|${SETTINGS_FILES.source}`, 'i'),
  optOut: {
    kind: 'mark-option',
    mark: /^--[ \t]*changeset[ \t]+[^\s:]+:\S[^\r\n]*/gim,
    option: 'runInTransaction:false',
  },

  recognise(project) {
    const runs = changelogRuns(project);
    const folders = new Map<string, ChangelogRun[]>();
    for (const run of runs) {
      const folder = rootOf(run.root);
      folders.set(folder, [...(folders.get(folder) ?? []), run]);
    }
    return [...folders].map(([root, group]): MigrationSet => {
      // Runs that include others are what people start; single files come after them.
      const files = [...group]
        .sort(
          (left, right) => right.files.length - left.files.length || compareNaturally(left.root, right.root),
        )
        .flatMap(run => run.files);
      return {
        framework: 'liquibase',
        root,
        files,
        settings: { ...liquibaseSettings(project, root), ...authorOf(project, files) },
      };
    });
  },

  cut: (file, text, dialect, set, project) =>
    cutChangelog(file.path, text, dialect, set, project)?.split ?? null,

  skipped: (split, text, dialect) => isSkipped(split, text, dialect),

  layout(file, split, text, dialect, set, project) {
    const structured = cutChangelog(file.path, text, dialect, set, project);
    const sections =
      structured?.sections ??
      (file.runBy === undefined
        ? cutFormattedSql(split, text, dialect)
        : sqlFileSections(file.runBy, text, dialect));
    return layoutOf(sections, {
      oneString: sections.every(section => section.oneString === true),
      repeatable: sections.every(section => section.repeatable === true),
    });
  },

  nameFollowUps(followUps, after, set, dialect) {
    const number = /^(\d+)([-_.])/.exec(baseNameOf(after.path));
    const newest = set.files
      .filter(file => parentOf(file.path) === parentOf(after.path))
      .flatMap(file => /^\d+(?=[-_.])/.exec(baseNameOf(file.path))?.[0] ?? [])
      .reduce((best, digits) => (compareNaturally(digits, best) > 0 ? digits : best), number?.[1] ?? '0');
    const author = set.settings['author'] ?? 'migration';
    const including = isStructuredName(after.path)
      ? `-- Include this file after ${baseNameOf(after.path)}.\n`
      : '';
    return followUps.map(({ slug, body, transaction }, index) => {
      const stem = baseNameOf(after.path).replace(/\.(?:sql|xml|ya?ml|json)$/i, '');
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
        text: `--liquibase formatted sql\n\n${including}${changeSets.join('\n')}`,
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

const AUTHOR =
  /^--\s*changeset\s+([^\s:"]+):|<changeSet\b[^>]*?\bauthor="([^"]+)"|\bauthor"?:\s*"?([\w.@-]+)/im;

/** The author of the first changeset of the last file, who signs new ones. */
function authorOf(project: ProjectFiles, files: readonly MigrationFile[]): Readonly<Record<string, string>> {
  const own = files.filter(file => file.role === 'versioned').map(file => file.path);
  for (const path of own.sort(compareNaturally).reverse()) {
    const match = AUTHOR.exec((project.read(path) ?? '').slice(0, 4_000));
    const author = match?.[1] ?? match?.[2] ?? match?.[3];
    if (author !== undefined) return { author };
  }
  return {};
}
