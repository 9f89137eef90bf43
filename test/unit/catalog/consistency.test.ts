import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { diffCatalogs } from '../../../server/src/catalog/diff.ts';
import { printCatalog } from '../../../server/src/catalog/print.ts';
import { applyStatement } from '../../../server/src/catalog/replay.ts';
import type { StatementSyntax } from '../../../server/src/operations/statementSyntax.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { brokenLinks } from './brokenLinks.ts';
import { statementsOf } from './replayedSql.ts';

/** Statements over few names, so that any order of them makes them meet. */
const STATEMENTS: Readonly<Record<Dialect, readonly string[]>> = {
  postgresql: ['a', 'b', 's.a']
    .flatMap(t => [
      `CREATE TABLE ${t} (id serial PRIMARY KEY, x int REFERENCES a, y int REFERENCES s.a (id) UNIQUE, m mood, CHECK (x > y))`,
      `CREATE TABLE ${t} (id int, x int, y int) PARTITION BY RANGE (id)`,
      `CREATE TABLE p PARTITION OF ${t} DEFAULT`,
      `ALTER TABLE ${t} ATTACH PARTITION p DEFAULT`,
      `ALTER TABLE ${t} DETACH PARTITION p`,
      `CREATE TABLE c (z int) INHERITS (${t})`,
      `CREATE TABLE l (LIKE ${t} INCLUDING ALL)`,
      `CREATE TEMP TABLE a (x int, m mood)`,
      `DROP TABLE ${t}`,
      `DROP TABLE ${t} CASCADE`,
      `DROP TABLE IF EXISTS p, c, l`,
      `ALTER TABLE ${t} RENAME TO b`,
      `ALTER TABLE ${t} RENAME TO a`,
      `ALTER TABLE ${t} SET SCHEMA s`,
      `ALTER TABLE ${t} SET SCHEMA public`,
      `ALTER TABLE ${t} DROP COLUMN x`,
      `ALTER TABLE ${t} DROP COLUMN y CASCADE`,
      `ALTER TABLE ${t} ADD COLUMN x bigserial UNIQUE`,
      `ALTER TABLE ${t} RENAME COLUMN x TO y`,
      `ALTER TABLE ${t} RENAME COLUMN id TO x`,
      `ALTER TABLE ${t} ALTER COLUMN m TYPE other USING 1`,
      `CREATE INDEX ON ${t} (x)`,
      `CREATE UNIQUE INDEX i ON ${t} (id, y)`,
      `CREATE INDEX j ON ONLY ${t} (id)`,
      `ALTER TABLE ${t} ADD PRIMARY KEY USING INDEX i`,
      `ALTER TABLE ${t} DROP CONSTRAINT a_pkey CASCADE`,
      `ALTER TABLE ${t} ADD CONSTRAINT k UNIQUE (id)`,
      `ALTER TABLE ${t} ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b`,
      `ALTER TABLE ${t} RENAME CONSTRAINT f TO k`,
      `ALTER TABLE ${t} DROP CONSTRAINT f`,
      `CREATE VIEW v AS SELECT x FROM ${t}`,
      `CREATE OR REPLACE VIEW v AS SELECT x FROM ${t}`,
      `CREATE VIEW w AS SELECT x FROM v, ${t}`,
      `CREATE MATERIALIZED VIEW mv AS SELECT x FROM ${t}`,
      `DO $$ BEGIN DROP TABLE ${t}; END $$`,
    ])
    .concat([
      'DROP INDEX i',
      'ALTER INDEX i RENAME TO j',
      'ALTER INDEX a_pkey RENAME TO i',
      'CREATE INDEX ON mv (x)',
      'DROP VIEW v',
      'DROP VIEW v CASCADE',
      'ALTER VIEW v RENAME TO w',
      'DROP MATERIALIZED VIEW mv',
      "CREATE TYPE mood AS ENUM ('x')",
      'ALTER TYPE mood RENAME TO other',
      'DROP TYPE mood CASCADE',
      'CREATE DOMAIN other AS int',
      'ALTER TYPE mood SET SCHEMA s',
      'CREATE SCHEMA s',
      'DROP SCHEMA s CASCADE',
      'ALTER SCHEMA s RENAME TO s2',
      'DROP SEQUENCE a_id_seq CASCADE',
      'CREATE SEQUENCE a_id_seq OWNED BY b.x',
      'ALTER SEQUENCE a_id_seq OWNED BY a.y',
      'ALTER SEQUENCE a_id_seq RENAME TO i',
      'SET search_path = s, public',
      'RESET search_path',
      'DO $$ BEGIN EXECUTE x; END $$',
    ]),
  mysql: mysqlStatements(),
  mariadb: mysqlStatements(),
};

