import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMysqlReader } from '../../../../server/src/operations/mysql/mysqlReader.ts';
import { readSql } from './support/readSql.ts';

const STATEMENTS: readonly string[] = [
  "ALTER TABLE d.t ADD COLUMN a VARCHAR(10) NOT NULL DEFAULT (uuid()) COMMENT 'x' AFTER b, DROP KEY k, CHANGE c e INT, ALGORITHM=INPLACE, LOCK=NONE",
  "CREATE TABLE t (id SERIAL, a INT AS (b + 1) STORED, KEY k (a(5) DESC), CHECK (a > 0)) ENGINE=InnoDB COMMENT='x' PARTITION BY RANGE (id) (PARTITION p VALUES LESS THAN (5))",
  'CREATE UNIQUE INDEX i USING BTREE ON d.t (a(3), (b + 1) DESC) LOCK=NONE',
  'CREATE DEFINER=`u`@`h` PROCEDURE p(IN a INT) BEGIN DECLARE x INT; IF a THEN ALTER TABLE t ADD b INT; END IF; END',
  "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 'y'; INSERT INTO l VALUES (1); END",
  "GRANT SELECT (a), INSERT ON d.* TO 'u'@'%' WITH GRANT OPTION",
  "SET @a = 'x', GLOBAL b = 1, NAMES utf8 COLLATE utf8_bin",
  'INSERT INTO t (a, b) SELECT c, d FROM u WHERE e IN (SELECT 1) ON DUPLICATE KEY UPDATE a = VALUES(a)',
  'WITH c AS (SELECT 1) UPDATE t JOIN c ON t.a = c.a SET t.b = (1 + 2) WHERE t.d = 5 LIMIT 1',
  "PREPARE s FROM 'ALTER TABLE t DROP a, ADD b CHAR(1) DEFAULT ''x'''",
  'CREATE OR REPLACE VIEW v (a) AS SELECT x FROM (SELECT 1 AS x) y WITH CHECK OPTION',
  '/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 EVENT e ON SCHEDULE EVERY 1 DAY DO DROP TABLE t */',
];

describe('mysql half-typed statements', () => {
  it('reads every prefix of a statement without failing, spans in place', () => {
    for (const sql of STATEMENTS) {
      for (let length = 0; length <= sql.length; length++) readSql(sql.slice(0, length));
    }
  });

  it('keeps the finished actions while the next one is typed', () => {
    const sql = 'ALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT NOT NULL, DROP c';
    const second = sql.indexOf(', DROP');
    for (let length = second; length < sql.length; length++) {
      const { operations, alterTable } = readSql(sql.slice(0, length));
      assert.deepEqual(
        operations.slice(0, 2).map(({ kind }) => kind),
        ['AddColumn', 'AddColumn'],
        sql.slice(0, length),
      );
      assert.equal(alterTable?.table.name.value, 't');
    }
  });

  it('keeps the finished columns while the next one is typed', () => {
    const sql = "CREATE TABLE t (a INT, b VARCHAR(10) NOT NULL, c ENUM('x', 'y') DEFAULT 'x'";
    for (let length = sql.indexOf(', c'); length <= sql.length; length++) {
      const { operations, level } = readSql(sql.slice(0, length));
      const [create] = operations;
      assert.ok(create?.kind === 'CreateTable', sql.slice(0, length));
      assert.deepEqual(
        create.columns.slice(0, 2).map(({ name }) => name.value),
        ['a', 'b'],
      );
      assert.equal(level, 'partial');
    }
  });

  it('names the table in the head from the first letter of its name on', () => {
    for (const [text, verb] of [
      ['ALTER TABLE tab', null],
      ['CREATE TABLE tab', 'create table'],
      ['DROP TABLE tab CASC', null],
      ['INSERT INTO tab (', 'insert'],
      ['CREATE INDEX i ON tab (', 'create index'],
      ['UPDATE tab SET ', 'update'],
    ] as const) {
      const { operations, alterTable } = readSql(text);
      const [first] = operations;
      if (verb === null)
        assert.ok(
          alterTable?.table.name.value === 'tab' ||
            (first?.kind === 'DropTable' && first.table.name.value === 'tab'),
          text,
        );
      else
        assert.ok(
          first?.kind === 'Unknown' && first.verb === verb && first.object?.name.value === 'tab',
          text,
        );
    }
  });
});

