import type { MigrationFile, MigrationFramework } from './framework.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { isSchemaDump } from './schemaDumps.ts';
import { compareNaturally, incrementVersion } from './versions.ts';

/** SQL files of a folder that no tool claims: run by hand or by a tool of the house, in the order of their names. */
export const plain: MigrationFramework = {
  name: 'plain',
  title: 'plain SQL files',
  configurationFiles: null,
  optOut: null,

  recognise(project) {
    const folders = new Map<string, MigrationFile[]>();
    for (const path of project.paths) {
      if (!path.toLowerCase().endsWith('.sql') || isSchemaDump(project, path)) continue;
      const folder = parentOf(path);
      const files = folders.get(folder) ?? [];
      files.push({
        path,
        version: /^\d+(?:[._]\d+)*/.exec(baseNameOf(path))?.[0] ?? null,
        role: 'versioned',
      });
      folders.set(folder, files);
    }
    return [...folders].map(([root, files]) => ({
      framework: 'plain',
      root,
      files: withWholeSchemas(files.sort((left, right) => compareNames(left.path, right.path))),
      settings: {},
    }));
  },

  layout(_file, _split, text) {
    const direction = /(?:^|[._/-])(?:down|undo|rollback|revert)(?:[._-]|\.sql$)/i.test(
      baseNameOf(_file.path),
    )
      ? 'down'
      : 'up';
    return {
      sections: [{ direction, span: { start: 0, end: text.length }, transaction: 'none' }],
      transaction: 'none',
      oneString: false,
      repeatable: false,
    };
  },

  nameFollowUps(followUps, after, set) {
    const folder = parentOf(after.path);
    const name = baseNameOf(after.path);
    const prefix = /^(\d+)([._-]+)/.exec(name);
    const taken = set.files
      .map(file => /^(\d+)/.exec(baseNameOf(file.path))?.[1] ?? '')
      .filter(text => text !== '');
    const newest = taken.sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1)).at(-1);
    return followUps.map((followUp, index) => {
      const fileName =
        prefix === null || newest === undefined
          ? `${name.replace(/\.sql$/i, '')}_${index + 2}_${followUp.slug}.sql`
          : `${incrementVersion(newest, index + 1)}${prefix[2]}${followUp.slug}.sql`;
      return { path: joinPath(folder, fileName), text: `${followUp.body}\n` };
    });
  },
};

const SCHEMA_NAME = /^(?:[a-z]+[-_.])*schema[-_.]v?\d/i;
const UPGRADE_NAME = /^(?:[a-z]+[-_.])*(?:upgrade|update|migrate)[-_.]/i;

/** `schema-1.0.sql`, `schema-1.1.sql` beside `upgrade-1.0-to-1.1.sql`: the upgrades build on the first schema only. */
function withWholeSchemas(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const schemas = files.filter(({ path }) => SCHEMA_NAME.test(baseNameOf(path)));
  if (schemas.length < 2 || !files.some(({ path }) => UPGRADE_NAME.test(baseNameOf(path)))) return files;
  const [first] = schemas;
  return files.map(file =>
    file !== first && schemas.includes(file) ? { ...file, wholeSchema: true } : file,
  );
}

/** By name, but what goes on with `_` comes after its beginning as in a shell: `upgrade_3_2.sql` after `upgrade_3.sql`. */
function compareNames(left: string, right: string): number {
  const goesOn = (longer: string, shorter: string): boolean =>
    longer.toLowerCase().startsWith(`${shorter.toLowerCase().replace(/\.sql$/, '')}_`);
  if (goesOn(right, left)) return -1;
  return goesOn(left, right) ? 1 : compareNaturally(left, right);
}
