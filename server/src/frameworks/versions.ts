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

const TIMESTAMP = /^(\d{4})(-?)(\d\d)(-?)(\d\d)(-?)(\d\d)(\d\d)(\d\d)(\d{3})?$/;

/**
 * As {@link incrementVersion}, but a version that is a moment (`20241231235959`, `2024-12-31-235959`) gives one that
 * many seconds later, so that it stays a moment.
 */
export function followingVersion(version: string, by: number): string {
  const match = TIMESTAMP.exec(version);
  if (match === null) return incrementVersion(version, by);
  const part = (group: number): number => Number(match[group]);
  const [year, month, day] = [part(1), part(3), part(5)];
  const [hour, minute, second] = [part(7), part(8), part(9)];
  const isMoment = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isMoment || hour > 23 || minute > 59 || second > 59) return incrementVersion(version, by);
  const later = new Date(Date.UTC(year, month - 1, day, hour, minute, second + by)).toISOString();
  const digits = later.replace(/\D/g, '');
  const [first = '', then = '', last = ''] = [match[2], match[4], match[6]];
  return `${digits.slice(0, 4)}${first}${digits.slice(4, 6)}${then}${digits.slice(6, 8)}${last}${digits.slice(8, 14)}${match[10] ?? ''}`;
}

/** Compares only the digits, as one number: `2` before `10`, `2024-01-02-030405` as `20240102030405`. */
export function compareDigits(left: string, right: string): number {
  const a = left.replace(/\D/g, '').replace(/^0+/, '');
  const b = right.replace(/\D/g, '').replace(/^0+/, '');
  return a.length - b.length || compareCodeUnits(a, b);
}

/** The order of `strcmp`, in which tools sort that know no numbers. */
export function compareCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
