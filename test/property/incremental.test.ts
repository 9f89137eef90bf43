import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editRepeatedly } from '../../scripts/corpus/incrementalReading.ts';
import { editText, seededRandom } from '../../scripts/corpus/randomEdits.ts';
import type { CorpusFile } from '../../scripts/corpus/report.ts';
import type { StatementReader } from '../../server/src/operations/reader.ts';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import { splitFile } from '../../server/src/syntax/splitter.ts';
import { loadReaders } from '../unit/reviewing.ts';

/** One of what a project holds, per dialect: long enough that an edit leaves most of it as it was. */
const TEXTS: Readonly<Record<Dialect, string>> = {
  postgresql: `-- +goose Up
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  note text DEFAULT 'it''s', -- a comment; with a semicolon
  "Total" numeric(10, 2) NOT NULL CHECK ("Total" >= 0)
);
/* block; comment */
CREATE INDEX CONCURRENTLY orders_note ON orders (note) WHERE note <> '';
-- +goose StatementBegin
CREATE FUNCTION touch() RETURNS trigger AS $body$
BEGIN
  NEW.changed := now();
  EXECUTE 'ALTER TABLE audit ADD COLUMN x int';
  RETURN NEW;
END
$body$ LANGUAGE plpgsql;
-- +goose StatementEnd
DO $$ BEGIN IF true THEN ALTER TABLE orders ADD COLUMN c int; END IF; END $$;
INSERT INTO orders (note) VALUES (E'a\\'b'), ($q$c;d$q$);
COPY orders (id, note) FROM stdin;
1\tone
2\ttwo;
\\.
ALTER TABLE orders
  ADD CONSTRAINT positive CHECK (id > 0) NOT VALID,
  ALTER COLUMN note SET NOT NULL;
-- +goose Down
DROP TABLE orders;
`,
  mysql: `CREATE TABLE \`orders\` (
  \`id\` bigint unsigned NOT NULL AUTO_INCREMENT,
  \`note\` varchar(100) DEFAULT 'it\\'s; fine' COMMENT "two ""words""", # a comment;
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB /*!50100 PARTITION BY HASH (id) PARTITIONS 4 */;
/*!40101 SET @saved = @@character_set_client */;
-- don't stop here;
ALTER TABLE orders ADD COLUMN a int, ADD INDEX i (a), ALGORITHM=INPLACE, LOCK=NONE;
DELIMITER $$
CREATE TRIGGER g BEFORE INSERT ON orders FOR EACH ROW BEGIN
  IF NEW.note IS NULL THEN SET NEW.note = 'x'; END IF;
END$$
CREATE PROCEDURE p() BEGIN
  DECLARE n INT DEFAULT 0;
  WHILE n < 3 DO SET n = n + 1; END WHILE;
  DROP TABLE old_orders;
END $$
DELIMITER ;
INSERT INTO orders VALUES (1, 'a''b'), (2, "c;d");
CREATE PROCEDURE q() BEGIN SELECT CASE WHEN 1 THEN 2 END; END;
UPDATE orders SET note = '-- no comment' WHERE id = 1;
DROP TABLE orders
`,
  mariadb: `/*M!999999\\- enable the sandbox mode */
CREATE OR REPLACE TABLE t (a INT, s DATE, e DATE, PERIOD FOR p (s, e)) WITH SYSTEM VERSIONING;
/*!100500 ALTER TABLE t ADD COLUMN IF NOT EXISTS b UUID */;
/*M!100600 DROP INDEX IF EXISTS i ON t WAIT 5 */;
SET sql_mode=ORACLE;
DELIMITER //
CREATE PACKAGE BODY pack AS
  x INT := 1;
  PROCEDURE q AS BEGIN DROP TABLE u; END;
END;
//
DELIMITER ;
BEGIN NOT ATOMIC DECLARE a INT; IF a THEN ALTER TABLE t DROP COLUMN b; END IF; END;
CREATE SEQUENCE s START WITH 1;
INSERT INTO t VALUES (1, '2020-01-01', '2021-01-01') RETURNING a;
`,
};

const DIALECTS: readonly Dialect[] = ['postgresql', 'mysql', 'mariadb'];
const EDITS_EACH = 400;

describe('reading after edits', () => {
  for (const dialect of DIALECTS) {
    it(`equals reading from scratch after every one of ${EDITS_EACH} edits (${dialect})`, async function () {
      this.timeout(30_000);
      const reader = (await loadReaders())(dialect);
      const file: CorpusFile = { path: 'a.sql', text: TEXTS[dialect], dialect };
      for (let seed = 1; seed <= EDITS_EACH / 20; seed++) {
        const { failure } = editRepeatedly(file, reader, seededRandom(seed), 20);
        if (failure !== null)
          assert.fail(`${failure.problem}, after ${failure.kind}: ${JSON.stringify(failure.after)}`);
      }
    });
  }

  it('notices when reading on and reading afresh differ', () => {
    let readings = 0;
    const forgetful: StatementReader = {
      dialect: 'mysql',
      read: sql => ({
        level: readings++ % 2 === 0 ? 'full' : 'partial',
        operations: [{ kind: 'UnlockTables', span: { start: 0, end: sql.length } }],
        algorithm: null,
        lock: null,
        wait: null,
        online: false,
        alterTable: null,
        error: null,
      }),
    };
    const file: CorpusFile = { path: 'a.sql', text: 'SELECT 1; SELECT 2; SELECT 3;', dialect: 'mysql' };
    const { failure } = editRepeatedly(file, forgetful, seededRandom(1), 5);
    assert.equal(failure?.problem, 'a statement is read differently');
  });
});

