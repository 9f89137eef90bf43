import assert from 'node:assert/strict';
import type { MysqlServer } from '../../../server/src/operations/mysql/mysqlReader.ts';
import { createReviewer } from '../../../server/src/review/reviewer.ts';
import { parseTarget } from '../../../server/src/review/targets.ts';
import { loadReaders, projectOf, reviewerFor, reviewText } from '../reviewing.ts';

const TARGETS = ['old=mysql@5.7.44', 'new=mysql@8.0.36'];

/** For each target the rules that have something to say about dropped tables. */
function targetsOfDrops(result: Awaited<ReturnType<typeof reviewText>>): string[] {
  return result.findings.filter(({ rule }) => rule === 'drop-table-in-use').flatMap(({ targets }) => targets);
}

describe('a review and the version of the server', () => {
  it('takes an executable comment for what it means to each target', async () => {
    const both = await reviewText('/*!50700 DROP TABLE t */;', TARGETS);
    assert.deepEqual(targetsOfDrops(both), ['old', 'new']);
    const one = await reviewText('/*!80013 DROP TABLE t */;', TARGETS);
    assert.deepEqual(targetsOfDrops(one), ['new']);
    const none = await reviewText('/*!80400 DROP TABLE t */;', TARGETS);
    assert.deepEqual(targetsOfDrops(none), []);
  });

  it('takes MariaDB comments by the version of MariaDB', async () => {
    const sql = '/*M!100500 DROP TABLE t */;\n/*!110200 DROP TABLE u */;';
    assert.deepEqual(targetsOfDrops(await reviewText(sql, ['mariadb@10.4'])), []);
    assert.deepEqual(targetsOfDrops(await reviewText(sql, ['mariadb@10.6'])), ['mariadb']);
    assert.deepEqual(targetsOfDrops(await reviewText(sql, ['mariadb@11.4'])), ['mariadb', 'mariadb']);
  });

  it('reads earlier migrations by the version too', async () => {
    const project = projectOf({
      files: {
        'V1__a.sql': 'CREATE TABLE t (a int, b int /*!80023 INVISIBLE */);',
        'V2__b.sql': 'ALTER TABLE t ADD c int;',
      },
    });
    for (const [target, invisible] of [
      ['mysql@5.7.44', false],
      ['mysql@8.0.36', true],
    ] as const) {
      const catalogs = (await reviewerFor([target])).catalogs(project, 'V2__b.sql');
      const table = [...(catalogs?.before.entries() ?? [])].map(([, object]) => object);
      const found = table.find(object => object.kind === 'table');
      assert.ok(found?.kind === 'table');
      assert.equal(found.columns.find(({ name }) => name === 'b')?.invisible ?? false, invisible, target);
    }
  });

  it('asks for a version only where the text depends on it', async () => {
    const readers = await loadReaders();
    const asked = async (sql: string): Promise<(number | undefined)[]> => {
      const servers: MysqlServer[] = [];
      const reviewer = createReviewer({
        targets: TARGETS.flatMap(text => parseTarget(text) ?? []),
        readerOf: (dialect, server) => {
          servers.push(server);
          return readers(dialect, server);
        },
      });
      reviewer.review(projectOf({ files: { 'a.sql': sql } }), 'a.sql');
      return servers.map(({ version }) => version);
    };
    assert.deepEqual(await asked('DROP TABLE t;'), [undefined]);
    assert.deepEqual(await asked('/*!40101 SET NAMES utf8 */;\n/*M!999999\\- enable the sandbox mode */'), [
      undefined,
    ]);
    assert.deepEqual(await asked('/*!80013 DROP TABLE t */;'), [50744, 80036]);
  });

  it('reads by the declared sql_mode', async () => {
    const configuration = (mode: string): string =>
      JSON.stringify({
        targets: [{ name: 'db', engine: 'mysql', version: '8.0.36', settings: { sql_mode: mode } }],
      });
    const read = async (sql: string, mode: string): Promise<string> => {
      const project = projectOf({ files: { 'a.sql': sql }, configuration: configuration(mode) });
      const result = (await reviewerFor()).review(project, 'a.sql');
      return Object.entries(result?.read ?? {})
        .filter(([, count]) => count > 0)
        .map(([level]) => level)
        .join();
    };
    assert.equal(await read('ALTER TABLE "t" ADD "a" int;', 'STRICT_TRANS_TABLES, ansi_quotes'), 'full');
    assert.notEqual(await read('ALTER TABLE "t" ADD "a" int;', 'STRICT_TRANS_TABLES'), 'full');
  });
});
