import assert from 'node:assert/strict';
import {
  databaseAfter,
  ddlAfter,
  emptyCatalog,
  names,
  problemLines,
  replay,
  tableAfter,
  tableOf,
} from './replayedSql.ts';

const schemaAfter = (sql: string): string => ddlAfter('mysql', sql);

describe('what MySQL and MariaDB statements do to the schema', () => {
  it('creates a table with keys, options and canonical types', () => {
    assert.equal(
      schemaAfter(`CREATE TABLE users (
        id int(11) unsigned NOT NULL AUTO_INCREMENT, email varchar(100) NOT NULL DEFAULT '', active tinyint(1) DEFAULT '1',
        n decimal(8), at timestamp NULL DEFAULT current_timestamp() ON UPDATE now(), u char(36) DEFAULT (uuid()), t text(70000),
        f float(30), b bit, e enum('a','b') CHARACTER SET utf8 COMMENT 'it''s',
        PRIMARY KEY (id), UNIQUE KEY by_email (email(10) DESC), KEY (active, email), FULLTEXT KEY ft (email)
      ) ENGINE=innodb AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='people'`),
      `CREATE TABLE \`users\` (
    \`id\` int unsigned NOT NULL AUTO_INCREMENT,
    \`email\` varchar(100) NOT NULL DEFAULT '',
    \`active\` tinyint(1) DEFAULT 1,
    \`n\` decimal(8,0),
    \`at\` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    \`u\` char(36) DEFAULT (uuid()),
    \`t\` mediumtext,
    \`f\` double,
    \`b\` bit(1),
    \`e\` enum('a','b') CHARACTER SET utf8mb3 COMMENT 'it''s',
    PRIMARY KEY (\`id\`),
    UNIQUE KEY \`by_email\` (\`email\`(10) DESC),
    KEY \`active\` (\`active\`, \`email\`),
    FULLTEXT KEY \`ft\` (\`email\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='people';`,
    );
  });

  it('forgets with MODIFY what is not written again', () => {
    const sql = `CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL DEFAULT 5 COMMENT 'x', b varchar(9) COLLATE utf8mb4_bin, KEY (a));`;
    const table = tableAfter(
      'mysql',
      `${sql} ALTER TABLE t MODIFY id bigint, MODIFY a bigint FIRST, CHANGE b c varchar(20) AFTER a`,
      'relation:.t',
    );
    assert.deepEqual(names(table.columns), ['a', 'c', 'id']);
    const [a, c, id] = table.columns;
    assert.deepEqual([a?.type?.name, a?.notNull, a?.default, a?.comment], ['bigint', false, null, null]);
    assert.deepEqual([c?.type?.arguments, c?.type?.collation], [['20'], null]);
    assert.deepEqual(
      [id?.notNull, id?.autoIncrement],
      [true, false],
      'a key column stays NOT NULL, but loses AUTO_INCREMENT',
    );
    assert.deepEqual(names(table.indexes), ['PRIMARY', 'a']);
  });

  it('forgets a MariaDB column check with MODIFY, and no MySQL check', () => {
    const sql = 'CREATE TABLE t (a int CHECK (a > 0), b int, CHECK (b > 0)); ALTER TABLE t MODIFY a bigint;';
    assert.deepEqual(names(tableAfter('mariadb', sql, 'relation:.t').constraints), ['CONSTRAINT_1']);
    assert.deepEqual(names(tableAfter('mysql', sql, 'relation:.t').constraints), ['t_chk_1', 't_chk_2']);
  });

  it('lets a dropped column leave its indexes', () => {
    const table = tableAfter(
      'mysql',
      `CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b), UNIQUE u (b, c), KEY only_b (b), CHECK (b > 0), CHECK (a > b));
      ALTER TABLE t DROP COLUMN b;`,
      'relation:.t',
    );
    assert.deepEqual(
      table.indexes.map(index => [index.name, index.keys.map(key => key.column)]),
      [
        ['PRIMARY', ['a']],
        ['u', ['c']],
      ],
    );
    assert.deepEqual(
      table.constraints.map(constraint => constraint.name),
      ['PRIMARY', 'u', 't_chk_2'],
    );
  });

  it('renames all columns of a statement at once', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      `CREATE TABLE t (a int, b text, c date, KEY by_a (a));
      ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO c, CHANGE c a datetime;`,
    );
    assert.deepEqual(problems, []);
    const table = tableOf(catalog, 'relation:.t');
    assert.deepEqual(
      table.columns.map(column => [column.name, column.type?.name]),
      [
        ['b', 'int'],
        ['c', 'text'],
        ['a', 'datetime'],
      ],
    );
    assert.deepEqual(
      table.indexes[0]?.keys.map(key => key.column),
      ['b'],
    );
  });

  it('adds keys after columns, and drops before both', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      `CREATE TABLE t (a int, KEY k (a));
      ALTER TABLE t ADD KEY k (b), ADD COLUMN b int, DROP COLUMN a, DROP KEY k, RENAME TO u;`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      tableOf(catalog, 'relation:.u').indexes.map(index => index.keys.map(key => key.column)),
      [['b']],
    );
  });

  it('makes an index for a foreign key and drops it for a written one', () => {
    const sql =
      'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, b int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id));';
    const implied = tableAfter('mysql', sql, 'relation:.t');
    assert.deepEqual(
      implied.indexes.map(index => [index.name, index.implicit]),
      [['fk', true]],
    );
    const replaced = tableAfter('mysql', `${sql} CREATE INDEX own ON t (a, b);`, 'relation:.t');
    assert.deepEqual(
      replaced.indexes.map(index => [index.name, index.implicit]),
      [['own', false]],
    );
    const kept = tableAfter('mysql', `${sql} ALTER TABLE t DROP FOREIGN KEY fk;`, 'relation:.t');
    assert.deepEqual([names(kept.constraints), names(kept.indexes)], [[], ['fk']]);
    const again = tableAfter(
      'mysql',
      `${sql} ALTER TABLE t DROP FOREIGN KEY fk; ALTER TABLE t ADD CONSTRAINT fk2 FOREIGN KEY (a) REFERENCES p (id);`,
      'relation:.t',
    );
    assert.deepEqual(names(again.indexes), ['fk2']);
  });

  it('needs no index for a foreign key whose columns begin one', () => {
    const table = tableAfter(
      'mysql',
      `CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, b int, KEY k (a, b), KEY short (b),
      FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id))`,
      'relation:.t',
    );
    assert.deepEqual(names(table.indexes), ['k', 'short']);
  });

  it('heeds REFERENCES in a column from MySQL 9.0 on, and always in MariaDB', () => {
    const sql = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p (id));';
    assert.deepEqual(tableAfter('mysql', sql, 'relation:.t').constraints, []);
    assert.deepEqual(names(tableAfter('mariadb', sql, 'relation:.t').constraints), ['t_ibfk_1']);
    const newer = emptyCatalog('mysql', { complete: true, version: { major: 9, minor: 0 } });
    assert.deepEqual(names(tableOf(replay(newer, sql).catalog, 'relation:.t').constraints), ['t_ibfk_1']);
    const older = emptyCatalog('mysql', { complete: true, version: { major: 8, minor: 4 } });
    assert.deepEqual(tableOf(replay(older, sql).catalog, 'relation:.t').constraints, []);
  });

  it('knows foreign keys of a dump that come before their table', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      `SET FOREIGN_KEY_CHECKS=0;
      CREATE TABLE a (b_id int, CONSTRAINT fk FOREIGN KEY (b_id) REFERENCES b (id));
      CREATE TABLE b (id int PRIMARY KEY);`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(tableOf(catalog, 'relation:.b').referencedBy, [
      { table: 'relation:.a', constraint: 'fk' },
    ]);
  });

  it('leaves foreign keys to a dropped table, which wait for its successor', () => {
    const { catalog } = databaseAfter(
      'mysql',
      `CREATE TABLE b (id int PRIMARY KEY);
      CREATE TABLE a (b_id int, CONSTRAINT fk FOREIGN KEY (b_id) REFERENCES b (id));
      SET foreign_key_checks = 0; DROP TABLE b; CREATE TABLE b (id int PRIMARY KEY);`,
    );
    assert.deepEqual(names(tableOf(catalog, 'relation:.a').constraints), ['fk']);
    assert.deepEqual(tableOf(catalog, 'relation:.b').referencedBy, [
      { table: 'relation:.a', constraint: 'fk' },
    ]);
  });

  it('swaps a table for its copy', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      `CREATE TABLE t (id int PRIMARY KEY, a int, KEY k (a));
      CREATE TABLE t_new LIKE t; ALTER TABLE t_new ADD COLUMN b int; INSERT INTO t_new SELECT * FROM t;
      RENAME TABLE t TO t_old, t_new TO t; DROP TABLE t_old;`,
    );
    assert.deepEqual(problems, []);
    const table = tableOf(catalog, 'relation:.t');
    assert.deepEqual(
      [names(table.columns), names(table.indexes), table.loaded],
      [['id', 'a', 'b'], ['PRIMARY', 'k'], true],
    );
  });

  it('keeps the character set of columns when the default of the table changes', () => {
    const sql =
      'CREATE TABLE t (a varchar(9), b varchar(9) CHARACTER SET latin1, c text, n int) CHARSET=utf8;';
    const changed = tableAfter('mysql', `${sql} ALTER TABLE t DEFAULT CHARSET=utf8mb4;`, 'relation:.t');
    assert.deepEqual(
      changed.columns.map(column => column.type?.charset),
      ['utf8', 'latin1', 'utf8', null],
    );
    const converted = tableAfter(
      'mysql',
      `${sql} ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
      'relation:.t',
    );
    assert.deepEqual(
      converted.columns.map(column => column.type?.charset),
      [null, null, null, null],
    );
    assert.deepEqual(
      [converted.options['charset'], converted.options['collation']],
      ['utf8mb4', 'utf8mb4_bin'],
    );
    assert.equal(
      converted.columns[2]?.type?.name,
      'mediumtext',
      'four bytes a character may need the next size',
    );
    const unknown = tableAfter(
      'mysql',
      'CREATE TABLE t (a varchar(9)); ALTER TABLE t CHARSET=utf8mb4;',
      'relation:.t',
    );
    assert.equal(unknown.columns[0]?.type?.charset, 'unknown');
  });

  it('finds columns and indexes whatever their case', () => {
    const { catalog, problems } = databaseAfter(
      'mysql',
      `CREATE TABLE t (userId int, KEY ByUser (USERID));
      ALTER TABLE t DROP KEY byuser, ADD KEY k (user_ID), RENAME COLUMN USERID TO user_id;`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names(tableOf(catalog, 'relation:.t').columns), ['user_id']);
    assert.deepEqual(
      problemLines(
        replay(catalog, 'ALTER TABLE t ADD KEY j (old), RENAME COLUMN user_id TO new_id').problems,
      ),
      ['missing column t.old'],
    );
  });

  it('keeps databases apart', () => {
    const { catalog } = databaseAfter(
      'mysql',
      `CREATE DATABASE app; USE app; CREATE TABLE t (id int PRIMARY KEY);
      CREATE TABLE other.t (t_id int, FOREIGN KEY (t_id) REFERENCES app.t (id));
      ALTER TABLE t ADD COLUMN a int; RENAME TABLE t TO other.u;`,
    );
    assert.deepEqual(names(tableOf(catalog, 'relation:other.u').columns), ['id', 'a']);
    assert.equal(catalog.get('relation:app.t'), undefined);
    const reference = tableOf(catalog, 'relation:other.t').constraints[0];
    assert.equal(reference?.kind === 'foreign-key' && reference.target, 'relation:other.u');
  });

  it('takes the database of a dump for statements of later files without USE', () => {
    const dump = databaseAfter('mysql', 'CREATE DATABASE app; USE app; CREATE TABLE t (id int);');
    const { catalog, problems } = replay(
      dump.catalog,
      'ALTER TABLE t ADD COLUMN a int; CREATE DATABASE reports; ALTER TABLE t ADD COLUMN b int;',
      'later.sql',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names(tableOf(catalog, 'relation:app.t').columns), ['id', 'a', 'b']);
  });

  it('counts row versions until the table is rebuilt', () => {
    const sql =
      'CREATE TABLE t (id int, a int); ALTER TABLE t ADD COLUMN b int, ADD COLUMN c int; ALTER TABLE t DROP COLUMN b;';
    const versions = (statements: string): number =>
      tableAfter('mysql', statements, 'relation:.t').rowVersions.length;
    assert.equal(versions(sql), 2, 'one for each statement');
    assert.equal(versions(`${sql} ALTER TABLE t RENAME COLUMN a TO x; CREATE INDEX i ON t (c);`), 2);
    assert.equal(versions(`${sql} ALTER TABLE t ADD COLUMN v int AS (c + 1) VIRTUAL;`), 2);
    assert.equal(versions(`${sql} ALTER TABLE t FORCE;`), 0);
    assert.equal(versions(`${sql} OPTIMIZE TABLE t;`), 0);
    assert.equal(versions(`${sql} ALTER TABLE t ADD COLUMN d int, ALGORITHM=INPLACE;`), 0);
    assert.equal(versions(`${sql} ALTER TABLE t MODIFY c bigint;`), 0);
  });

  it('follows partitions by name', () => {
    const table = tableAfter(
      'mysql',
      `CREATE TABLE t (id int) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (9));
      ALTER TABLE t ADD PARTITION (PARTITION c VALUES LESS THAN (20)); ALTER TABLE t DROP PARTITION a;`,
      'relation:.t',
    );
    assert.deepEqual(table.partitioning?.partitions, ['b', 'c']);
  });

  it('finds a trigger by its own name', () => {
    const sql =
      'CREATE TABLE t (a int); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; RENAME TABLE t TO u;';
    assert.deepEqual(names(tableAfter('mysql', sql, 'relation:.u').triggers), ['tr']);
    assert.deepEqual(tableAfter('mysql', `${sql} DROP TRIGGER tr;`, 'relation:.u').triggers, []);
  });

  it('leaves a view to the old name of what it reads', () => {
    const { catalog } = databaseAfter(
      'mysql',
      'CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; RENAME TABLE t TO u; CREATE TABLE t (a int);',
    );
    assert.deepEqual(tableOf(catalog, 'relation:.u').readBy, []);
    assert.deepEqual(tableOf(catalog, 'relation:.t').readBy, ['relation:.v']);
  });
});
