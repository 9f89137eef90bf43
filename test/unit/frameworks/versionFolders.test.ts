import assert from 'node:assert/strict';
import { flyway } from '../../../server/src/frameworks/flyway.ts';
import type { MigrationSet } from '../../../server/src/frameworks/framework.ts';
import { plain } from '../../../server/src/frameworks/plain.ts';
import { inVersionOrder, versionFolderOf } from '../../../server/src/frameworks/versionFolders.ts';

type Texts = Readonly<Record<string, string>>;

function empty(...paths: string[]): Texts {
  return Object.fromEntries(paths.map(path => [path, 'ALTER TABLE t ADD a int;']));
}

/** Each set as the paths of its files, a shortcut in parentheses. */
function setsOf(framework: typeof plain, texts: Texts): readonly (readonly string[])[] {
  return framework
    .recognise({ paths: Object.keys(texts), read: path => texts[path] ?? null })
    .map(({ files }: MigrationSet) =>
      files.map(({ path, replayed }) => (replayed === false ? `(${path})` : path)),
    );
}

describe('folders named after versions', () => {
  it('are told by their names', () => {
    const read = (path: string): string => {
      const folder = versionFolderOf(path);
      return folder === null
        ? 'none'
        : [folder.root, folder.style, folder.from, folder.to, folder.below].join(' ');
    };
    assert.equal(read('db/v1.10'), 'db *  1.10 ');
    assert.equal(read('up/3.2.0_schema/mysql'), 'up *_schema  3.2.0 mysql');
    assert.equal(read('delta/v040-v050'), 'delta *-* 040 050 ');
    assert.equal(read('docs/1.4.1+_to_1.5.0'), 'docs *-* 1.4.1 1.5.0 ');
    assert.equal(read('docs/10_to_11'), 'docs *-* 10 11 ');
    assert.equal(read('db/v8/app/versioned/v1.2'), 'db/v8/app/versioned *  1.2 ');
    for (const path of ['a/12', 'a/2024-10', 'a/20240115', 'a/step-1', 'a/tenant7', 'a/5_to_4', 'a/utf8', ''])
      assert.equal(read(path), 'none', path);
  });

  it('come in the order of versions, a shortcut before the steps that it saves', () => {
    const folders = ['u/2.0_to_2.2', 'u/1.6_to_2.0', 'u/1.6_to_2.2', 'u/1.10_to_1.11', 'u/1.5_to_1.6'];
    const ordered = inVersionOrder(folders.flatMap(path => versionFolderOf(path) ?? []));
    assert.deepEqual(
      ordered?.map(({ folder, isShortcut }) => `${folder.path}${isShortcut ? ' shortcut' : ''}`),
      ['u/1.5_to_1.6', 'u/1.6_to_2.2 shortcut', 'u/1.6_to_2.0', 'u/1.10_to_1.11', 'u/2.0_to_2.2'],
    );
  });
});

