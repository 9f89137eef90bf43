import assert from 'node:assert/strict';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import { preparedAssignments } from '../../../server/src/operations/preparedVariables.ts';

const reader = createMysqlReader({ dialect: 'mysql' });

/** Which of the statements give a variable the text that a later one prepares. */
function prepared(...statements: readonly string[]): number[] {
  const operations = statements.map(sql => reader.read(sql).operations);
  const found = preparedAssignments(operations.flat());
  return operations.flatMap((own, index) => (own.some(operation => found.has(operation)) ? [index] : []));
}

const DROP = "SET @s = 'DROP TABLE t'";
const PREPARE = 'PREPARE st FROM @s';

describe('texts in variables', () => {
  it('run when a later statement prepares them', () => {
    assert.deepEqual(prepared(DROP, 'SELECT 1', PREPARE), [0]);
    assert.deepEqual(prepared("SET @`S` = 'DROP TABLE t'", PREPARE), [0]);
    assert.deepEqual(prepared("SELECT 'DROP TABLE t' INTO @s", PREPARE), [0]);
  });

  it('do not run before they are given, or when another one takes their place', () => {
    assert.deepEqual(prepared(PREPARE, DROP), []);
    assert.deepEqual(prepared(DROP, 'SET @s = @other', PREPARE), []);
    assert.deepEqual(prepared(DROP, 'SELECT @s := name FROM t', PREPARE), []);
    assert.deepEqual(prepared(DROP, "SET @s = 'SELECT 1'", PREPARE, DROP), [1]);
  });

  it('are told apart by name', () => {
    assert.deepEqual(prepared(DROP, 'PREPARE st FROM @t'), []);
    assert.deepEqual(prepared(DROP, "SET @t = 'DROP TABLE u'", 'PREPARE st FROM @t', PREPARE), [0, 1]);
  });

  it('are none where a variable holds a value', () => {
    assert.deepEqual(prepared("SET @s = 'orders'", PREPARE), []);
    assert.deepEqual(prepared("SET @s = CONCAT('DROP TABLE ', @name)", PREPARE), []);
  });
});
