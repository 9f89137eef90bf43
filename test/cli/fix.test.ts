import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inFolder, runCli } from './runCli.ts';

const PG = ['--engine', 'postgresql', '--engine-version', '16', '--fail-on', 'never'];
const UNBOUNDED = 'ALTER TABLE payments ADD COLUMN note text;\n';
const BOUNDED = `SET lock_timeout = '3s';\n${UNBOUNDED}RESET lock_timeout;\n`;
const CHECKED =
  "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD CONSTRAINT paid CHECK (total > 0); -- as agreed\n";

const textOf = (folder: string, path: string): Promise<string> => readFile(join(folder, path), 'utf8');

describe('interlock check --fix', () => {
  it('writes safe fixes, says so on standard error and reviews what is there then', () =>
    inFolder({ 'migrations/1_a.sql': UNBOUNDED }, async folder => {
      const before = await runCli(folder, ['check', ...PG]);
      assert.match(before.stdout, /missing-lock-timeout/);
      assert.equal(await textOf(folder, 'migrations/1_a.sql'), UNBOUNDED);
      const { stdout, stderr, code } = await runCli(folder, ['check', '--fix', ...PG]);
      assert.equal(code, 0);
      assert.equal(stderr, 'interlock: applied 1 fix to 1 file (missing-lock-timeout 1)\n');
      assert.doesNotMatch(stdout, /missing-lock-timeout/);
      assert.equal(await textOf(folder, 'migrations/1_a.sql'), BOUNDED);
      const again = await runCli(folder, ['check', '--fix', ...PG]);
      assert.equal(again.stderr, 'interlock: nothing fixed\n');
      assert.equal(await textOf(folder, 'migrations/1_a.sql'), BOUNDED);
    }));

  it('keeps a byte order mark, line ends and what it does not understand', () =>
    inFolder({ 'migrations/1_a.sql': `\uFEFF-- caf\u00e9\r\n${UNBOUNDED.trimEnd()}\r\n` }, async folder => {
      await runCli(folder, ['check', '--fix', ...PG]);
      assert.equal(
        await textOf(folder, 'migrations/1_a.sql'),
        `\uFEFF-- caf\u00e9\r\n${BOUNDED.trimEnd().replaceAll('\n', '\r\n')}\r\n`,
      );
    }));

  it('does not touch a file that is not UTF-8', () =>
    inFolder(
      {
        'migrations/1_a.sql': Buffer.concat([Buffer.from([0x2d, 0x2d, 0xe9, 0x0a]), Buffer.from(UNBOUNDED)]),
      },
      async folder => {
        const { stderr } = await runCli(folder, ['check', '--fix', ...PG]);
        assert.match(stderr, /1_a\.sql: not changed, because it is not UTF-8/);
        assert.match(stderr, /nothing fixed/);
        const bytes = await readFile(join(folder, 'migrations/1_a.sql'));
        assert.equal(bytes[2], 0xe9);
        assert.equal(bytes.length, 4 + UNBOUNDED.length);
      },
    ));

  it('creates further migrations only when asked to', () =>
    inFolder({ 'db/migration/V1__a.sql': CHECKED }, async folder => {
      assert.match((await runCli(folder, ['check', '--fix', ...PG])).stderr, /nothing fixed/);
      assert.deepEqual(await readdir(join(folder, 'db/migration')), ['V1__a.sql']);
      const { stderr, stdout } = await runCli(folder, ['check', '--fix', '--write-new-files', ...PG]);
      assert.match(stderr, /applied 1 fix to 1 file \(check-validates-under-lock 1\); created 1 file/);
      assert.deepEqual((await readdir(join(folder, 'db/migration'))).sort(), [
        'V1__a.sql',
        'V2__validate_paid.sql',
      ]);
      assert.equal(
        await textOf(folder, 'db/migration/V1__a.sql'),
        CHECKED.replace('(total > 0)', '(total > 0) NOT VALID'),
      );
      assert.match(await textOf(folder, 'db/migration/V2__validate_paid.sql'), /VALIDATE CONSTRAINT paid/);
      assert.doesNotMatch(stdout, /check-validates-under-lock/);
    }));

  it('applies suggestions only when asked to', () =>
    inFolder(
      {
        'db/migration/V1__a.sql':
          "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD COLUMN ref text NOT NULL;\n",
      },
      async folder => {
        assert.match((await runCli(folder, ['check', '--fix', ...PG])).stderr, /nothing fixed/);
        const { stderr } = await runCli(folder, ['check', '--fix-suggestions', ...PG]);
        assert.match(stderr, /add-not-null-column-without-default 1/);
        assert.match(await textOf(folder, 'db/migration/V1__a.sql'), /ref text NOT NULL DEFAULT '';/);
      },
    ));

  it('leaves migrations alone that have run', () =>
    inFolder(
      {
        'interlock.json': '{ "deployedThrough": "1" }',
        'db/migration/V1__a.sql': UNBOUNDED,
        'db/migration/V2__b.sql': UNBOUNDED,
      },
      async folder => {
        const { stderr } = await runCli(folder, ['check', '--fix', ...PG]);
        assert.match(stderr, /applied 1 fix to 1 file.*; left 1 migration that ran/);
        assert.equal(await textOf(folder, 'db/migration/V1__a.sql'), UNBOUNDED);
        assert.notEqual(await textOf(folder, 'db/migration/V2__b.sql'), UNBOUNDED);
      },
    ));

  it('excludes standard input', () =>
    inFolder({}, async folder => {
      const { code, stderr } = await runCli(folder, ['check', '--fix', '--stdin', ...PG], UNBOUNDED);
      assert.equal(code, 2);
      assert.match(stderr, /exclude --stdin/);
    }));
});
