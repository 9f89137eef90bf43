const MOST_CANDIDATES = 3;
/** Longer names are compared by their start only, to keep the work small. */
const LONGEST_COMPARED = 64;

/**
 * The names that a mistyped name probably means, best first: few edits, or equal but for case and underscores.
 * The first letter or the last two count as right, which keeps long lists cheap.
 */
export function nearest(wanted: string, names: Iterable<string>): readonly string[] {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const folded = fold(wanted);
  const first = lowerCode(wanted);
  const end = wanted.slice(-2).toLowerCase();
  const scored: { readonly name: string; readonly distance: number }[] = [];
  for (const name of names) {
    if (name === wanted || Math.abs(name.length - wanted.length) > limit) continue;
    if (lowerCode(name) !== first && name.slice(-2).toLowerCase() !== end) continue;
    const other = fold(name);
    const distance = other === folded ? 0 : editDistance(other, folded, limit);
    if (distance <= limit) scored.push({ name, distance });
  }
  scored.sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1));
  return scored.slice(0, MOST_CANDIDATES).map(candidate => candidate.name);
}

/** The code of the first letter, capitals of ASCII as small ones. */
function lowerCode(name: string): number {
  const code = name.charCodeAt(0);
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function fold(name: string): string {
  return name.slice(0, LONGEST_COMPARED).toLowerCase().replaceAll('_', '');
}

/** Insertions, deletions, replacements and swaps of neighbours; gives up above `limit` and answers `limit + 1`. */
function editDistance(left: string, right: string, limit: number): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= right.length; column++) {
      const isEqual = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const value = Math.min(
        (previous[column - 1] ?? 0) + (isEqual ? 0 : 1),
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        isSwap ? (beforePrevious[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(value);
      best = Math.min(best, value);
    }
    if (best > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
