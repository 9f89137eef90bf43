/** What differs between the two ends, and which of two runs stands less in the way of others. */
import type { Run, Snapshot } from './bench.ts';
import type { Difference } from './claim.ts';

/** Objects that are not the same at both ends, but for those that a claim expects. */
export function schemaDifferences(
  original: Snapshot,
  fixed: Snapshot,
  expected: readonly Difference[],
): readonly string[] {
  const names = new Set([...original.objects.keys(), ...fixed.objects.keys()]);
  return [...names].flatMap(name => {
    const before = original.objects.get(name);
    const after = fixed.objects.get(name);
    if (before === after || expected.some(({ object }) => object.test(name))) return [];
    return [`${name}: ${before ?? '(none)'} | ${after ?? '(none)'}`];
  });
}

/** Tables of both whose rows differ in the columns of both. */
export function rowDifferences(original: Snapshot, fixed: Snapshot): readonly string[] {
  const differences: string[] = [];
  for (const [table, before] of original.rows) {
    const after = fixed.rows.get(table);
    if (after === undefined) continue;
    const shared = Object.keys(before[0] ?? {}).filter(
      name => after.length === 0 || name in (after[0] ?? {}),
    );
    const print = (rows: Snapshot['rows'] extends ReadonlyMap<string, infer R> ? R : never): string =>
      rows
        .map(row => JSON.stringify(shared.map(name => row[name])))
        .sort()
        .join('\n');
    if (before.length !== after.length || print(before) !== print(after))
      differences.push(`rows of ${table}: ${print(before).slice(0, 200)} | ${print(after).slice(0, 200)}`);
  }
  return differences;
}

/** What a run costs others, worst first: long stops of reads, of writes, rebuilds, other long work, short stops. */
export function cost(run: Run): readonly number[] {
  const sum = (count: (effect: Run['effects'][number]) => number): number =>
    run.effects.reduce((total, effect) => total + count(effect), 0);
  const stops = (effect: Run['effects'][number], what: 'reads' | 'writes'): number =>
    effect.blocked.filter(entry => entry.what === what).length;
  return [
    sum(effect => (effect.long ? stops(effect, 'reads') : 0)),
    sum(effect => (effect.long ? stops(effect, 'writes') : 0)),
    sum(effect => (effect.rebuilds ? 1 : 0)),
    sum(effect => (effect.long ? 0 : stops(effect, 'reads'))),
    sum(effect => (effect.long ? 0 : stops(effect, 'writes'))),
  ];
}

export function isLess(left: readonly number[], right: readonly number[]): boolean {
  for (const [at, value] of left.entries()) {
    const other = right[at] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}

export function costText(run: Run): string {
  const [longReads, longWrites, rebuilds, shortReads, shortWrites] = cost(run);
  return `long stops of reads ${longReads}, of writes ${longWrites}; rebuilds ${rebuilds}; short stops of reads ${shortReads}, of writes ${shortWrites}`;
}
