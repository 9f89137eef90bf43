import assert from 'node:assert/strict';
import { flyway } from '../../../server/src/frameworks/flyway.ts';
import type { MigrationFile, MigrationSet } from '../../../server/src/frameworks/framework.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';

function project(files: Readonly<Record<string, string>>): {
  paths: readonly string[];
  read: (path: string) => string | null;
} {
  return { paths: Object.keys(files), read: path => files[path] ?? null };
}

function recognise(...paths: string[]): readonly MigrationSet[] {
  return flyway.recognise(project(Object.fromEntries(paths.map(path => [path, '']))));
}

function layoutOf(
  sql: string,
  files: Readonly<Record<string, string>> = {},
  dialect: Dialect = 'postgresql',
): ReturnType<typeof flyway.layout> {
  const path = 'db/migration/V1__a.sql';
  const all = project({ ...files, [path]: sql });
  const [set] = flyway.recognise(all);
  const file = set?.files[0];
  assert.ok(set !== undefined && file !== undefined);
  return flyway.layout(file, splitFile(sql, dialect), sql, dialect, set, all);
}

function follow(after: string, others: readonly string[], ...slugs: string[]): string[] {
  const [set] = recognise(after, ...others);
  assert.ok(set !== undefined);
  const file: MigrationFile = { path: after, version: null, role: 'versioned' };
  return flyway
    .nameFollowUps(
      slugs.map(slug => ({ slug, body: 'SELECT 1;', transaction: 'default' })),
      file,
      set,
      'postgresql',
    )
    .map(({ path }) => path);
}

describe('Flyway', () => {
  it('orders versions by number, then repeatable files by name', () => {
    const [set] = recognise(
      'db/migration/V10__j.sql',
      'db/migration/R__b.sql',
      'db/migration/V2__b.sql',
      'db/migration/V1.10__d.sql',
      'db/migration/V1.9__c.sql',
      'db/migration/R__a.sql',
    );
    assert.deepEqual(
      set?.files.map(file => file.path.slice('db/migration/'.length)),
      ['V1.9__c.sql', 'V1.10__d.sql', 'V2__b.sql', 'V10__j.sql', 'R__a.sql', 'R__b.sql'],
    );
  });

  it('does not take names that Flyway does not', () => {
    assert.deepEqual(
      recognise('db/V1_one_underscore.sql', 'db/v1__lower.sql', 'db/V__noversion.sql', 'db/schema.sql'),
      [],
    );
  });

  it('takes folders below db/migration together, vendor folders apart', () => {
    const roots = recognise(
      'app/db/migration/V1__a.sql',
      'app/db/migration/2024/V2__b.sql',
      'app/db/migration/mysql/V1__m.sql',
      'other/V1__x.sql',
    ).map(set => set.root);
    assert.deepEqual([...roots].sort(), ['app/db/migration', 'app/db/migration/mysql', 'other']);
  });

  it('marks undo, baseline, repeatable and callback files', () => {
    const [set] = recognise('V1__a.sql', 'U1__a.sql', 'B3__base.sql', 'R__view.sql', 'afterMigrate.sql');
    assert.deepEqual(Object.fromEntries(set?.files.map(file => [file.path, file.role]) ?? []), {
      'V1__a.sql': 'versioned',
      'U1__a.sql': 'undo',
      'B3__base.sql': 'baseline',
      'R__view.sql': 'repeatable',
      'afterMigrate.sql': 'callback',
    });
  });

  it('wraps a PostgreSQL file in one transaction', () => {
    assert.equal(layoutOf('ALTER TABLE t ADD COLUMN a int; UPDATE t SET a = 1;').transaction, 'file');
  });

  it('runs a file that holds only concurrent statements outside a transaction, and wraps a mixed one', () => {
    assert.equal(layoutOf('CREATE INDEX CONCURRENTLY i ON t (a);').transaction, 'statement');
    assert.equal(
      layoutOf('SET statement_timeout = 0; CREATE INDEX CONCURRENTLY i ON t (a);').transaction,
      'statement',
    );
    assert.equal(
      layoutOf('ALTER TABLE t ADD a int; CREATE INDEX CONCURRENTLY i ON t (a);').transaction,
      'file',
    );
  });

  it('obeys mixed=true and executeInTransaction=false', () => {
    const mixed = 'ALTER TABLE t ADD a int; CREATE INDEX CONCURRENTLY i ON t (a);';
    assert.equal(layoutOf(mixed, { 'flyway.conf': 'flyway.mixed=true\n' }).transaction, 'statement');
    assert.equal(
      layoutOf('ALTER TABLE t ADD a int;', { 'db/migration/V1__a.sql.conf': 'executeInTransaction=false\n' })
        .transaction,
      'statement',
    );
  });

  it('opens no lasting transaction on MySQL, whose DDL commits by itself', () => {
    assert.equal(layoutOf('ALTER TABLE t ADD a int;', {}, 'mysql').transaction, 'statement');
  });

  it('names follow-ups after the newest version, in its own style', () => {
    assert.deepEqual(
      follow('db/migration/V3__add.sql', ['db/migration/V7__x.sql'], 'backfill_t_a', 'require_t_a'),
      ['db/migration/V8__backfill_t_a.sql', 'db/migration/V9__require_t_a.sql'],
    );
    assert.deepEqual(follow('V1.9__a.sql', [], 'b'), ['V1.10__b.sql']);
    assert.deepEqual(follow('V007__a.sql', [], 'b'), ['V008__b.sql']);
    assert.deepEqual(follow('V20241231235959__a.sql', [], 'b'), ['V20250101000000__b.sql']);
  });
});
