import { byNumber, migrationSet, numberedFiles } from './fileSets.ts';
import type { MigrationFramework, ProjectFiles } from './framework.ts';
import { emptyDown, hasDownFiles, nextVersion, oneStatementEach } from './nextFiles.ts';
import { joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile } from './sections.ts';

/**
 * `source/parse.go`. Names with a dialect before the direction are pop's, those with `tx` are bun's; neither runs files
 * as golang-migrate does.
 */
const FILE_NAME =
  /^(\d+)_.*?(?<!\.(?:mysql|mariadb|postgres|postgresql|cockroach|cockroachdb|sqlite|sqlite3|mssql|tx))\.(up|down)\.sql$/;
/** Versions are unsigned 64-bit integers. */
const MOST = 2n ** 64n - 1n;

/** Files that people start the tool from, with the address of the database. */
const CALLING_FILES =
  /(?:^|\/)(?:GNUmakefile|[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|(?:docker-)?compose[^/]*\.ya?ml)$/;

/** The address asks the tool to cut files at each `;` (its `database/postgres` and `multistmt`). */
function cutsStatements(project: ProjectFiles): boolean {
  return project.paths.some(
    path => CALLING_FILES.test(path) && /\bx-multi-statement=true\b/.test(project.read(path) ?? ''),
  );
}

/**
 * golang-migrate's database drivers: no transaction of its own. PostgreSQL is sent the file as one string unless the
 * connection says x-multi-statement=true; MySQL needs multiStatements=true and is sent one string as well.
 */
export const golangMigrate: MigrationFramework = {
  name: 'golang-migrate',
  title: 'golang-migrate',
  configurationFiles: CALLING_FILES,
  optOut: null,

  recognise(project) {
    const settings: Readonly<Record<string, string>> = cutsStatements(project)
      ? { 'x-multi-statement': 'true' }
      : {};
    return [...numberedFiles(project, FILE_NAME)].flatMap(([root, named]) => {
      const files = named.filter(({ version }) => version !== null && isInRange(version));
      const leadsForward = files.some(file => file.direction === 'up');
      return leadsForward
        ? [{ ...migrationSet({ framework: 'golang-migrate', root, files, order: byNumber }), settings }]
        : [];
    });
  },

  layout(file, _split, text, _dialect, set) {
    return layoutOf([wholeFile(file.role === 'down' ? 'down' : 'up', text.length, 'none')], {
      oneString: set.settings['x-multi-statement'] !== 'true',
    });
  },

  nameFollowUps(followUps, after, set, dialect) {
    return oneStatementEach(followUps, dialect).flatMap((followUp, index) => {
      const stem = joinPath(parentOf(after.path), `${nextVersion(set, index)}_${followUp.slug}`);
      const up = { path: `${stem}.up.sql`, text: `${followUp.body}\n` };
      return hasDownFiles(set) ? [up, { path: `${stem}.down.sql`, text: emptyDown(followUp) }] : [up];
    });
  },
};

function isInRange(version: string): boolean {
  return version.length < 20 || (version.length < 40 && BigInt(version) <= MOST);
}
