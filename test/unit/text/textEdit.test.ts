import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/text/textEdit.ts';

describe('applyEdits', () => {
  it('replaces, inserts and deletes, whatever the order', () => {
    const edits = [
      { span: { start: 6, end: 11 }, newText: 'INDEX' },
      { span: { start: 0, end: 0 }, newText: '/**/' },
      { span: { start: 11, end: 13 }, newText: '' },
    ];
    assert.equal(applyEdits('ALTER TABLE a', edits), '/**/ALTER INDEX');
    assert.equal(applyEdits('ALTER TABLE a', edits.toReversed()), '/**/ALTER INDEX');
  });

  it('keeps the order of inserts at one offset', () => {
    const at = { start: 1, end: 1 };
    assert.equal(
      applyEdits('ab', [
        { span: at, newText: '1' },
        { span: at, newText: '2' },
      ]),
      'a12b',
    );
  });

  it('inserts right before and right behind a replacement', () => {
    const edits = [
      { span: { start: 1, end: 2 }, newText: 'X' },
      { span: { start: 1, end: 1 }, newText: '<' },
      { span: { start: 2, end: 2 }, newText: '>' },
    ];
    assert.equal(applyEdits('abc', edits), 'a<X>c');
  });

  it('gives the text back for no edits', () => {
    assert.equal(applyEdits('abc', []), 'abc');
  });

  it('refuses edits that overlap', () => {
    const edits = [
      { span: { start: 0, end: 2 }, newText: 'x' },
      { span: { start: 1, end: 3 }, newText: 'y' },
    ];
    assert.throws(() => applyEdits('abcd', edits), RangeError);
  });
});