describe('plain files in folders of versions', () => {
  it('are one set, by version and then by name', () => {
    assert.deepEqual(
      setsOf(plain, empty('s/v1.10/a.sql', 's/v1.9/b.sql', 's/v1.9/a.sql', 's/other/a.sql', 's/schema.sql')),
      [['s/other/a.sql'], ['s/schema.sql'], ['s/v1.9/a.sql', 's/v1.9/b.sql', 's/v1.10/a.sql']],
    );
  });

  it('are a set for each engine, edition and service', () => {
    assert.deepEqual(
      setsOf(
        plain,
        empty(
          'up/1.0_schema/mysql/a.sql',
          'up/1.0_schema/postgresql/a.sql',
          'up/1.1_schema/mysql/a.sql',
          'up/1.1_schema/postgresql/a.sql',
        ),
      ),
      [
        ['up/1.0_schema/mysql/a.sql', 'up/1.1_schema/mysql/a.sql'],
        ['up/1.0_schema/postgresql/a.sql', 'up/1.1_schema/postgresql/a.sql'],
      ],
    );
    assert.equal(setsOf(plain, empty('up/1.0-oracle/a.sql', 'up/1.1-h2/a.sql')).length, 2);
    assert.equal(setsOf(plain, empty('billing/v1.0/a.sql', 'users/v1.1/a.sql')).length, 2);
    assert.equal(setsOf(plain, empty('tenants/1/a.sql', 'tenants/2/a.sql')).length, 2);
    assert.equal(setsOf(plain, empty('db/v1.0/a.sql', 'db/1.0/a.sql')).length, 2);
  });

  it('are sets of their own where each folder makes the whole schema', () => {
    const whole = 'CREATE TABLE users (id int);\nCREATE TABLE IF NOT EXISTS "orders" (id int);';
    assert.equal(setsOf(plain, { 'mysql/5.7/a.sql': whole, 'mysql/8.0/a.sql': whole }).length, 2);
    const next = 'DROP TABLE users;\nCREATE TABLE users (id bigint);\nCREATE TABLE notes (id int);';
    assert.equal(setsOf(plain, { 'db/1.0/a.sql': whole, 'db/1.1/a.sql': next }).length, 1);
    const moved = 'ALTER TABLE users RENAME TO people;\nCREATE TABLE users (id bigint);';
    assert.equal(setsOf(plain, { 'db/1.0/a.sql': whole, 'db/1.1/a.sql': moved }).length, 1);
  });

  it('give shortcuts no part in what others meet', () => {
    const step = 'CREATE TABLE sessions (id int);';
    assert.deepEqual(
      setsOf(plain, { 'u/1.6_to_2.0/a.sql': step, 'u/2.0_to_2.2/a.sql': '', 'u/1.6_to_2.2/a.sql': step }),
      [['(u/1.6_to_2.2/a.sql)', 'u/1.6_to_2.0/a.sql', 'u/2.0_to_2.2/a.sql']],
    );
  });

  it('are followed by files of their own folder', () => {
    const texts = empty('db/1.0/7_a.sql', 'db/1.1/1_b.sql');
    const [set] = plain.recognise({ paths: Object.keys(texts), read: path => texts[path] ?? null });
    const last = set?.files.at(-1);
    assert.ok(set !== undefined && last !== undefined);
    assert.deepEqual(
      plain.nameFollowUps([{ slug: 'x', body: 'SELECT 1;', transaction: 'default' }], last, set, 'mysql'),
      [{ path: 'db/1.1/2_x.sql', text: 'SELECT 1;\n' }],
    );
  });
});

describe('Flyway files in folders of versions', () => {
  it('are one location with whatever lies below and beside the folders', () => {
    assert.deepEqual(
      setsOf(
        flyway,
        empty(
          'm/migration/3.0.1/dml/V3.0.1_2__data.sql',
          'm/migration/3.0.0/ddl/V3.0.0_1__init.sql',
          'm/migration/3.0.1/ddl/V3.0.1_1__more.sql',
          'm/migration/V1__first.sql',
        ),
      ),
      [
        [
          'm/migration/V1__first.sql',
          'm/migration/3.0.0/ddl/V3.0.0_1__init.sql',
          'm/migration/3.0.1/ddl/V3.0.1_1__more.sql',
          'm/migration/3.0.1/dml/V3.0.1_2__data.sql',
        ],
      ],
    );
  });

  it('are locations of their own where versions come twice, or for other engines', () => {
    assert.equal(setsOf(flyway, empty('db/1.0/V1__a.sql', 'db/2.0/V1__a.sql')).length, 2);
    assert.deepEqual(
      setsOf(
        flyway,
        empty(
          'm/1.0/mysql/V1__a.sql',
          'm/1.0/postgres/V1__a.sql',
          'm/1.1/mysql/V2__b.sql',
          'm/1.1/postgres/V2__b.sql',
        ),
      ),
      [
        ['m/1.0/mysql/V1__a.sql', 'm/1.1/mysql/V2__b.sql'],
        ['m/1.0/postgres/V1__a.sql', 'm/1.1/postgres/V2__b.sql'],
      ],
    );
  });

  it('stay what the configuration or the default location makes of them', () => {
    assert.equal(setsOf(flyway, empty('db/migration/1.0/V1__a.sql', 'db/migration/V2__b.sql')).length, 1);
    const configured = {
      ...empty('sql/1.0/V1__a.sql', 'sql/1.1/V2__b.sql'),
      'flyway.conf': 'flyway.locations=filesystem:sql/1.0\n',
    };
    assert.equal(setsOf(flyway, configured).length, 2);
  });
});
