import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { OperationKind } from '../../../../server/src/operations/operation.ts';
import { readSql } from './support/readSql.ts';
import { spansOf } from './support/spansOf.ts';

/** Kinds that only PostgreSQL has, and lines for client programs, which no reader is given. */
type OtherKind =
  | 'AddEnumValue'
  | 'AlterColumnExpression'
  | 'AlterColumnType'
  | 'AlterDomain'
  | 'AlterIdentity'
  | 'AlterPolicy'
  | 'AlterTypeAttribute'
  | 'AttachPartition'
  | 'ClientCommand'
  | 'CommentOn'
  | 'CreateDomain'
  | 'CreatePolicy'
  | 'CreateType'
  | 'DetachPartition'
  | 'DropNotNull'
  | 'Merge'
  | 'RefreshMaterializedView'
  | 'Reindex'
  | 'RenameConstraint'
  | 'RenameEnumValue'
  | 'SetNotNull'
  | 'SetObjectSchema'
  | 'SetOwner'
  | 'SetStorageParameters'
  | 'SetTableProperty'
  | 'SetTableSchema'
  | 'SetTriggerState'
  | 'ValidateConstraint';

/** Every kind that MySQL and MariaDB can give; the compiler refuses a list that leaves one out. */
const KINDS = {
  AddColumn: true,
  AddConstraint: true,
  AlterConstraint: true,
  AlterIndex: true,
  AlterObject: true,
  AlterPartitions: true,
  AlterSequence: true,
  ConvertCharset: true,
  CopyRows: true,
  CreateIndex: true,
  CreateObject: true,
  CreateRoutine: true,
  CreateSchema: true,
  CreateSequence: true,
  CreateTable: true,
  CreateTrigger: true,
  CreateView: true,
  Delete: true,
  DropColumn: true,
  DropColumnDefault: true,
  DropConstraint: true,
  DropIndex: true,
  DropObject: true,
  DropTable: true,
  DynamicStatement: true,
  ExecuteBlock: true,
  Grant: true,
  Insert: true,
  LockTables: true,
  Maintenance: true,
  ModifyColumn: true,
  Query: true,
  RenameColumn: true,
  RenameIndex: true,
  RenameObject: true,
  RenameTable: true,
  Revoke: true,
  SetColumnDefault: true,
  SetColumnOption: true,
  SetTableOption: true,
  SetVariable: true,
  TableMaintenance: true,
  TransactionControl: true,
  Truncate: true,
  Unknown: true,
  UnknownTableAction: true,
  UnlockTables: true,
  Update: true,
  UseDatabase: true,
} as const satisfies Readonly<Record<Exclude<OperationKind, OtherKind>, true>>;

interface RoundTrip {
  readonly kind: string;
  readonly sql: string;
  readonly places: readonly string[];
}

/** Blocks of a kind, a statement, and one line `path: text` for each place. */
function roundTrips(): RoundTrip[] {
  const file = new URL('../../../fixtures/reading/mysqlSpans.txt', import.meta.url);
  const blocks = readFileSync(file, 'utf8').trimEnd().split('\n\n').slice(1);
  return blocks.map(block => {
    const [kind = '', sql = '', ...places] = block.split('\n');
    return { kind, sql, places: places.map(place => place.trim()) };
  });
}

describe('the places of operations', () => {
  it('are tried for every kind that MySQL and MariaDB have', () => {
    assert.deepEqual([...new Set(roundTrips().map(({ kind }) => kind))].sort(), Object.keys(KINDS).sort());
  });

  for (const { kind, sql, places } of roundTrips()) {
    it(`give back the words of ${kind}`, () => {
      const { operations } = readSql(sql, { dialect: 'mariadb' });
      const [operation, ...others] = operations;
      assert.ok(operation !== undefined && others.length === 0);
      assert.equal(operation.kind, kind);
      assert.deepEqual(spansOf(sql, operation), places);
    });

    it(`move with the text in front of ${kind}`, () => {
      const prefix = '/* é😀 */\n  ';
      const [operation] = readSql(prefix + sql, { dialect: 'mariadb' }).operations;
      assert.ok(operation !== undefined);
      assert.deepEqual(spansOf(prefix + sql, operation), places);
    });
  }
});
