import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { inFolder, runCli } from './runCli.ts';

const REQUIRED = 'ALTER TABLE payments ADD COLUMN reference_id varchar(64) NOT NULL;\n';
const SAFE = "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD COLUMN note text;\n";
const RULE = 'add-not-null-column-without-default';
const PG = ['--engine', 'postgresql', '--engine-version', '16'];

interface Report {
  readonly version: number;
  readonly tool: string;
  readonly targets: readonly unknown[];
  readonly files: readonly {
    readonly path: string;
    readonly framework: string;
    readonly transaction: string;
    readonly statements: number;
    readonly read: unknown;
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly start: { readonly line: number; readonly column: number };
    readonly fixes: readonly unknown[];
    readonly docs: string;
    readonly targets: readonly string[];
  }[];
  readonly suppressed: number;
  readonly summary: Readonly<Record<string, number>>;
}

async function report(folder: string, ...args: string[]): Promise<Report> {
  const { stdout, stderr } = await runCli(folder, [
    'check',
    '--format',
    'json',
    '--fail-on',
    'never',
    ...args,
  ]);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

describe('interlock check', () => {
  it('exits 1 on an error, 0 below the threshold, and follows --fail-on', () =>
    inFolder({ 'V1__a.sql': REQUIRED, 'safe/V1__b.sql': SAFE }, async folder => {
      assert.equal((await runCli(folder, ['check', 'V1__a.sql', ...PG])).code, 1);
      assert.equal((await runCli(folder, ['check', 'V1__a.sql', ...PG, '--fail-on', 'never'])).code, 0);
      assert.equal((await runCli(folder, ['check', 'safe', ...PG])).code, 0);
      assert.equal((await runCli(folder, ['check', 'safe', ...PG, '--fail-on', 'info'])).code, 0);
      assert.equal(
        (
          await runCli(
            folder,
            ['check', '--stdin', ...PG, '--fail-on', 'warning'],
            'ALTER TABLE t ADD COLUMN a int;',
          )
        ).code,
        1,
      );
    }));

  it('exits 2 with one line on wrong usage', () =>
    inFolder(
      {
        'V1__a.sql': REQUIRED,
        'broken/interlock.json': '{ "targets": [{ "name": "p", "engine": "oracle" }] }',
        'broken/V1__a.sql': REQUIRED,
      },
      async folder => {
        const wrong: readonly (readonly [readonly string[], RegExp])[] = [
          [['check', 'missing.sql'], /^interlock: missing\.sql: no such file or folder\n$/],
          [
            ['check', 'V1__a.sql', '--engine', 'oracle'],
            /^interlock: --engine oracle: expected postgresql, mysql or mariadb\n$/,
          ],
          [
            ['check', 'V1__a.sql', '--engine', 'postgresql', '--engine-version', 'new'],
            /^interlock: --engine-version new: expected a version/,
          ],
          [
            ['check', 'V1__a.sql', '--target', 'production=mysql@'],
            /^interlock: --target production=mysql@: expected/,
          ],
          [
            ['check', 'V1__a.sql', '--framework', 'nothing'],
            /^interlock: --framework nothing: expected one of/,
          ],
          [
            ['check', 'V1__a.sql', '--format', 'xml'],
            /error: option '--format <format>' argument 'xml' is invalid/,
          ],
          [['check', 'broken'], /^interlock: broken\/interlock\.json: "targets\.0\.engine"/],
          [['check', '--nonsense'], /error: unknown option '--nonsense'/],
        ];
        for (const [args, message] of wrong) {
          const { code, stdout, stderr } = await runCli(folder, args);
          assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
          assert.equal(stdout, '', args.join(' '));
          assert.match(stderr, message);
        }
      },
    ));

  it('reports JSON as the contract says', () =>
    inFolder(
      {
        'db/migration/V1__a.sql': 'CREATE TABLE payments (id bigint PRIMARY KEY);\n',
        'db/migration/V2__b.sql': REQUIRED,
      },
      async folder => {
        const found = await report(
          folder,
          '--target',
          'production=postgresql@16',
          '--target',
          'staging=postgresql@17',
        );
        assert.equal(found.version, 1);
        assert.match(found.tool, /^interlock \d+\.\d+\.\d+$/);
        assert.deepEqual(found.targets, [
          { name: 'production', engine: 'postgresql', version: '16' },
          { name: 'staging', engine: 'postgresql', version: '17' },
        ]);
        assert.deepEqual(found.files, [
          {
            path: 'db/migration/V1__a.sql',
            framework: 'flyway',
            transaction: 'file',
            phase: 'expand',
            statements: 1,
            read: { full: 1, partial: 0, head: 0, opaque: 0 },
          },
          {
            path: 'db/migration/V2__b.sql',
            framework: 'flyway',
            transaction: 'file',
            phase: 'mixed',
            statements: 1,
            read: { full: 1, partial: 0, head: 0, opaque: 0 },
          },
        ]);
        const finding = found.findings.find(entry => entry.rule === RULE);
        assert.equal(finding?.path, 'db/migration/V2__b.sql');
        assert.equal(finding?.start.line, 1);
        assert.equal(finding?.docs, `docs/rules/${RULE}.md`);
        assert.deepEqual(finding?.targets, ['production', 'staging']);
        assert.ok((finding?.fixes.length ?? 0) > 0);
        assert.deepEqual(Object.keys(found.summary), ['error', 'warning', 'info']);
      },
    ));

  it('reads the schema of earlier migrations and of a baseline', () =>
    inFolder(
      {
        'schema.sql': 'CREATE TABLE t (id bigint PRIMARY KEY, n varchar(50));\n',
        'm/V9__grow.sql': "SET LOCAL lock_timeout = '1s';\nALTER TABLE t ALTER COLUMN n TYPE varchar(80);\n",
      },
      async folder => {
        const blind = await report(folder, 'm', ...PG);
        assert.ok(blind.findings.some(finding => finding.rule === 'type-change-rewrites-table'));
        const seeing = await report(folder, 'm', ...PG, '--baseline', 'schema.sql');
        assert.deepEqual(
          seeing.findings.map(finding => finding.rule),
          [],
        );
      },
    ));

  it('reviews standard input under the name it is given', () =>
    inFolder(
      { 'db/migration/V1__a.sql': 'CREATE TABLE payments (id bigint PRIMARY KEY);\n' },
      async folder => {
        const { stdout } = await runCli(
          folder,
          ['check', '--stdin', '--stdin-filename', 'db/migration/V2__b.sql', '--format', 'json', ...PG],
          REQUIRED,
        );
        const found: Report = JSON.parse(stdout);
        assert.deepEqual(
          found.files.map(file => [file.path, file.framework]),
          [['db/migration/V2__b.sql', 'flyway']],
        );
        assert.ok(found.findings.some(finding => finding.rule === RULE));
      },
    ));

  it('obeys interlock.json above the migrations', () =>
    inFolder(
      {
        'interlock.json': `{ "targets": [{ "name": "p", "engine": "postgresql", "version": "16" }], "rules": { "${RULE}": "off" }, "ignore": ["old/**"] }`,
        'm/V1__a.sql': REQUIRED,
        'old/V1__b.sql': REQUIRED,
      },
      async folder => {
        const found = await report(folder, '.');
        assert.deepEqual(
          found.files.map(file => file.path),
          ['m/V1__a.sql'],
        );
        assert.ok(!found.findings.some(finding => finding.rule === RULE));
      },
    ));

  it('takes a folder with its own interlock.json for a project of its own, wherever it is called from', () => {
    const configuration = (version: string): string =>
      `{ "targets": [{ "name": "p", "engine": "postgresql", "version": "${version}" }] }`;
    const grow = 'ALTER TABLE t ADD COLUMN n int DEFAULT 7;\n';
    return inFolder(
      {
        'old/interlock.json': configuration('10'),
        'old/V1__a.sql': grow,
        'new/interlock.json': configuration('16'),
        'new/V1__a.sql': grow,
      },
      async folder => {
        const found = await report(folder, '.');
        const rewritten = found.findings
          .filter(finding => finding.rule === 'add-column-rewrites-table')
          .map(finding => finding.path);
        assert.deepEqual(rewritten, ['old/V1__a.sql']);
        assert.deepEqual([...found.files.map(file => file.path)].sort(), ['new/V1__a.sql', 'old/V1__a.sql']);
      },
    );
  });

  it('survives strange input without a crash or a stale word', () =>
    inFolder(
      {
        'empty.sql': '',
        'binary.sql': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]),
        'nul.sql': 'SELECT 1;\u0000\u0000ALTER TABLE t ADD COLUMN a int NOT NULL;',
        'unclosed.sql': "ALTER TABLE t ADD COLUMN a int NOT NULL;\nINSERT INTO t VALUES ('never closed\n",
        'dollars.sql': 'CREATE FUNCTION f() RETURNS int AS $$ SELECT 1;\n',
        'crlf.sql': '-- a\r\nALTER TABLE t\r\n  ADD COLUMN a int NOT NULL;\r\n',
        'bom.sql': '\ufeffALTER TABLE t ADD COLUMN a int NOT NULL;\n',
        'emoji.sql': "SELECT '🐘🐘'; ALTER TABLE t ADD COLUMN a int NOT NULL;\n",
        'comment.sql': '-- nothing\n/* at all',
      },
      async folder => {
        const { code, stdout, stderr } = await runCli(folder, [
          'check',
          '.',
          '--format',
          'json',
          '--fail-on',
          'never',
          ...PG,
        ]);
        assert.equal(code, 0, stderr);
        const found: Report = JSON.parse(stdout);
        const places = Object.fromEntries(
          found.findings
            .filter(finding => finding.rule === RULE)
            .map(finding => [finding.path, `${finding.start.line}:${finding.start.column}`]),
        );
        assert.deepEqual(Object.keys(places), ['bom.sql', 'crlf.sql', 'emoji.sql', 'unclosed.sql']);
        assert.match(places['crlf.sql'] ?? '', /^3:/);
        assert.equal(places['emoji.sql'], '1:47', 'columns count UTF-16 units');
        assert.equal(places['bom.sql'], '1:32', 'a byte order mark is no column');
      },
    )).timeout(20_000);

  it('says in one line why a named file was not reviewed', () =>
    inFolder({ 'binary.sql': new Uint8Array([0, 1, 2, 3]) }, async folder => {
      const { code, stderr } = await runCli(folder, ['check', 'binary.sql', ...PG]);
      assert.equal(code, 0);
      assert.match(
        stderr,
        /^interlock: binary\.sql: not reviewed, because it is no readable SQL text of at most 20 MB\n$/,
      );
    }));

  it('passes over a folder that it may not read', () =>
    inFolder({ 'a/V1__a.sql': REQUIRED, 'closed/V1__b.sql': REQUIRED }, async folder => {
      await chmod(join(folder, 'closed'), 0);
      try {
        assert.equal((await runCli(folder, ['check', '.', ...PG, '--fail-on', 'never'])).code, 0);
      } finally {
        await chmod(join(folder, 'closed'), 0o755);
      }
    }));

  it('prints a review that a person can read', () =>
    inFolder(
      {
        'db/migration/V1__a.sql': 'CREATE TABLE payments (id bigint PRIMARY KEY);\n',
        'db/migration/V2__b.sql': REQUIRED,
      },
      async folder => {
        const { stdout } = await runCli(folder, ['check', '.', ...PG]);
        assert.match(
          stdout,
          /^db\/migration\/V2__b\.sql {2}Flyway · PostgreSQL 16 · one transaction per file/m,
        );
        assert.match(stdout, new RegExp(`error {3}${RULE} {2}db/migration/V2__b\\.sql:1:\\d+`));
        assert.match(
          stdout,
          /1 \| ALTER TABLE payments ADD COLUMN reference_id varchar\(64\) NOT NULL;\n +\| +\^+/,
        );
        assert.match(stdout, /fix {6}Add reference_id nullable, require it later \(suggestion\)/);
        assert.match(stdout, /new file db\/migration\/V3__\w+\.sql/);
        assert.match(stdout, /\d+ errors?, \d+ warnings?, \d+ info in 2 files, 2 statements read in full\n$/);
      },
    ));
});

