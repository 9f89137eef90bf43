import assert from 'node:assert/strict';
import { type InMemoryGit, inMemoryGit } from '../../../server/src/workspace/git.ts';
import { type BaseWish, findBase } from '../../../server/src/workspace/gitBase.ts';

/** `c2` is a branch that left `c0` before `c1` came; `c9` has a history of its own. */
const COMMITS: InMemoryGit['commits'] = {
  c0: { files: {} },
  c1: { files: {}, parents: ['c0'] },
  c2: { files: {}, parents: ['c0'] },
  c9: { files: {} },
};

async function baseOf(
  revisions: Readonly<Record<string, string>>,
  wish: BaseWish = {},
  rest: Partial<InMemoryGit> = {},
): Promise<unknown> {
  const git = inMemoryGit({ commits: COMMITS, visible: [], ...rest, revisions });
  const base = await findBase(git, wish);
  return base.kind === 'found' ? `${base.name} ${base.tip} ${base.mergeBase}` : base;
}

describe('the base branch', () => {
  it("is the remote's main branch, whatever its name", async () => {
    assert.equal(
      await baseOf(
        { HEAD: 'c2', 'origin/production': 'c1', 'origin/main': 'c9' },
        {},
        { remoteHead: 'origin/production' },
      ),
      'origin/production c1 c0',
    );
  });

  it('is a branch of a usual name, the remote copy before the local one', async () => {
    assert.equal(await baseOf({ HEAD: 'c2', master: 'c0', 'origin/master': 'c1' }), 'origin/master c1 c0');
    assert.equal(await baseOf({ HEAD: 'c2', trunk: 'c1' }), 'trunk c1 c0');
    assert.equal(await baseOf({ HEAD: 'c2', develop: 'c1', main: 'c0' }), 'main c0 c0');
  });

  it('is the remote copy on main itself, so that commits nobody has pushed are new', async () => {
    assert.equal(await baseOf({ HEAD: 'c1', main: 'c1', 'origin/main': 'c0' }), 'origin/main c0 c0');
    assert.equal(await baseOf({ HEAD: 'c1', main: 'c1' }), 'main c1 c1');
  });

  it('is what the user names, as it stands or on the remote, and nothing else then', async () => {
    const revisions = { HEAD: 'c2', release: 'c1', 'origin/release': 'c0', 'origin/main': 'c1' };
    assert.equal(await baseOf(revisions, { named: 'release', pullRequestInto: 'main' }), 'release c1 c0');
    assert.equal(await baseOf({ ...revisions, release: '' }, { named: 'c0' }), 'c0 c0 c0');
    assert.deepEqual(await baseOf(revisions, { named: 'nowhere' }), {
      kind: 'not-here',
      revision: 'nowhere',
      isShallow: false,
    });
  });

  it('is what the configuration names, else what the pull request leads to; the remote copy first', async () => {
    const revisions = { HEAD: 'c2', release: 'c0', 'origin/release': 'c1', 'origin/main': 'c0' };
    assert.equal(
      await baseOf(revisions, { configured: 'release', pullRequestInto: 'main' }),
      'origin/release c1 c0',
    );
    assert.equal(await baseOf(revisions, { pullRequestInto: 'release' }), 'origin/release c1 c0');
    assert.deepEqual(await baseOf({ HEAD: 'c2', 'origin/main': 'c1' }, { pullRequestInto: 'next' }), {
      kind: 'not-here',
      revision: 'next',
      isShallow: false,
    });
  });

  it('is missing without commits, branches or a common ancestor', async () => {
    assert.deepEqual(await baseOf({}), { kind: 'no-commits' });
    assert.deepEqual(await baseOf({ HEAD: 'c2', feature: 'c2' }), { kind: 'no-base' });
    assert.deepEqual(await baseOf({ HEAD: 'c2', 'origin/main': 'c9' }, {}, { isShallow: true }), {
      kind: 'no-common-ancestor',
      revision: 'origin/main',
      isShallow: true,
    });
  });
});
