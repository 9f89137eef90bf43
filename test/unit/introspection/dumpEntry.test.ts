import assert from 'node:assert/strict';
import { entry, inDependencyOrder } from '../../../server/src/introspection/postgresql/dumpEntry.ts';

describe('the order of a dump', () => {
  const names = (entries: readonly { readonly sortKey: string }[]): readonly string[] =>
    entries.map(one => one.sortKey);

  it('goes by section and name where nothing else is asked', () => {
    const entries = [
      entry('3', 'table', 'b', []),
      entry('2', 'table', 'a', []),
      entry('1', 'view', 'a view', []),
      entry('4', 'schema', 's', []),
    ];
    assert.deepEqual(names(inDependencyOrder(entries, [])), ['s', 'a', 'b', 'a view']);
  });

  it('puts what is needed first, by any of its ids', () => {
    const entries = [
      entry('f', 'routine', 'function of a row', []),
      entry('t', 'table', 'table', [], { aliases: ['row type'] }),
      entry('v', 'view', 'view', [], { needs: ['m'] }),
      entry('m', 'view', 'z view', []),
    ];
    assert.deepEqual(names(inDependencyOrder(entries, [{ from: 'f', to: 'row type' }])), [
      'table',
      'function of a row',
      'z view',
      'view',
    ]);
  });

  it('cuts circles, and loses nothing', () => {
    const entries = [
      entry('a', 'table', 'a', [], { needs: ['b'] }),
      entry('b', 'table', 'b', [], { needs: ['a', 'missing'] }),
    ];
    assert.deepEqual([...names(inDependencyOrder(entries, []))].sort(), ['a', 'b']);
  });

  it('takes a long chain without a deep stack', () => {
    const entries = Array.from({ length: 20_000 }, (_, at) =>
      entry(String(at), 'view', String(at).padStart(6, '0'), [], { needs: [String(at + 1)] }),
    );
    assert.equal(inDependencyOrder(entries, [])[0]?.id, '19999');
  });
});
