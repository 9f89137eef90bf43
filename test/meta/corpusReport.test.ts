import assert from 'node:assert/strict';
import { renderReport } from '../../scripts/corpus/render.ts';
import { type CorpusFile, type CorpusReport, corpusReport } from '../../scripts/corpus/report.ts';
import { statementKind } from '../../scripts/corpus/statementKind.ts';
import { corpusTimings } from '../../scripts/corpus/timings.ts';
import { loadReaders } from '../unit/reviewing.ts';

const FILES: readonly CorpusFile[] = [
  {
    path: 'b.sql',
    dialect: 'mysql',
    text: 'ALTER TABLE t ADD a INT, FROB x;\n\nALTER TABLE u FROB y;\nCREATE PROCEDURE p() BEGIN DROP TABLE a; FROB z; END;\n',
  },
  {
    path: 'a.sql',
    dialect: 'mysql',
    text: "CREATE TABLE t (a INT);\n/*!40101 SET NAMES utf8 */;\nDROP TABLE ;\nMUMBLE 'x';\nUPDATE t SET a = 1;\nALTER TABLE t FROB y;\n",
  },
  {
    path: 'c.sql',
    dialect: 'postgresql',
    text: 'CREATE UNIQUE INDEX i ON t (a);\nCREATE TABEL t (a int);\n',
  },
];

async function report(files: readonly CorpusFile[]): Promise<CorpusReport> {
  return corpusReport(files, await loadReaders());
}

describe('the corpus report', () => {
  it('counts statements by dialect, kind and level', async () => {
    const { dialects } = await report(FILES);
    const [postgresql, mysql, ...others] = dialects;
    assert.ok(postgresql !== undefined && mysql !== undefined && others.length === 0);
    assert.deepEqual([postgresql.dialect, postgresql.files, postgresql.statements], ['postgresql', 1, 2]);
    assert.deepEqual([mysql.dialect, mysql.files, mysql.statements], ['mysql', 2, 9]);
    assert.deepEqual(mysql.all, { full: 3, partial: 4, head: 0, opaque: 2 });
    assert.deepEqual(mysql.ddl, { full: 1, partial: 4, head: 0, opaque: 1 });
    assert.deepEqual(
      mysql.kinds.map(({ kind, statements, levels }) => [kind, statements, levels.full]),
      [
        ['alter table', 3, 0],
        ['create procedure', 1, 0],
        ['create table', 1, 1],
        ['drop table', 1, 0],
        ['mumble', 1, 0],
        ['set', 1, 1],
        ['update', 1, 1],
      ],
    );
    assert.deepEqual(mysql.failures, []);
  });

  it('lists what was not read by frequency, with the first place of each', async () => {
    const mysql = (await report(FILES)).dialects.find(({ dialect }) => dialect === 'mysql');
    assert.deepEqual(
      mysql?.unknown.map(({ kind, level, item, count, example }) => [count, level, kind, item, example]),
      [
        [2, 'partial', 'alter table', 'FROB Y', 'a.sql:6'],
        [1, 'partial', 'alter table', 'FROB X', 'b.sql:1'],
        [1, 'partial', 'create procedure', 'FROB Z', 'b.sql:4'],
        [1, 'opaque', 'drop table', 'DROP TABLE', 'a.sql:3'],
        [1, 'opaque', 'mumble', "MUMBLE '?'", 'a.sql:4'],
      ],
    );
  });

  it('is the same whatever the order of the files', async () => {
    const text = renderReport(await report(FILES));
    assert.equal(renderReport(await report([...FILES].reverse())), text);
    assert.match(text, /^alter table +3 +- +100 % +- +-$/m);
  });

  it('shows no share as whole that is not', async () => {
    const text = `${'ALTER TABLE t ADD a INT;\n'.repeat(20_000)}FROB;\n`;
    const rendered = renderReport(await report([{ path: 'a.sql', text, dialect: 'mysql' }]));
    assert.match(rendered, /^all +20001 +99\.99 % +- +- +0\.01 %$/m);
  });

  it('tells a throw, with its place, and goes on', async () => {
    const readers = await loadReaders();
    const { dialects } = corpusReport(FILES, dialect => ({
      dialect,
      read(sql) {
        if (sql.startsWith('MUMBLE')) throw new Error('broken');
        return readers(dialect).read(sql);
      },
    }));
    assert.deepEqual(
      dialects.flatMap(({ failures }) => failures),
      ['a.sql:4: Error: broken'],
    );
  });

  it('names statements by their words', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['create or replace temporary table t (a int)', 'create table', true],
      ['CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)', 'create index', true],
      [
        '/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=`r`@`l` */ /*!50001 VIEW v AS SELECT 1 */',
        'create view',
        true,
      ],
      [
        'CREATE DEFINER=`table`@`%` TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @a = 1',
        'create trigger',
        true,
      ],
      ['ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO r', 'alter default privileges', true],
      ['REFRESH MATERIALIZED VIEW v', 'refresh', false],
      ['CREATE MATERIALIZED VIEW v AS SELECT 1', 'create materialized view', true],
      ['COMMENT ON COLUMN t.a IS NULL', 'comment column', true],
      ['RENAME TABLES a TO b', 'rename table', true],
      ['TRUNCATE t', 'truncate', true],
      ['INSERT INTO t VALUES (1)', 'insert', false],
      ['(SELECT 1)', 'select', false],
      ['42', 'other', false],
    ];
    for (const [sql, name, isDdl] of cases) assert.deepEqual(statementKind(sql), { name, isDdl }, sql);
  });

  it('measures when asked', async () => {
    const timings = corpusTimings(FILES, await loadReaders());
    assert.deepEqual(
      timings.map(({ dialect, statements }) => [dialect, statements]),
      [
        ['mysql', 9],
        ['postgresql', 2],
      ],
    );
    for (const { milliseconds, statementsPerSecond } of timings)
      assert.ok(milliseconds > 0 && statementsPerSecond > 0);
  });
});
