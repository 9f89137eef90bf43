import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitIn, inRepository } from '../unit/workspace/temporaryRepository.ts';
import { type CliResult, inFolder, runCli } from './runCli.ts';

const V1 = 'db/migration/V1__payments.sql';
const V2 = 'db/migration/V2__note.sql';
const V3 = 'db/migration/V3__refunds.sql';
const V4 = 'db/migration/V4__refunds_index.sql';
const MERGED = {
  [V1]: 'CREATE TABLE payments (id bigint PRIMARY KEY);\n',
  [V2]: 'ALTER TABLE payments ADD COLUMN note text NOT NULL;\n',
};
const REFUNDS = 'CREATE TABLE refunds (\n  id bigint PRIMARY KEY,\n  payment bigint\n);\n';
const INDEX = 'CREATE INDEX refunds_payment ON refunds (payment);\n';
const PG = ['--engine', 'postgresql', '--engine-version', '16'];

interface Checked extends CliResult {
  /** Reviewed files without their folder. */
  readonly files: readonly string[];
  /** `file: rule`. */
  readonly found: readonly string[];
}

async function check(folder: string, ...args: readonly string[]): Promise<Checked> {
  const result = await runCli(folder, ['check', '--format', 'json', '--fail-on', 'never', ...PG, ...args]);
  const report: {
    readonly files: readonly { readonly path: string }[];
    readonly findings: readonly { readonly path: string; readonly rule: string }[];
  } = result.stdout === '' ? { files: [], findings: [] } : JSON.parse(result.stdout);
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return {
    ...result,
    files: report.files.map(({ path }) => nameOf(path)),
    found: report.findings
      .filter(({ rule }) => rule !== 'missing-lock-timeout')
      .map(({ path, rule }) => `${nameOf(path)}: ${rule}`),
  };
}

