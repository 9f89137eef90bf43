/** Orders `1.9` before `1.10` and `2` after both; missing parts count as 0. Parts are split at `.` and `_`. */
export function compareMigrationVersions(left: string, right: string): number {
  const a = versionParts(left);
  const b = versionParts(right);
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const x = a[at] ?? 0n;
    const y = b[at] ?? 0n;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function versionParts(version: string): bigint[] {
  return version.split(/[._]/).map(part => (/^\d+$/.test(part) ? BigInt(part) : 0n));
}

/** The version after `version` in its own style: last number plus `by`, zeros in front kept. `007` gives `008`, `1.9` gives `1.10`. */
export function incrementVersion(version: string, by: number): string {
  const match = /^(.*?)(\d+)$/s.exec(version);
  if (match === null) return `${version}.${by}`;
  const digits = match[2] ?? '0';
  return (match[1] ?? '') + (BigInt(digits) + BigInt(by)).toString().padStart(digits.length, '0');
}

/** File name order for people: numbers in names compare as numbers. */
export function compareNaturally(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true, sensitivity: 'variant' });
}
