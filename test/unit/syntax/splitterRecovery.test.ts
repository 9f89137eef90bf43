import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { commentsOf, cut } from './cut.ts';

const pg = (text: string): string[] => cut(text, 'postgresql');
const my = (text: string): string[] => cut(text, 'mysql');
const BOTH: readonly Dialect[] = ['postgresql', 'mysql'];

describe('splitFile on what is left open', () => {
  for (const dialect of BOTH) {
    it(`ends an open string at the next statement in ${dialect}`, () => {
      assert.deepEqual(cut("ALTER TABLE a ADD b text DEFAULT 'x;\nDROP TABLE c;\n", dialect), [
        "ALTER TABLE a ADD b text DEFAULT 'x;|-open",
        'DROP TABLE c|;',
      ]);
      assert.deepEqual(cut("SELECT 'x\n\nUPDATE t SET a = 1;\n", dialect), [
        "SELECT 'x|-open",
        'UPDATE t SET a = 1|;',
      ]);
    });

    it(`sees that a string was closed by the next one's opening mark in ${dialect}`, () => {
      const broken =
        "ALTER TABLE a ADD b text DEFAULT 'x;\n\nALTER TABLE c ADD d text DEFAULT 'y';\nALTER TABLE e ADD f text DEFAULT '';\n";
      assert.deepEqual(cut(broken, dialect), [
        "ALTER TABLE a ADD b text DEFAULT 'x;|-open",
        "ALTER TABLE c ADD d text DEFAULT 'y'|;",
        "ALTER TABLE e ADD f text DEFAULT ''|;",
      ]);
    });

    it(`keeps a string that holds statements in ${dialect}`, () => {
      const whole = "INSERT INTO scripts VALUES ('a;\n\nCREATE TABLE b (c int);\nDROP TABLE b;\n', 2)";
      assert.deepEqual(cut(`${whole};\nSELECT 1;`, dialect), [`${whole}|;`, 'SELECT 1|;']);
    });

    it(`ends an open comment at the next statement in ${dialect}`, () => {
      assert.deepEqual(cut('SELECT 1;\n/* why\n\nCREATE TABLE a (b int);\n', dialect), [
        'SELECT 1|;',
        'CREATE TABLE a (b int)|;',
      ]);
      assert.deepEqual(commentsOf('/* why\n\nCREATE TABLE a (b int);\n', dialect), ['why']);
      assert.deepEqual(cut('SELECT 1 /* why\n\nCREATE TABLE a (b int);\n', dialect), [
        'SELECT 1 /* why|-open',
        'CREATE TABLE a (b int)|;',
      ]);
    });

    it(`takes all the rest when no statement follows in ${dialect}`, () => {
      assert.deepEqual(cut("SELECT 'a; b\n c d\n", dialect), ["SELECT 'a; b\n c d|-open"]);
      assert.deepEqual(commentsOf('/* a\nb ', dialect), ['a\nb']);
    });

    it(`lets comments in front of the next statement go with it in ${dialect}`, () => {
      const text = "SELECT 'a;\n\n-- two\n-- three\nCREATE TABLE a (b int);\n";
      assert.deepEqual(cut(text, dialect), ["SELECT 'a;|-open", 'CREATE TABLE a (b int)|;']);
      assert.deepEqual(commentsOf(text, dialect), ['two', 'three']);
    });
  }

  it('keeps a body in quotes that a word follows at once', () => {
    const whole =
      "CREATE FUNCTION f() RETURNS void AS '\n\nUPDATE t SET a = 1;\n\nCREATE TABLE u (a int);\n'LANGUAGE sql";
    assert.deepEqual(pg(`${whole};\nSELECT 1;`), [`${whole}|;`, 'SELECT 1|;']);
  });

  it('sees it where the next string begins with a word that may follow one', () => {
    assert.deepEqual(my("ALTER TABLE a ADD b text DEFAULT 'x;\n\nUPDATE c SET d = 'default';\n"), [
      "ALTER TABLE a ADD b text DEFAULT 'x;|-open",
      "UPDATE c SET d = 'default'|;",
    ]);
    assert.deepEqual(my("SELECT 'x;\nALTER TABLE a ADD b int AS (c ->> '$.d');\n"), [
      "SELECT 'x;|-open",
      "ALTER TABLE a ADD b int AS (c ->> '$.d')|;",
    ]);
  });

  it('sees that a comment was closed by the next one in MySQL', () => {
    assert.deepEqual(my('/* why\n\nCREATE TABLE a (b int);\n/* c */\nDROP TABLE d;'), [
      'CREATE TABLE a (b int)|;',
      'DROP TABLE d|;',
    ]);
    assert.deepEqual(my('/* why\n\nCREATE TABLE a (b int);\n*/\nDROP TABLE d;'), ['DROP TABLE d|;']);
  });

  it('takes prose in an open string for no statement', () => {
    assert.deepEqual(pg("SELECT 'a;\n\nUpdate the price.\nSet it.\n"), [
      "SELECT 'a;\n\nUpdate the price.\nSet it.|-open",
    ]);
  });

  it('goes on at any statement when an open dollar quote is no body', () => {
    assert.deepEqual(pg('SELECT $$ x;\nUPDATE t\nSET a = 1;'), [
      'SELECT $$ x;|-open',
      'UPDATE t\nSET a = 1|;',
    ]);
  });

  it('ends an open quoted name at the next statement', () => {
    assert.deepEqual(pg('DROP TABLE "a;\n\nDROP TABLE "b";\n'), ['DROP TABLE "a;|-open', 'DROP TABLE "b"|;']);
    assert.deepEqual(my('DROP TABLE `a;\n\nDROP TABLE `b`;\n'), ['DROP TABLE `a;|-open', 'DROP TABLE `b`|;']);
  });

  it('ends what is left open on the line that is being typed at a definition on the next line', () => {
    const rest = "ALTER TABLE b DROP COLUMN c;\nUPDATE t SET a = 'x' WHERE b = 'y';\n";
    const cutRest = ['ALTER TABLE b DROP COLUMN c|;', "UPDATE t SET a = 'x' WHERE b = 'y'|;"];
    for (const open of [
      "ALTER TABLE x ADD COLUMN y text DEFAULT 'ab",
      'ALTER TABLE x ADD COLUMN "y',
      "COMMENT ON TABLE x IS 'it",
      "INSERT INTO x VALUES (1, 'y",
    ]) {
      assert.deepEqual(pg(`DROP TABLE z;\n${open}\n${rest}`), [
        'DROP TABLE z|;',
        `${open}|-open`,
        ...cutRest,
      ]);
    }
    // Not where the string goes on for lines: they may belong to it.
    assert.deepEqual(pg("SELECT 'a\nb\nDROP TABLE c;\n"), ["SELECT 'a\nb\nDROP TABLE c;|-open"]);
  });

  it('ends an open body at a definition below a statement when there is no better place', () => {
    const rest = "ALTER TABLE b DROP COLUMN c;\nUPDATE t SET a = 'x';\nDO $$ BEGIN DROP TABLE z; END $$;\n";
    const cutRest = [
      'ALTER TABLE b DROP COLUMN c|;',
      "UPDATE t SET a = 'x'|;",
      'DO $$ BEGIN DROP TABLE z; END $$|;',
    ];
    for (const open of [
      'DO $$ BEGIN DROP TABLE k;',
      'CREATE FUNCTION f() RETURNS trigger AS $b$\nBEGIN\n  SELECT 1;',
    ]) {
      assert.deepEqual(pg(`${open}\n${rest}`), [`${open}|-open`, ...cutRest]);
    }
  });

  it('ends an open dollar quote at the next definition', () => {
    const open = 'CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\nEND;';
    const next = 'CREATE FUNCTION g() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql';
    assert.deepEqual(pg(`${open}\n\n${next};\nSELECT 1;`), [`${open}|-open`, `${next}|;`, 'SELECT 1|;']);
    assert.deepEqual(pg(`${open}\n\nCREATE TABLE t (a int);\n`), [
      `${open}|-open`,
      'CREATE TABLE t (a int)|;',
    ]);
  });

  it('keeps a dollar quote that holds definitions', () => {
    const whole =
      "CREATE FUNCTION f() RETURNS void AS $$\n\nCREATE TABLE t (a text DEFAULT 'AS');\n\nALTER TABLE t ADD b int;\n$$ LANGUAGE sql";
    assert.deepEqual(pg(`${whole};\nSELECT 1;`), [`${whole}|;`, 'SELECT 1|;']);
  });

  it('ends an open body at the next definition', () => {
    const open = 'CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nALTER TABLE t ADD a int;';
    assert.deepEqual(my(`${open}\n\nCREATE TABLE u (a int);\nSELECT 1;`), [
      `${open}|-open`,
      'CREATE TABLE u (a int)|;',
      'SELECT 1|;',
    ]);
    const atomic = 'CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;';
    assert.deepEqual(pg(`${atomic}\n\nCREATE TABLE u (a int);`), [
      `${atomic}|-open`,
      'CREATE TABLE u (a int)|;',
    ]);
  });

  it('keeps the definitions in a closed body', () => {
    const whole = 'CREATE PROCEDURE p()\nBEGIN\n\nALTER TABLE t ADD a int;\n\nCREATE TABLE u (a int);\nEND';
    assert.deepEqual(my(`${whole};\nSELECT 1;`), [`${whole}|;`, 'SELECT 1|;']);
  });

  it('ends an open executable comment at the next definition', () => {
    assert.deepEqual(my('/*!50003 SET a = 1;\n\nCREATE TABLE u (a int);\n'), [
      '/*!50003 SET a = 1;|-open',
      'CREATE TABLE u (a int)|;',
    ]);
  });
});

