import assert from 'node:assert/strict';
import { emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { replayFile } from '../../../server/src/catalog/replay.ts';
import type { StatementSyntax } from '../../../server/src/operations/statementSyntax.ts';
import { statementsOf } from './replayedSql.ts';

/** About as many statements as a project has after ten years, over `tables` tables. */
function history(tables: number): readonly StatementSyntax[] {
  const sql: string[] = [];
  for (let table = 0; table < tables; table++) {
    sql.push(
      `CREATE TABLE t${table} (id bigserial PRIMARY KEY, name varchar(100) NOT NULL, email text UNIQUE, at timestamptz NOT NULL DEFAULT now(), other bigint, n numeric(10,2))`,
      `ALTER TABLE t${table} ADD COLUMN extra text`,
      `CREATE INDEX i${table} ON t${table} (name, at)`,
      `ALTER TABLE t${table} ADD CONSTRAINT fk${table} FOREIGN KEY (other) REFERENCES t${table >> 1} (id)`,
      `ALTER TABLE t${table} DROP COLUMN n`,
      `ALTER TABLE t${table} RENAME COLUMN extra TO more`,
      `UPDATE t${table} SET more = 'x' WHERE id < 100`,
      `ALTER TABLE t${table} ALTER COLUMN name TYPE text`,
    );
  }
  return statementsOf('postgresql', `${sql.join(';\n')};`);
}

function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('the cost of replay', () => {
  it('grows with the number of statements, not with its square', () => {
    const small = history(125);
    const large = history(1000);
    const time = (statements: readonly StatementSyntax[]): number =>
      fastest(() => replayFile(emptyCatalog('postgresql', { complete: true }), statements, 'x.sql'));
    const [few, many] = [time(small), time(large)];
    assert.ok(many < 3000, `8,000 statements took ${many} ms; 160 ms are usual`);
    assert.ok(many < few * 8 * 4, `8 times the statements took ${many} ms instead of ${few} ms`);
  }).timeout(60_000);
});
