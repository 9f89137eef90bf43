const MOST_CANDIDATES = 3;
/** Longer names are compared by their start only, to keep the work small. */
const LONGEST_COMPARED = 64;

/** The names that a mistyped name probably means, best first: few edits, or equal but for case and underscores. */
export function nearest(wanted: string, names: Iterable<string>): readonly string[] {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const folded = fold(wanted);
  const scored: { readonly name: string; readonly distance: number }[] = [];
  for (const name of names) {
    if (name === wanted || Math.abs(name.length - wanted.length) > limit) continue;
    const distance = fold(name) === folded ? 0 : editDistance(fold(name), folded, limit);
    if (distance <= limit) scored.push({ name, distance });
  }
  scored.sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1));
  return scored.slice(0, MOST_CANDIDATES).map(candidate => candidate.name);
}

function fold(name: string): string {
  return name.slice(0, LONGEST_COMPARED).toLowerCase().replaceAll('_', '');
}

/** Levenshtein distance; gives up above `limit` and answers `limit + 1`. */
function editDistance(left: string, right: string, limit: number): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const value = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      current.push(value);
      best = Math.min(best, value);
    }
    if (best > limit) return limit + 1;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
