import assert from 'node:assert/strict';
import type { Expression } from '../../../../server/src/operations/columns.ts';
import { readSql } from './support/readSql.ts';

/** Reads an expression as the condition of a CHECK. */
function expressionOf(text: string): Expression {
  const { level, operations } = readSql(`ALTER TABLE t ADD CHECK (${text})`);
  const [operation] = operations;
  assert.equal(level, 'full', text);
  assert.ok(operation?.kind === 'AddConstraint' && operation.constraint.kind === 'check', text);
  assert.equal(operation.constraint.expression.text, text);
  return operation.constraint.expression;
}

function defaultOf(text: string): Expression {
  const [operation] = readSql(`ALTER TABLE t ALTER a SET DEFAULT ${text}`).operations;
  assert.ok(operation?.kind === 'SetColumnDefault', text);
  return operation.default;
}

describe('mysql expressions', () => {
  it('tells the kind of a value', () => {
    const kinds: readonly (readonly [string, Expression['kind']])[] = [
      ['NULL', 'null'],
      ['1', 'literal'],
      ['-1.5', 'literal'],
      ["'x'", 'literal'],
      ["'x' 'y'", 'literal'],
      ["_utf8mb4'x'", 'literal'],
      ["N'x'", 'literal'],
      ["b'01'", 'literal'],
      ["x'1F'", 'literal'],
      ['0x1F', 'literal'],
      ['TRUE', 'literal'],
      ['false', 'literal'],
      ["DATE '2020-01-01'", 'literal'],
      ['CURRENT_TIMESTAMP', 'function'],
      ['CURRENT_TIMESTAMP(6)', 'function'],
      ['now()', 'function'],
      ['(uuid())', 'function'],
      ['((uuid()))', 'function'],
      ['NEXT VALUE FOR s', 'function'],
      ['(a)', 'column'],
      ['(a + 1)', 'other'],
      ['(f(1) + f(2))', 'other'],
      ["('x')", 'literal'],
      ['(1 + 1)', 'other'],
      ['@a', 'other'],
      ['CASE WHEN 1 THEN 2 END', 'other'],
      ['LOCALTIME', 'function'],
    ];
    for (const [text, kind] of kinds) assert.equal(defaultOf(text).kind, kind, text);
  });

  it('lists functions and columns', () => {
    const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      ['a > 0 AND lower(b) = c', ['lower'], ['a', 'b', 'c']],
      ['t.a = `d`.`t`.`b c`', [], ['a', 'b c']],
      ['a IN (1, 2) OR NOT (b BETWEEN 1 AND c)', [], ['a', 'b', 'c']],
      ['a > CURRENT_DATE + INTERVAL 1 DAY', ['current_date'], ['a']],
      ["a REGEXP '^x' AND b LIKE 'y' ESCAPE '|'", [], ['a', 'b']],
      ['EXTRACT(YEAR FROM a) = 2020', ['extract'], ['a']],
      ['TIMESTAMPDIFF(DAY, a, b) > 1', ['timestampdiff'], ['a', 'b']],
      ["TRIM(BOTH 'x' FROM a) <> ''", ['trim'], ['a']],
      ['CAST(a AS CHAR(10)) = CONVERT(b USING utf8mb4)', ['cast', 'convert'], ['a', 'b']],
      ['a COLLATE utf8mb4_bin = b', [], ['a', 'b']],
      ["JSON_VALUE(a, '$.x' RETURNING DECIMAL(4,2) DEFAULT 1 ON EMPTY) > 0", ['json_value'], ['a']],
      ["a->>'$.x' = 'y' AND b->'$.z' IS NULL", [], ['a', 'b']],
      ['IF(a, LEFT(b, 1), MOD(c, 2)) = 1', ['if', 'left', 'mod'], ['a', 'b', 'c']],
      ['a MOD 2 = 0 AND b DIV 2 = 1', [], ['a', 'b']],
      ['d.f(a) = 1', ['d.f'], ['a']],
      ['CASE a WHEN 1 THEN b ELSE c END', [], ['a', 'b', 'c']],
      ['char_length(a) > 1 AND a = A', ['char_length'], ['a', 'A']],
      ['a = \'b\' AND c = "d"', [], ['a', 'c']],
      ['rand() < 1 OR RAND() > 0', ['rand'], []],
      ['json_valid(`a`)', ['json_valid'], ['a']],
      ['@x = a', [], ['a']],
      ["MATCH (a, b) AGAINST ('x' IN NATURAL LANGUAGE MODE)", ['match'], ['a', 'b']],
      ["MATCH (a) AGAINST ('x' IN BOOLEAN MODE)", ['match'], ['a']],
      ['a IN (SELECT b FROM u WHERE c = 1)', [], ['a', 'b', 'c']],
      ['year = 1 AND date > 2', [], ['year', 'date']],
      ['NEXTVAL(s) > 0', ['nextval'], ['s']],
      ['now = 1', [], ['now']],
    ];
    for (const [text, functions, columns] of cases) {
      const expression = expressionOf(text);
      assert.deepEqual(expression.functions, functions, text);
      assert.deepEqual(expression.columns, columns, text);
    }
  });

  it('finds the columns that a condition proves to be not null', () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['a IS NOT NULL', ['a']],
      ['(a IS NOT NULL)', ['a']],
      ['`a` is not null AND b > 1', ['a']],
      ['a IS NOT NULL && (b IS NOT NULL AND ((c IS NOT NULL)))', ['a', 'b', 'c']],
      ['t.a IS NOT NULL', ['a']],
      ['a BETWEEN 1 AND 2 AND b IS NOT NULL', ['b']],
      ['a IS NOT NULL OR b IS NOT NULL', []],
      ['a IS NOT NULL AND (b IS NOT NULL OR c)', ['a']],
      ['a IS NOT NULL XOR b', []],
      ['a IS NOT NULL || b', []],
      ['NOT a IS NOT NULL', []],
      ['NOT (a IS NOT NULL)', []],
      ['a + 1 IS NOT NULL', []],
      ['f(a) IS NOT NULL', []],
      ['a IS NULL', []],
      ['(a IS NOT NULL) = 0', []],
      ['a BETWEEN 1 AND b IS NOT NULL', []],
      ['CASE WHEN a IS NOT NULL THEN 1 END', []],
    ];
    for (const [text, expected] of cases) assert.deepEqual(expressionOf(text).notNullColumns, expected, text);
  });
});
