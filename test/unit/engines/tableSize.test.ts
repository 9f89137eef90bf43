import assert from 'node:assert/strict';
import type { TableStatistics } from '../../../server/src/engines/engine.ts';
import { ageInDays, sizeOfTable } from '../../../server/src/engines/tableSize.ts';

const SIZE = { rows: 5, bytes: 8_192 };

function sized(...names: string[]): { readonly statistics: TableStatistics } {
  return {
    statistics: { capturedAt: null, tables: Object.fromEntries(names.map(name => [name, SIZE])) },
  };
}

describe('the size of a table', () => {
  it('is found by the name with or without its schema', () => {
    assert.equal(sizeOfTable(sized('public.orders'), 'public.orders'), SIZE);
    assert.equal(sizeOfTable(sized('orders'), 'public.orders'), SIZE);
    assert.equal(sizeOfTable(sized('shop.orders'), 'orders'), SIZE);
  });

  it('is unknown for another schema, and where two databases have the name', () => {
    assert.equal(sizeOfTable(sized('app.orders'), 'public.orders'), null);
    assert.equal(sizeOfTable(sized('shop.orders', 'archive.orders'), 'orders'), null);
    assert.equal(sizeOfTable(sized('shop.old_orders'), 'orders'), null);
    assert.equal(sizeOfTable({ statistics: null }, 'orders'), null);
  });
});

describe('the age of statistics', () => {
  it('counts days, whatever the hour', () => {
    assert.equal(ageInDays('2026-11-01T23:00:00Z', '2026-11-22'), 21);
    assert.equal(ageInDays('2026-11-22', '2026-11-22T23:59:00Z'), 0);
  });

  it('is unknown without both days', () => {
    assert.equal(ageInDays(null, '2026-11-22'), null);
    assert.equal(ageInDays('2026-11-22', null), null);
    assert.equal(ageInDays('long ago', '2026-11-22'), null);
  });
});