describe('any text', () => {
  const seeds = fc.integer({ min: 0, max: 1_000_000 });

  it('is read without a throw, however it was edited', async function () {
    this.timeout(30_000);
    const readerOf = await loadReaders();
    fc.assert(
      fc.property(seeds, fc.constantFrom(...DIALECTS), fc.nat({ max: 12 }), (seed, dialect, edits) => {
        const random = seededRandom(seed);
        let text = TEXTS[dialect];
        for (let done = 0; done < edits; done++) ({ text } = editText(text, random));
        for (const { kind, sql } of splitFile(text, dialect).pieces)
          if (kind === 'sql') readerOf(dialect).read(sql);
      }),
      { numRuns: 200 },
    );
  });

  it('is read without a throw when it is random bytes', async function () {
    this.timeout(30_000);
    const readerOf = await loadReaders();
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...DIALECTS),
        (text, dialect) => {
          readerOf(dialect).read(text);
          for (const { sql } of splitFile(text, dialect).pieces) readerOf(dialect).read(sql);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the mysql reader, for hostile text', () => {
  const hostile: Readonly<Record<string, (count: number) => string>> = {
    'nested parentheses': count => `CREATE TABLE t (a INT DEFAULT ${'('.repeat(count)}1${')'.repeat(count)})`,
    'open parentheses': count => `ALTER TABLE t ADD a INT DEFAULT ${'('.repeat(count)}`,
    'closing parentheses': count => `ALTER TABLE t ADD a INT ${')'.repeat(count)}`,
    'a long literal': count => `INSERT INTO t VALUES ('${'x'.repeat(count * 10)}')`,
    'many quotes': count => `SELECT ${"''".repeat(count)}`,
    'many actions': count => `ALTER TABLE t ${'ADD a INT, '.repeat(count)}DROP b`,
    'many unread actions': count => `ALTER TABLE t ${'FROB a, '.repeat(count)}DROP b`,
    'many columns': count => `CREATE TABLE t (${'a INT, '.repeat(count)}b INT)`,
    'unread elements': count => `CREATE TABLE t (${'a FROB (, '.repeat(count)}b INT)`,
    'deep blocks': count => `CREATE PROCEDURE p() ${'BEGIN '.repeat(count)}${'END; '.repeat(count)}`,
    'open blocks': count => `CREATE PROCEDURE p() ${'IF a THEN '.repeat(count)}`,
    'nested cases': count => `CREATE PROCEDURE p() SELECT ${'CASE WHEN '.repeat(count)}`,
    'members of packages': count => `CREATE PACKAGE BODY p AS ${'PROCEDURE q AS '.repeat(count)}`,
    'calls in bodies': count => `CREATE PACKAGE BODY p AS PROCEDURE q AS BEGIN ${'x(1); '.repeat(count)}`,
    'words with semicolons': count => `CREATE PROCEDURE p AS ${'x y; '.repeat(count)}`,
    'labels and blocks': count => `CREATE PROCEDURE p() ${'l: BEGIN '.repeat(count)}`,
    handlers: count => `CREATE PROCEDURE p() BEGIN ${'DECLARE EXIT HANDLER FOR 1,'.repeat(count)}`,
    joins: count => `SELECT * FROM t ${'JOIN (SELECT 1 FROM u) '.repeat(count)}`,
    'common tables': count => `WITH ${'a AS (SELECT 1), '.repeat(count)}b AS (SELECT 2) SELECT 1`,
    partitions: count => `ALTER TABLE t ADD PARTITION (${'PARTITION p VALUES IN (1, 2), '.repeat(count)}`,
    'executable comments': count => `ALTER TABLE t ${'/*!50000 ADD a INT, */ '.repeat(count)}DROP b`,
    'open comments': count => `ALTER TABLE t ADD a INT ${'/*'.repeat(count)}`,
    'nested prepared texts': count => `PREPARE s FROM '${"PREPARE s FROM ''".repeat(count)}'`,
    accounts: count => `GRANT SELECT ON t TO ${'u@h, '.repeat(count)}v`,
    targets: count => `DELETE ${'a, '.repeat(count)}b FROM a JOIN b`,
  };

  for (const [name, build] of Object.entries(hostile)) {
    it(`takes linear time on ${name}`, async function () {
      this.timeout(20_000);
      const read = (await loadReaders())('mariadb').read;
      const few = milliseconds(() => read(build(2000)));
      const many = milliseconds(() => read(build(20_000)));
      // Ten times the text; a hundred times the time would be quadratic.
      assert.ok(many < 40 * few + 60, `${few.toFixed(1)} ms, then ${many.toFixed(1)} ms`);
    });
  }
});

/** Of processor time, the least of three: a collection of garbage or a compilation only ever adds to it. */
function milliseconds(work: () => void): number {
  work();
  const times = [1, 2, 3].map(() => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
