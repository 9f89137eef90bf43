import assert from 'node:assert/strict';
import { classifyText } from '../../../server/src/syntax/textKind.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('classifyText', () => {
  const texts: readonly [string, Uint8Array, string][] = [
    ['nothing', bytes(), ''],
    ['ASCII', bytes(0x53, 0x45), 'SE'],
    ['UTF-8', bytes(0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80), 'é😀'],
    ['UTF-8 with a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x53), 'S'],
    ['UTF-16 little endian', bytes(0xff, 0xfe, 0x53, 0x00, 0xe9, 0x00), 'Sé'],
    ['UTF-16 big endian', bytes(0xfe, 0xff, 0x00, 0x53, 0x00, 0xe9), 'Sé'],
    ['Latin-1', bytes(0x63, 0x61, 0x66, 0xe9), 'café'],
    ['a UTF-8 sequence cut short', bytes(0x61, 0xc3), 'aÃ'],
  ];
  for (const [name, content, expected] of texts) {
    it(`reads ${name}`, () => assert.deepEqual(classifyText(content), { kind: 'text', text: expected }));
  }

  it('takes an early NUL for binary content, a late one not', () => {
    assert.deepEqual(classifyText(bytes(0x61, 0x00, 0x62)), { kind: 'binary' });
    const late = new Uint8Array(9000).fill(0x61);
    late[8191] = 0;
    assert.equal(classifyText(late).kind, 'binary');
    late[8191] = 0x61;
    late[8192] = 0;
    assert.equal(classifyText(late).kind, 'text');
  });

  it('keeps a second byte order mark, as an editor does', () => {
    assert.deepEqual(classifyText(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x53)), {
      kind: 'text',
      text: '\ufeffS',
    });
  });
});
