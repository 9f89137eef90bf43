import { parse } from 'smol-toml';
import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework, ProjectFiles } from './framework.ts';
import { emptyDown, hasDownFiles, nextVersion, oneStatementEach } from './nextFiles.ts';
import { baseNameOf, foldersUpFrom, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';
import { toolMark } from './toolMarks.ts';

const FILE_NAME = /^(\d+)_.*?(?:\.(up|down))?\.sql$/;
const OUTSIDE = '-- no-transaction';

/**
 * sqlx's `migrate` (0.8): simple (`1_name.sql`) or reversible (`1_name.up.sql`) files, each one string in a
 * transaction unless its very first characters are `-- no-transaction`.
 */
export const sqlx: MigrationFramework = {
  name: 'sqlx',
  title: 'sqlx',
  configurationFiles: /(?:^|\/)(?:Cargo|sqlx)\.toml$/,
  optOut: { kind: 'first-line', text: OUTSIDE },

  recognise(project) {
    const evidence = cratesWithSqlx(project);
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const files = named.filter(({ path }) => {
        const mark = toolMark(project, path);
        return mark === null || mark === 'sqlx';
      });
      const says = files.some(({ path }) => toolMark(project, path) === 'sqlx');
      return files.length > 0 && (says || evidence.has(root) || isOfCrate(root, evidence))
        ? [migrationSet({ framework: 'sqlx', root, files, order: byNumber })]
        : [];
    });
  },

  layout(file, _split, text, dialect) {
    const transaction = text.startsWith(OUTSIDE) ? 'none' : wrapped(dialect);
    return layoutOf([wholeFile(file.role === 'down' ? 'down' : 'up', text.length, transaction)], {
      oneString: true,
    });
  },

  nameFollowUps(followUps, after, set, dialect) {
    return oneStatementEach(followUps, dialect).flatMap((followUp, index) => {
      const stem = joinPath(parentOf(after.path), `${nextVersion(set, index)}_${followUp.slug}`);
      const head = followUp.transaction === 'none' ? `${OUTSIDE}\n` : '';
      const text = `${head}${followUp.body}\n`;
      return hasDownFiles(set)
        ? [
            { path: `${stem}.up.sql`, text },
            { path: `${stem}.down.sql`, text: emptyDown(followUp) },
          ]
        : [{ path: `${stem}.sql`, text }];
    });
  },
};

/** Folders of crates that use sqlx, and the folders that their sqlx.toml names. */
function cratesWithSqlx(project: ProjectFiles): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of project.paths) {
    const name = baseNameOf(path);
    if (name === 'sqlx.toml') {
      const folder = parentOf(path);
      folders.add(folder);
      const named = migrationsDirectory(project.read(path) ?? '');
      if (named !== null) folders.add(joinPath(folder, named));
    } else if (name === 'Cargo.toml') {
      if (/^[ \t]*(?:\[.*\.)?sqlx\b/m.test(project.read(path) ?? '')) folders.add(parentOf(path));
    } else if (/(?:^|\/)\.sqlx\/query-[^/]+\.json$/.test(path)) {
      folders.add(parentOf(parentOf(path)));
    }
  }
  return folders;
}

/** The default folder of a crate and the folders below it. */
function isOfCrate(root: string, crates: ReadonlySet<string>): boolean {
  return foldersUpFrom(root).some(
    folder => /^migrations(?:[-_]\w+)?$/.test(baseNameOf(folder)) && crates.has(parentOf(folder)),
  );
}

function migrationsDirectory(toml: string): string | null {
  const migrate = tableOf(toml)?.['migrate'];
  if (typeof migrate !== 'object' || migrate === null || !('migrations-dir' in migrate)) return null;
  const folder = migrate['migrations-dir'];
  return typeof folder === 'string' ? folder.replace(/^\.\/|\/+$/g, '') : null;
}

function tableOf(toml: string): Readonly<Record<string, unknown>> | null {
  try {
    return parse(toml);
  } catch {
    return null;
  }
}
