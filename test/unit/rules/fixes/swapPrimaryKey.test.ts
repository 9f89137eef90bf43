import assert from 'node:assert/strict';
import { reviewText } from '../../reviewing.ts';

const PATH = 'db/migration/V7__change.sql';

/** The statements of the migration that swaps the keys, without settings; null when the fix cannot be made. */
async function swapOf(statements: readonly string[]): Promise<readonly string[] | null> {
  const result = await reviewText(statements.join('\n'), ['postgresql@16'], { path: PATH });
  const finding = result.findings.find(
    ({ rule, message }) => rule === 'primary-key-blocks-table' && message.includes('ADD PRIMARY KEY'),
  );
  assert.ok(finding, 'the new key is found');
  assert.deepEqual(
    finding.fixes.map(({ kind }) => kind),
    ['suggestion'],
  );
  const created = finding.fixes[0]?.build()?.creates.find(({ path }) => path.includes('pkey'));
  return (
    created?.text
      .trim()
      .split('\n')
      .filter(line => !line.startsWith('SET')) ?? null
  );
}

const DROP = 'ALTER TABLE queue DROP CONSTRAINT queue_pkey;';
const ADD = 'ALTER TABLE queue ADD PRIMARY KEY (name);';

describe('swapping primary keys', () => {
  it('takes along what is about the table, and leaves the rest', async () => {
    const attach = 'ALTER TABLE queue ADD CONSTRAINT queue_pkey PRIMARY KEY USING INDEX queue_pkey_new;';
    const dropColumn = 'ALTER TABLE queue DROP COLUMN id;';
    assert.deepEqual(await swapOf([DROP, ADD]), [DROP, attach]);
    assert.deepEqual(await swapOf([DROP, dropColumn, ADD]), [DROP, dropColumn, attach]);
    assert.deepEqual(await swapOf(['ALTER TABLE queue ADD COLUMN name text;', DROP, ADD]), [DROP, attach]);
    assert.deepEqual(await swapOf([DROP, 'ALTER TABLE other ADD COLUMN a int;', ADD]), [DROP, attach]);
    assert.deepEqual(
      await swapOf(['ALTER TABLE queue DROP CONSTRAINT queue_pkey, ADD PRIMARY KEY (name);']),
      [
        'ALTER TABLE queue DROP CONSTRAINT queue_pkey, ADD CONSTRAINT queue_pkey PRIMARY KEY USING INDEX queue_pkey_new;',
      ],
    );
  });

  it('is not offered where the columns of the new key come in between', async () => {
    assert.equal(await swapOf([DROP, 'ALTER TABLE queue RENAME COLUMN title TO name;', ADD]), null);
    assert.equal(
      await swapOf([
        'ALTER TABLE queue DROP CONSTRAINT queue_pkey, ADD COLUMN name text, ADD PRIMARY KEY (name);',
      ]),
      null,
    );
  });

  it('is not offered where the file goes on with the new key', async () => {
    assert.equal(await swapOf([DROP, ADD, 'ALTER TABLE queue RENAME COLUMN name TO title;']), null);
    assert.equal(
      await swapOf([DROP, ADD, 'ALTER TABLE jobs ADD FOREIGN KEY (queue) REFERENCES queue (name);']),
      null,
    );
    assert.equal(await swapOf([DROP, 'UPDATE other SET a = (SELECT count(*) FROM queue);', ADD]), null);
  });
});
