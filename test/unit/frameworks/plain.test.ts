import assert from 'node:assert/strict';
import type { MigrationFile, MigrationSet } from '../../../server/src/frameworks/framework.ts';
import { plain } from '../../../server/src/frameworks/plain.ts';

function setOf(...names: readonly string[]): MigrationSet {
  const [set] = plain.recognise({ paths: names.map(name => `sql/${name}`), read: () => '' });
  assert.ok(set);
  return set;
}

function namesIn({ files }: MigrationSet): readonly string[] {
  return files.map(({ path }) => path.slice('sql/'.length));
}

function following(set: MigrationSet, name: string, ...slugs: readonly string[]): readonly string[] {
  const file: MigrationFile | undefined = set.files.find(({ path }) => path === `sql/${name}`);
  assert.ok(file);
  const followUps = slugs.map(slug => ({ slug, body: 'SELECT 1;', transaction: 'default' as const }));
  return plain.nameFollowUps(followUps, file, set, 'postgresql').map(({ path }) => path.slice('sql/'.length));
}

describe('plain SQL files', () => {
  it('run by name, what goes on from a name after it and its way back before it', () => {
    const names = [
      'upgrade_3.down.sql',
      'upgrade_3.sql',
      'upgrade_3_2_validate.sql',
      'upgrade_4.sql',
      'upgrade_10.sql',
    ];
    assert.deepEqual(namesIn(setOf(...[...names].reverse())), names);
  });

  it('have no part of the history in a way back beside its way forward', () => {
    const rolesIn = (...names: readonly string[]): readonly string[] =>
      setOf(...names).files.map(({ path, role }) => `${path.slice('sql/'.length)} ${role}`);
    assert.deepEqual(
      rolesIn('create_user.up.sql', 'create_user.down.sql', 'upgrade_3-down.sql', 'upgrade_3.sql'),
      [
        'create_user.down.sql down',
        'create_user.up.sql versioned',
        'upgrade_3.sql versioned',
        'upgrade_3-down.sql down',
      ],
    );
    assert.deepEqual(rolesIn('shut_down.sql', '4_close.down.sql', 'touch_up.sql', 'down.sql'), [
      '4_close.down.sql versioned',
      'down.sql versioned',
      'shut_down.sql versioned',
      'touch_up.sql versioned',
    ]);
    assert.deepEqual(rolesIn('up.sql', 'down.sql'), ['down.sql down', 'up.sql versioned']);
  });

  it('go forward with a number of its own among others, though the name speaks of taking something back', () => {
    const directionIn = (name: string, ...others: readonly string[]): string | undefined => {
      const set = setOf(name, ...others);
      const file = set.files.find(({ path }) => path === `sql/${name}`);
      assert.ok(file);
      const text = 'SELECT 1;';
      const split = { pieces: [], comments: [], strayTerminators: [], restartPoints: [] };
      const project = { paths: [], read: () => null };
      return plain.layout(file, split, text, 'postgresql', set, project).sections[0]?.direction;
    };
    assert.equal(directionIn('0042-rollback-triggers.sql', '0040-triggers.sql', '0043-more.sql'), 'up');
    assert.equal(directionIn('12_revert_names.sql', '3_names.sql'), 'up');
    assert.equal(directionIn('0042-rollback-triggers.sql', '0042-triggers.sql', '0041-more.sql'), 'down');
    assert.equal(directionIn('0042-rollback-triggers.sql', '0041-rollback-names.sql'), 'down');
    assert.equal(directionIn('0042-rollback.sql', '0041-names.sql'), 'down');
    assert.equal(directionIn('rollback-0042.sql', '0041-names.sql'), 'down');
    assert.equal(directionIn('0042-triggers.down.sql', '0041-names.sql'), 'down');
  });

  it('are followed by the next number, or by names that go on from theirs', () => {
    assert.deepEqual(following(setOf('001_a.sql', '007_b.sql'), '001_a.sql', 'x', 'y'), [
      '008_x.sql',
      '009_y.sql',
    ]);
    assert.deepEqual(following(setOf('up.sql'), 'up.sql', 'x', 'y'), ['up_2_x.sql', 'up_3_y.sql']);
  });

  it('do not get longer and longer names', () => {
    const set = setOf('up.sql', 'up_2_part2.sql', 'up_3_x.sql');
    assert.deepEqual(following(set, 'up_2_part2.sql', 'up_2_part3'), ['up_4_part3.sql']);
  });

  it('run their follow-ups after them and before the next file', () => {
    const set = setOf('upgrade_3.sql', 'upgrade_4.sql');
    const names = following(set, 'upgrade_3.sql', 'upgrade_3_part2', 'validate');
    assert.deepEqual(namesIn(setOf(...names, 'upgrade_4.sql', 'upgrade_3.sql')), [
      'upgrade_3.sql',
      ...names,
      'upgrade_4.sql',
    ]);
  });
});
