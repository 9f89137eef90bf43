import type { Dialect } from '../../syntax/dialect.ts';

/** How the list of an enum's labels changes. */
export interface LabelChanges {
  readonly removed: readonly string[];
  /** New ones with an old one behind them. */
  readonly inserted: readonly string[];
  /** True when labels that stay change places among themselves. */
  readonly moved: boolean;
}

/** MySQL and MariaDB compare labels as their collations do, which ignore letter case, and cut blanks at the end. */
export function compareLabels(
  dialect: Dialect,
  before: readonly string[],
  after: readonly string[],
): LabelChanges {
  const key = (label: string): string => (dialect === 'postgresql' ? label : label.trimEnd().toLowerCase());
  const left = new Set(after.map(key));
  const known = new Set(before.map(key));
  const stay = before.filter(label => left.has(key(label)));
  const lastKept = after.findLastIndex(label => known.has(key(label)));
  const keptInNewOrder = after.filter(label => known.has(key(label)));
  return {
    removed: before.filter(label => !left.has(key(label))),
    inserted: after.filter((label, at) => at < lastKept && !known.has(key(label))),
    moved: stay.some((label, at) => key(label) !== key(keptInNewOrder[at] ?? '')),
  };
}
