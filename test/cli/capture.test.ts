import assert from 'node:assert/strict';
import { access, readdir, readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { CliHost } from '../../server/src/cli/host.ts';
import { runCli } from '../../server/src/cli/program.ts';
import {
  type DatabaseAddress,
  type DatabaseConnection,
  DatabaseFailure,
  type Row,
} from '../../server/src/introspection/connection.ts';
import { nodeCliHost } from '../../server/src/node/cliHost.ts';
import { openDatabase } from '../../server/src/node/databaseConnection.ts';
import { inFolder } from './runCli.ts';

const URL_WITH_PASSWORD = 'mysql://app:s3cret@db.internal/shop';

/** What a MySQL server answers, by the beginning of the question. */
const ANSWERS: readonly (readonly [RegExp, readonly Row[]])[] = [
  [/^SELECT VERSION/, [{ version: '8.0.36-log' }]],
  [
    /^SELECT table_name AS name, table_type/,
    [
      { name: 'orders', kind: 'BASE TABLE' },
      { name: 'v', kind: 'VIEW' },
    ],
  ],
  [
    /^SHOW CREATE TABLE/,
    [
      {
        Table: 'orders',
        'Create Table':
          'CREATE TABLE `orders` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB AUTO_INCREMENT=77 DEFAULT CHARSET=utf8mb4',
      },
    ],
  ],
  [
    /^SHOW CREATE VIEW/,
    [
      {
        View: 'v',
        'Create View':
          'CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW `v` AS select `orders`.`id` AS `id` from `orders`',
      },
    ],
  ],
  [/^SELECT trigger_name/, [{ name: 'tr' }]],
  [
    /^SHOW CREATE TRIGGER/,
    [
      {
        Trigger: 'tr',
        'SQL Original Statement':
          'CREATE DEFINER=`root`@`%` TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW BEGIN SET @a = 1; END',
      },
    ],
  ],
  [
    /^SHOW GLOBAL VARIABLES/,
    [
      { Variable_name: 'lock_wait_timeout', Value: '50' },
      { Variable_name: 'sql_mode', Value: 'STRICT_TRANS_TABLES' },
      { Variable_name: 'datadir', Value: '/secret' },
    ],
  ],
  [/^SELECT table_name AS name, table_rows/, [{ name: 'orders', row_count: '5000000', bytes: '1234' }]],
];

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command line on a folder, with a server that answers from the list above until `diesAt` is asked. */
async function run(folder: string, args: readonly string[], diesAt?: RegExp): Promise<Run> {
  let output = '';
  let errors = '';
  const opened: DatabaseAddress[] = [];
  const base = nodeCliHost(() => Promise.resolve());
  const inside = (path: string): string => (path.startsWith('/') ? path : join(folder, path));
  const host: CliHost = {
    ...base,
    locate: path => base.locate(inside(path)),
    projectFolder: () => Promise.resolve(folder),
    display: absolute => base.relative(folder, absolute),
    environment: name => (name === 'SHOP_URL' ? URL_WITH_PASSWORD : undefined),
    now: () => '2026-11-22T10:00:00.000Z',
    write: text => {
      output += text;
    },
    writeError: text => {
      errors += text;
    },
    async openDatabase(address) {
      opened.push(address);
      const connection: DatabaseConnection = {
        family: 'mysql',
        database: 'shop',
        async query(sql) {
          if (diesAt?.test(sql) === true) throw new DatabaseFailure(`${address.title}: Connection lost`);
          return ANSWERS.find(([question]) => question.test(sql))?.[1] ?? [];
        },
        close: () => Promise.resolve(),
      };
      return connection;
    },
  };
  const code = await runCli(host, args);
  for (const { url } of opened) assert.equal(url, URL_WITH_PASSWORD);
  assert.equal(`${output}${errors}`.includes('s3cret'), false, 'the password is never printed');
  return { code, output, errors };
}

describe('interlock capture', () => {
  it('writes baseline, statistics and configuration, and keeps comments', () =>
    inFolder({ 'interlock.json': '{\n  // ours\n  "runner": { "timeout": "30s" }\n}\n' }, async folder => {
      const { code, output, errors } = await run(folder, ['capture', 'env:SHOP_URL']);
      assert.deepEqual([code, errors], [0, '']);
      assert.match(output, /Captured 1 tables of mysql 8\.0\.36 as target "production"/);
      const baseline = await readFile(join(folder, 'db/baseline-schema.sql'), 'utf8');
      assert.match(baseline, /CREATE TABLE `orders`/);
      assert.match(baseline, /DELIMITER ;;\nCREATE TRIGGER tr/);
      for (const absent of ['AUTO_INCREMENT=77', 'DEFINER=', 'root', 's3cret', 'db.internal'])
        assert.equal(baseline.includes(absent), false, absent);
      assert.deepEqual(JSON.parse(await readFile(join(folder, 'db/production.stats.json'), 'utf8')), {
        capturedAt: '2026-11-22T10:00:00.000Z',
        tables: { orders: { rows: 5_000_000, bytes: 1234 } },
      });
      const configuration = await readFile(join(folder, 'interlock.json'), 'utf8');
      assert.match(configuration, /\/\/ ours/);
      assert.match(configuration, /"lock_wait_timeout": "50s"/);
      for (const absent of ['s3cret', 'db.internal', 'datadir'])
        assert.equal(configuration.includes(absent), false, absent);
      assert.deepEqual((await readdir(join(folder, 'db'))).sort(), [
        'baseline-schema.sql',
        'production.stats.json',
      ]);
    }));

  it('leaves everything as it was when the server goes away', () =>
    inFolder({ 'interlock.json': '{}\n', 'db/baseline-schema.sql': '-- old\n' }, async folder => {
      const { code, output, errors } = await run(
        folder,
        ['capture', URL_WITH_PASSWORD],
        /^SELECT trigger_name/,
      );
      assert.deepEqual([code, output], [2, '']);
      assert.equal(errors, 'interlock: mysql://db.internal/shop: Connection lost\n');
      assert.equal(await readFile(join(folder, 'db/baseline-schema.sql'), 'utf8'), '-- old\n');
      assert.equal(await readFile(join(folder, 'interlock.json'), 'utf8'), '{}\n');
      assert.deepEqual(await readdir(join(folder, 'db')), ['baseline-schema.sql']);
    }));

  it('refuses a broken configuration before it connects', () =>
    inFolder({ 'interlock.json': '{ "targts": [] }' }, async folder => {
      const { code, errors } = await run(folder, ['capture', 'env:SHOP_URL'], /./);
      assert.deepEqual([code, errors], [2, 'interlock: interlock.json: Unknown setting "targts".\n']);
    }));

  it('writes where it is told', () =>
    inFolder({}, async folder => {
      await run(folder, [
        'capture',
        'env:SHOP_URL',
        '--out',
        'schema/now.sql',
        '--statistics',
        'sizes.json',
        '--target',
        'a b',
      ]);
      await access(join(folder, 'schema/now.sql'));
      const { targets, baseline } = JSON.parse(await readFile(join(folder, 'interlock.json'), 'utf8'));
      assert.deepEqual(
        [targets[0].name, targets[0].statistics, baseline.path],
        ['a b', 'sizes.json', 'schema/now.sql'],
      );
    }));

  it('says in one line what is no database, and what is not set', async () => {
    await inFolder({}, async folder => {
      for (const [source, words] of [
        ['schema.sql', /expected a connection URL/],
        ['env:MISSING', /env:MISSING: the variable is not set/],
        ['postgresql://app:s3cret@host', /expected postgresql:\/\//],
      ] as const) {
        const { code, errors } = await run(folder, ['capture', source]);
        assert.equal(code, 2);
        assert.match(errors, words);
        assert.equal(errors.trimEnd().split('\n').length, 1);
      }
    });
  });

  it('tells of a server that closes the door, through the real drivers', async () => {
    const sockets = new Set<Socket>();
    const server = createServer(socket => {
      sockets.add(socket);
      socket.destroy();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    try {
      for (const scheme of ['postgresql', 'mysql']) {
        const url = `${scheme}://app:s3cret@127.0.0.1:${port}/shop`;
        await assert.rejects(
          openDatabase({
            family: scheme === 'mysql' ? 'mysql' : 'postgresql',
            url,
            title: `${scheme}://127.0.0.1/shop`,
          }),
          (error: unknown) => {
            assert.ok(error instanceof DatabaseFailure);
            assert.match(error.message, /^\w+:\/\/127\.0\.0\.1\/shop: .+$/);
            assert.equal(error.message.includes('s3cret'), false);
            return true;
          },
        );
      }
    } finally {
      server.close();
    }
  });
});

describe('interlock diff with a live database', () => {
  const SAME =
    'CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY);\nCREATE VIEW v AS SELECT id FROM orders;\nCREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW SET @a = 1;\n';

  it('finds none to a schema that is the same in other words', () =>
    inFolder({ 'dump.sql': SAME }, async folder => {
      const { code, output, errors } = await run(folder, [
        'diff',
        'dump.sql',
        'env:SHOP_URL',
        '--engine',
        'mysql',
      ]);
      assert.deepEqual([code, errors], [0, '']);
      assert.equal(output, 'No difference between dump.sql and mysql://db.internal/shop.\n');
    }));

  it('prints what differs, what breaks, and the way there', () =>
    inFolder({ 'dump.sql': `${SAME}CREATE TABLE old (id int);\n` }, async folder => {
      const options = ['--engine', 'mysql'];
      const { code, output } = await run(folder, ['diff', 'dump.sql', 'env:SHOP_URL', ...options]);
      assert.deepEqual([code, output], [1, '- table old [breaks: it is gone]\n']);
      const json = await run(folder, ['diff', 'dump.sql', 'env:SHOP_URL', '--format', 'json', ...options]);
      assert.equal(JSON.parse(json.output).changes[0].breaking, 'object-gone');
      const sql = await run(folder, ['diff', 'dump.sql', 'env:SHOP_URL', '--format', 'sql', ...options]);
      assert.equal(
        sql.output,
        'SET FOREIGN_KEY_CHECKS = 0;\nDROP TABLE `old`;\nSET FOREIGN_KEY_CHECKS = 1;\n',
      );
    }));

  it('takes the baseline, and all migrations, as a side', () =>
    inFolder(
      {
        'interlock.json':
          '{ "targets": [{ "name": "p", "engine": "mysql" }], "baseline": { "path": "base.sql" } }',
        'base.sql': 'CREATE TABLE a (id int);',
        'db/migration/V1__b.sql': 'CREATE TABLE b (id int);',
        'db/migration/V2__c.sql': 'ALTER TABLE b ADD COLUMN c int;',
      },
      async folder => {
        const { code, output } = await run(folder, ['diff', 'baseline', 'all']);
        assert.deepEqual([code, output], [1, '+ table b\n']);
        const nothing = await run(folder, ['diff', 'empty', 'baseline']);
        assert.equal(nothing.output, '+ table a\n');
      },
    ));
});
