import assert from 'node:assert/strict';
import { assertOperations, type ExpectedOperation, readSql, shorten } from './support/readSql.ts';

type Case = readonly [sql: string, expected: readonly ExpectedOperation[]];

function statements(cases: readonly Case[]): void {
  for (const [sql, expected] of cases) it(sql, () => void assertOperations(sql, expected));
}

describe('mysql SET', () => {
  statements([
    [
      'SET foreign_key_checks = 0',
      [
        {
          kind: 'SetVariable',
          at: 'foreign_key_checks = 0',
          scope: 'session',
          name: 'foreign_key_checks',
          value: '0',
          reset: false,
          restoresSaved: false,
        },
      ],
    ],
    [
      "SET SESSION sql_mode = 'ANSI_QUOTES'",
      [
        {
          kind: 'SetVariable',
          at: "SESSION sql_mode = 'ANSI_QUOTES'",
          scope: 'session',
          name: 'sql_mode',
          value: 'ANSI_QUOTES',
        },
      ],
    ],
    [
      'SET LOCAL lock_wait_timeout := 5',
      [{ kind: 'SetVariable', at: 'LOCAL lock_wait_timeout := 5', scope: 'session', value: '5' }],
    ],
    [
      'SET GLOBAL max_connections = 10',
      [{ kind: 'SetVariable', at: 'GLOBAL max_connections = 10', scope: 'global' }],
    ],
    [
      'SET PERSIST x = ON, PERSIST_ONLY y = DEFAULT',
      [
        { kind: 'SetVariable', at: 'PERSIST x = ON', scope: 'persist', value: 'ON' },
        { kind: 'SetVariable', at: 'PERSIST_ONLY y = DEFAULT', scope: 'persist', value: null, reset: true },
      ],
    ],
    [
      'SET @@GLOBAL.a = 1, @@session.b = -2, @@c = 3',
      [
        { kind: 'SetVariable', at: '@@GLOBAL.a = 1', scope: 'global', name: 'a' },
        { kind: 'SetVariable', at: '@@session.b = -2', scope: 'session', name: 'b', value: '-2' },
        { kind: 'SetVariable', at: '@@c = 3', scope: 'session', name: 'c' },
      ],
    ],
    ['SET @@`sql_mode` = 1', [{ kind: 'SetVariable', at: '@@`sql_mode` = 1', name: 'sql_mode' }]],
    [
      "SET @x = 'a' 'b', @`Y z` := 1 + 1",
      [
        { kind: 'SetVariable', at: "@x = 'a' 'b'", scope: 'user', name: 'x', value: 'ab' },
        { kind: 'SetVariable', at: '@`Y z` := 1 + 1', scope: 'user', name: 'y z', value: null },
      ],
    ],
    [
      'SET @OLD_SQL_MODE=@@SQL_MODE',
      [
        {
          kind: 'SetVariable',
          at: '@OLD_SQL_MODE=@@SQL_MODE',
          scope: 'user',
          name: 'old_sql_mode',
          value: null,
          restoresSaved: false,
        },
      ],
    ],
    [
      'SET SQL_MODE=@OLD_SQL_MODE',
      [
        {
          kind: 'SetVariable',
          at: 'SQL_MODE=@OLD_SQL_MODE',
          name: 'sql_mode',
          value: null,
          restoresSaved: true,
        },
      ],
    ],
    [
      'SET sql_mode = @@global.sql_mode',
      [{ kind: 'SetVariable', at: 'sql_mode = @@global.sql_mode', restoresSaved: true }],
    ],
    [
      'SET @a = (SELECT b FROM t), @c = CONCAT(1, 2)',
      [
        { kind: 'SetVariable', at: '@a = (SELECT b FROM t)', value: null },
        { kind: 'SetVariable', at: '@c = CONCAT(1, 2)' },
      ],
    ],
    [
      "SET @s = IF(@n > 0, CONCAT('DROP ', 'TABLE a;'), (SELECT 'DO 0' FROM dual))",
      [
        {
          kind: 'SetVariable',
          at: "@s = IF(@n > 0, CONCAT('DROP ', 'TABLE a;'), (SELECT 'DO 0' FROM dual))",
          scope: 'user',
          name: 's',
          value: null,
          body: [
            { span: "DROP ', 'TABLE a", operations: [{ kind: 'DropTable', table: 'a' }] },
            { span: 'DO 0', operations: [{ kind: 'Query' }] },
          ],
        },
      ],
    ],
    ['SET NAMES utf8mb4', [{ kind: 'SetVariable', at: 'NAMES utf8mb4', name: 'names', value: 'utf8mb4' }]],
    [
      "SET NAMES 'utf8' COLLATE 'utf8_bin'",
      [{ kind: 'SetVariable', at: "NAMES 'utf8' COLLATE 'utf8_bin'", value: 'utf8' }],
    ],
    ['SET NAMES DEFAULT', [{ kind: 'SetVariable', at: 'NAMES DEFAULT', value: null, reset: true }]],
    [
      'SET CHARACTER SET utf8',
      [{ kind: 'SetVariable', at: 'CHARACTER SET utf8', name: 'character_set', value: 'utf8' }],
    ],
    [
      'SET character_set_client = @saved_cs_client',
      [{ kind: 'SetVariable', at: 'character_set_client = @saved_cs_client', restoresSaved: true }],
    ],
    [
      'SET autocommit = 0',
      [{ kind: 'TransactionControl', at: 'autocommit = 0', action: 'set-autocommit-off' }],
    ],
    [
      'SET @@autocommit = ON',
      [{ kind: 'TransactionControl', at: '@@autocommit = ON', action: 'set-autocommit-on' }],
    ],
    [
      'SET AUTOCOMMIT = @OLD_AUTOCOMMIT',
      [{ kind: 'SetVariable', at: 'AUTOCOMMIT = @OLD_AUTOCOMMIT', name: 'autocommit', restoresSaved: true }],
    ],
    [
      'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY',
      [
        {
          kind: 'SetVariable',
          at: 'SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
          name: 'transaction_isolation',
          value: 'read committed',
        },
        {
          kind: 'SetVariable',
          at: 'SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY',
          name: 'transaction_read_only',
          value: 'read only',
        },
      ],
    ],
    ["SET ROLE 'a', 'b'", [{ kind: 'SetVariable', at: "ROLE 'a', 'b'", name: 'role' }]],
    ['SET ROLE ALL EXCEPT r', [{ kind: 'SetVariable', at: 'ROLE ALL EXCEPT r', name: 'role' }]],
    [
      'SET RESOURCE GROUP rg',
      [{ kind: 'SetVariable', at: 'RESOURCE GROUP rg', name: 'resource_group', value: 'rg' }],
    ],
    ['SET role = 1', [{ kind: 'SetVariable', at: 'role = 1', name: 'role', value: '1' }]],
  ]);

  it('reads SET STATEMENT ... FOR as local variables and the statement itself', () => {
    const sql =
      'SET STATEMENT max_statement_time=60, lock_wait_timeout = 5 FOR ALTER ONLINE TABLE t ADD a INT, ALGORITHM=INSTANT';
    const syntax = assertOperations(
      sql,
      [
        {
          kind: 'SetVariable',
          at: 'max_statement_time=60',
          scope: 'local',
          name: 'max_statement_time',
          value: '60',
        },
        {
          kind: 'SetVariable',
          at: 'lock_wait_timeout = 5',
          scope: 'local',
          name: 'lock_wait_timeout',
          value: '5',
        },
        { kind: 'AddColumn', at: 'ADD a INT', table: 't' },
      ],
      { dialect: 'mariadb' },
    );
    assert.equal(syntax.algorithm?.value, 'INSTANT');
    assert.equal(syntax.online, true);
    assert.deepEqual(shorten(sql, syntax.alterTable), {
      table: 't',
      span: 'ALTER ONLINE TABLE t',
      actions: ['ADD a INT', 'ALGORITHM=INSTANT'],
    });
  });

  it('keeps the level of the statement after FOR', () => {
    assertOperations(
      'SET STATEMENT a=1 FOR ALTER TABLE t FROB',
      [
        { kind: 'SetVariable', at: 'a=1' },
        { kind: 'UnknownTableAction', at: 'FROB' },
      ],
      { level: 'partial' },
    );
  });

  it('gives the head of a SET that stops short', () => {
    for (const sql of [
      'SET',
      'SET x',
      'SET x =',
      "SET x = 'a",
      'SET x = (1',
      'SET NAMES',
      'SET @a 5',
      'SET STATEMENT a=1 FOR',
      'SET DEFAULT x',
      'SET SESSION TRANSACTION',
    ]) {
      const harmless = !sql.startsWith('SET STATEMENT');
      assertOperations(sql, [{ kind: 'Unknown', verb: 'set', object: null, harmless }], { level: 'head' });
    }
  });
});

