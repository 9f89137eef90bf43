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
      files: files.sort((left, right) => compareNames(left.path, right.path)),
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

/** Without the ending, so that `upgrade_3.sql` comes before `upgrade_3_2_validate.sql` as it does in a shell. */
function compareNames(left: string, right: string): number {
  const stem = (path: string): string => path.replace(/\.sql$/i, '');
  return compareNaturally(stem(left), stem(right)) || compareNaturally(left, right);
}