describe('interlock explain', () => {
  it('notes the lock of every statement, safe ones too', () =>
    inFolder({ 'a.sql': `${SAFE}DROP TABLE payments;\n` }, async folder => {
      const { code, stdout } = await runCli(folder, ['explain', 'a.sql', '--format', 'json', ...PG]);
      assert.equal(code, 0);
      const { statements } = JSON.parse(stdout);
      assert.equal(statements.length, 3);
      const [note] = statements[1].operations[0].notes;
      assert.equal(statements[1].operations[0].kind, 'AddColumn');
      assert.equal(statements[1].operations[0].object, 'public.payments.note');
      assert.deepEqual(note.locks, [{ relation: 'public.payments', mode: 'ACCESS EXCLUSIVE' }]);
      assert.equal(note.rewritesTable, false);
      assert.deepEqual(note.duration, { class: 'brief', estimateSeconds: null });
    }));

  it('differs by version where the engine does', () =>
    inFolder({ 'a.sql': 'ALTER TABLE payments ADD COLUMN n int DEFAULT 7;\n' }, async folder => {
      const rewrites = async (version: string): Promise<unknown> => {
        const { stdout } = await runCli(folder, [
          'explain',
          'a.sql',
          '--format',
          'json',
          '--engine',
          'postgresql',
          '--engine-version',
          version,
        ]);
        return JSON.parse(stdout).statements[0].operations[0].notes[0].rewritesTable;
      };
      assert.equal(await rewrites('10'), true);
      assert.equal(await rewrites('11'), false);
    }));
});

describe('interlock diff', () => {
  it('exits 1 and lists what differs', () =>
    inFolder(
      {
        'V1__a.sql': 'CREATE TABLE t (id bigint PRIMARY KEY);\n',
        'V2__b.sql': 'ALTER TABLE t ADD COLUMN n int;\n',
      },
      async folder => {
        const { code, stdout } = await runCli(folder, ['diff', 'before:V2__b.sql', 'after:V2__b.sql', ...PG]);
        assert.equal(code, 1);
        assert.match(stdout, /^\+ column public\.t\.n\n$/);
        assert.equal((await runCli(folder, ['diff', 'after:V1__a.sql', 'before:V2__b.sql', ...PG])).code, 0);
      },
    ));
});

describe('interlock', () => {
  it('shows its version and help', () =>
    inFolder({}, async folder => {
      assert.match((await runCli(folder, ['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
      const { code, stdout } = await runCli(folder, ['check', '--help']);
      assert.equal(code, 0);
      assert.match(stdout, /--fail-on <severity>/);
    }));
});
