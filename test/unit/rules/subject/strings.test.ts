import assert from 'node:assert/strict';
import { findString } from '../../../../server/src/rules/subject/strings.ts';
import { span, textOf } from '../../../../server/src/text/span.ts';

function found(sql: string, value: string): string | null {
  const place = findString(sql, span(0, sql.length), value);
  return place === null ? null : `${place.start}:${textOf(sql, place)}`;
}

describe('findString', () => {
  it('finds a string by its value', () => {
    assert.equal(found("UPDATE t SET s = 'a'", 'a'), "17:'a'");
    assert.equal(found("SELECT 'x', 'it''s'", "it's"), "12:'it''s'");
  });

  it('passes over comments, quoted names and other strings', () => {
    assert.equal(found("SELECT 1 -- 'a'", 'a'), null);
    assert.equal(found("SELECT 1 /* 'a' */", 'a'), null);
    assert.equal(found(`SELECT "'a'"`, 'a'), null);
    assert.equal(found("SELECT 'b ''a'''", 'a'), null);
    assert.equal(found("SELECT 'A'", 'a'), null);
  });

  it('looks in the range only, and takes what is not closed for open to the end', () => {
    const sql = "SELECT 'a', 'b'";
    assert.equal(findString(sql, span(0, 8), 'a'), null);
    assert.deepEqual(findString(sql, span(11, sql.length), 'b'), span(12, 15));
    assert.equal(found("SELECT 'a", 'a'), null);
    assert.equal(found("SELECT /* 'a'", 'a'), null);
  });
});
