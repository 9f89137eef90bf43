import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import type { Operation, OperationKind } from '../../../server/src/operations/operation.ts';
import type { StatementReader } from '../../../server/src/operations/reader.ts';
import { testReader } from './postgresql/shownOperations.ts';

/**
 * For every kind of the union a statement that has it, with the words that the spans of the operation and of all its
 * parts must cut out of the text, in the order of the text. A new kind without a fixture fails twice: the compiler
 * misses it in this table, and the test that reads the union misses it too.
 */
const FIXTURES: Readonly<Record<OperationKind, Fixture>> = {
  CreateTable: {
    sql: 'CREATE TABLE app.t (a int NOT NULL DEFAULT 5, CHECK (a > 0)) PARTITION BY RANGE (a) WITH (fillfactor = 70)',
    words: [
      'CREATE TABLE app.t (a int NOT NULL DEFAULT 5, CHECK (a > 0)) PARTITION BY RANGE (a) WITH (fillfactor = 70)',
      'app',
      'app.t',
      't',
      'a',
      'a int NOT NULL DEFAULT 5',
      'int',
      'NOT NULL',
      'DEFAULT 5',
      '5',
      'CHECK (a > 0)',
      'a > 0',
      'PARTITION BY RANGE (a)',
      'a',
      'fillfactor = 70',
    ],
  },
  DropTable: { sql: 'DROP TABLE a, app.b', words: ['a', 'a', 'a'] },
  AddColumn: {
    sql: 'ALTER TABLE t ADD COLUMN "A b" numeric(10,2) REFERENCES u (c)',
    words: [
      't',
      't',
      'ADD COLUMN "A b" numeric(10,2) REFERENCES u (c)',
      '"A b"',
      '"A b" numeric(10,2) REFERENCES u (c)',
      'numeric(10,2)',
      'REFERENCES u (c)',
      'u',
      'u',
      'c',
    ],
  },
  DropColumn: { sql: 'ALTER TABLE t DROP a, DROP b', words: ['t', 't', 'DROP a', 'a'] },
  RenameColumn: { sql: 'ALTER TABLE t RENAME a TO b', words: ['t', 't', 'RENAME a TO b', 'a', 'b'] },
  AlterColumnType: {
    sql: 'ALTER TABLE t ALTER a TYPE bigint USING a::bigint',
    words: ['t', 't', 'ALTER a TYPE bigint USING a::bigint', 'a', 'bigint', 'a::bigint'],
  },
  ModifyColumn: {
    engine: 'mysql',
    sql: 'ALTER TABLE t MODIFY a bigint NOT NULL AFTER b',
    words: [
      't',
      't',
      'MODIFY a bigint NOT NULL AFTER b',
      'a',
      'a',
      'a bigint NOT NULL',
      'bigint',
      'NOT NULL',
      'AFTER b',
      'b',
    ],
  },
  SetColumnDefault: {
    sql: "ALTER TABLE t ALTER a SET DEFAULT 'x'",
    words: ['t', 't', "ALTER a SET DEFAULT 'x'", 'a', "'x'"],
  },
  DropColumnDefault: {
    sql: 'ALTER TABLE t ALTER a DROP DEFAULT',
    words: ['t', 't', 'ALTER a DROP DEFAULT', 'a'],
  },
  SetNotNull: { sql: 'ALTER TABLE t ALTER a SET NOT NULL', words: ['t', 't', 'ALTER a SET NOT NULL', 'a'] },
  DropNotNull: {
    sql: 'ALTER TABLE t ALTER a DROP NOT NULL',
    words: ['t', 't', 'ALTER a DROP NOT NULL', 'a'],
  },
  AlterIdentity: {
    sql: 'ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY (START 5)',
    words: ['t', 't', 'ALTER a ADD GENERATED ALWAYS AS IDENTITY (START 5)', 'a', 'START 5'],
  },
  AlterColumnExpression: {
    sql: 'ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1)',
    words: ['t', 't', 'ALTER a SET EXPRESSION AS (b + 1)', 'a', 'b + 1'],
  },
  SetColumnOption: {
    sql: 'ALTER TABLE t ALTER a SET STORAGE PLAIN',
    words: ['t', 't', 'ALTER a SET STORAGE PLAIN', 'a'],
  },
  AddConstraint: {
    sql: 'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (b) NOT VALID',
    words: [
      't',
      't',
      'ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (b) NOT VALID',
      'CONSTRAINT k FOREIGN KEY (a) REFERENCES u (b) NOT VALID',
      'k',
      'a',
      'u',
      'u',
      'b',
      'NOT VALID',
    ],
  },
  DropConstraint: { sql: 'ALTER TABLE t DROP CONSTRAINT k', words: ['t', 't', 'DROP CONSTRAINT k', 'k'] },
  ValidateConstraint: {
    sql: 'ALTER TABLE t VALIDATE CONSTRAINT k',
    words: ['t', 't', 'VALIDATE CONSTRAINT k', 'k'],
  },
  AlterConstraint: {
    sql: 'ALTER TABLE t ALTER CONSTRAINT k DEFERRABLE',
    words: ['t', 't', 'ALTER CONSTRAINT k DEFERRABLE', 'k'],
  },
  RenameConstraint: {
    sql: 'ALTER TABLE t RENAME CONSTRAINT a TO b',
    words: ['t', 't', 'RENAME CONSTRAINT a TO b', 'a', 'b'],
  },
  RenameTable: {
    sql: 'ALTER TABLE app.t RENAME TO u',
    words: ['app', 'app.t', 't', 'RENAME TO u', 'u', 'u'],
  },
  SetTableSchema: { sql: 'ALTER TABLE t SET SCHEMA app', words: ['t', 't', 'SET SCHEMA app', 'app'] },
  SetTableOption: {
    engine: 'mysql',
    sql: 'ALTER TABLE t ENGINE=InnoDB',
    words: ['t', 't', 'ENGINE=InnoDB', 'ENGINE=InnoDB'],
  },
  ConvertCharset: {
    engine: 'mysql',
    sql: 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4',
    words: ['t', 't', 'CONVERT TO CHARACTER SET utf8mb4'],
  },
  SetStorageParameters: {
    sql: 'ALTER TABLE t SET (fillfactor = 70, parallel_workers = 2)',
    words: [
      't',
      't',
      'SET (fillfactor = 70, parallel_workers = 2)',
      'fillfactor = 70',
      'parallel_workers = 2',
    ],
  },
  SetTableProperty: {
    sql: 'ALTER TABLE t SET TABLESPACE fast',
    words: ['t', 't', 'SET TABLESPACE fast', 'fast'],
  },
  SetTriggerState: { sql: 'ALTER TABLE t DISABLE TRIGGER x', words: ['t', 't', 'DISABLE TRIGGER x', 'x'] },
  AttachPartition: {
    sql: 'ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (10)',
    words: [
      't',
      't',
      'ATTACH PARTITION p FOR VALUES FROM (1) TO (10)',
      'p',
      'p',
      'FOR VALUES FROM (1) TO (10)',
      '1',
      '10',
    ],
  },
  DetachPartition: {
    sql: 'ALTER TABLE t DETACH PARTITION p',
    words: ['t', 't', 'DETACH PARTITION p', 'p', 'p'],
  },
  AlterPartitions: {
    engine: 'mysql',
    sql: 'ALTER TABLE t DROP PARTITION p, q',
    words: ['t', 't', 'DROP PARTITION p, q', 'p', 'q'],
  },
  TableMaintenance: { engine: 'mysql', sql: 'ALTER TABLE t FORCE', words: ['t', 't', 'FORCE'] },
  UnknownTableAction: { sql: 'ALTER TABLE t ADD a int, FROB b', words: ['t', 't', 'FROB b'] },
  CreateIndex: {
    sql: 'CREATE INDEX i ON t (a, lower(b)) WHERE c > 1',
    words: [
      'CREATE INDEX i ON t (a, lower(b)) WHERE c > 1',
      'CREATE INDEX i ON t (a, lower(b)) WHERE c > 1',
      'i',
      'i',
      't',
      't',
      'a',
      'a',
      'lower(b)',
      'lower(b)',
      'c > 1',
    ],
  },
  DropIndex: { sql: 'DROP INDEX app.i', words: ['DROP INDEX app.i', 'app', 'app.i', 'i'] },
  RenameIndex: { sql: 'ALTER INDEX i RENAME TO j', words: ['i', 'i', 'RENAME TO j', 'j'] },
  AlterIndex: { sql: 'ALTER INDEX i ATTACH PARTITION j', words: ['i', 'i', 'ATTACH PARTITION j', 'j', 'j'] },
  Reindex: { sql: 'REINDEX TABLE t', words: ['REINDEX TABLE t', 't', 't'] },
  CreateView: {
    sql: 'CREATE VIEW v (a) AS SELECT b FROM t',
    words: ['CREATE VIEW v (a) AS SELECT b FROM t', 'v', 'v', 'a', 'SELECT b FROM t', 't', 't'],
  },
  RefreshMaterializedView: {
    sql: 'REFRESH MATERIALIZED VIEW v',
    words: ['REFRESH MATERIALIZED VIEW v', 'v', 'v'],
  },
  CreateSequence: {
    sql: 'CREATE SEQUENCE s START 5 OWNED BY t.a',
    words: ['CREATE SEQUENCE s START 5 OWNED BY t.a', 's', 's', 'START 5', 'OWNED BY t.a', 't', 't', 'a'],
  },
  AlterSequence: {
    sql: 'ALTER SEQUENCE s RESTART',
    words: ['ALTER SEQUENCE s RESTART', 's', 's', 'RESTART'],
  },
  CreateType: {
    sql: "CREATE TYPE y AS ENUM ('a', 'b')",
    words: ["CREATE TYPE y AS ENUM ('a', 'b')", 'y', 'y', "'a'", "'b'"],
  },
  AddEnumValue: { sql: "ALTER TYPE y ADD VALUE 'a'", words: ['y', 'y', "ADD VALUE 'a'", "'a'"] },
  RenameEnumValue: {
    sql: "ALTER TYPE y RENAME VALUE 'a' TO 'b'",
    words: ['y', 'y', "RENAME VALUE 'a' TO 'b'", "'a'", "'b'"],
  },
  AlterTypeAttribute: {
    sql: 'ALTER TYPE y ADD ATTRIBUTE a int',
    words: ['y', 'y', 'ADD ATTRIBUTE a int', 'a', 'int'],
  },
  CreateDomain: {
    sql: 'CREATE DOMAIN d AS int CHECK (value > 0)',
    words: [
      'CREATE DOMAIN d AS int CHECK (value > 0)',
      'd',
      'd',
      'int',
      'CHECK (value > 0)',
      'value > 0',
      'value > 0',
    ],
  },
  AlterDomain: { sql: 'ALTER DOMAIN d DROP CONSTRAINT k', words: ['d', 'd', 'DROP CONSTRAINT k', 'k'] },
  CreateRoutine: {
    sql: "CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'SELECT 1'",
    words: [
      "CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'SELECT 1'",
      'f',
      'f',
      'int',
      'text',
      "'SELECT 1'",
      'SELECT 1',
      'SELECT 1',
    ],
  },
  CreateTrigger: {
    sql: 'CREATE TRIGGER x AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()',
    words: [
      'CREATE TRIGGER x AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()',
      'x',
      'a',
      't',
      't',
      'f',
      'f',
    ],
  },
  CreatePolicy: {
    sql: 'CREATE POLICY p ON t USING (a)',
    words: ['CREATE POLICY p ON t USING (a)', 'p', 't', 't', 'a'],
  },
  AlterPolicy: {
    sql: 'ALTER POLICY p ON t USING (a)',
    words: ['ALTER POLICY p ON t USING (a)', 'p', 't', 't', 'a'],
  },
  CreateSchema: { sql: 'CREATE SCHEMA app', words: ['CREATE SCHEMA app', 'app'] },
  Grant: { sql: 'GRANT SELECT (a) ON t TO x', words: ['GRANT SELECT (a) ON t TO x', 'a', 't', 't'] },
  Revoke: { sql: 'REVOKE ALL ON t FROM x', words: ['REVOKE ALL ON t FROM x', 't', 't'] },
  DropObject: { sql: 'DROP TRIGGER x ON t', words: ['DROP TRIGGER x ON t', 'x', 'x', 't', 't'] },
  RenameObject: { sql: 'ALTER VIEW v RENAME TO w', words: ['v', 'v', 'RENAME TO w', 'w'] },
  SetObjectSchema: { sql: 'ALTER VIEW v SET SCHEMA app', words: ['v', 'v', 'SET SCHEMA app', 'app'] },
  SetOwner: { sql: 'ALTER VIEW v OWNER TO x', words: ['v', 'v', 'OWNER TO x'] },
  CommentOn: {
    sql: "COMMENT ON COLUMN t.a IS 'x'",
    words: ["COMMENT ON COLUMN t.a IS 'x'", 't', 't', 'a', 'a', "'x'"],
  },
  CreateObject: {
    sql: 'CREATE EXTENSION e SCHEMA app',
    words: ['CREATE EXTENSION e SCHEMA app', 'e', 'e', 'SCHEMA app', 'SCHEMA app'],
  },
  AlterObject: { sql: 'ALTER EXTENSION e UPDATE', words: ['ALTER EXTENSION e UPDATE', 'e', 'e', 'UPDATE'] },
  TransactionControl: { sql: 'BEGIN READ ONLY', words: ['BEGIN READ ONLY', 'READ ONLY'] },
  SetVariable: { sql: "SET lock_timeout = '5s'", words: ["SET lock_timeout = '5s'", "'5s'"] },
  UseDatabase: { engine: 'mysql', sql: 'USE `d`', words: ['USE `d`', '`d`'] },
  LockTables: { sql: 'LOCK TABLE t, u', words: ['LOCK TABLE t, u', 't', 't', 'u', 'u'] },
  UnlockTables: { engine: 'mysql', sql: 'UNLOCK TABLES', words: ['UNLOCK TABLES'] },
  Truncate: { sql: 'TRUNCATE t', words: ['TRUNCATE t', 't', 't'] },
  Insert: {
    sql: 'INSERT INTO t (a) SELECT b FROM u',
    words: ['INSERT INTO t (a) SELECT b FROM u', 't', 't', 'a', 'u', 'u'],
  },
  Update: { sql: 'UPDATE t SET a = 1 WHERE b', words: ['UPDATE t SET a = 1 WHERE b', 't', 't', 'a', 'b'] },
  Delete: {
    sql: 'DELETE FROM t USING u WHERE b',
    words: ['DELETE FROM t USING u WHERE b', 't', 't', 'u', 'u', 'b'],
  },
  Merge: {
    sql: 'MERGE INTO t USING u ON c WHEN MATCHED THEN UPDATE SET a = 1',
    words: ['MERGE INTO t USING u ON c WHEN MATCHED THEN UPDATE SET a = 1', 't', 't', 'u', 'u', 'a'],
  },
  CopyRows: { sql: 'COPY t (a) FROM STDIN CSV', words: ['COPY t (a) FROM STDIN CSV', 't', 't', 'a', 'CSV'] },
  Maintenance: { sql: 'VACUUM (FULL) t', words: ['VACUUM (FULL) t', 'FULL', 't', 't'] },
  Query: { sql: 'SELECT a FROM t', words: ['SELECT a FROM t', 't', 't'] },
  ExecuteBlock: {
    sql: 'DO $$BEGIN DROP TABLE t; END$$',
    words: ['DO $$BEGIN DROP TABLE t; END$$', 'DROP TABLE t', 'DROP TABLE t', 't', 't'],
  },
  DynamicStatement: {
    sql: 'PREPARE p AS DELETE FROM t',
    words: ['PREPARE p AS DELETE FROM t', 'DELETE FROM t', 'DELETE FROM t', 'DELETE FROM t', 't', 't'],
  },
  ClientCommand: { engine: 'mysql', sql: 'DELIMITER $$', words: ['DELIMITER $$'], reader: 'review' },
  Unknown: { sql: 'CREATE TABLE t (a', words: ['CREATE TABLE t (a', 't', 't'] },
};