describe('interlock check with git', function () {
  // Each test starts git and the command line a dozen times.
  this.timeout(60_000);
  const kept = new Map<string, string | undefined>();
  before(() => {
    // The tests themselves may run for a pull request.
    for (const name of ['GITHUB_BASE_REF', 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'CHANGE_TARGET']) {
      kept.set(name, process.env[name]);
      delete process.env[name];
    }
  });
  after(() => {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  });

  it('--changed reviews what is new or edited, committed or not, and says what it left out', () =>
    inRepository(MERGED, async ({ folder, git, commit, write }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ [V3]: REFUNDS });
      await write({ 'db/migration/V5__staged.sql': 'SELECT 5;\n' });
      await git('add', '.');
      await write({ [V4]: INDEX, [V2]: 'ALTER TABLE payments ADD COLUMN note text;\n' });
      const changed = await check(folder, '--changed');
      assert.deepEqual(changed.files, [
        'V2__note.sql',
        'V3__refunds.sql',
        'V4__refunds_index.sql',
        'V5__staged.sql',
      ]);
      assert.deepEqual(changed.found, ['V2__note.sql: applied-migration-edited']);
      assert.equal(changed.stderr, 'interlock: 4 migrations pending against main, 1 left out\n');
      assert.deepEqual((await check(folder)).files.length, 5, 'without --changed history is reviewed too');
    }));

  it('is quiet about tables that earlier pending migrations create, and only those', () =>
    inRepository(MERGED, async ({ folder, git, commit }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({
        [V3]: REFUNDS,
        [V4]: `${INDEX}CREATE INDEX payments_note ON payments (note);\n`,
      });
      assert.deepEqual((await check(folder, '--changed')).found, [
        'V4__refunds_index.sql: create-index-blocks-writes',
      ]);
      await git('checkout', '--quiet', 'main');
      await git('merge', '--quiet', '--ff-only', 'feature');
      const builds = (await check(folder, V4)).found.filter(each => each.includes('create-index'));
      assert.equal(builds.length, 2, 'both tables are in use by now');
    }));

  it('finds nothing pending on the merged branch, and commits that nobody has pushed', () =>
    inRepository(MERGED, async ({ git, beside }) => {
      await git('clone', '--quiet', '.', beside('clone'));
      const merged = await check(beside('clone'), '--changed');
      assert.deepEqual([merged.code, merged.files], [0, []]);
      assert.equal(
        merged.stderr,
        'interlock: no migration pending against origin/main (HEAD is merged; --base HEAD~1 shows its last commit), 2 left out\n',
      );
      await writeFile(join(beside('clone'), V3), REFUNDS);
      await gitIn(beside('clone'), ['add', '.']);
      await gitIn(beside('clone'), ['commit', '--quiet', '-m', 'refunds']);
      assert.deepEqual((await check(beside('clone'), '--changed')).files, ['V3__refunds.sql']);
    }));

  it('compares with --base, or with git.base of the configuration', () =>
    inRepository(MERGED, async ({ folder, git, commit }) => {
      await commit({ [V3]: REFUNDS });
      await git('branch', 'release', 'HEAD~1');
      assert.deepEqual((await check(folder, '--changed')).files, []);
      assert.deepEqual((await check(folder, '--changed', '--base', 'HEAD~1')).files, ['V3__refunds.sql']);
      await commit({ 'interlock.json': '{ "git": { "base": "release" } }' });
      assert.deepEqual((await check(folder, '--changed')).files, ['V3__refunds.sql']);
      assert.deepEqual((await check(folder, '--changed', '--base', 'main')).files, []);
      const wrong = await check(folder, '--base', 'nowhere');
      assert.equal(wrong.code, 2);
      assert.match(wrong.stderr, /^interlock: --base nowhere: nowhere is not in this clone; .*\n$/);
    }));

  it('says what to fetch in a shallow clone of a pull request, and goes on after it', () =>
    inRepository(MERGED, async ({ folder, git, commit, beside }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ [V3]: REFUNDS });
      const clone = beside('clone');
      await git('clone', '--quiet', '--depth', '1', '--branch', 'feature', `file://${folder}`, clone);
      process.env['GITHUB_BASE_REF'] = 'main';
      try {
        const refused = await check(clone, '--changed');
        assert.equal(refused.code, 2);
        assert.match(
          refused.stderr,
          /^interlock: --changed: main is not in this clone; run `git fetch .*\n$/m,
        );
        const whole = await check(clone);
        assert.equal(whole.files.length, 3);
        assert.match(
          whole.stderr,
          /^interlock: each migration is reviewed as if it alone were pending: .*\n$/,
        );
        const command = /`git (.*?)`/.exec(refused.stderr)?.[1] ?? '';
        await gitIn(clone, command.split(' '));
        assert.deepEqual((await check(clone, '--changed')).files, ['V3__refunds.sql']);
      } finally {
        delete process.env['GITHUB_BASE_REF'];
      }
    }));

  it('needs git or deployedThrough for --changed', () =>
    inFolder({ ...MERGED, [V3]: REFUNDS }, async folder => {
      const refused = await check(folder, '--changed');
      assert.deepEqual([refused.code, refused.stdout], [2, '']);
      assert.equal(refused.stderr, 'interlock: --changed: this is no git repository\n');
      await writeFile(join(folder, 'interlock.json'), '{ "deployedThrough": "2" }');
      const declared = await check(folder, '--changed');
      assert.deepEqual(declared.files, ['V3__refunds.sql']);
      assert.equal(declared.stderr, 'interlock: 1 migration pending after 2, 2 left out\n');
    }));

  it('finds the number that somebody else took on the base branch meanwhile, and the renumbered file', () =>
    inRepository(MERGED, async ({ folder, git, commit }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ [V3]: REFUNDS });
      await git('checkout', '--quiet', 'main');
      await commit({ 'db/migration/V3__customers.sql': 'CREATE TABLE customers (id bigint PRIMARY KEY);\n' });
      await git('checkout', '--quiet', 'feature');
      assert.deepEqual((await check(folder, '--changed')).found, [
        'V3__refunds.sql: migration-version-conflict',
      ]);
      await git('mv', V3, V4);
      assert.deepEqual((await check(folder, '--changed')).found, []);
      await git('mv', V2, 'db/migration/V5__note.sql');
      assert.ok(
        (await check(folder, '--changed')).found.includes('V5__note.sql: applied-migration-edited'),
        'V2 is merged',
      );
    }));

  it('leaves out what git ignores, and works for a project in a folder of the repository', () =>
    inRepository(
      {
        'services/pay/interlock.json': '{}',
        [`services/pay/${V1}`]: MERGED[V1],
        'other/V9__other.sql': 'SELECT 9;\n',
        '.gitignore': 'generated/\n',
      },
      async ({ folder, git, write }) => {
        await git('checkout', '--quiet', '-b', 'feature');
        await write({
          [`services/pay/${V3}`]: REFUNDS,
          'services/pay/generated/V7__x.sql': 'SELECT 7;\n',
        });
        await mkdir(join(folder, 'empty'));
        assert.deepEqual((await check(join(folder, 'services/pay'), '--changed')).files, ['V3__refunds.sql']);
        assert.deepEqual((await check(folder, '--changed')).files, ['V3__refunds.sql']);
      },
    ));

  it('reviews a file on standard input beside what is pending', () =>
    inRepository(MERGED, async ({ folder, git, commit }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ [V3]: REFUNDS });
      const args = ['check', '--stdin', '--stdin-filename', V4, ...PG, '--fail-on', 'warning'];
      const limited = `SET LOCAL lock_timeout = '3s';\n${INDEX}`;
      assert.equal((await runCli(folder, args, limited)).code, 0);
      assert.equal((await runCli(folder, args, limited.replace('refunds (', 'payments ('))).code, 1);
    }));
});

describe('interlock diff with git', function () {
  this.timeout(60_000);
  it('compares the schemas of two revisions, or of one with the working tree', () =>
    inRepository(MERGED, async ({ folder, git, commit, write }) => {
      await git('checkout', '--quiet', '-b', 'feature');
      await commit({ [V3]: REFUNDS });
      await write({ [V4]: INDEX });
      const diff = (...args: readonly string[]): Promise<CliResult> =>
        runCli(folder, ['diff', ...PG, ...args]);
      const branches = await diff('git:main', 'git:feature');
      assert.deepEqual([branches.code, branches.stdout], [1, '+ table public.refunds\n']);
      const working = await diff('git:feature', 'all');
      assert.equal(working.code, 1);
      assert.match(working.stdout, /^\+ index .*refunds_payment\n$/);
      assert.equal((await diff('git:HEAD', 'git:feature:db')).code, 0);
      const wrong = await diff('git:nowhere', 'all');
      assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
      assert.equal(wrong.stderr, 'interlock: git:nowhere: there is no such revision here\n');
    }));

  it('asks for a folder where there are several sets of migrations', () =>
    inRepository(
      { 'a/db/migration/V1__a.sql': REFUNDS, 'b/db/migration/V1__b.sql': MERGED[V1] },
      async ({ folder }) => {
        const asked = await runCli(folder, ['diff', ...PG, 'empty', 'git:main']);
        assert.equal(asked.code, 2);
        assert.match(asked.stderr, /a\/db\/migration, b\/db\/migration; name one folder: git:main:FOLDER\n$/);
        const told = await runCli(folder, ['diff', ...PG, 'empty', 'git:main:b/db/migration']);
        assert.equal(told.stdout, '+ table public.payments\n');
      },
    ));
});
