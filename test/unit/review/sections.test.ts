import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

const PG = ['postgresql@16'];
const CONCURRENT = 'CREATE INDEX CONCURRENTLY i ON t (a);';

async function rules(
  sql: string,
  path: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { findings } = await reviewText(sql, PG, { path, files });
  return findings.map(finding => finding.rule);
}

describe('sections of one file', () => {
  it('share no implicit transaction: one statement each is alone in its string', async () => {
    const sql = `-- migrate:up transaction:false\n${CONCURRENT}\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY i;\n`;
    assert.deepEqual(await rules(sql, 'db/migrations/20240101000000_a.sql'), []);
  });

  it('do have one where a section holds two statements', async () => {
    const sql = `-- migrate:up transaction:false\nSELECT 1;\n${CONCURRENT}\n-- migrate:down\n`;
    assert.ok(
      (await rules(sql, 'db/migrations/20240101000000_a.sql')).includes('concurrently-in-transaction'),
    );
  });

  it('are sent as one string each where their change set says so', async () => {
    const changeSets = (second: string): string =>
      `--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n--changeset a:2 runInTransaction:false${second}\nSELECT 2;\n${CONCURRENT}\n`;
    const path = 'db/changelog/001.sql';
    assert.ok(!(await rules(changeSets(''), path)).includes('concurrently-in-transaction'));
    assert.ok(
      (await rules(changeSets(' splitStatements:false'), path)).includes('concurrently-in-transaction'),
    );
  });

  it('of other engines, or switched off, are not reviewed', async () => {
    const sql = (attributes: string): string =>
      `--liquibase formatted sql\n--changeset a:1${attributes}\nDROP TABLE users;\n`;
    for (const [attributes, count] of [
      ['', 1],
      [' dbms:postgresql,mysql', 1],
      [' dbms:mysql', 0],
      [' dbms:!postgresql', 0],
      [' dbms:"mysql, mariadb"', 0],
      [' ignore:true', 0],
    ] as const)
      assert.equal(
        (await rules(sql(attributes), 'db/changelog/001.sql')).filter(rule => rule === 'drop-table-in-use')
          .length,
        count,
        attributes,
      );
  });

  it('that run on an empty table only keep nobody waiting and tell nothing of a full one', async () => {
    const notNull = 'ALTER TABLE notes ALTER COLUMN author SET NOT NULL;';
    const changeSet = (precondition: string): string =>
      `--liquibase formatted sql\n--changeset a:1\n--preconditions onFail:MARK_RAN\n${precondition}${notNull}\n`;
    const path = 'db/changelog/002.sql';
    const files = {
      'db/changelog/001.sql':
        '--liquibase formatted sql\n--changeset a:0\nCREATE TABLE notes (id bigint PRIMARY KEY, author text);\n',
    };
    const check = (sql: string): string => `--precondition-sql-check ${sql}\n`;
    const scans = async (precondition: string): Promise<boolean> =>
      (await rules(changeSet(precondition), path, files)).includes('set-not-null-scans-table');
    assert.deepEqual(
      await rules(changeSet(check('expectedResult:0 SELECT COUNT(*) FROM notes')), path, files),
      [],
    );
    assert.ok(await scans(''));
    assert.ok(await scans(check('expectedResult:1 SELECT COUNT(*) FROM notes')));
    assert.ok(await scans(check('expectedResult:0 SELECT COUNT(*) FROM users')));
    assert.ok(await scans(check('expectedResult:0 SELECT COUNT(*) FROM notes WHERE author IS NULL')));

    const again =
      '--liquibase formatted sql\n--changeset a:2\nALTER TABLE notes ALTER COLUMN author SET NOT NULL;\n';
    const guarded = changeSet(check('expectedResult:0 SELECT COUNT(*) FROM notes'));
    const found = await rules(again, 'db/changelog/003.sql', { ...files, [path]: guarded });
    assert.ok(found.includes('set-not-null-scans-table'), 'on a table with rows it has not been done');
  });

  it('release their locks at their end: changesets are transactions of their own', async () => {
    const changeset = (id: number, sql: string): string => `--changeset a:${id}\n${sql}\n`;
    const sql = `--liquibase formatted sql\n${changeset(1, "SET LOCAL lock_timeout = '1s';\nALTER TABLE t ADD COLUMN n int;")}${changeset(2, 'UPDATE t SET n = 1 WHERE id < 5 OR n IS NULL;')}`;
    assert.ok(!(await rules(sql, 'db/changelog/001.sql')).includes('slow-statement-after-strong-lock'));
    const together = sql.replace('--changeset a:2\n', '');
    assert.ok((await rules(together, 'db/changelog/001.sql')).includes('slow-statement-after-strong-lock'));
  });

  it('keep what they lead back from quiet', async () => {
    const sql = '-- +goose Up\nCREATE TABLE fresh (id int);\n-- +goose Down\nDROP TABLE fresh;\n';
    assert.deepEqual(await rules(sql, 'migrations/00001_a.sql'), []);
  });
});