interface Fixture {
  /** PostgreSQL where nothing is said. */
  readonly engine?: 'mysql';
  readonly sql: string;
  readonly words: readonly string[];
  /** Operations that no reader of statements makes, but the review of files does. */
  readonly reader?: 'review';
}

describe('Operations cut their words out of the text', () => {
  for (const [kind, fixture] of Object.entries(FIXTURES)) {
    if (fixture.reader === 'review') continue;
    it(`${kind}: ${fixture.sql}`, async () => {
      const reader: StatementReader =
        fixture.engine === 'mysql' ? createMysqlReader({ dialect: 'mysql' }) : await testReader();
      const operation = reader.read(fixture.sql).operations.find(found => found.kind === kind);
      assert.ok(operation !== undefined, 'the statement has the operation');
      assert.deepEqual(wordsOf(fixture.sql, operation), [...fixture.words].sort());
      assertClaims(fixture.sql, operation);
    });
  }

  it('leaves no kind of the union out', async () => {
    assert.deepEqual(Object.keys(FIXTURES).sort(), await kindsInSource());
  });
});

/** The words of every span below the value, sorted. */
function wordsOf(sql: string, operation: Operation): string[] {
  const words: string[] = [];
  visit(operation, value => {
    if (isSpan(value)) words.push(sql.slice(value.start, value.end));
  });
  return words.sort();
}