describe('mysql reader on any text', () => {
  const word = fc.constantFrom(
    ...`ALTER TABLE ADD COLUMN DROP MODIFY CHANGE CREATE INDEX UNIQUE KEY PRIMARY FOREIGN REFERENCES CHECK CONSTRAINT IF NOT EXISTS a b t d INT
    VARCHAR DEFAULT NULL AS SELECT FROM WHERE INSERT INTO VALUES UPDATE SET DELETE BEGIN END IF THEN ELSE LOOP CASE WHEN PROCEDURE TRIGGER
    FUNCTION EVENT DO VIEW WITH PARTITION BY RANGE GRANT ON TO REVOKE PREPARE EXECUTE IMMEDIATE USING LIKE ORDER LIMIT LOCK ALGORITHM = WAIT
    NOWAIT RENAME CONVERT CHARACTER COLLATE COMMENT ENGINE FOR EACH ROW DECLARE HANDLER STATEMENT OR REPLACE SEQUENCE PERIOD SYSTEM
    VERSIONING TEMPORARY ( ) ( ) , , ; . 'x' "y" \`z\` 1 2.5 @v @@w -1 /* */ /*! */ -- # ' " \` * <= : ?`.split(
      /\s+/,
    ),
    '\n',
  );
  const soup = fc.array(word, { maxLength: 40 }).map(words => words.join(' '));
  const edited = fc
    .tuple(fc.constantFrom(...STATEMENTS), fc.nat(), fc.nat(12), fc.oneof(word, fc.string({ maxLength: 4 })))
    .map(
      ([sql, at, removed, added]) =>
        sql.slice(0, at % (sql.length + 1)) + added + sql.slice((at % (sql.length + 1)) + removed),
    );
  const text = fc.oneof(soup, edited, fc.string({ unit: 'binary', maxLength: 60 }));
  const options = fc.record({
    dialect: fc.constantFrom('mysql' as const, 'mariadb' as const),
    version: fc.constantFrom(50700, 80032, 90100, 100611, 120002),
    ansiQuotes: fc.boolean(),
  });

  it('never throws, keeps spans inside the text, and always gives the same', () => {
    fc.assert(
      fc.property(text, options, (sql, chosen) => {
        const reader = createMysqlReader(chosen);
        const syntax = reader.read(sql);
        assertSpansInside(sql, syntax);
        assert.deepEqual(reader.read(sql), syntax);
        assert.ok(syntax.level === 'full' || syntax.operations.length > 0 || syntax.alterTable !== null);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads deep nesting and long repetition in linear time and without overflow', () => {
    const times = 20_000;
    const texts = [
      `ALTER TABLE t ADD CHECK (${'('.repeat(times)}a${')'.repeat(times)})`,
      `ALTER TABLE t ADD CHECK (${'(a IS NOT NULL AND '.repeat(times)}b${')'.repeat(times)})`,
      `ALTER TABLE t ADD CHECK (${'('.repeat(times)}`,
      `ALTER TABLE t ${'ADD a INT, '.repeat(times)}`,
      `ALTER TABLE t ${'ADD ((, '.repeat(times)}`,
      `CREATE TABLE t (${'a INT, '.repeat(times)}b INT)`,
      `CREATE TABLE t (${'a (, '.repeat(times)}`,
      `SELECT ${'(SELECT '.repeat(times)}1${')'.repeat(times)}`,
      `SELECT * FROM ${'('.repeat(times)}t${')'.repeat(times)}`,
      `CREATE PROCEDURE p() ${'BEGIN '.repeat(times)}${'END; '.repeat(times)}`,
      `CREATE PROCEDURE p() BEGIN ${'IF a THEN '.repeat(times)}`,
      `CREATE PROCEDURE p() BEGIN ${'CASE WHEN '.repeat(times)}`,
      `INSERT INTO t VALUES ${'(1), '.repeat(times)}(2)`,
      `INSERT INTO t VALUES ${'('.repeat(times)}`,
      `UPDATE t SET ${'a = 1, '.repeat(times)}b = 2`,
      `WITH ${'c AS (SELECT 1), '.repeat(times)}d AS (SELECT 2) SELECT 1`,
      `${'WITH c AS ('.repeat(times)}SELECT 1`,
      `SET ${'a = 1, '.repeat(times)}b = 2`,
      `SET STATEMENT a = 1 FOR ${'SET STATEMENT a = 1 FOR '.repeat(times)}DROP TABLE t`,
      `GRANT ${'SELECT (a), '.repeat(times)}INSERT ON t TO u`,
      `DROP TABLE ${'a, '.repeat(times)}b`,
      `${'a.'.repeat(times)}b`,
      `CREATE VIEW v AS SELECT ${'a.'.repeat(times)}b FROM t`,
    ];
    for (const sql of texts) {
      const started = process.cpuUsage();
      assertSpansInside(sql, createMysqlReader({ dialect: 'mysql' }).read(sql));
      assert.ok(process.cpuUsage(started).user < 3_000_000, sql.slice(0, 60));
    }
  });
});

/** Without recursion, since the texts nest deeper than the results. */
function assertSpansInside(sql: string, value: unknown): void {
  const pending: unknown[] = [value];
  for (let item = pending.pop(); item !== undefined || pending.length > 0; item = pending.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    if ('start' in item && 'end' in item && typeof item.start === 'number' && typeof item.end === 'number') {
      assert.ok(
        item.start >= 0 && item.start <= item.end && item.end <= sql.length,
        `${item.start}..${item.end} in ${sql}`,
      );
    }
    for (const part of Object.values(item)) pending.push(part);
  }
}
