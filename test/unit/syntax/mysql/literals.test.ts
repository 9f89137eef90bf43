import assert from 'node:assert/strict';
import {
  closingQuoteEnd,
  literalContent,
  quotedIdentifierValue,
} from '../../../../server/src/syntax/mysql/literals.ts';

describe('mysql literals', () => {
  it('decodes escapes', () => {
    const cases: readonly (readonly [string, string])[] = [
      ["'a'", 'a'],
      ["''", ''],
      ["'it''s'", "it's"],
      ["'\"'", '"'],
      ['"a""b"', 'a"b'],
      ["'\\n\\t\\r\\b\\0\\Z'", '\n\t\r\b\0\x1a'],
      ["'\\\\ \\' \\q'", "\\ ' q"],
      ["'\\%\\_'", '\\%\\_'],
      ["_utf8mb4 'x'", 'x'],
      ["N'x'", 'x'],
      ["$$ it's $$", " it's "],
      ['$t$ a $$ b $t$', ' a $$ b '],
    ];
    for (const [text, value] of cases) assert.equal(literalContent(text, 0, text.length).value, value, text);
  });

  it('tells where each unit of the value comes from', () => {
    const text = "N'a\\'b''c\\%d'";
    const { value, offsetOf } = literalContent(text, 0, text.length);
    assert.equal(value, "a'b'c\\%d");
    assert.deepEqual(
      [...value, ''].map((_unit, index) => offsetOf(index)),
      [2, 3, 5, 6, 8, 9, 9, 11, 12],
    );
    const plain = literalContent("x = 'ab'", 4, 8);
    assert.deepEqual([plain.offsetOf(0), plain.offsetOf(2)], [5, 7]);
  });

  it('decodes quoted identifiers', () => {
    assert.equal(quotedIdentifierValue('`a``b\\`', 0, 7), 'a`b\\');
    assert.equal(quotedIdentifierValue('"a""b"', 0, 6), 'a"b');
  });

  it('finds the closing quote', () => {
    assert.equal(closingQuoteEnd("'a'b", 0), 3);
    assert.equal(closingQuoteEnd("'a''b' c", 0), 6);
    assert.equal(closingQuoteEnd("'a\\'b' c", 0), 6);
    assert.equal(closingQuoteEnd('`a\\`b', 0), 4);
    assert.equal(closingQuoteEnd("'a", 0), -1);
    assert.equal(closingQuoteEnd("'a\\'", 0), -1);
  });
});

describe('mysql literals under NO_BACKSLASH_ESCAPES', () => {
  it('take a backslash for itself', () => {
    const text = "'C:\\' 'it''s'";
    assert.equal(closingQuoteEnd(text, 0, 'doubled-quote'), 5);
    assert.equal(closingQuoteEnd(text, 0), 7);
    assert.equal(literalContent(text, 0, 5, 'doubled-quote').value, 'C:\\');
    assert.equal(literalContent("'a\\''b'", 0, 7, 'doubled-quote').value, "a\\'b");
  });
});