/** A text next to a span is that of the span; a name is its words without quotes. */
function assertClaims(sql: string, operation: Operation): void {
  visit(operation, value => {
    if (!('span' in value) || typeof value.span !== 'object' || value.span === null || !isSpan(value.span))
      return;
    const words = sql.slice(value.span.start, value.span.end);
    assert.equal(words, words.trim());
    if ('text' in value && typeof value.text === 'string')
      assert.equal(words.endsWith(value.text), true, value.text);
    if ('quoted' in value && 'value' in value) {
      assert.equal(words.replace(/^["`]|["`]$/g, ''), value.value);
      assert.equal(value.quoted, /^["`]/.test(words));
    }
  });
}

function visit(value: unknown, at: (value: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  at(value);
  for (const member of Object.values(value)) visit(member, at);
}

function isSpan(value: object): value is { readonly start: number; readonly end: number } {
  return Object.keys(value).length === 2 && 'start' in value && 'end' in value;
}

const FOLDER = new URL('../../../server/src/operations/', import.meta.url);

/** Every kind that an interface or type of the operations gives its name to. */
async function kindsInSource(): Promise<string[]> {
  const kinds = new Set<string>();
  for (const file of await readdir(FOLDER)) {
    if (!file.endsWith('Operations.ts')) continue;
    const source = await readFile(new URL(file, FOLDER), 'utf8');
    for (const [, names = ''] of source.matchAll(
      /(?:OperationBase|OnTable|OnColumn)<((?:'\w+'(?: \| )?)+)>/g,
    )) {
      for (const [, kind = ''] of names.matchAll(/'(\w+)'/g)) kinds.add(kind);
    }
  }
  return [...kinds].sort();
}
