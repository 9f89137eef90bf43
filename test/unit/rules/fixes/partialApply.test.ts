import assert from 'node:assert/strict';
import { projectOf, reviewerFor } from '../../reviewing.ts';

const PATH = 'db/migration/V2__change.sql';
const RULE = 'partial-apply-on-failure';
const ORDERS = `
  CREATE TABLE customers (id bigint PRIMARY KEY);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
`;

async function splitOf(sql: string): Promise<readonly string[] | null> {
  const files = { 'db/migration/V1__orders.sql': ORDERS, [PATH]: sql };
  const result = (await reviewerFor(['mysql@8.4'])).review(projectOf({ files }), PATH);
  const [fix] = result?.findings.find(({ rule }) => rule === RULE)?.fixes ?? [];
  assert.ok(fix !== undefined, 'the finding is there');
  return fix.build()?.creates.map(({ text }) => text) ?? null;
}

describe('splitting a migration that may stop half-way', () => {
  const CHANGE =
    'ALTER TABLE orders DROP FOREIGN KEY orders_customer;\nALTER TABLE orders MODIFY customer_id int;\n';

  it('moves what may fail and what follows', async () => {
    const [created] = (await splitOf(CHANGE)) ?? [];
    assert.match(String(created), /MODIFY customer_id int;/);
  });

  it('is not done where a setting further down belongs to what would move', async () => {
    const key =
      'SET FOREIGN_KEY_CHECKS = 0;\nALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);\nSET FOREIGN_KEY_CHECKS = 1;\n';
    assert.equal(await splitOf(`${CHANGE}${key}`), null);
  });

  it('is not done where a key of a table that is made above would move away from it', async () => {
    const above = 'CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL);\n';
    const key = (table: string) =>
      `ALTER TABLE ${table} ADD CONSTRAINT refund FOREIGN KEY (order_id) REFERENCES orders (id);\n`;
    assert.equal(await splitOf(`${above}${CHANGE}${key('refunds')}`), null);
    assert.notEqual(await splitOf(`${above}${CHANGE}${key('others')}`), null);
  });

  it('takes a limit on the wait for no such setting', async () => {
    assert.notEqual(await splitOf(`SET SESSION lock_wait_timeout = 3;\n${CHANGE}`), null);
  });
});
