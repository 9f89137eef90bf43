import assert from 'node:assert/strict';
import { access, chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { gitRepository } from '../../../server/src/node/gitRepository.ts';
import { gitIn, inRepository } from '../workspace/temporaryRepository.ts';

const ONE = { 'db/V1__a.sql': 'CREATE TABLE a (id int);\n' };

describe('git on disk', () => {
  it('tells head, branch and what the remote calls its main branch', () =>
    inRepository(ONE, async ({ folder, git, beside }) => {
      const head = (await git('rev-parse', 'HEAD')).trim();
      const repository = gitRepository(folder);
      assert.deepEqual(await repository.state(), {
        kind: 'repository',
        head,
        branch: 'main',
        remoteHead: null,
        isShallow: false,
      });
      await git('clone', '--quiet', '.', beside('clone'));
      const clone = await gitRepository(beside('clone')).state();
      assert.ok(clone.kind === 'repository');
      assert.equal(clone.remoteHead, 'origin/main');
      assert.equal(await repository.commitOf('main'), head);
      assert.equal(await repository.commitOf('nowhere'), null);
      assert.equal(await repository.commitOf('--help'), null);
      assert.equal(await repository.commitOf(''), null);
    }));

  it('has no branch when HEAD is detached, and no head before the first commit', () =>
    inRepository({}, async ({ folder, git, commit }) => {
      const state = await gitRepository(folder).state();
      assert.ok(state.kind === 'repository');
      assert.equal(state.head, null);
      const head = await commit(ONE);
      await git('checkout', '--quiet', '--detach');
      const detached = await gitRepository(folder).state();
      assert.ok(detached.kind === 'repository');
      assert.deepEqual([detached.head, detached.branch], [head, null]);
    }));

  it('is absent outside of repositories, without git, and where the folder is gone', () =>
    inRepository(ONE, async ({ folder, beside }) => {
      const outside = beside('outside');
      await mkdir(outside);
      const reasonAt = async (path: string): Promise<string> => {
        const state = await gitRepository(path).state();
        return state.kind === 'absent' ? state.reason : state.kind;
      };
      assert.equal(await reasonAt(outside), 'no-repository');
      assert.equal((await reasonAt(beside('gone'))) === 'repository', false);
      await withPath(outside, async () => {
        assert.equal(await reasonAt(folder), 'no-git');
        const repository = gitRepository(folder);
        assert.equal(await repository.filesAt('HEAD'), null);
        assert.equal(await repository.visibleFiles(), null);
        assert.equal((await repository.read(['0123456789'])).size, 0);
      });
    }));

  it('lists and reads a commit from a folder below the top, whatever the names', () => {
    const files = {
      'top.sql': 'SELECT 0;\n',
      'db/with space.sql': 'SELECT 1;\n',
      'db/ünï"code.sql': 'SELECT 2;\n',
      'db/line\nbreak.sql': 'SELECT 3;',
      'db/empty.sql': '',
    };
    return inRepository(files, async ({ folder }) => {
      const repository = gitRepository(join(folder, 'db'));
      const listed = await repository.filesAt('HEAD');
      assert.ok(listed !== null);
      assert.deepEqual(
        [...listed.keys()].sort(),
        ['empty.sql', 'line\nbreak.sql', 'with space.sql', 'ünï"code.sql'].sort(),
      );
      const texts = await repository.read([...listed.values()]);
      for (const [path, content] of listed)
        assert.equal(texts.get(content), files[`db/${path}` as keyof typeof files]);
      assert.equal(await repository.filesAt('nowhere'), null);
    });
  });

  it('leaves out what is no text, links and what is missing', () =>
    inRepository({ 'a.sql': 'SELECT 1;\n', 'b.sql': new Uint8Array([0x53, 0, 1, 2]) }, async ({ folder }) => {
      const repository = gitRepository(folder);
      const listed = await repository.filesAt('HEAD');
      const ids = [...(listed ?? new Map<string, string>()).values()];
      const texts = await repository.read(['f'.repeat(40), ...ids]);
      assert.deepEqual([...texts.values()], ['SELECT 1;\n']);
    }));

  it('knows a text again by its id, with line ends of either kind, in repositories of both hashes', async () => {
    const check = async (folder: string): Promise<void> => {
      const repository = gitRepository(folder);
      const content = (await repository.filesAt('HEAD'))?.get('db/V1__a.sql') ?? '';
      assert.equal(repository.isContent(ONE['db/V1__a.sql'], content), true);
      assert.equal(repository.isContent(ONE['db/V1__a.sql'].replace('\n', '\r\n'), content), true);
      assert.equal(repository.isContent('CREATE TABLE b (id int);\n', content), false);
    };
    await inRepository(ONE, async ({ folder, beside }) => {
      await check(folder);
      const other = beside('sha256');
      await mkdir(join(other, 'db'), { recursive: true });
      await writeFile(join(other, 'db/V1__a.sql'), ONE['db/V1__a.sql']);
      await gitIn(other, ['init', '--quiet', '--object-format=sha256']);
      await gitIn(other, ['add', '.']);
      await gitIn(other, ['commit', '--quiet', '-m', 'one']);
      await check(other);
    });
  });

  it('sees tracked, staged and untracked files, and none that is ignored', () =>
    inRepository({ ...ONE, '.gitignore': 'generated/\n' }, async ({ folder, write, git, remove }) => {
      await write({ 'db/V2__b.sql': '', 'db/V3__c.sql': '', 'generated/V4__d.sql': '' });
      await git('add', 'db/V2__b.sql');
      await remove('db/V1__a.sql');
      const visible = await gitRepository(join(folder, 'db')).visibleFiles();
      assert.deepEqual([...(visible ?? [])].sort(), ['V1__a.sql', 'V2__b.sql', 'V3__c.sql']);
      assert.equal((await gitRepository(folder).visibleFiles())?.has('generated/V4__d.sql'), false);
    }));

  it('works in worktrees and submodules', () =>
    inRepository(ONE, async ({ folder, git, beside, commit }) => {
      await git('worktree', 'add', '--quiet', '-b', 'other', beside('worktree'));
      const tree = await gitRepository(beside('worktree')).state();
      assert.ok(tree.kind === 'repository');
      assert.equal(tree.branch, 'other');
      await git('clone', '--quiet', '.', beside('library'));
      await git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', beside('library'), 'sub');
      await commit({});
      const outer = await gitRepository(folder).filesAt('HEAD');
      assert.equal(outer?.has('sub'), false, 'a submodule is no file');
      const inner = await gitRepository(join(folder, 'sub')).filesAt('HEAD');
      assert.deepEqual([...(inner?.keys() ?? [])], ['db/V1__a.sql']);
    }));

  it('has no merge base in a shallow clone, and says that it is one', () =>
    inRepository(ONE, async ({ folder, git, commit, beside }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ 'db/V2__b.sql': 'SELECT 2;' });
      await git('checkout', '--quiet', 'main');
      await commit({ 'db/V3__c.sql': 'SELECT 3;' });
      await git(
        'clone',
        '--quiet',
        '--depth',
        '1',
        '--no-single-branch',
        `file://${folder}`,
        beside('shallow'),
      );
      const repository = gitRepository(beside('shallow'));
      const state = await repository.state();
      assert.ok(state.kind === 'repository');
      assert.equal(state.isShallow, true);
      const [main, feature] = await Promise.all([
        repository.commitOf('origin/main'),
        repository.commitOf('origin/feature'),
      ]);
      assert.ok(main !== null && feature !== null);
      assert.equal(await repository.mergeBase(main, feature), null);
    }));

  it('runs no program that the repository names', () =>
    inRepository({ ...ONE, '.gitattributes': '*.sql filter=trap diff=trap\n' }, async repository => {
      const { folder, git, beside, write } = repository;
      const trap = beside('trap.sh');
      await writeFile(trap, `#!/bin/sh\ntouch '${beside('sprung')}'\ncat\n`);
      await chmod(trap, 0o755);
      for (const setting of [
        'core.fsmonitor',
        'core.hooksPath',
        'core.pager',
        'filter.trap.clean',
        'diff.trap.command',
        'diff.trap.textconv',
      ])
        await git('config', setting, trap);
      await write({ 'db/V1__a.sql': 'CREATE TABLE changed (id int);\n' });
      const asked = gitRepository(folder);
      await asked.state();
      const files = await asked.filesAt('HEAD');
      await asked.visibleFiles();
      await asked.read([...(files?.values() ?? [])]);
      await assert.rejects(access(beside('sprung')));
    }));

  it('gives a git up that does not answer', () =>
    inRepository(ONE, async ({ folder, beside }) => {
      const bin = beside('bin');
      await mkdir(bin);
      await writeFile(join(bin, 'git'), '#!/bin/sh\nexec sleep 30\n');
      await chmod(join(bin, 'git'), 0o755);
      await withPath(`${bin}${delimiter}${process.env['PATH'] ?? ''}`, async () => {
        const begun = performance.now();
        const state = await gitRepository(folder, { patience: 300 }).state();
        assert.equal(state.kind, 'absent');
        assert.ok(performance.now() - begun < 5_000);
      });
    }));
});

async function withPath(path: string, test: () => Promise<void>): Promise<void> {
  const before = process.env['PATH'];
  process.env['PATH'] = path;
  try {
    await test();
  } finally {
    process.env['PATH'] = before;
  }
}
