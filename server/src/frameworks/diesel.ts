import { parse } from 'smol-toml';
import { byName, type FileOrder, migrationSet } from './fileSets.ts';
import type { MigrationFramework, ProjectFiles } from './framework.ts';
import { emptyDown, hasDownFiles, nextVersion, oneStatementEach } from './nextFiles.ts';
import { foldersUpFrom, joinPath, parentOf } from './paths.ts';
import { layoutOf, wholeFile, wrapped } from './sections.ts';
import { directoryFiles } from './versionDirectories.ts';
import { compareCodeUnits } from './versions.ts';

const VERSION = /^(\d[\d-]*\d|\d)(?:_|$)/;
const OUTSIDE = 'run_in_transaction = false\n';

/**
 * diesel_migrations: `<version>_<name>/up.sql` and `down.sql`, each one string in a transaction unless metadata.toml
 * beside it says `run_in_transaction = false`.
 */
export const diesel: MigrationFramework = {
  name: 'diesel',
  title: 'Diesel',
  configurationFiles: /(?:^|\/)(?:diesel|metadata)\.toml$/,
  optOut: {
    kind: 'companion-file',
    path: migration => joinPath(parentOf(migration), 'metadata.toml'),
    text: OUTSIDE,
  },

  recognise(project) {
    const configured = configuredFolders(project);
    return [...directoryFiles(project, VERSION)].flatMap(([root, files]) => {
      const usual = root.split('/').some(part => /migrations?$/i.test(part));
      const dated = files.some(({ version }) => version?.includes('-') ?? false);
      const isDiesel = usual || dated || foldersUpFrom(root).some(folder => configured.has(folder));
      return isDiesel ? [migrationSet({ framework: 'diesel', root, files, order: byVersion })] : [];
    });
  },

  layout(file, _split, text, dialect, _set, project) {
    const metadata = project.read(joinPath(parentOf(file.path), 'metadata.toml'));
    const outside = metadata !== null && readTable(metadata)['run_in_transaction'] === false;
    const direction = file.role === 'down' ? 'down' : 'up';
    return layoutOf([wholeFile(direction, text.length, outside ? 'none' : wrapped(dialect))], {
      oneString: true,
    });
  },

  nameFollowUps(followUps, _after, set, dialect) {
    return oneStatementEach(followUps, dialect).flatMap((followUp, index) => {
      const folder = joinPath(set.root, `${nextVersion(set, index, compareVersions)}_${followUp.slug}`);
      const files = [{ path: `${folder}/up.sql`, text: `${followUp.body}\n` }];
      if (hasDownFiles(set)) files.push({ path: `${folder}/down.sql`, text: emptyDown(followUp) });
      if (followUp.transaction === 'none') files.push({ path: `${folder}/metadata.toml`, text: OUTSIDE });
      return files;
    });
  },
};

/** `2024-01-02-030405` is the version 20240102030405; versions are compared as texts. */
function compareVersions(left: string, right: string): number {
  return compareCodeUnits(left.replaceAll('-', ''), right.replaceAll('-', ''));
}

const byVersion: FileOrder = (left, right) =>
  compareVersions(left.version ?? '', right.version ?? '') || byName(left, right);

/** Folders with a diesel.toml, and those that it names as the folder of the migrations. */
function configuredFolders(project: ProjectFiles): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of project.paths) {
    if (!/(?:^|\/)diesel\.toml$/.test(path)) continue;
    const folder = parentOf(path);
    folders.add(folder);
    const directory = readTable(project.read(path) ?? '')['migrations_directory'];
    if (typeof directory !== 'object' || directory === null || !('dir' in directory)) continue;
    if (typeof directory.dir === 'string')
      folders.add(joinPath(folder, directory.dir.replace(/^\.\/|\/+$/g, '')));
  }
  return folders;
}

function readTable(toml: string): Readonly<Record<string, unknown>> {
  try {
    return parse(toml);
  } catch {
    return {};
  }
}
