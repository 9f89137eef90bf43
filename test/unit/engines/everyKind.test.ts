import assert from 'node:assert/strict';
import { emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { type Engine, type Target, version } from '../../../server/src/engines/engine.ts';
import { factsOf } from '../../../server/src/engines/index.ts';
import { boundariesOf } from '../../../server/src/engines/mysql/boundaries.ts';
import { loadGrammarFile } from '../../../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import type { OperationKind } from '../../../server/src/operations/operation.ts';
import { createPostgresqlReader } from '../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../server/src/operations/reader.ts';

/** A statement of every kind, in a dialect that has it. */
const SAMPLES: Readonly<Record<OperationKind, readonly [engine: Engine, sql: string]>> = {
  CreateTable: ['postgresql', 'CREATE TABLE x (id int)'],
  DropTable: ['postgresql', 'DROP TABLE t'],
  AddColumn: ['postgresql', 'ALTER TABLE t ADD COLUMN x int'],
  DropColumn: ['postgresql', 'ALTER TABLE t DROP COLUMN a'],
  RenameColumn: ['postgresql', 'ALTER TABLE t RENAME COLUMN a TO b'],
  AlterColumnType: ['postgresql', 'ALTER TABLE t ALTER COLUMN a TYPE bigint'],
  ModifyColumn: ['mysql', 'ALTER TABLE t MODIFY a bigint'],
  SetColumnDefault: ['postgresql', 'ALTER TABLE t ALTER COLUMN a SET DEFAULT 1'],
  DropColumnDefault: ['postgresql', 'ALTER TABLE t ALTER COLUMN a DROP DEFAULT'],
  SetNotNull: ['postgresql', 'ALTER TABLE t ALTER COLUMN a SET NOT NULL'],
  DropNotNull: ['postgresql', 'ALTER TABLE t ALTER COLUMN a DROP NOT NULL'],
  AlterIdentity: ['postgresql', 'ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY'],
  AlterColumnExpression: ['postgresql', 'ALTER TABLE t ALTER COLUMN a DROP EXPRESSION'],
  SetColumnOption: ['postgresql', 'ALTER TABLE t ALTER COLUMN a SET STATISTICS 5'],
  AddConstraint: ['postgresql', 'ALTER TABLE t ADD CHECK (a > 0)'],
  DropConstraint: ['postgresql', 'ALTER TABLE t DROP CONSTRAINT c'],
  ValidateConstraint: ['postgresql', 'ALTER TABLE t VALIDATE CONSTRAINT c'],
  AlterConstraint: ['postgresql', 'ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE'],
  RenameConstraint: ['postgresql', 'ALTER TABLE t RENAME CONSTRAINT c TO d'],
  RenameTable: ['postgresql', 'ALTER TABLE t RENAME TO u'],
  SetTableSchema: ['postgresql', 'ALTER TABLE t SET SCHEMA s'],
  SetTableOption: ['mysql', 'ALTER TABLE t ENGINE=InnoDB'],
  ConvertCharset: ['mysql', 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4'],
  SetStorageParameters: ['postgresql', 'ALTER TABLE t SET (fillfactor = 70)'],
  SetTableProperty: ['postgresql', 'ALTER TABLE t SET UNLOGGED'],
  SetTriggerState: ['postgresql', 'ALTER TABLE t DISABLE TRIGGER ALL'],
  AttachPartition: ['postgresql', 'ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)'],
  DetachPartition: ['postgresql', 'ALTER TABLE t DETACH PARTITION p'],
  AlterPartitions: ['mysql', 'ALTER TABLE t DROP PARTITION p0'],
  TableMaintenance: ['mysql', 'ALTER TABLE t FORCE'],
  UnknownTableAction: ['mysql', 'ALTER TABLE t DO SOMETHING ODD'],
  CreateIndex: ['postgresql', 'CREATE INDEX i ON t (a)'],
  DropIndex: ['postgresql', 'DROP INDEX i'],
  RenameIndex: ['postgresql', 'ALTER INDEX i RENAME TO j'],
  AlterIndex: ['postgresql', 'ALTER INDEX i SET (fillfactor = 70)'],
  Reindex: ['postgresql', 'REINDEX INDEX i'],
  CreateView: ['postgresql', 'CREATE VIEW v AS SELECT a FROM t'],
  RefreshMaterializedView: ['postgresql', 'REFRESH MATERIALIZED VIEW m'],
  CreateSequence: ['postgresql', 'CREATE SEQUENCE s'],
  AlterSequence: ['postgresql', 'ALTER SEQUENCE s RESTART'],
  CreateType: ['postgresql', "CREATE TYPE e AS ENUM ('a')"],
  AddEnumValue: ['postgresql', "ALTER TYPE e ADD VALUE 'b'"],
  RenameEnumValue: ['postgresql', "ALTER TYPE e RENAME VALUE 'a' TO 'b'"],
  AlterTypeAttribute: ['postgresql', 'ALTER TYPE c ADD ATTRIBUTE x int'],
  CreateDomain: ['postgresql', 'CREATE DOMAIN d AS int'],
  AlterDomain: ['postgresql', 'ALTER DOMAIN d SET NOT NULL'],
  CreateRoutine: ['postgresql', "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
  CreateTrigger: ['postgresql', 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()'],
  CreatePolicy: ['postgresql', 'CREATE POLICY p ON t USING (true)'],
  AlterPolicy: ['postgresql', 'ALTER POLICY p ON t USING (true)'],
  CreateSchema: ['postgresql', 'CREATE SCHEMA s'],
  Grant: ['postgresql', 'GRANT SELECT ON t TO r'],
  Revoke: ['postgresql', 'REVOKE SELECT ON t FROM r'],
  DropObject: ['postgresql', 'DROP VIEW v'],
  RenameObject: ['postgresql', 'ALTER VIEW v RENAME TO w'],
  SetObjectSchema: ['postgresql', 'ALTER VIEW v SET SCHEMA s'],
  SetOwner: ['postgresql', 'ALTER TABLE t OWNER TO r'],
  CommentOn: ['postgresql', "COMMENT ON TABLE t IS 'x'"],
  CreateObject: ['postgresql', 'CREATE EXTENSION citext'],
  AlterObject: ['postgresql', 'ALTER EXTENSION citext UPDATE'],
  TransactionControl: ['postgresql', 'BEGIN'],
  SetVariable: ['postgresql', "SET lock_timeout = '1s'"],
  UseDatabase: ['mysql', 'USE app'],
  LockTables: ['postgresql', 'LOCK TABLE t IN SHARE MODE'],
  UnlockTables: ['mysql', 'UNLOCK TABLES'],
  Truncate: ['postgresql', 'TRUNCATE t'],
  Insert: ['postgresql', 'INSERT INTO t VALUES (1)'],
  Update: ['postgresql', 'UPDATE t SET a = 1'],
  Delete: ['postgresql', 'DELETE FROM t'],
  Merge: ['postgresql', 'MERGE INTO t USING r ON t.id = r.id WHEN MATCHED THEN DELETE'],
  CopyRows: ['postgresql', 'COPY t FROM STDIN'],
  Maintenance: ['postgresql', 'VACUUM t'],
  Query: ['postgresql', 'SELECT * FROM t'],
  ExecuteBlock: ['postgresql', 'DO $$ BEGIN NULL; END $$'],
  DynamicStatement: ['postgresql', 'EXECUTE p'],
  ClientCommand: ['mysql', 'DELIMITER //'],
  // Text of which nothing can be read has no note in MySQL and MariaDB; a statement read by its head has.
  Unknown: ['mysql', 'SHOW TABLES'],
};

const VERSIONS: Readonly<Record<Engine, readonly Target['version'][]>> = {
  postgresql: [10, 11, 12, 13, 14, 15, 16, 17, 18].map(major => version(major)),
  mysql: [version(5, 7, 44), version(8, 0, 11), ...boundariesOf('mysql'), version(8, 0, 46), version(9, 7)],
  mariadb: [...boundariesOf('mariadb'), version(10, 11), version(11, 8)],
};

function targetOf(engine: Engine, at: Target['version']): Target {
  return {
    name: engine,
    engine,
    version: at,
    newestVersion: at,
    versionText: `${at.major}.${at.minor}.${at.patch}`,
    assumed: false,
    advisory: false,
    settings: {},
    statistics: null,
  };
}

describe('every kind of operation', function () {
  this.timeout(30_000);
  const readers = new Map<Engine, StatementReader>();
  before(async () => {
    readers.set('postgresql', createPostgresqlReader(await loadGrammarFile()));
    readers.set('mysql', createMysqlReader({ dialect: 'mysql' }));
    readers.set('mariadb', createMysqlReader({ dialect: 'mariadb' }));
  });

  for (const engine of ['postgresql', 'mysql', 'mariadb'] as const) {
    it(`has a note on every version of ${engine}, with nothing known of the schema`, () => {
      for (const [kind, [dialect, sql]] of Object.entries(SAMPLES)) {
        const statement = readers.get(dialect)?.read(sql);
        const operation = statement?.operations.find(candidate => candidate.kind === kind);
        // A client's line is no statement: the splitter takes it away before anything is read.
        if (kind === 'ClientCommand' && operation === undefined) continue;
        assert.ok(statement !== undefined && operation !== undefined, `${kind} is not in: ${sql}`);
        for (const at of VERSIONS[engine]) {
          const note = factsOf(engine)({
            operation,
            statement,
            before: emptyCatalog(engine, { complete: false }),
            target: targetOf(engine, at),
            inTransaction: false,
          });
          assert.ok(note !== null, `${kind} on ${engine} ${at.major}.${at.minor}.${at.patch}`);
          assert.notEqual(note.basis, 'unknown', kind);
          assert.ok(note.source.length > 0 && !/undefined/.test(note.source), kind);
        }
      }
    });
  }
});
