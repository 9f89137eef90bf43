import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineIndex } from '../../../server/src/text/lineIndex.ts';

describe('createLineIndex', () => {
  it('counts lines that end with LF, CRLF and CR', () => {
    const lines = createLineIndex('a\nb\r\nc\rd');
    assert.equal(lines.lineCount, 4);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(line => lines.lineStart(line)),
      [0, 2, 5, 7, 8],
    );
    assert.deepEqual(lines.positionAt(5), { line: 2, character: 0 });
    assert.deepEqual(lines.positionAt(8), { line: 3, character: 1 });
  });

  it('gives an empty text one line', () => {
    const lines = createLineIndex('');
    assert.equal(lines.lineCount, 1);
    assert.deepEqual(lines.positionAt(0), { line: 0, character: 0 });
    assert.equal(lines.offsetAt({ line: 0, character: 0 }), 0);
  });

  it('gives a line behind a last line end', () => {
    const lines = createLineIndex('a\n');
    assert.equal(lines.lineCount, 2);
    assert.deepEqual(lines.positionAt(2), { line: 1, character: 0 });
  });

  it('counts columns in UTF-16 units', () => {
    assert.deepEqual(createLineIndex('x\n😀é').positionAt(4), { line: 1, character: 2 });
    assert.equal(createLineIndex('x\n😀é').offsetAt({ line: 1, character: 2 }), 4);
  });

  it('clamps offsets to the text', () => {
    const lines = createLineIndex('ab\ncd');
    assert.deepEqual(lines.positionAt(-3), { line: 0, character: 0 });
    assert.deepEqual(lines.positionAt(99), { line: 1, character: 2 });
  });

  it('clamps positions to their line and the text', () => {
    const lines = createLineIndex('ab\r\ncd');
    assert.equal(lines.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(lines.offsetAt({ line: 0, character: -1 }), 0);
    assert.equal(lines.offsetAt({ line: 7, character: 0 }), 6);
    assert.equal(lines.offsetAt({ line: -1, character: 5 }), 0);
    assert.equal(lines.lineStart(-1), 0);
    assert.equal(lines.lineStart(9), 6);
  });

  it('goes from every offset to its position and back, but into a CRLF', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀') });
    fc.assert(
      fc.property(text, content => {
        const lines = createLineIndex(content);
        for (let offset = 0; offset <= content.length; offset++) {
          if (content.slice(offset - 1, offset + 1) === '\r\n') continue;
          assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
        }
      }),
    );
  });

  it('has the lines that splitting at line ends gives', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n') });
    fc.assert(
      fc.property(text, content =>
        assert.equal(createLineIndex(content).lineCount, content.split(/\r\n|\n|\r/).length),
      ),
    );
  });
});
