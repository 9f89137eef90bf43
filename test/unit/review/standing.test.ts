import assert from 'node:assert/strict';
import type { Branch } from '../../../server/src/review/branch.ts';
import { migrationAt, type Project } from '../../../server/src/review/project.ts';
import { renamedFiles } from '../../../server/src/review/renamedFiles.ts';
import { pendingPaths, standingOf } from '../../../server/src/review/standing.ts';
import { versionConflicts } from '../../../server/src/review/versionConflicts.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

type Texts = Readonly<Record<string, string>>;

interface Situation {
  readonly now: Texts;
  readonly merged?: Texts;
  readonly arrived?: Texts;
  readonly ignored?: readonly string[];
  readonly configuration?: object;
}

function projectWith({ now, merged, arrived = {}, ignored = [], configuration = {} }: Situation): Project {
  const project = projectOf({ files: now, configuration: JSON.stringify(configuration) });
  if (merged === undefined) return project;
  const texts = new Map(Object.entries(merged));
  const branch: Branch = {
    base: 'origin/main',
    tip: 'tip',
    mergeBase: 'fork',
    isMerged: false,
    merged: texts,
    arrived: new Map(Object.entries(arrived)),
    renames: renamedFiles(texts, new Map(Object.entries(now))),
    ignored: new Set(ignored),
  };
  return { ...project, branch };
}

function standings(situation: Situation): Readonly<Record<string, string>> {
  const project = projectWith(situation);
  return Object.fromEntries(
    Object.keys(situation.now).map(path => [path.replace('db/migration/', ''), standingOf(project, path)]),
  );
}

const V1 = 'db/migration/V1__a.sql';
const V2 = 'db/migration/V2__b.sql';
const V3 = 'db/migration/V3__c.sql';
const NOW = { [V1]: 'SELECT 1;', [V2]: 'SELECT 2;', [V3]: 'SELECT 3;' };

describe('whether a migration is pending', () => {
  it('nobody knows without git and without deployedThrough', () =>
    assert.deepEqual(standings({ now: NOW }), {
      'V1__a.sql': 'unknown',
      'V2__b.sql': 'unknown',
      'V3__c.sql': 'unknown',
    }));

  it('new and changed ones are, merged ones are history', () =>
    assert.deepEqual(standings({ now: NOW, merged: { [V1]: 'SELECT 1;', [V2]: 'SELECT 20;' } }), {
      'V1__a.sql': 'history',
      'V2__b.sql': 'pending',
      'V3__c.sql': 'pending',
    }));

  it('line ends are no change', () =>
    assert.deepEqual(standings({ now: { [V1]: 'SELECT\r\n1;' }, merged: { [V1]: 'SELECT\n1;' } }), {
      'V1__a.sql': 'history',
    }));

  it('a renumbered one is, one that only moved is not', () => {
    const moved = 'db/migration/2026/V2__b.sql';
    assert.deepEqual(
      standings({
        now: { [V1]: 'SELECT 1;', [moved]: 'SELECT 2;' },
        merged: { [V1]: 'SELECT 1;', [V2]: 'SELECT 2;' },
      }),
      { 'V1__a.sql': 'history', '2026/V2__b.sql': 'history' },
    );
    assert.deepEqual(
      standings({ now: { [V3]: 'CREATE TABLE c (id int);' }, merged: { [V2]: 'CREATE TABLE c (id int);' } }),
      { 'V3__c.sql': 'pending' },
    );
  });

  it('deployedThrough decides over versions, git over what has none and over what is new', () => {
    const view = 'db/migration/R__view.sql';
    assert.deepEqual(
      standings({ now: { ...NOW, [view]: 'SELECT 4;' }, configuration: { deployedThrough: '2' } }),
      {
        'V1__a.sql': 'history',
        'V2__b.sql': 'history',
        'V3__c.sql': 'pending',
        'R__view.sql': 'unknown',
      },
    );
    assert.deepEqual(
      standings({
        now: { ...NOW, [view]: 'SELECT 4;' },
        merged: { [V1]: 'SELECT 1;', [V3]: 'SELECT 3;', [view]: 'SELECT 4;' },
        configuration: { deployedThrough: '2' },
      }),
      { 'V1__a.sql': 'history', 'V2__b.sql': 'pending', 'V3__c.sql': 'pending', 'R__view.sql': 'history' },
    );
  });

  it('nobody knows of files that git ignores', () =>
    assert.deepEqual(standings({ now: { [V1]: 'SELECT 1;' }, merged: {}, ignored: [V1] }), {
      'V1__a.sql': 'unknown',
    }));
});