describe('mysql session statements', () => {
  statements([
    ['USE `d`', [{ kind: 'UseDatabase', database: 'd' }]],
    [
      'START TRANSACTION READ ONLY, WITH CONSISTENT SNAPSHOT',
      [{ kind: 'TransactionControl', action: 'begin' }],
    ],
    ['BEGIN', [{ kind: 'TransactionControl', action: 'begin' }]],
    ['BEGIN WORK', [{ kind: 'TransactionControl', action: 'begin' }]],
    ['COMMIT', [{ kind: 'TransactionControl', action: 'commit' }]],
    ['COMMIT WORK AND CHAIN NO RELEASE', [{ kind: 'TransactionControl', action: 'commit' }]],
    ['ROLLBACK', [{ kind: 'TransactionControl', action: 'rollback' }]],
    ['ROLLBACK WORK TO SAVEPOINT s', [{ kind: 'TransactionControl', action: 'rollback-to' }]],
    ['SAVEPOINT s', [{ kind: 'TransactionControl', action: 'savepoint' }]],
    ['RELEASE SAVEPOINT s', [{ kind: 'TransactionControl', action: 'release' }]],
    ["XA START 'x'", [{ kind: 'TransactionControl', action: 'begin' }]],
    ["XA COMMIT 'x' ONE PHASE", [{ kind: 'TransactionControl', action: 'commit' }]],
    ['XA RECOVER', [{ kind: 'Unknown', verb: 'xa', harmless: true }]],
    [
      'LOCK TABLES t READ, d.u AS x LOW_PRIORITY WRITE',
      [
        {
          kind: 'LockTables',
          tables: [
            { table: 't', mode: 'READ' },
            { table: 'd.u', mode: 'LOW_PRIORITY WRITE' },
          ],
          nowait: false,
        },
      ],
    ],
    [
      'LOCK TABLE t x READ LOCAL WAIT 100',
      [{ kind: 'LockTables', tables: [{ table: 't', mode: 'READ LOCAL' }] }],
    ],
    ['LOCK TABLES t WRITE NOWAIT', [{ kind: 'LockTables', nowait: true }]],
    ['LOCK INSTANCE FOR BACKUP', [{ kind: 'Unknown', verb: 'lock instance', harmless: true }]],
    ['UNLOCK TABLES', [{ kind: 'UnlockTables' }]],
    ['UNLOCK INSTANCE', [{ kind: 'Unknown', harmless: true }]],
    [
      'ANALYZE TABLE t, d.u',
      [
        { kind: 'Maintenance', at: 't', command: 'analyze', table: 't' },
        { kind: 'Maintenance', at: 'd.u', table: 'd.u' },
      ],
    ],
    [
      'ANALYZE NO_WRITE_TO_BINLOG TABLE t UPDATE HISTOGRAM ON a, b WITH 8 BUCKETS',
      [{ kind: 'Maintenance', at: 't', command: 'analyze' }],
    ],
    ['ANALYZE TABLE t PERSISTENT FOR ALL', [{ kind: 'Maintenance', at: 't' }]],
    ['ANALYZE FORMAT=JSON SELECT 1', [{ kind: 'Unknown', verb: 'analyze', harmless: true }]],
    ['OPTIMIZE LOCAL TABLE t WAIT 5', [{ kind: 'Maintenance', at: 't', command: 'optimize' }]],
    ['REPAIR TABLE t QUICK', [{ kind: 'Maintenance', at: 't', command: 'repair' }]],
    ['CHECK TABLE t FOR UPGRADE', [{ kind: 'Maintenance', at: 't', command: 'check' }]],
    ['CHECKSUM TABLE t EXTENDED', [{ kind: 'Maintenance', at: 't', command: 'checksum' }]],
    ['REPAIR VIEW v FROM MYSQL', [{ kind: 'Maintenance', at: 'v', command: 'repair', table: 'v' }]],
    ['FLUSH PRIVILEGES', [{ kind: 'Maintenance', command: 'flush', table: null }]],
    ['FLUSH TABLES', [{ kind: 'Maintenance', command: 'flush', table: null }]],
    ['FLUSH TABLES WITH READ LOCK', [{ kind: 'Maintenance', command: 'flush', table: null }]],
    [
      'FLUSH TABLES t, u FOR EXPORT',
      [
        { kind: 'Maintenance', at: 't', command: 'flush' },
        { kind: 'Maintenance', at: 'u' },
      ],
    ],
    ['SHOW CREATE TABLE t', [{ kind: 'Unknown', verb: 'show', harmless: true, object: null }]],
    ['EXPLAIN SELECT 1', [{ kind: 'Unknown', verb: 'explain', harmless: true }]],
    ['DESC t', [{ kind: 'Unknown', verb: 'desc', harmless: true }]],
    ['HANDLER t OPEN', [{ kind: 'Unknown', verb: 'handler', harmless: true }]],
    ['STOP REPLICA', [{ kind: 'Unknown', verb: 'stop', harmless: true }]],
    ['START SLAVE', [{ kind: 'Unknown', verb: 'start', harmless: true }]],
  ]);

  it('cannot read what starts with no known word', () => {
    assertOperations(
      'frobnicate the table',
      [{ kind: 'Unknown', verb: 'frobnicate the', object: null, harmless: false }],
      { level: 'opaque' },
    );
    assertOperations('CREATE EXTENSION hstore', [{ kind: 'Unknown', verb: 'create extension' }], {
      level: 'opaque',
    });
    assertOperations(') x', [{ kind: 'Unknown', verb: '' }], { level: 'opaque' });
    assertOperations("IMPORT TABLE FROM '/x'", [{ kind: 'Unknown', verb: 'import table', harmless: false }], {
      level: 'head',
    });
  });

  it('reads nothing in full where the text holds only comments', () => {
    for (const sql of ['', '  ', '/* x */ -- y', '/*!99999 DROP TABLE t */']) {
      assertOperations(sql, [], { level: 'full', version: 80032 });
    }
  });
});

