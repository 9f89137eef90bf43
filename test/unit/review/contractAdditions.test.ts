import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

/** What would be said if source code used the names: rule, severity and the names to look for. */
async function unconfirmed(sql: string, baseline = ''): Promise<readonly string[]> {
  const result = await reviewText(sql, ['postgresql@16'], {
    files: { 'baseline.sql': baseline },
    configuration: '{ "baseline": { "path": "baseline.sql" } }',
  });
  return result.unconfirmed.map(
    ({ rule, severity, uses }) => `${rule} (${severity}) ${uses?.table}.${uses?.column ?? ''}`,
  );
}

describe('findings that source code has to confirm', () => {
  const table =
    'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10), total int CONSTRAINT once UNIQUE);';

  it('are additions of a contract migration', async () => {
    const sql = `-- interlock: phase contract
ALTER TABLE orders ADD COLUMN state text;
CREATE TABLE order_states (id int PRIMARY KEY);
ALTER TYPE mood ADD VALUE 'so';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
`;
    assert.deepEqual(await unconfirmed(sql, `${table} CREATE TYPE mood AS ENUM ('good');`), [
      'migration-in-wrong-phase (error) orders.state',
      'migration-in-wrong-phase (error) order_states.',
      'migration-in-wrong-phase (error) mood.so',
      'migration-in-wrong-phase (error) orders.code',
    ]);
  });

  it('are no additions of other migrations, and no narrower or temporary things', async () => {
    assert.deepEqual(await unconfirmed('ALTER TABLE orders ADD COLUMN state text;', table), []);
    const sql = `-- interlock: phase contract
CREATE TEMP TABLE scratch (id int);
ALTER TABLE orders ALTER COLUMN code TYPE varchar(5);
`;
    assert.deepEqual(await unconfirmed(sql, table), []);
  });

  it('are renamed constraints, which ON CONFLICT ON CONSTRAINT names', async () => {
    assert.deepEqual(await unconfirmed('ALTER TABLE orders RENAME CONSTRAINT once TO only_once;', table), [
      'drop-unique-breaks-upserts (warning) once.',
    ]);
  });

  it('are generated columns that a contract migration drops', async () => {
    const sql = '-- interlock: phase contract\nALTER TABLE orders DROP COLUMN twice;';
    const generated = 'CREATE TABLE orders (total int, twice int GENERATED ALWAYS AS (total * 2) STORED);';
    assert.deepEqual(await unconfirmed(sql, generated), ['drop-column-in-use (warning) orders.twice']);
  });
});
