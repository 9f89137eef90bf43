import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createUtf8Offsets, offsetOfCodePoint } from '../../../server/src/text/utf8Offsets.ts';

const utf8 = new TextEncoder();

describe('utf8Offsets', () => {
  it('is the identity for ASCII and clamps', () => {
    const offsets = createUtf8Offsets('SELECT 1');
    assert.equal(offsets.byteLength, 8);
    assert.equal(offsets.toUtf16(7), 7);
    assert.equal(offsets.toUtf16(-1), 0);
    assert.equal(offsets.toUtf16(99), 8);
    assert.equal(offsets.toUtf8(99), 8);
  });

  it('counts two, three and four bytes', () => {
    // a:1 ü:2 b:1 €:3 😀:4 (two units) c:1
    const text = 'aüb€😀c';
    const offsets = createUtf8Offsets(text);
    assert.equal(offsets.byteLength, 12);
    const pairs: [byte: number, unit: number][] = [
      [0, 0],
      [1, 1],
      [3, 2],
      [4, 3],
      [7, 4],
      [11, 6],
      [12, 7],
    ];
    for (const [byte, unit] of pairs) {
      assert.equal(offsets.toUtf16(byte), unit, `byte ${byte}`);
      assert.equal(offsets.toUtf8(unit), byte, `unit ${unit}`);
    }
  });

  it('takes an offset inside a character for its start', () => {
    const offsets = createUtf8Offsets('a😀b');
    assert.equal(offsets.toUtf16(2), 1);
    assert.equal(offsets.toUtf16(4), 1);
    assert.equal(offsets.toUtf16(5), 3);
    assert.equal(offsets.toUtf8(2), 1);
  });

  it('counts a lone surrogate as the encoder writes it', () => {
    for (const text of ['\ud800x', 'x\udc00', '\udc00\ud800', '\ud800😀']) {
      assert.equal(createUtf8Offsets(text).byteLength, utf8.encode(text).length, JSON.stringify(text));
    }
  });

  it('agrees with the encoder on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const offsets = createUtf8Offsets(text);
        for (let unit = 0; unit <= text.length; unit++) {
          const insidePair =
            /^[\udc00-\udfff]/.test(text.slice(unit)) && /[\ud800-\udbff]$/.test(text.slice(0, unit));
          if (insidePair) continue;
          const byte = utf8.encode(text.slice(0, unit)).length;
          assert.equal(offsets.toUtf8(unit), byte);
          assert.equal(offsets.toUtf16(byte), unit);
        }
      }),
    );
  });

  it('finds code points', () => {
    assert.equal(offsetOfCodePoint('a😀b', 0), 0);
    assert.equal(offsetOfCodePoint('a😀b', 2), 3);
    assert.equal(offsetOfCodePoint('a😀b', 9), 4);
  });
});
