import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

const V1 = { 'V1__a.sql': 'CREATE TABLE customers (id bigint PRIMARY KEY, mail text);' };

async function rules(sql: string, target: string): Promise<string[]> {
  const { findings } = await reviewText(sql, [target], { files: V1, path: 'V2__b.sql' });
  return findings.map(finding => finding.rule);
}

describe('a table under a new name', () => {
  it('is still the old table, with its rows and readers', async () => {
    const sql =
      'ALTER TABLE customers RENAME TO clients;\nCREATE INDEX clients_mail ON clients (mail);\nALTER TABLE clients DROP COLUMN mail;';
    const found = await rules(sql, 'postgresql@16');
    assert.ok(found.includes('create-index-blocks-writes'));
    assert.ok(found.includes('drop-column-in-use'));
  });

  it('is new when this migration made it', async () => {
    const sql =
      'CREATE TABLE fresh (id bigint);\nALTER TABLE fresh RENAME TO newer;\nCREATE INDEX newer_id ON newer (id);';
    assert.deepEqual(await rules(sql, 'postgresql@16'), []);
  });

  it('keeps its columns old as well', async () => {
    const sql =
      'ALTER TABLE customers RENAME COLUMN mail TO email;\nALTER TABLE customers DROP COLUMN email;';
    assert.ok((await rules(sql, 'postgresql@16')).includes('drop-column-in-use'));
  });
});