describe('splitFile on a missing terminator', () => {
  const newStatements: readonly [Dialect, string, string][] = [
    ['postgresql', 'ALTER TABLE a ADD b int', 'ALTER TABLE a ADD c int'],
    ['postgresql', 'ALTER TABLE a DROP b', 'DROP FUNCTION IF EXISTS f'],
    ['postgresql', 'ALTER TABLE a DROP b', 'DROP INDEX i'],
    ['postgresql', 'CREATE TABLE a (b int)', 'CREATE UNIQUE INDEX i ON a (b)'],
    [
      'postgresql',
      'CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql',
      'CREATE TRIGGER g BEFORE INSERT ON a EXECUTE FUNCTION f()',
    ],
    ['postgresql', 'CREATE TABLE a (b int)', "COMMENT ON TABLE a IS 'x'"],
    ['postgresql', 'CREATE SCHEMA s', 'ALTER TABLE a ADD b int'],
    ['postgresql', 'ALTER TABLE a ADD b int', 'COMMIT'],
    ['postgresql', 'SELECT 1', 'DO $$ BEGIN END $$'],
    ['mysql', 'ALTER TABLE a ADD b int', 'CREATE INDEX i ON a (b)'],
    ['mysql', 'INSERT INTO a VALUES (1)', 'INSERT INTO a VALUES (2)'],
    ['mysql', 'DROP TABLE a', 'RENAME TABLE b TO c'],
    ['mysql', 'UPDATE a SET b = 1', 'UPDATE a SET c = 1'],
    ['mysql', 'CREATE PROCEDURE p() BEGIN SELECT 1; END', 'DROP TABLE t'],
    ['mysql', 'ALTR TABLE a ADD b int', 'TRUNCATE TABLE a'],
  ];
  for (const [dialect, first, second] of newStatements) {
    it(`${second} begins anew after ${first}`, () => {
      assert.deepEqual(cut(`${first}\n${second};`, dialect), [`${first}|-`, `${second}|;`]);
    });
  }

  const continuations: readonly [Dialect, string][] = [
    [
      'postgresql',
      'CREATE SCHEMA s\nCREATE TABLE a (b int)\nCREATE INDEX i ON a (b)\nGRANT SELECT ON a TO r',
    ],
    ['postgresql', 'ALTER TABLE a\nDROP CONSTRAINT b,\nDROP COLUMN c'],
    ['postgresql', 'ALTER TABLE a\nDROP type,\nDROP view CASCADE'],
    ['postgresql', 'ALTER TABLE a\nALTER type TYPE int,\nALTER COLUMN b SET NOT NULL'],
    ['postgresql', 'ALTER FOREIGN TABLE a\nDROP b'],
    ['postgresql', 'ALTER PUBLICATION p\nDROP TABLE a'],
    ['postgresql', 'ALTER EXTENSION e\nDROP FUNCTION f()'],
    ['postgresql', 'WITH a AS (SELECT 1)\nINSERT INTO b SELECT * FROM a'],
    ['postgresql', 'WITH a AS (SELECT 1)\nUPDATE b SET c = 1'],
    ['postgresql', 'EXPLAIN\nCREATE TABLE a AS SELECT 1'],
    ['postgresql', 'EXPLAIN (ANALYZE)\nINSERT INTO a VALUES (1)'],
    ['postgresql', 'CREATE RULE r AS ON INSERT TO a DO ALSO\nINSERT INTO b VALUES (1)'],
    ['postgresql', 'CREATE TRIGGER g AFTER\nTRUNCATE ON a EXECUTE FUNCTION f()'],
    ['postgresql', 'INSERT INTO a VALUES (1) ON CONFLICT (b) DO\nUPDATE SET c = 1'],
    ['postgresql', 'MERGE INTO a USING b ON true WHEN MATCHED THEN\nUPDATE SET c = 1'],
    ['postgresql', 'CREATE TABLE a (b int REFERENCES c\nON DELETE CASCADE)'],
    ['postgresql', 'CREATE TEMP TABLE a (b int) ON\nCOMMIT DROP'],
    ['postgresql', 'CREATE VIEW v AS\nSELECT 1'],
    ['postgresql', 'GRANT SELECT,\nINSERT ON a TO b'],
    ['postgresql', 'REVOKE\nGRANT OPTION FOR SELECT ON a FROM b'],
    ['mysql', 'ALTER TABLE a\nDROP FOREIGN KEY b,\nDROP FOREIGN KEY c'],
    ['mysql', 'ALTER TABLE a\nDROP INDEX b'],
    ['mysql', 'ALTER TABLE a\nALTER INDEX b INVISIBLE'],
    ['mysql', 'ALTER TABLE a\nDROP user,\nDROP event'],
    ['mysql', 'ALTER TABLE a\nTRUNCATE PARTITION p'],
    ['mysql', 'ALTER TABLE a\nRENAME TO b'],
    ['mysql', 'GRANT CREATE,\nALTER ROUTINE ON a TO b'],
    ['mysql', 'CREATE TRIGGER g BEFORE INSERT ON a FOR EACH ROW\nINSERT INTO b VALUES (1)'],
    ['mysql', 'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO\nDROP TABLE a'],
    ['mysql', 'CREATE PROCEDURE p()\nALTER TABLE a ADD b int'],
    ['mysql', 'INSERT INTO a VALUES (1) ON DUPLICATE KEY\nUPDATE b = 1'],
    ['mysql', 'SELECT 1 FROM a FOR\nUPDATE'],
    ['mysql', 'CREATE TABLE a LIKE b'],
  ];
  for (const [dialect, sql] of continuations) {
    it(`${JSON.stringify(sql)} is one statement in ${dialect}`, () => {
      assert.deepEqual(cut(`${sql};`, dialect), [`${sql}|;`]);
    });
  }

  it('looks at column 0 only', () => {
    assert.deepEqual(pg('ALTER TABLE a ADD b int\n  DROP TABLE c;'), [
      'ALTER TABLE a ADD b int\n  DROP TABLE c|;',
    ]);
  });

  it('ends a statement within parentheses where no grammar goes on so', () => {
    assert.deepEqual(pg('CREATE TABLE a (\n  b int,\n\nALTER TABLE c ADD d int;'), [
      'CREATE TABLE a (\n  b int,|-open',
      'ALTER TABLE c ADD d int|;',
    ]);
    const columns = 'CREATE TABLE a (\nupdate int,\ncomment text,\ngrant_ text\n)';
    assert.deepEqual(my(`${columns};`), [`${columns}|;`]);
  });

  it('leaves statements under another delimiter whole', () => {
    assert.deepEqual(my('DELIMITER //\nCREATE TABLE a (b int)\nCREATE TABLE c (d int)//'), [
      '@DELIMITER //',
      'CREATE TABLE a (b int)\nCREATE TABLE c (d int)|//',
    ]);
  });
});