describe('mysql dynamic SQL', () => {
  statements([
    ['PREPARE s FROM @q', [{ kind: 'DynamicStatement', verb: 'prepare', name: 's', text: null, body: [] }]],
    [
      "PREPARE s FROM 'DROP TABLE t;'",
      [
        {
          kind: 'DynamicStatement',
          verb: 'prepare',
          text: 'DROP TABLE t;',
          body: [{ span: 'DROP TABLE t', operations: [{ kind: 'DropTable', table: 't', span: 't' }] }],
        },
      ],
    ],
    ['EXECUTE s USING @a, @b', [{ kind: 'DynamicStatement', verb: 'execute', name: 's' }]],
    [
      "EXECUTE IMMEDIATE 'ALTER TABLE t DROP a' USING 1",
      [
        {
          kind: 'DynamicStatement',
          verb: 'execute',
          name: null,
          body: [{ operations: [{ kind: 'DropColumn', span: 'DROP a' }] }],
        },
      ],
    ],
    ["EXECUTE IMMEDIATE CONCAT('DROP TABLE ', @t)", [{ kind: 'DynamicStatement', text: null, body: [] }]],
    ['DEALLOCATE PREPARE s', [{ kind: 'DynamicStatement', verb: 'deallocate', name: 's' }]],
    ['DROP PREPARE s', [{ kind: 'DynamicStatement', verb: 'deallocate', name: 's' }]],
    ['CALL d.p(1, @x)', [{ kind: 'DynamicStatement', verb: 'call', name: 'd.p' }]],
    ['CALL p', [{ kind: 'DynamicStatement', verb: 'call', name: 'p' }]],
  ]);

  it('gives spans in the outer text when the literal holds escapes', () => {
    const sql =
      "PREPARE s FROM 'ALTER TABLE t ADD a CHAR(1) DEFAULT \\'x\\', DROP `b``c`, ADD d CHAR(1) DEFAULT ''y'''";
    const [prepare] = readSql(sql).operations;
    assert.ok(prepare?.kind === 'DynamicStatement');
    assert.equal(
      prepare.text?.value,
      "ALTER TABLE t ADD a CHAR(1) DEFAULT 'x', DROP `b``c`, ADD d CHAR(1) DEFAULT 'y'",
    );
    const texts = prepare.body[0]?.operations.map(({ span }) => sql.slice(span.start, span.end));
    assert.deepEqual(texts, ["ADD a CHAR(1) DEFAULT \\'x\\'", 'DROP `b``c`', "ADD d CHAR(1) DEFAULT ''y''"]);
    const [, drop] = prepare.body[0]?.operations ?? [];
    assert.ok(drop?.kind === 'DropColumn' && drop.column.value === 'b`c');
  });

  it('stops following texts inside texts at a fixed depth', () => {
    let text = 'DROP TABLE t';
    for (let depth = 0; depth < 12; depth++) text = `EXECUTE IMMEDIATE '${text.replaceAll("'", "''")}'`;
    assert.equal(readSql(text).level, 'partial');
  });
});
