import assert from 'node:assert/strict';
import { compareVersions, type Target, version } from '../../../../server/src/engines/engine.ts';
import { boundariesOf } from '../../../../server/src/engines/mysql/boundaries.ts';
import { remarksOn } from '../../../../server/src/engines/mysql/remarks.ts';
import { FACT_ROWS, rowOf, rowsOf } from '../../../../server/src/engines/mysql/rows/index.ts';
import { MEASURED_BUILDS, sourceOf } from '../../../../server/src/engines/mysql/sources.ts';
import { coveredFacts } from '../../../engines/mysql/coverage.ts';
import { noteOf, USUAL } from './asking.ts';

describe('rows of MySQL and MariaDB facts', () => {
  it('cover all versions without gap or overlap', () => {
    const keys = new Set(FACT_ROWS.map(row => `${row.engine}:${row.fact}`));
    for (const key of keys) {
      const rows = FACT_ROWS.filter(row => `${row.engine}:${row.fact}` === key);
      assert.deepEqual(rows[0]?.from, version(0), key);
      assert.equal(rows.at(-1)?.to, null, key);
      rows.slice(1).forEach((row, index) => {
        assert.deepEqual(rows[index]?.to, row.from, key);
        assert.ok(compareVersions(rows[index]?.from ?? row.from, row.from) < 0, key);
      });
    }
  });

  it('differ from their neighbours', () => {
    for (const row of FACT_ROWS) {
      const rows = rowsOf(row.fact, row.engine);
      const next = rows[rows.indexOf(row) + 1];
      if (next !== undefined)
        assert.notDeepEqual(
          { ...row, from: 0, to: 0 },
          { ...next, from: 0, to: 0 },
          `${row.engine} ${row.fact}`,
        );
    }
  });

  it('rewrite only with work that grows', () => {
    for (const row of FACT_ROWS) {
      if (row.outcome.rewrites || row.outcome.buildsIndex)
        assert.ok(row.outcome.scans, `${row.engine} ${row.fact}`);
      if (row.outcome.algorithm === 'INSTANT') assert.ok(!row.outcome.scans, `${row.engine} ${row.fact}`);
      if (row.engine === 'mysql') assert.notEqual(row.outcome.algorithm, 'NOCOPY', row.fact);
    }
  });

  for (const build of MEASURED_BUILDS) {
    it(`are held by a case of the harness where they claim ${build.title}`, () => {
      const target: Target = {
        name: build.title,
        engine: build.engine,
        version: build.version,
        newestVersion: build.version,
        versionText: build.title,
        assumed: false,
        advisory: false,
        settings: {},
        statistics: null,
      };
      const covered = coveredFacts(target);
      const facts = new Set(FACT_ROWS.filter(row => row.engine === build.engine).map(row => row.fact));
      const missing = [...facts].filter(
        fact => rowOf(fact, build.engine, build.version)?.measured === true && !covered.has(fact),
      );
      assert.deepEqual(missing, []);
    }).timeout(20_000);
  }
});

describe('sources and remarks', () => {
  const basis = (engine: 'mysql' | 'mariadb', ...parts: readonly [number, number, number]): string => {
    const at = version(...parts);
    const row = rowOf('change-type', engine, at);
    assert.ok(row);
    const { basis: kind, source } = sourceOf(row, at);
    return `${kind}: ${source}`;
  };

  it('name the build where one was measured, and the manual elsewhere', () => {
    assert.equal(basis('mysql', 9, 7, 0), 'measured: MySQL 9.7.4');
    assert.equal(basis('mysql', 8, 0, 32), 'documented: MySQL 8.0 manual, Online DDL Operations');
    assert.equal(basis('mysql', 26, 10, 0), 'measured: MySQL 9.7.4, the newest one measured');
    assert.equal(basis('mariadb', 10, 6, 11), 'measured: MariaDB 10.5.23 and MariaDB 10.11.18');
    assert.equal(basis('mariadb', 10, 3, 39), 'documented: MariaDB manual, Online Schema Change');
    assert.equal(basis('mariadb', 11, 4, 2), 'documented: MariaDB manual, Online Schema Change');
    assert.equal(basis('mariadb', 12, 0, 1), 'measured: MariaDB 11.8.9, the newest one measured');
  });

  it('say when an answer changed', () => {
    assert.deepEqual(remarksOn('add-column-in-between', 'mysql'), [{ version: '8.0.29', change: 'instant' }]);
    assert.deepEqual(remarksOn('change-type', 'mariadb'), [{ version: '11.2', change: 'online-copy' }]);
    assert.deepEqual(remarksOn('change-type', 'mysql'), []);
    assert.deepEqual(remarksOn('grow-varchar-indexed', 'mysql'), [{ version: '5.7.23', change: 'no-scan' }]);
  });
});

describe('a range of versions', () => {
  it('gets the costliest answer of the range', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n int AFTER a';
    const range = (newest: string) => noteOf('mysql 8.0.20', sql, { schema: USUAL, newest }).algorithm;
    assert.equal(range('8.0.36'), 'INPLACE');
    assert.equal(noteOf('mysql 8.0.29', sql, { schema: USUAL, newest: '8.0.36' }).algorithm, 'INSTANT');
    // Costlier in the newer half: CHECK is enforced from 8.0.16 on.
    assert.equal(
      noteOf('mysql 8.0.12', 'ALTER TABLE t ADD CHECK (a > 0)', { schema: USUAL, newest: '8.0.20' })
        .algorithm,
      'COPY',
    );
  });

  it('is looked at where rows begin', () => {
    const texts = boundariesOf('mysql').map(
      boundary => `${boundary.major}.${boundary.minor}.${boundary.patch}`,
    );
    for (const expected of ['8.0.12', '8.0.16', '8.0.28', '8.0.29', '9.0.0'])
      assert.ok(texts.includes(expected), expected);
    assert.deepEqual([...texts], [...new Set(texts)]);
  });
});
