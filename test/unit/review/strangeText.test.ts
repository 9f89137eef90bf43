import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

describe('text that no server gets', () => {
  it('says nothing about a statement with a NUL in it, and goes on after it', async () => {
    const { read, findings } = await reviewText(
      'ALTER TABLE pay\0ments DROP COLUMN x;\nALTER TABLE t DROP COLUMN y;',
      ['postgresql@16'],
    );
    assert.deepEqual(read, { full: 1, partial: 0, head: 0, opaque: 1 });
    const dropped = findings.filter(finding => finding.rule === 'drop-column-in-use');
    assert.deepEqual(
      dropped.map(finding => finding.message.includes('t.y')),
      [true],
    );
  });

  it('says nothing about nothing', async () => {
    for (const text of ['', ' \n', '-- only a comment', ';;;']) {
      const { statements, findings } = await reviewText(text, ['postgresql@16', 'mysql@8.0.32']);
      assert.deepEqual([statements.length, findings.length], [0, 0], JSON.stringify(text));
    }
  });
});
