import assert from 'node:assert/strict';
import { assertOperations, type ExpectedOperation, readSql } from './support/readSql.ts';

type Case = readonly [sql: string, expected: readonly ExpectedOperation[]];

/** Runs each action behind `ALTER TABLE t`, where its span must be the action's text. */
function actions(cases: readonly Case[]): void {
  for (const [action, expected] of cases) {
    it(action, () => {
      const sql = `ALTER TABLE t ${action}`;
      assertOperations(
        sql,
        expected.map(operation => ({ at: action, ...operation })),
      );
      assert.deepEqual(
        readSql(sql).alterTable?.actions.map(span => sql.slice(span.start, span.end)),
        [action],
      );
    });
  }
}

describe('mysql ALTER TABLE', () => {
  describe('columns', () => {
    actions([
      [
        'ADD COLUMN a INT',
        [
          {
            kind: 'AddColumn',
            table: 't',
            tableIfExists: false,
            ifNotExists: false,
            position: null,
            column: { name: 'a', span: 'a INT' },
          },
        ],
      ],
      ['ADD a INT', [{ kind: 'AddColumn', column: { name: 'a' } }]],
      [
        'ADD COLUMN a INT FIRST',
        [{ kind: 'AddColumn', position: { kind: 'first', span: 'FIRST' }, column: { span: 'a INT' } }],
      ],
      [
        'ADD COLUMN a INT NOT NULL AFTER `b`',
        [
          {
            kind: 'AddColumn',
            position: { kind: 'after', column: 'b', span: 'AFTER `b`' },
            column: { span: 'a INT NOT NULL', nullable: false },
          },
        ],
      ],
      ['ADD COLUMN IF NOT EXISTS a INT', [{ kind: 'AddColumn', ifNotExists: true }]],
      [
        'ADD (a INT, b TEXT NOT NULL)',
        [
          { kind: 'AddColumn', at: 'a INT', column: { name: 'a' } },
          { kind: 'AddColumn', at: 'b TEXT NOT NULL', column: { name: 'b' } },
        ],
      ],
      [
        'ADD COLUMN (a INT, KEY k (a), UNIQUE u (a), PRIMARY KEY (a))',
        [
          { kind: 'AddColumn', at: 'a INT' },
          { kind: 'CreateIndex', at: 'KEY k (a)', index: { name: 'k', unique: false } },
          { kind: 'AddConstraint', at: 'UNIQUE u (a)', constraint: { kind: 'unique', name: 'u' } },
          { kind: 'AddConstraint', at: 'PRIMARY KEY (a)', constraint: { kind: 'primary-key', name: null } },
        ],
      ],
      [
        'ADD COLUMN IF NOT EXISTS (a INT, b INT)',
        [
          { kind: 'AddColumn', at: 'a INT', ifNotExists: true },
          { kind: 'AddColumn', at: 'b INT', ifNotExists: true },
        ],
      ],
      ['ADD period INT', [{ kind: 'AddColumn', column: { name: 'period' } }]],
      ['ADD vector INT', [{ kind: 'AddColumn', column: { name: 'vector' } }]],
      ['ADD COLUMN `column` INT', [{ kind: 'AddColumn', column: { name: 'column' } }]],
      ['ADD `add``tick` INT', [{ kind: 'AddColumn', column: { name: 'add`tick' } }]],
      ['DROP COLUMN a', [{ kind: 'DropColumn', column: 'a', ifExists: false, cascade: false }]],
      ['DROP a', [{ kind: 'DropColumn', column: 'a' }]],
      ['DROP COLUMN IF EXISTS a', [{ kind: 'DropColumn', column: 'a', ifExists: true }]],
      ['DROP IF EXISTS a', [{ kind: 'DropColumn', column: 'a', ifExists: true }]],
      ['DROP a RESTRICT', [{ kind: 'DropColumn', column: 'a', cascade: false }]],
      ['DROP COLUMN a CASCADE', [{ kind: 'DropColumn', column: 'a', cascade: true }]],
      ['DROP period', [{ kind: 'DropColumn', column: 'period' }]],
      ['DROP system', [{ kind: 'DropColumn', column: 'system' }]],
      [
        'MODIFY a BIGINT',
        [
          {
            kind: 'ModifyColumn',
            verb: 'modify',
            column: 'a',
            ifExists: false,
            position: null,
            definition: { name: 'a', span: 'a BIGINT', type: { name: 'bigint' } },
          },
        ],
      ],
      [
        'MODIFY COLUMN a BIGINT NOT NULL FIRST',
        [{ kind: 'ModifyColumn', position: { kind: 'first' }, definition: { nullable: false } }],
      ],
      ['MODIFY COLUMN IF EXISTS a BIGINT', [{ kind: 'ModifyColumn', ifExists: true }]],
      [
        'MODIFY (a BIGINT, b TEXT)',
        [
          { kind: 'ModifyColumn', at: 'a BIGINT', column: 'a' },
          { kind: 'ModifyColumn', at: 'b TEXT', column: 'b' },
        ],
      ],
      [
        'CHANGE a b VARCHAR(20) AFTER c',
        [
          {
            kind: 'ModifyColumn',
            verb: 'change',
            column: 'a',
            position: { kind: 'after', column: 'c' },
            definition: { name: 'b', span: 'b VARCHAR(20)', type: { name: 'varchar', arguments: ['20'] } },
          },
        ],
      ],
      [
        'CHANGE COLUMN IF EXISTS a a INT',
        [{ kind: 'ModifyColumn', verb: 'change', ifExists: true, column: 'a', definition: { name: 'a' } }],
      ],
      ['ALTER COLUMN a SET DEFAULT 5', [{ kind: 'SetColumnDefault', column: 'a', default: '5' }]],
      ["ALTER a SET DEFAULT 'x'", [{ kind: 'SetColumnDefault', column: 'a', default: "'x'" }]],
      ['ALTER a SET DEFAULT (uuid())', [{ kind: 'SetColumnDefault', column: 'a', default: '(uuid())' }]],
      ['ALTER a SET DEFAULT -1', [{ kind: 'SetColumnDefault', default: '-1' }]],
      ['ALTER COLUMN IF EXISTS a DROP DEFAULT', [{ kind: 'DropColumnDefault', column: 'a' }]],
      [
        'ALTER COLUMN a SET VISIBLE',
        [{ kind: 'SetColumnOption', column: 'a', option: 'visibility', value: 'visible' }],
      ],
      [
        'ALTER COLUMN a SET INVISIBLE',
        [{ kind: 'SetColumnOption', column: 'a', option: 'visibility', value: 'invisible' }],
      ],
      ['RENAME COLUMN a TO b', [{ kind: 'RenameColumn', column: 'a', to: 'b', ifExists: false }]],
      ['RENAME COLUMN IF EXISTS a TO b', [{ kind: 'RenameColumn', column: 'a', to: 'b', ifExists: true }]],
    ]);
  });

  describe('indexes and constraints', () => {
    actions([
      [
        'ADD INDEX i (a)',
        [
          {
            kind: 'CreateIndex',
            ifNotExists: false,
            concurrently: false,
            index: {
              name: 'i',
              unique: false,
              method: 'btree',
              span: 'INDEX i (a)',
              parts: [{ column: 'a', prefixLength: null, descending: false }],
            },
          },
        ],
      ],
      ['ADD KEY (a)', [{ kind: 'CreateIndex', index: { name: null } }]],
      ['ADD INDEX IF NOT EXISTS i (a)', [{ kind: 'CreateIndex', ifNotExists: true, index: { name: 'i' } }]],
      ['ADD INDEX i USING HASH (a)', [{ kind: 'CreateIndex', index: { name: 'i', method: 'hash' } }]],
      ['ADD INDEX USING BTREE (a)', [{ kind: 'CreateIndex', index: { name: null, method: 'btree' } }]],
      ['ADD INDEX i TYPE BTREE (a)', [{ kind: 'CreateIndex', index: { name: 'i', method: 'btree' } }]],
      ['ADD INDEX type (a)', [{ kind: 'CreateIndex', index: { name: 'type' } }]],
      [
        'ADD INDEX i (a(10) DESC, b ASC)',
        [
          {
            kind: 'CreateIndex',
            index: {
              parts: [
                { span: 'a(10) DESC', column: 'a', prefixLength: 10, descending: true },
                { span: 'b ASC', column: 'b', descending: false },
              ],
            },
          },
        ],
      ],
      [
        'ADD INDEX i ((lower(a)), (b + 1) DESC)',
        [
          {
            kind: 'CreateIndex',
            index: {
              parts: [
                { span: '(lower(a))', column: null, expression: 'lower(a)' },
                { expression: 'b + 1', descending: true },
              ],
            },
          },
        ],
      ],
      [
        "ADD INDEX i (a) KEY_BLOCK_SIZE = 8 COMMENT 'why' INVISIBLE",
        [{ kind: 'CreateIndex', index: { comment: 'why', invisible: true } }],
      ],
      ['ADD INDEX i (a) IGNORED', [{ kind: 'CreateIndex', index: { invisible: true } }]],
      ['ADD INDEX i (a) NOT IGNORED', [{ kind: 'CreateIndex', index: { invisible: false } }]],
      [
        'ADD FULLTEXT INDEX i (a, b) WITH PARSER ngram',
        [
          {
            kind: 'CreateIndex',
            index: { method: 'fulltext', name: 'i', parts: [{ column: 'a' }, { column: 'b' }] },
          },
        ],
      ],
      ['ADD FULLTEXT (a)', [{ kind: 'CreateIndex', index: { method: 'fulltext', name: null } }]],
      ['ADD SPATIAL KEY i (g)', [{ kind: 'CreateIndex', index: { method: 'spatial', name: 'i' } }]],
      [
        'ADD VECTOR INDEX i (v) M=8 DISTANCE=cosine',
        [{ kind: 'CreateIndex', index: { method: 'vector', name: 'i' } }],
      ],
      [
        'ADD UNIQUE u (a)',
        [
          {
            kind: 'AddConstraint',
            ifNotExists: false,
            constraint: { kind: 'unique', name: 'u', span: 'UNIQUE u (a)', parts: [{ column: 'a' }] },
          },
        ],
      ],
      [
        'ADD UNIQUE KEY u (a(3))',
        [
          {
            kind: 'AddConstraint',
            constraint: { kind: 'unique', name: 'u', parts: [{ column: 'a', prefixLength: 3 }] },
          },
        ],
      ],
      [
        'ADD UNIQUE INDEX IF NOT EXISTS u (a)',
        [{ kind: 'AddConstraint', ifNotExists: true, constraint: { name: 'u' } }],
      ],
      ['ADD CONSTRAINT c UNIQUE (a)', [{ kind: 'AddConstraint', constraint: { kind: 'unique', name: 'c' } }]],
      [
        'ADD CONSTRAINT c UNIQUE KEY u (a)',
        [{ kind: 'AddConstraint', constraint: { kind: 'unique', name: 'u' } }],
      ],
      ['ADD CONSTRAINT UNIQUE (a)', [{ kind: 'AddConstraint', constraint: { kind: 'unique', name: null } }]],
      [
        'ADD PRIMARY KEY (a, b)',
        [
          {
            kind: 'AddConstraint',
            constraint: { kind: 'primary-key', name: null, parts: [{ column: 'a' }, { column: 'b' }] },
          },
        ],
      ],
      [
        'ADD CONSTRAINT pk PRIMARY KEY USING BTREE (a)',
        [{ kind: 'AddConstraint', constraint: { kind: 'primary-key', name: 'pk' } }],
      ],
      [
        'ADD UNIQUE u (id, p WITHOUT OVERLAPS)',
        [
          {
            kind: 'AddConstraint',
            constraint: { parts: [{ column: 'id' }, { column: 'p', span: 'p WITHOUT OVERLAPS' }] },
          },
        ],
      ],
      [
        'ADD CONSTRAINT fk FOREIGN KEY ix (a, b) REFERENCES d.u (x, y) MATCH FULL ON DELETE CASCADE ON UPDATE SET NULL',
        [
          {
            kind: 'AddConstraint',
            constraint: {
              kind: 'foreign-key',
              name: 'fk',
              indexName: 'ix',
              columns: ['a', 'b'],
              target: {
                table: 'd.u',
                columns: ['x', 'y'],
                match: 'full',
                onDelete: 'cascade',
                onUpdate: 'set null',
              },
            },
          },
        ],
      ],
      [
        'ADD FOREIGN KEY (a) REFERENCES u (id) ON UPDATE NO ACTION ON DELETE RESTRICT',
        [
          {
            kind: 'AddConstraint',
            constraint: {
              kind: 'foreign-key',
              name: null,
              indexName: null,
              target: { onUpdate: 'no action', onDelete: 'restrict', match: null },
            },
          },
        ],
      ],
      [
        'ADD FOREIGN KEY IF NOT EXISTS fk (a) REFERENCES u (id)',
        [{ kind: 'AddConstraint', ifNotExists: true, constraint: { indexName: 'fk' } }],
      ],
      [
        'ADD CONSTRAINT IF NOT EXISTS fk FOREIGN KEY (a) REFERENCES u (id)',
        [{ kind: 'AddConstraint', ifNotExists: true, constraint: { name: 'fk' } }],
      ],
      [
        'ADD FOREIGN KEY (a) REFERENCES u',
        [{ kind: 'AddConstraint', constraint: { target: { table: 'u', columns: [] } } }],
      ],
      [
        'ADD CHECK (a > 0)',
        [
          {
            kind: 'AddConstraint',
            constraint: { kind: 'check', name: null, expression: 'a > 0', enforced: true },
          },
        ],
      ],
      [
        'ADD CONSTRAINT c CHECK (a > (b - 1)) NOT ENFORCED',
        [
          {
            kind: 'AddConstraint',
            constraint: { kind: 'check', name: 'c', expression: 'a > (b - 1)', enforced: false },
          },
        ],
      ],
      [
        'ADD CONSTRAINT CHECK (a in (1, 2))',
        [{ kind: 'AddConstraint', constraint: { kind: 'check', name: null } }],
      ],
      ['DROP PRIMARY KEY', [{ kind: 'DropConstraint', name: null, constraintKind: 'primary-key' }]],
      ['DROP INDEX i', [{ kind: 'DropIndex', index: 'i', table: 't', ifExists: false }]],
      ['DROP KEY IF EXISTS i', [{ kind: 'DropIndex', index: 'i', ifExists: true }]],
      [
        'DROP FOREIGN KEY fk',
        [{ kind: 'DropConstraint', name: 'fk', constraintKind: 'foreign-key', ifExists: false }],
      ],
      ['DROP FOREIGN KEY IF EXISTS fk', [{ kind: 'DropConstraint', name: 'fk', ifExists: true }]],
      ['DROP CHECK c', [{ kind: 'DropConstraint', name: 'c', constraintKind: 'check' }]],
      ['DROP CONSTRAINT c', [{ kind: 'DropConstraint', name: 'c', constraintKind: 'any' }]],
      ['DROP CONSTRAINT IF EXISTS c', [{ kind: 'DropConstraint', name: 'c', ifExists: true }]],
      ['ALTER INDEX i INVISIBLE', [{ kind: 'AlterIndex', index: 'i', table: 't', action: 'invisible' }]],
      ['ALTER INDEX i VISIBLE', [{ kind: 'AlterIndex', action: 'visible' }]],
      ['ALTER KEY IF EXISTS i IGNORED', [{ kind: 'AlterIndex', index: 'i', action: 'invisible' }]],
      ['ALTER INDEX i NOT IGNORED', [{ kind: 'AlterIndex', action: 'visible' }]],
      [
        'ALTER CHECK c NOT ENFORCED',
        [{ kind: 'AlterConstraint', name: 'c', enforced: false, deferrable: null }],
      ],
      ['ALTER CONSTRAINT c ENFORCED', [{ kind: 'AlterConstraint', name: 'c', enforced: true }]],
      [
        'RENAME INDEX a TO b',
        [{ kind: 'RenameIndex', index: 'a', table: 't', to: 'b', viaAlterTable: false }],
      ],
      ['RENAME KEY a TO b', [{ kind: 'RenameIndex', index: 'a', to: 'b' }]],
    ]);
  });

  describe('the table as a whole', () => {
    actions([
      ['RENAME TO u', [{ kind: 'RenameTable', table: 't', to: 'u' }]],
      ['RENAME AS d.u', [{ kind: 'RenameTable', to: 'd.u' }]],
      ['RENAME u', [{ kind: 'RenameTable', to: 'u' }]],
      ['RENAME = u', [{ kind: 'RenameTable', to: 'u' }]],
      [
        'CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
        [{ kind: 'ConvertCharset', charset: 'utf8mb4', collation: 'utf8mb4_bin' }],
      ],
      ["CONVERT TO CHARSET 'LATIN1'", [{ kind: 'ConvertCharset', charset: 'latin1', collation: null }]],
      ['CONVERT TO CHARACTER SET DEFAULT', [{ kind: 'ConvertCharset', charset: null }]],
      ['ENGINE = InnoDB', [{ kind: 'SetTableOption', option: { name: 'engine', value: 'InnoDB' } }]],
      ['ENGINE InnoDB', [{ kind: 'SetTableOption', option: { name: 'engine', value: 'InnoDB' } }]],
      [
        'DEFAULT CHARACTER SET = utf8',
        [
          {
            kind: 'SetTableOption',
            option: { name: 'charset', value: 'utf8', span: 'DEFAULT CHARACTER SET = utf8' },
          },
        ],
      ],
      [
        "COLLATE='utf8mb4_general_ci'",
        [{ kind: 'SetTableOption', option: { name: 'collate', value: 'utf8mb4_general_ci' } }],
      ],
      ["COMMENT 'it''s'", [{ kind: 'SetTableOption', option: { name: 'comment', value: "it's" } }]],
      [
        'AUTO_INCREMENT = 100',
        [{ kind: 'SetTableOption', option: { name: 'auto_increment', value: '100' } }],
      ],
      [
        "DATA DIRECTORY = '/d'",
        [{ kind: 'SetTableOption', option: { name: 'data_directory', value: '/d' } }],
      ],
      ['UNION = (a, b)', [{ kind: 'SetTableOption', option: { name: 'union', value: 'a, b' } }]],
      ["ENCRYPTION = 'Y'", [{ kind: 'SetTableOption', option: { name: 'encryption', value: 'Y' } }]],
      [
        'TABLESPACE ts STORAGE DISK',
        [
          { kind: 'SetTableOption', at: 'TABLESPACE ts', option: { name: 'tablespace', value: 'ts' } },
          { kind: 'SetTableOption', at: 'STORAGE DISK', option: { name: 'storage', value: 'DISK' } },
        ],
      ],
      [
        '`PAGE_COMPRESSED` = `ON`',
        [{ kind: 'SetTableOption', option: { name: 'page_compressed', value: 'ON' } }],
      ],
      [
        'SECONDARY_ENGINE = NULL',
        [{ kind: 'SetTableOption', option: { name: 'secondary_engine', value: 'NULL' } }],
      ],
      [
        'ENGINE=InnoDB ROW_FORMAT=DYNAMIC KEY_BLOCK_SIZE 8',
        [
          { kind: 'SetTableOption', at: 'ENGINE=InnoDB' },
          {
            kind: 'SetTableOption',
            at: 'ROW_FORMAT=DYNAMIC',
            option: { name: 'row_format', value: 'DYNAMIC' },
          },
          { kind: 'SetTableOption', at: 'KEY_BLOCK_SIZE 8', option: { name: 'key_block_size', value: '8' } },
        ],
      ],
      ['MIN_ROWS = -1', [{ kind: 'SetTableOption', option: { name: 'min_rows', value: '-1' } }]],
      ['FORCE', [{ kind: 'TableMaintenance', action: 'force' }]],
      ['ORDER BY a, b DESC', [{ kind: 'TableMaintenance', action: 'order-by' }]],
      ['ENABLE KEYS', [{ kind: 'TableMaintenance', action: 'enable-keys' }]],
      ['DISABLE KEYS', [{ kind: 'TableMaintenance', action: 'disable-keys' }]],
      ['DISCARD TABLESPACE', [{ kind: 'TableMaintenance', action: 'discard-tablespace' }]],
      ['IMPORT TABLESPACE', [{ kind: 'TableMaintenance', action: 'import-tablespace' }]],
      ['SECONDARY_LOAD', [{ kind: 'TableMaintenance', action: 'secondary-load' }]],
      ['SECONDARY_UNLOAD', [{ kind: 'TableMaintenance', action: 'secondary-unload' }]],
      ['ADD SYSTEM VERSIONING', [{ kind: 'TableMaintenance', action: 'add-system-versioning' }]],
      ['WITH SYSTEM VERSIONING', [{ kind: 'TableMaintenance', action: 'add-system-versioning' }]],
      ['DROP SYSTEM VERSIONING', [{ kind: 'TableMaintenance', action: 'drop-system-versioning' }]],
      ['ADD PERIOD FOR p (a, b)', [{ kind: 'TableMaintenance', action: 'add-period' }]],
      [
        'ADD PERIOD IF NOT EXISTS FOR SYSTEM_TIME (a, b)',
        [{ kind: 'TableMaintenance', action: 'add-period' }],
      ],
      ['DROP PERIOD FOR SYSTEM_TIME', [{ kind: 'TableMaintenance', action: 'drop-period' }]],
      ['DROP PERIOD IF EXISTS FOR p', [{ kind: 'TableMaintenance', action: 'drop-period' }]],
      ['WITHOUT VALIDATION', []],
    ]);
  });

  describe('partitions', () => {
    actions([
      [
        'ADD PARTITION (PARTITION p1 VALUES LESS THAN (10) ENGINE = InnoDB, PARTITION p2 VALUES LESS THAN MAXVALUE)',
        [
          {
            kind: 'AlterPartitions',
            action: 'add',
            partitions: ['p1', 'p2'],
            scheme: null,
            exchangeWith: null,
          },
        ],
      ],
      [
        'ADD PARTITION IF NOT EXISTS (PARTITION p1 VALUES IN (1, 2))',
        [{ kind: 'AlterPartitions', action: 'add', partitions: ['p1'] }],
      ],
      ['ADD PARTITION PARTITIONS 4', [{ kind: 'AlterPartitions', action: 'add', partitions: [] }]],
      ['DROP PARTITION p1, p2', [{ kind: 'AlterPartitions', action: 'drop', partitions: ['p1', 'p2'] }]],
      ['DROP PARTITION IF EXISTS p1', [{ kind: 'AlterPartitions', action: 'drop', partitions: ['p1'] }]],
      ['TRUNCATE PARTITION ALL', [{ kind: 'AlterPartitions', action: 'truncate', partitions: [] }]],
      ['COALESCE PARTITION 2', [{ kind: 'AlterPartitions', action: 'coalesce' }]],
      [
        'REORGANIZE PARTITION p1, p2 INTO (PARTITION q VALUES LESS THAN (5))',
        [{ kind: 'AlterPartitions', action: 'reorganize', partitions: ['p1', 'p2'] }],
      ],
      [
        'EXCHANGE PARTITION p WITH TABLE d.u WITHOUT VALIDATION',
        [
          {
            kind: 'AlterPartitions',
            action: 'exchange',
            partitions: ['p'],
            exchangeWith: 'd.u',
            validation: false,
          },
        ],
      ],
      [
        'EXCHANGE PARTITION p WITH TABLE u WITH VALIDATION',
        [{ kind: 'AlterPartitions', action: 'exchange', validation: true }],
      ],
      [
        'REBUILD PARTITION p1, p2',
        [{ kind: 'AlterPartitions', action: 'rebuild', partitions: ['p1', 'p2'] }],
      ],
      ['OPTIMIZE PARTITION LOCAL p', [{ kind: 'AlterPartitions', action: 'optimize', partitions: ['p'] }]],
      ['ANALYZE PARTITION p', [{ kind: 'AlterPartitions', action: 'analyze' }]],
      ['CHECK PARTITION p FOR UPGRADE', [{ kind: 'AlterPartitions', action: 'check' }]],
      ['REPAIR PARTITION p QUICK EXTENDED', [{ kind: 'AlterPartitions', action: 'repair' }]],
      [
        'DISCARD PARTITION p, q TABLESPACE',
        [{ kind: 'AlterPartitions', action: 'discard-tablespace', partitions: ['p', 'q'] }],
      ],
      [
        'IMPORT PARTITION ALL TABLESPACE',
        [{ kind: 'AlterPartitions', action: 'import-tablespace', partitions: [] }],
      ],
      ['REMOVE PARTITIONING', [{ kind: 'AlterPartitions', action: 'remove-partitioning' }]],
      ['UPGRADE PARTITIONING', [{ kind: 'AlterPartitions', action: 'rebuild' }]],
      [
        'PARTITION BY HASH (a) PARTITIONS 4',
        [
          {
            kind: 'AlterPartitions',
            action: 'partition-by',
            scheme: { method: 'hash', expressions: ['a'], columns: [], partitions: [] },
          },
        ],
      ],
      [
        'CONVERT PARTITION p TO TABLE u',
        [{ kind: 'AlterPartitions', action: 'convert', partitions: ['p'], exchangeWith: 'u' }],
      ],
      [
        'CONVERT TABLE u TO PARTITION p VALUES LESS THAN (10) WITHOUT VALIDATION',
        [
          {
            kind: 'AlterPartitions',
            action: 'convert',
            partitions: ['p'],
            exchangeWith: 'u',
            validation: false,
          },
        ],
      ],
    ]);
  });

  it('keeps ALGORITHM and LOCK beside the operations, and their place in the list', () => {
    const sql = 'ALTER TABLE d.t ADD a INT, ALGORITHM=inplace, LOCK = NONE';
    const { algorithm, lock, alterTable } = assertOperations(sql, [
      { kind: 'AddColumn', at: 'ADD a INT', table: 'd.t' },
    ]);
    assert.equal(algorithm?.value, 'INPLACE');
    assert.equal(sql.slice(algorithm.span.start, algorithm.span.end), 'ALGORITHM=inplace');
    assert.equal(lock?.value, 'NONE');
    assert.equal(sql.slice(lock.span.start, lock.span.end), 'LOCK = NONE');
    assert.equal(
      alterTable === null ? '' : sql.slice(alterTable.span.start, alterTable.span.end),
      'ALTER TABLE d.t',
    );
    assert.deepEqual(
      alterTable?.actions.map(span => sql.slice(span.start, span.end)),
      ['ADD a INT', 'ALGORITHM=inplace', 'LOCK = NONE'],
    );
  });

  it('reads the clauses at the front of the list too', () => {
    const { algorithm, lock } = assertOperations('ALTER TABLE t ALGORITHM COPY, LOCK SHARED, DROP a', [
      { kind: 'DropColumn', at: 'DROP a' },
    ]);
    assert.equal(algorithm?.value, 'COPY');
    assert.equal(lock?.value, 'SHARED');
  });

  it('reads ALTER ONLINE IGNORE TABLE IF EXISTS with WAIT', () => {
    const sql = 'ALTER ONLINE IGNORE TABLE IF EXISTS t WAIT 30 ADD a INT';
    const syntax = assertOperations(sql, [{ kind: 'AddColumn', at: 'ADD a INT', tableIfExists: true }], {
      dialect: 'mariadb',
    });
    assert.equal(syntax.online, true);
    assert.equal(syntax.wait?.value, 30);
    assert.equal(sql.slice(syntax.wait.span.start, syntax.wait.span.end), 'WAIT 30');
    assert.equal(sql.slice(0, syntax.alterTable?.span.end), 'ALTER ONLINE IGNORE TABLE IF EXISTS t WAIT 30');
  });

  it('reads NOWAIT as a wait of zero seconds', () => {
    const syntax = assertOperations('ALTER TABLE t NOWAIT DROP a', [{ kind: 'DropColumn', at: 'DROP a' }]);
    assert.equal(syntax.wait?.value, 0);
    assert.equal(syntax.online, false);
  });

  it('takes a column named wait for a column', () => {
    assertOperations('ALTER TABLE t DROP wait', [{ kind: 'DropColumn', at: 'DROP wait', column: 'wait' }]);
    assert.equal(readSql('ALTER TABLE t DROP wait').wait, null);
  });

  it('takes PARTITION BY and REMOVE PARTITIONING behind an action without comma', () => {
    const sql = 'ALTER TABLE t ADD a INT PARTITION BY KEY (a) PARTITIONS 2';
    const syntax = assertOperations(sql, [
      { kind: 'AddColumn', at: 'ADD a INT' },
      {
        kind: 'AlterPartitions',
        at: 'PARTITION BY KEY (a) PARTITIONS 2',
        action: 'partition-by',
        scheme: { method: 'key', columns: ['a'] },
      },
    ]);
    assert.equal(syntax.alterTable?.actions.length, 2);
    assertOperations('ALTER TABLE t DROP a REMOVE PARTITIONING', [
      { kind: 'DropColumn', at: 'DROP a' },
      { kind: 'AlterPartitions', at: 'REMOVE PARTITIONING', action: 'remove-partitioning' },
    ]);
  });

  it('keeps what is known around an action that cannot be read', () => {
    assertOperations(
      'ALTER TABLE t ADD a INT, FROBNICATE (x, y), DROP b, MODIFY c NOT NULL',
      [
        { kind: 'AddColumn', at: 'ADD a INT' },
        { kind: 'UnknownTableAction', at: 'FROBNICATE (x, y)', table: 't' },
        { kind: 'DropColumn', at: 'DROP b' },
        { kind: 'UnknownTableAction', at: 'MODIFY c NOT NULL' },
      ],
      { level: 'partial' },
    );
  });

  it('does not take an action for read when words remain', () => {
    assertOperations('ALTER TABLE t DROP a b', [{ kind: 'UnknownTableAction', at: 'DROP a b' }], {
      level: 'partial',
    });
    assertOperations('ALTER TABLE t ADD a JSONB', [{ kind: 'UnknownTableAction', at: 'ADD a JSONB' }], {
      level: 'partial',
    });
    assertOperations(
      'ALTER TABLE t ADD PRIMARY (a)',
      [{ kind: 'UnknownTableAction', at: 'ADD PRIMARY (a)' }],
      { level: 'partial' },
    );
  });

  it('reads an ALTER TABLE without actions as one that does nothing', () => {
    const { alterTable } = assertOperations('ALTER TABLE t', []);
    assert.deepEqual(alterTable?.actions, []);
  });
});
