import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

const PG = ['postgresql@16'];
const DROP = 'ALTER TABLE users DROP COLUMN email;';
const INDEX = 'CREATE INDEX users_email ON users (email);';

async function rulesFound(sql: string): Promise<readonly string[]> {
  const { findings } = await reviewText(`SET lock_timeout = '3s';\n${sql}\nRESET lock_timeout;\n`, PG);
  return findings.map(({ rule }) => rule).sort();
}

describe('comments of other linters', () => {
  it('silence nothing by themselves', async () => {
    assert.deepEqual(await rulesFound(`${DROP}\n${INDEX}`), [
      'create-index-blocks-writes',
      'drop-column-in-use',
    ]);
  });

  for (const comment of [
    '-- squawk-ignore ban-drop-column',
    '/* squawk-ignore prefer-big-int, ban-drop-column */',
    '-- pgls-ignore lint/safety/banDropColumn: nobody reads it',
    '-- pgt-ignore lint/safety/banDropColumn',
    '-- pgfence-ignore: drop-column',
    '-- migrationpilot-disable MP017',
    '-- squawk-ignore ban-drop-column\n-- the column is gone from the code\n',
  ]) {
    it(`${comment.trim().split('\n')[0]} silences the counterpart on the next statement, and that alone`, async () => {
      assert.deepEqual(await rulesFound(`${comment}\n${DROP}\n${INDEX}`), ['create-index-blocks-writes']);
      assert.deepEqual(await rulesFound(`${INDEX}\n${comment}\n${INDEX}\n${DROP}`), [
        'create-index-blocks-writes',
        'create-index-blocks-writes',
        'drop-column-in-use',
      ]);
    });
  }

  for (const comment of [
    '-- squawk-ignore-file',
    '-- pgls-ignore-all lint/safety/banDropColumn',
    '-- migrationpilot-disable-file MP017',
  ]) {
    it(`${comment} silences it in the whole file`, async () => {
      const found = await rulesFound(`${comment}\n${INDEX}\n${DROP}`);
      assert.ok(!found.includes('drop-column-in-use'));
      assert.equal(found.includes('create-index-blocks-writes'), comment !== '-- squawk-ignore-file');
    });
  }

  it('without a name mean every rule with a counterpart, and no other', async () => {
    assert.deepEqual(await rulesFound(`-- pgfence-ignore\n${DROP}`), []);
    const data = 'UPDATE users SET email = 1 RETURNING id;';
    assert.deepEqual(await rulesFound(`-- squawk-ignore\n${data}`), await rulesFound(data));
  });

  it('that are needed no more are not called unused', async () => {
    assert.deepEqual(await rulesFound(`-- squawk-ignore ban-drop-column\nSELECT 1;`), []);
  });

  it('that name a check without counterpart, or only look alike, silence nothing', async () => {
    for (const comment of [
      '-- squawk-ignore no-such-check',
      '-- squawk-ignored ban-drop-column',
      '-- pgls-ignore-start lint/safety/banDropColumn',
    ])
      assert.deepEqual(await rulesFound(`${comment}\n${DROP}`), ['drop-column-in-use']);
  });
});
