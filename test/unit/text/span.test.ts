import assert from 'node:assert/strict';
import {
  containsSpan,
  joinSpans,
  shiftSpan,
  span,
  textOf,
  touchesOffset,
} from '../../../server/src/text/span.ts';

describe('spans', () => {
  it('shift by any distance and keep themselves for none', () => {
    const range = span(2, 5);
    assert.deepEqual(shiftSpan(range, 3), { start: 5, end: 8 });
    assert.deepEqual(shiftSpan(range, -2), { start: 0, end: 3 });
    assert.equal(shiftSpan(range, 0), range);
  });

  it('join over the gap between them, in either order', () => {
    assert.deepEqual(joinSpans(span(6, 9), span(1, 3)), { start: 1, end: 9 });
    assert.deepEqual(joinSpans(span(1, 9), span(2, 3)), { start: 1, end: 9 });
  });

  it('contain spans up to their ends and no further', () => {
    assert.equal(containsSpan(span(2, 5), span(2, 5)), true);
    assert.equal(containsSpan(span(2, 5), span(5, 5)), true);
    assert.equal(containsSpan(span(2, 5), span(1, 3)), false);
    assert.equal(containsSpan(span(2, 5), span(4, 6)), false);
  });

  it('touch an offset as a cursor does', () => {
    assert.deepEqual(
      [1, 2, 5, 6].map(offset => touchesOffset(span(2, 5), offset)),
      [false, true, true, false],
    );
  });

  it('cut their text out', () => {
    assert.equal(textOf('ALTER TABLE', span(6, 11)), 'TABLE');
    assert.equal(textOf('ALTER', span(3, 3)), '');
  });
});
