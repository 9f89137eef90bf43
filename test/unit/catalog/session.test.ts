import assert from 'node:assert/strict';
import { type Catalog, sessionVariable } from '../../../server/src/catalog/catalog.ts';
import { databaseAfter, endOfFile, names, tableOf } from './replayedSql.ts';

const schemaAfter = (sql: string): Catalog => databaseAfter('postgresql', sql).catalog;
const value = (catalog: Catalog, name: string): string | null | undefined =>
  sessionVariable(catalog, name)?.value;

describe('the session', () => {
  it('keeps what SET says until the end of the file', () => {
    const catalog = schemaAfter("SET lock_timeout = '5s'; SET SESSION statement_timeout TO 0;");
    assert.deepEqual([value(catalog, 'lock_timeout'), value(catalog, 'statement_timeout')], ['5s', '0']);
    assert.equal(value(endOfFile(catalog), 'lock_timeout'), undefined);
  });

  it('ends SET LOCAL with the transaction', () => {
    const inside = schemaAfter(
      "SET lock_timeout = '5s'; BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '9s';",
    );
    assert.deepEqual([value(inside, 'lock_timeout'), value(inside, 'statement_timeout')], ['2s', '9s']);
    assert.equal(sessionVariable(inside, 'lock_timeout')?.scope, 'local');
    for (const end of ['COMMIT', 'ROLLBACK']) {
      const catalog = schemaAfter(
        `SET lock_timeout = '5s'; BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '9s'; ${end};`,
      );
      assert.deepEqual(
        [value(catalog, 'lock_timeout'), value(catalog, 'statement_timeout')],
        ['5s', undefined],
      );
    }
    assert.equal(
      value(schemaAfter("BEGIN; SET LOCAL lock_timeout = '1s'; SAVEPOINT a; ROLLBACK TO a;"), 'lock_timeout'),
      '1s',
    );
  });

  it('forgets what RESET resets', () => {
    assert.equal(
      value(schemaAfter("SET lock_timeout = '5s'; RESET lock_timeout;"), 'lock_timeout'),
      undefined,
    );
    assert.equal(
      value(schemaAfter("SET lock_timeout = '5s'; SET lock_timeout TO DEFAULT;"), 'lock_timeout'),
      undefined,
    );
    assert.equal(value(schemaAfter("SET lock_timeout = '5s'; SET a.b = 'x'; RESET ALL;"), 'a.b'), undefined);
  });

  it('creates and finds objects along the search path', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      `CREATE SCHEMA app;
      CREATE TABLE shared (id int PRIMARY KEY);
      SET search_path TO app, public;
      CREATE TABLE mine (shared_id int REFERENCES shared);
      ALTER TABLE shared ADD COLUMN a int;
      CREATE TABLE shared (id int);
      ALTER TABLE shared ADD COLUMN b int;
      CREATE INDEX ON mine (shared_id);
      RESET search_path;
      ALTER TABLE shared ADD COLUMN c int;`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names(tableOf(catalog, 'relation:public.shared').columns), ['id', 'a', 'c']);
    assert.deepEqual(names(tableOf(catalog, 'relation:app.shared').columns), ['id', 'b']);
    const reference = tableOf(catalog, 'relation:app.mine').constraints[0];
    assert.equal(reference?.kind === 'foreign-key' && reference.target, 'relation:public.shared');
    assert.equal(catalog.get('relation:app.mine_shared_id_idx')?.kind, 'index');
  });

  it('reads quoted schemas and "$user" in a search path', () => {
    const catalog = schemaAfter(`SET search_path = "$user", "My Schema", public; CREATE TABLE t (id int);`);
    assert.deepEqual(names(tableOf(catalog, 'relation:My Schema.t').columns), ['id']);
  });

  it('hides a table behind a temporary one until the file ends', () => {
    const catalog =
      schemaAfter(`CREATE TABLE t (id int); CREATE TYPE mood AS ENUM ('x'); CREATE TEMP TABLE t (other mood);
      ALTER TABLE t ADD COLUMN temporary int; ALTER TABLE public.t ADD COLUMN permanent int;`);
    assert.deepEqual(names(tableOf(catalog, 'relation:pg_temp.t').columns), ['other', 'temporary']);
    assert.deepEqual(names(tableOf(catalog, 'relation:public.t').columns), ['id', 'permanent']);
    const ended = endOfFile(catalog);
    assert.equal(ended.get('relation:pg_temp.t'), undefined);
    const type = ended.get('type:public.mood');
    assert.deepEqual(type?.kind === 'enum' && type.usedBy, []);
  });

  it('uses a MySQL database until the file ends', () => {
    const { catalog } = databaseAfter('mysql', 'CREATE TABLE a (id int); USE app; CREATE TABLE b (id int);');
    assert.equal(catalog.get('relation:.a')?.kind, 'table');
    assert.equal(catalog.get('relation:app.b')?.kind, 'table');
    assert.equal(sessionVariable(endOfFile(catalog), 'database'), undefined);
  });

  it('does not take a global setting or a saved value for one of the session', () => {
    const { catalog } = databaseAfter(
      'mysql',
      `SET GLOBAL lock_wait_timeout = 5; SET @x = 1; SET @OLD = @@foreign_key_checks, foreign_key_checks = 0;
      SET foreign_key_checks = @OLD;`,
    );
    assert.equal(value(catalog, 'lock_wait_timeout'), undefined);
    assert.equal(value(catalog, 'foreign_key_checks'), undefined);
  });
});