describe('the pending set', () => {
  const set = (situation: Situation, path: string): string[] => {
    const project = projectWith(situation);
    const place = migrationAt(project, path);
    return [...pendingPaths(project, place.set, place.file, place.index)].sort();
  };

  it('is the file alone where nobody tells', () => assert.deepEqual(set({ now: NOW }, V3), [V3]));

  it('holds the files that were generated in the same second before it, where nobody tells', () => {
    const [first, second, next, loose] = [
      'migrations/20210410175418000001_network.up.sql',
      'migrations/20210410175418000002_network.up.sql',
      'migrations/20210410175419000000_network.up.sql',
      'migrations/20210410175419_other.up.sql',
    ];
    const now = { [first]: 'SELECT 1;', [second]: 'SELECT 2;', [next]: 'SELECT 3;' };
    assert.deepEqual(set({ now }, second), [first, second]);
    assert.deepEqual(set({ now }, first), [first]);
    assert.deepEqual(set({ now }, next), [next]);
    assert.deepEqual(set({ now, merged: now }, second), [second], 'git tells');
    const twins = { [loose]: 'SELECT 1;', [loose.replace('other', 'third')]: 'SELECT 2;' };
    assert.deepEqual(set({ now: twins }, loose.replace('other', 'third')).length, 1, 'two by chance');
  });

  it('holds the new ones before it, not those that were merged and edited', () => {
    assert.deepEqual(set({ now: NOW, merged: { [V1]: 'SELECT 10;' } }, V3), [V2, V3]);
    assert.deepEqual(set({ now: NOW, merged: { [V1]: 'SELECT 1;' } }, V2), [V2]);
    assert.deepEqual(set({ now: NOW, merged: { [V1]: 'SELECT 1;', [V2]: 'SELECT 2;' } }, V1), [V1]);
  });

  it('holds what comes after deployedThrough', () =>
    assert.deepEqual(set({ now: NOW, configuration: { deployedThrough: '1' } }, V3), [V2, V3]));

  it('makes tables of earlier pending files new, and no others', async () => {
    const now = {
      [V1]: 'CREATE TABLE old (id bigint PRIMARY KEY, a int);',
      [V2]: 'CREATE TABLE fresh (id bigint PRIMARY KEY, a int);',
      [V3]: 'CREATE INDEX fresh_a ON fresh (a);\nCREATE INDEX old_a ON old (a);',
    };
    const found = async (situation: Situation): Promise<unknown> => {
      const result = (await reviewerFor(['postgresql@16'])).review(projectWith(situation), V3);
      return result?.findings
        .filter(({ rule }) => rule === 'create-index-blocks-writes')
        .map(({ span }) => now[V3].slice(span.start).split('\n', 1)[0]?.includes('fresh'));
    };
    assert.deepEqual(await found({ now }), [true, false], 'each file alone');
    assert.deepEqual(await found({ now, merged: { [V1]: now[V1] } }), [false], 'V2 is pending too');
    assert.deepEqual(await found({ now, merged: { [V1]: `${now[V1]}\n-- edited` } }), [false]);
    assert.deepEqual(await found({ now, merged: { [V1]: now[V1], [V2]: now[V2] } }), [true, false]);
  });

  it('holds no table into which an earlier pending file loads rows', async () => {
    const now = {
      [V1]: 'SELECT 1;',
      [V2]: 'CREATE TABLE fresh (id bigint PRIMARY KEY, a int);\nINSERT INTO fresh SELECT * FROM old;',
      [V3]: 'CREATE INDEX fresh_a ON fresh (a);',
    };
    const result = (await reviewerFor(['postgresql@16'])).review(projectWith({ now, merged: {} }), V3);
    assert.ok(result?.findings.some(({ rule }) => rule === 'create-index-blocks-writes'));
  });
});

describe('versions in conflict', () => {
  it('are mended by the next free version, for what belongs to the migration too', () => {
    const now = {
      'migrations/000001_a.up.sql': 'SELECT 1;',
      'migrations/000001_a.down.sql': 'SELECT 1;',
      'migrations/000002_b.up.sql': 'SELECT 2;',
      'migrations/000002_b.down.sql': 'SELECT 2;',
    };
    const project = projectWith({
      now,
      merged: { 'migrations/000001_a.up.sql': 'SELECT 1;', 'migrations/000001_a.down.sql': 'SELECT 1;' },
      arrived: { 'migrations/000002_x.up.sql': 'SELECT 3;', 'migrations/000003_y.up.sql': 'SELECT 3;' },
    });
    const [conflict] = versionConflicts(project, 'migrations/000002_b.up.sql');
    assert.ok(conflict?.kind === 'duplicate');
    assert.deepEqual([conflict.other, conflict.where], ['migrations/000002_x.up.sql', 'base']);
    assert.deepEqual(conflict.renames, [
      { from: 'migrations/000002_b.up.sql', to: 'migrations/000004_b.up.sql' },
      { from: 'migrations/000002_b.down.sql', to: 'migrations/000004_b.down.sql' },
    ]);
    assert.deepEqual(versionConflicts(project, 'migrations/000001_a.up.sql'), []);
  });

  it('take the file that tells Flyway how to run the script along, and leave undo scripts to people', () => {
    const now = { [V1]: 'SELECT 1;', [V2]: 'SELECT 2;', [`${V1}.conf`]: 'executeInTransaction=false' };
    const renamesOf = (files: Texts): unknown => {
      const [conflict] = versionConflicts(projectWith({ now: files, merged: { [V2]: 'SELECT 2;' } }), V1);
      return conflict?.kind === 'out-of-order' ? conflict.renames : conflict;
    };
    assert.deepEqual(renamesOf(now), [
      { from: V1, to: 'db/migration/V3__a.sql' },
      { from: `${V1}.conf`, to: 'db/migration/V3__a.sql.conf' },
    ]);
    assert.deepEqual(renamesOf({ ...now, 'db/migration/U1__a.sql': 'SELECT 1;' }), []);
  });

  it('are nothing that the same path on both sides means: git asks about that itself', () =>
    assert.deepEqual(
      versionConflicts(
        projectWith({ now: { [V1]: 'SELECT 1;' }, merged: {}, arrived: { [V1]: 'SELECT 10;' } }),
        V1,
      ),
      [],
    ));
});
