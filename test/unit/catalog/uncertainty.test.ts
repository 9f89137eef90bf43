import assert from 'node:assert/strict';
import { type Catalog, hasUnseenChanges, isComplete } from '../../../server/src/catalog/catalog.ts';
import { databaseAfter, names, problemLines, tableOf, unknownDatabaseAfter } from './replayedSql.ts';

const certain = (catalog: Catalog, key: string): boolean => tableOf(catalog, key).certain;

describe('what cannot be known', () => {
  describe('a table nobody saw created', () => {
    const { catalog, problems } = unknownDatabaseAfter(
      'postgresql',
      `ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 1;
      CREATE INDEX i ON users (a, email); ALTER TABLE users ADD CONSTRAINT c CHECK (b > 0) NOT VALID;
      ALTER TABLE users DROP COLUMN old, ALTER COLUMN b TYPE bigint, RENAME CONSTRAINT x TO y;`,
    );

    it('holds what was added, with its origin, and no more', () => {
      const table = tableOf(catalog, 'relation:public.users');
      assert.deepEqual([table.certain, table.origin], [false, null]);
      assert.deepEqual(
        table.columns.map(column => [column.name, column.notNull, column.origin?.statement]),
        [['a', true, 0]],
      );
      assert.deepEqual([names(table.indexes), names(table.constraints)], [['i'], ['c']]);
      assert.deepEqual(problems, []);
    });

    it('finds the new index by its name', () => {
      assert.equal(catalog.get('relation:public.i')?.kind, 'index');
    });

    it('gives way to CREATE TABLE', () => {
      const created = unknownDatabaseAfter(
        'postgresql',
        'ALTER TABLE users ADD COLUMN a int; CREATE TABLE users (id int);',
      );
      assert.deepEqual(created.problems, []);
      assert.equal(certain(created.catalog, 'relation:public.users'), true);
      assert.deepEqual(names(tableOf(created.catalog, 'relation:public.users').columns), ['id']);
    });

    it('is not made up where it would be known', () => {
      assert.equal(
        databaseAfter('postgresql', 'ALTER TABLE users ADD COLUMN a int;').catalog.get(
          'relation:public.users',
        ),
        undefined,
      );
    });

    it('takes a modified MySQL column without claiming that it is new', () => {
      const { catalog: modified } = unknownDatabaseAfter(
        'mysql',
        'ALTER TABLE t MODIFY a bigint NOT NULL, CHANGE b c int, ADD d int;',
      );
      assert.deepEqual(
        tableOf(modified, 'relation:.t').columns.map(column => [column.name, column.origin?.statement]),
        [
          ['a', undefined],
          ['c', undefined],
          ['d', 0],
        ],
      );
    });

    it('is not made by statements that say nothing about columns', () => {
      const { catalog: other } = unknownDatabaseAfter(
        'postgresql',
        'ALTER TABLE t DROP COLUMN a; INSERT INTO t VALUES (1); ALTER TABLE t OWNER TO x; DROP TABLE u;',
      );
      assert.equal(other.get('relation:public.t'), undefined);
    });
  });

  it('doubts what a DO block touches, and applies it', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      `CREATE TABLE t (id int); CREATE TABLE u (id int); CREATE TABLE gone (id int);
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM information_schema.columns) THEN
          ALTER TABLE t ADD COLUMN a int; ALTER TABLE t ADD COLUMN a int; CREATE TABLE n (id int); DROP TABLE gone; ALTER TABLE nothing ADD b int;
        END IF;
      END $$;
      ALTER TABLE t DROP COLUMN whatever; ALTER TABLE gone ADD x int; CREATE TABLE n (id int, b int);`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [certain(catalog, 'relation:public.t'), certain(catalog, 'relation:public.u')],
      [false, true],
    );
    assert.deepEqual(names(tableOf(catalog, 'relation:public.t').columns), ['id', 'a']);
    assert.deepEqual(
      names(tableOf(catalog, 'relation:public.n').columns),
      ['id', 'b'],
      'a table that may not be there is created without complaint',
    );
    assert.equal(isComplete(catalog), true);
  });

  it('distrusts everything after SQL that is put together at run time', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      `CREATE TABLE t (id int);
      DO $$ DECLARE x text := 't'; BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN a int', x); END $$;
      ALTER TABLE t DROP COLUMN a; ALTER TABLE nothing DROP COLUMN a; CREATE TABLE t (id int);`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual([isComplete(catalog), hasUnseenChanges(catalog)], [false, true]);
  });

  it('knows what SQL put together from constants does', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      `CREATE TABLE t (id int);
      DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN ', 't') || 'a int'; END $$;`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names(tableOf(catalog, 'relation:public.t').columns), ['id', 'a']);
    assert.equal(hasUnseenChanges(catalog), false);
  });

  it('trusts a block without statements', () => {
    assert.equal(
      isComplete(databaseAfter('postgresql', "DO $$ BEGIN RAISE NOTICE 'hello'; END $$;").catalog),
      true,
    );
  });

  it('runs a literal that is executed', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      "CREATE TABLE t (id int); DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN a int'; END $$;",
    );
    assert.deepEqual(names(tableOf(catalog, 'relation:public.t').columns), ['id', 'a']);
    assert.deepEqual([certain(catalog, 'relation:public.t'), isComplete(catalog)], [false, true]);
  });

  it('runs prepared statements of MySQL as far as their text is known', () => {
    const known = databaseAfter(
      'mysql',
      "CREATE TABLE t (a int); PREPARE s FROM 'ALTER TABLE t ADD COLUMN b int'; EXECUTE s; DEALLOCATE PREPARE s;",
    ).catalog;
    assert.deepEqual(
      [names(tableOf(known, 'relation:.t').columns), certain(known, 'relation:.t'), isComplete(known)],
      [['a', 'b'], false, true],
    );
    const unknown = databaseAfter(
      'mysql',
      "CREATE TABLE t (a int); SET @s = CONCAT('x'); PREPARE s FROM @s; EXECUTE s;",
    ).catalog;
    assert.deepEqual(
      [isComplete(unknown), hasUnseenChanges(unknown), certain(unknown, 'relation:.t')],
      [false, true, true],
    );
  });

  it('runs the body of a procedure that is called, and only then', () => {
    const procedure = `CREATE TABLE t (a int); CREATE TABLE u (a int);
      DELIMITER $$
      CREATE PROCEDURE upgrade() BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE t ADD COLUMN b int; END IF; CALL upgrade(); END$$
      DELIMITER ;`;
    assert.deepEqual(names(tableOf(databaseAfter('mysql', procedure).catalog, 'relation:.t').columns), ['a']);
    const { catalog } = databaseAfter('mysql', `${procedure}\nCALL upgrade(); DROP PROCEDURE upgrade;`);
    assert.deepEqual(names(tableOf(catalog, 'relation:.t').columns), ['a', 'b']);
    assert.deepEqual(
      [certain(catalog, 'relation:.t'), certain(catalog, 'relation:.u'), isComplete(catalog)],
      [false, true, true],
    );
    assert.equal(isComplete(databaseAfter('mysql', 'CALL nobody_knows();').catalog), false);
  });

  it('runs the body of a function that is selected', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE TABLE t (a int);
      CREATE FUNCTION upgrade() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE t ADD COLUMN b int; END $$;
      SELECT upgrade(); SELECT setval('s', 1), now(), count(*) FROM t;`,
    );
    assert.deepEqual(names(tableOf(catalog, 'relation:public.t').columns), ['a', 'b']);
    assert.deepEqual([certain(catalog, 'relation:public.t'), isComplete(catalog)], [false, true]);
    assert.equal(
      isComplete(databaseAfter('postgresql', "SELECT create_hypertable('t', 'at');").catalog),
      false,
    );
  });

  it('doubts the table of an action that it cannot read', () => {
    const { catalog } = databaseAfter(
      'mysql',
      'CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN b int, FROBNICATE c, DROP COLUMN a;',
    );
    assert.equal(certain(catalog, 'relation:.t'), false);
    assert.deepEqual(names(tableOf(catalog, 'relation:.t').columns), ['b']);
  });

  it('distrusts everything after a statement that it cannot read at all', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      'CREATE TABLE t (a int); FROBNICATE THE DATABASE; ALTER TABLE t DROP COLUMN z; DROP TABLE y;',
    );
    assert.deepEqual(problemLines(problems), []);
    assert.deepEqual([isComplete(catalog), hasUnseenChanges(catalog)], [false, true]);
  });

  it('does not know the columns of CREATE TABLE AS', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      'CREATE TABLE s (a int); CREATE TABLE t AS SELECT * FROM s; ALTER TABLE t DROP COLUMN a;',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [certain(catalog, 'relation:public.t'), tableOf(catalog, 'relation:public.t').loaded],
      [false, true],
    );
  });

  it('doubts a partition of an unknown parent', () => {
    const { catalog } = unknownDatabaseAfter(
      'postgresql',
      'CREATE TABLE p PARTITION OF m FOR VALUES IN (1);',
    );
    assert.equal(certain(catalog, 'relation:public.p'), false);
  });

  it('marks a table that a statement filled', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE c (id int);
      INSERT INTO a SELECT 1; INSERT INTO b VALUES (1), (2); INSERT INTO c SELECT 1; TRUNCATE c;`,
    );
    assert.deepEqual(
      ['a', 'b', 'c'].map(name => tableOf(catalog, `relation:public.${name}`).loaded),
      [true, false, false],
    );
  });
});
