import assert from 'node:assert/strict';
import { quoteIdentifier, quoteLike, slugOf } from '../../../../server/src/rules/fixes/identifiers.ts';
import { sqlWriter } from '../../../../server/src/rules/fixes/letterCase.ts';

describe('identifiers in fixes', () => {
  it('are quoted only where they have to be', () => {
    const cases: readonly (readonly ['postgresql' | 'mysql', string, string])[] = [
      ['postgresql', 'orders', 'orders'],
      ['postgresql', 'Orders', '"Orders"'],
      ['postgresql', 'order', '"order"'],
      ['postgresql', 'a"b', '"a""b"'],
      ['postgresql', '1a', '"1a"'],
      ['postgresql', 'key', 'key'],
      ['mysql', 'Orders', 'Orders'],
      ['mysql', 'order', '`order`'],
      ['mysql', 'RANK', '`RANK`'],
      ['mysql', 'a`b', '`a``b`'],
      ['mysql', 'key', '`key`'],
    ];
    for (const [dialect, name, expected] of cases) assert.equal(quoteIdentifier(dialect, name), expected);
  });

  it('look like their neighbours', () => {
    const span = { start: 0, end: 1 };
    assert.equal(quoteLike({ value: 'a', quoted: true, span }, 'mysql', 'b'), '`b`');
    assert.equal(quoteLike({ value: 'a', quoted: false, span }, 'postgresql', 'b'), 'b');
  });

  it('make file names', () => {
    assert.equal(slugOf('Orders', 'customer id'), 'orders_customer_id');
    assert.equal(slugOf('öä', '__x__'), 'x');
  });
});

describe('keywords of fixes', () => {
  it('take the letter case of the statement, names stay', () => {
    const lower = sqlWriter('alter table Orders');
    const upper = sqlWriter('ALTER TABLE orders');
    assert.equal(lower`ALTER TABLE ${'Orders'} ADD ${'C'};`, 'alter table Orders add C;');
    assert.equal(upper`ALTER TABLE ${'orders'} ADD ${'c'};`, 'ALTER TABLE orders ADD c;');
    assert.equal(sqlWriter('Alter table x')`ADD ${1}`, 'ADD 1');
    assert.equal(sqlWriter('')`ADD`, 'ADD');
  });
});
