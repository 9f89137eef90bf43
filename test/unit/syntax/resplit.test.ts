import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { resplitFile } from '../../../server/src/syntax/resplit.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';

function assertSameAsAfresh(before: string, after: string, dialect: Dialect): void {
  const split = splitFile(before, dialect);
  assert.deepEqual(resplitFile({ text: before, split }, after, dialect), splitFile(after, dialect));
}

describe('resplitFile', () => {
  const text = 'SELECT 1;\n-- two\nSELECT 2;\nSELECT 3;;\nSELECT 4;\n';

  it('gives the same split for the same text', () => {
    const split = splitFile(text, 'mysql');
    assert.equal(resplitFile({ text, split }, text, 'mysql'), split);
  });

  it('equals a split from scratch after edits anywhere', () => {
    for (let at = 0; at <= text.length; at++) {
      for (const inserted of [' ', ';', "'", '/*', 'DELIMITER //\n', '\n', 'x']) {
        assertSameAsAfresh(text, text.slice(0, at) + inserted + text.slice(at), 'mysql');
        assertSameAsAfresh(text.slice(0, at) + inserted + text.slice(at), text, 'mysql');
      }
      assertSameAsAfresh(text, text.slice(0, at), 'postgresql');
      assertSameAsAfresh(text, text.slice(at), 'postgresql');
      assertSameAsAfresh(text, text.slice(0, at) + text.slice(at + 1), 'postgresql');
    }
  });

  it('follows a delimiter that comes and goes', () => {
    const start = 'SELECT 1;\nDELIMITER //\nSELECT 2//\nSELECT 3//\nDELIMITER ;\nSELECT 4;\n';
    assertSameAsAfresh(start, start.replace('DELIMITER //', '-- none'), 'mysql');
    assertSameAsAfresh(start, start.replace('DELIMITER ;\n', ''), 'mysql');
    assertSameAsAfresh(start, start.replace('DELIMITER //', 'DELIMITER $$'), 'mysql');
  });

  it('follows a quote that hides all the rest and its removal', () => {
    const start = 'SELECT 1;\nCREATE TABLE a (b text);\n\nCREATE TABLE c (d text);\n';
    assertSameAsAfresh(start, start.replace('b', "'b"), 'postgresql');
    assertSameAsAfresh(start.replace('b', "'b"), start, 'postgresql');
    assertSameAsAfresh(start.replace('b', "'b"), start.replace('b', "'b").replace('d', "d'"), 'postgresql');
  });

  it('keeps pieces in front of the edit, and behind it when nothing moved', () => {
    const split = splitFile(text, 'postgresql');
    const again = resplitFile({ text, split }, text.replace('SELECT 2', 'SELECT 7'), 'postgresql');
    assert.equal(again.pieces[0], split.pieces[0]);
    assert.equal(again.pieces[1]?.sql, 'SELECT 7');
    assert.equal(again.pieces[3], split.pieces[3]);
  });

  it('does not change the split it starts from', () => {
    const split = splitFile(text, 'postgresql');
    const copy = structuredClone(split);
    resplitFile({ text, split }, `x${text}`, 'postgresql');
    assert.deepEqual(split, copy);
  });
});