function mysqlStatements(): readonly string[] {
  return ['a', 'b', 'd.a']
    .flatMap(t => [
      `CREATE TABLE ${t} (id int PRIMARY KEY, x int, y varchar(9), KEY x (x), FOREIGN KEY (x) REFERENCES a (id), UNIQUE (y), CHECK (x > 0))`,
      `CREATE TABLE IF NOT EXISTS ${t} (id int, x int, FOREIGN KEY (x) REFERENCES b (id))`,
      `CREATE TABLE l LIKE ${t}`,
      `DROP TABLE ${t}`,
      `DROP TABLE IF EXISTS l`,
      `RENAME TABLE ${t} TO b`,
      `RENAME TABLE ${t} TO a, b TO l`,
      `ALTER TABLE ${t} RENAME TO d.a`,
      `ALTER TABLE ${t} DROP COLUMN x`,
      `ALTER TABLE ${t} DROP COLUMN id, ADD COLUMN x int FIRST`,
      `ALTER TABLE ${t} CHANGE x y int, CHANGE y x int`,
      `ALTER TABLE ${t} CHANGE x z int UNIQUE`,
      `ALTER TABLE ${t} MODIFY x bigint AFTER y`,
      `ALTER TABLE ${t} DROP KEY x`,
      `ALTER TABLE ${t} ADD KEY k (x, id)`,
      `ALTER TABLE ${t} DROP FOREIGN KEY a_ibfk_1`,
      `ALTER TABLE ${t} ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES ${t} (id)`,
      `ALTER TABLE ${t} RENAME INDEX k TO x`,
      `ALTER TABLE ${t} DROP PRIMARY KEY`,
      `CREATE UNIQUE INDEX k ON ${t} (y)`,
      `ALTER TABLE ${t} CONVERT TO CHARACTER SET utf8mb4`,
      `CREATE VIEW v AS SELECT x FROM ${t}`,
      `CREATE OR REPLACE VIEW v AS SELECT x FROM ${t}`,
      `CREATE TRIGGER tr BEFORE INSERT ON ${t} FOR EACH ROW SET @a = 1`,
      `CREATE TEMPORARY TABLE a (x int)`,
    ])
    .concat([
      'DROP VIEW v',
      'RENAME TABLE v TO w',
      'DROP TRIGGER tr',
      'USE d',
      'CREATE DATABASE d',
      'DROP DATABASE d',
      'SET foreign_key_checks = 0',
      'FROBNICATE x',
    ]);
}

describe('the catalog after statements in any order', () => {
  for (const dialect of ['postgresql', 'mysql', 'mariadb'] as const) {
    const statements: readonly StatementSyntax[] = STATEMENTS[dialect].flatMap(sql =>
      statementsOf(dialect, sql),
    );

    for (const complete of [true, false]) {
      it(`points both ways, prints and compares (${dialect}, ${complete ? 'empty' : 'unknown'} database)`, () => {
        fc.assert(
          fc.property(fc.array(fc.nat({ max: statements.length - 1 }), { maxLength: 40 }), order => {
            let catalog = emptyCatalog(dialect, { complete });
            for (const [statement, index] of order.entries()) {
              const syntax = statements[index];
              if (syntax === undefined) continue;
              const before = catalog;
              catalog = applyStatement(catalog, syntax, { path: 'x.sql', statement }).catalog;
              assert.deepEqual(
                brokenLinks(catalog),
                [],
                `after ${order
                  .slice(0, statement + 1)
                  .map(place => STATEMENTS[dialect][place])
                  .join(';\n')}`,
              );
              assert.deepEqual(diffCatalogs(catalog, catalog), []);
              diffCatalogs(before, catalog);
            }
            assert.equal(typeof printCatalog(catalog), 'string');
          }),
          { numRuns: 150, seed: 20_261_122 },
        );
      }).timeout(60_000);
    }
  }
});
