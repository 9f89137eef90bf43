import assert from 'node:assert/strict';
import { type Branch, compareAgain, compareWithBase } from '../../../server/src/review/branch.ts';
import { renamedFiles } from '../../../server/src/review/renamedFiles.ts';
import { type GitTree, inMemoryGit } from '../../../server/src/workspace/git.ts';

const matters = (path: string): boolean => path.endsWith('.sql');

interface Situation {
  /** At the branching point, at the tip of main, and in the working tree. */
  readonly before: GitTree;
  readonly tip?: GitTree;
  readonly now: GitTree;
  readonly ignored?: readonly string[];
}

async function branchOf({ before, tip = before, now, ignored = [] }: Situation): Promise<Branch> {
  const state = await compareWithBase(
    inMemoryGit({
      commits: {
        old: { files: before },
        new: { files: tip, parents: ['old'] },
        work: { files: {}, parents: ['old'] },
      },
      revisions: { HEAD: 'work', 'origin/main': 'new' },
      visible: Object.keys(now).filter(path => !ignored.includes(path)),
    }),
    {},
    { paths: Object.keys(now), texts: new Map(Object.entries(now)), matters },
  );
  assert.ok(state.kind === 'compared');
  return state.branch;
}

describe('the comparison with the base branch', () => {
  it('has the merged text of every migration, edited and deleted ones included', async () => {
    const branch = await branchOf({
      before: { 'V1.sql': 'one', 'V2.sql': 'two', 'V3.sql': 'three', 'README.md': 'x' },
      now: { 'V1.sql': 'one', 'V2.sql': 'two edited', 'V4.sql': 'four' },
    });
    assert.deepEqual(Object.fromEntries(branch.merged), {
      'V1.sql': 'one',
      'V2.sql': 'two',
      'V3.sql': 'three',
    });
    assert.deepEqual([branch.base, branch.tip, branch.mergeBase], ['origin/main', 'new', 'old']);
    assert.equal(branch.arrived.size, 0);
  });

  it('tells what came to the base branch meanwhile from what was picked from here', async () => {
    const branch = await branchOf({
      before: { 'V1.sql': 'one' },
      tip: { 'V1.sql': 'one', 'V2.sql': 'theirs', 'V3.sql': 'ours, squashed', 'V4.sql': 'theirs as well' },
      now: { 'V1.sql': 'one', 'V3.sql': 'ours, squashed', 'V4.sql': 'ours' },
    });
    assert.deepEqual([...branch.merged.keys()], ['V1.sql', 'V3.sql']);
    assert.deepEqual(Object.fromEntries(branch.arrived), { 'V2.sql': 'theirs', 'V4.sql': 'theirs as well' });
  });

  it('knows which files git ignores', async () => {
    const branch = await branchOf({
      before: {},
      now: { 'V1.sql': 'one', 'generated.sql': 'x', 'notes.md': '' },
      ignored: ['generated.sql', 'notes.md'],
    });
    assert.deepEqual([...branch.ignored], ['generated.sql']);
  });

  it('is kept while neither the base nor the branching point moves', async () => {
    const working = { paths: ['V1.sql'], texts: new Map([['V1.sql', 'one']]), matters };
    const commits = { old: { files: {} }, new: { files: { 'V1.sql': 'one' }, parents: ['old'] } };
    const at = (head: string) =>
      inMemoryGit({ commits, revisions: { HEAD: head, 'origin/main': 'new' }, visible: ['V1.sql'] });
    const first = await compareWithBase(at('old'), {}, working);
    assert.equal(await compareAgain(at('old'), {}, working, first), first);
    const moved = await compareAgain(at('new'), {}, working, first);
    assert.notEqual(moved, first);
    assert.ok(moved.kind === 'compared' && moved.branch.isMerged);
    const missing = await compareWithBase(at('old'), { named: 'nowhere' }, working);
    assert.equal(await compareAgain(at('old'), { named: 'nowhere' }, working, missing), missing);
  });
});

describe('renamed files', () => {
  const renames = (before: GitTree, now: GitTree): unknown =>
    Object.fromEntries(renamedFiles(new Map(Object.entries(before)), new Map(Object.entries(now))));
  const LONG = 'CREATE TABLE a (\n  id int,\n  b int,\n  c int\n);\n';

  it('have the same text, whatever the line ends', () =>
    assert.deepEqual(renames({ 'a.sql': LONG }, { 'b.sql': LONG.replaceAll('\n', '\r\n') }), {
      'b.sql': 'a.sql',
    }));

  it('have half of their lines in common, or less under the same name', () => {
    assert.deepEqual(renames({ 'a.sql': LONG }, { 'b.sql': LONG.replace('b int', 'd int') }), {
      'b.sql': 'a.sql',
    });
    assert.deepEqual(renames({ 'x/a.sql': 'SELECT 1;' }, { 'y/a.sql': 'SELECT 2;' }), {
      'y/a.sql': 'x/a.sql',
    });
  });

  it('are not short files that are alike, files that are still there, or files that differ', () => {
    assert.deepEqual(renames({ 'a.sql': 'BEGIN;\nCOMMIT;' }, { 'b.sql': 'BEGIN;\nSELECT 1;' }), {});
    assert.deepEqual(renames({ 'a.sql': LONG }, { 'a.sql': LONG, 'b.sql': LONG }), {});
    assert.deepEqual(renames({ 'a.sql': LONG }, { 'b.sql': 'DROP TABLE x;\nSELECT 1;\nSELECT 2;' }), {});
  });

  it('are used once, the better match first where texts are the same', () =>
    assert.deepEqual(renames({ 'a.sql': LONG }, { 'b.sql': `${LONG}SELECT 1;\n`, 'c.sql': LONG }), {
      'c.sql': 'a.sql',
    }));
});
