/** A server that the facts were read off. */
export interface MeasuredBuild {
  readonly major: number;
  readonly release: string;
}

/** One build of every supported major, oldest first. `test/engines/postgresql` measures these again. */
export const MEASURED_BUILDS: readonly MeasuredBuild[] = [
  { major: 10, release: '10.23' },
  { major: 11, release: '11.22' },
  { major: 12, release: '12.22' },
  { major: 13, release: '13.23' },
  { major: 14, release: '14.23' },
  { major: 15, release: '15.18' },
  { major: 16, release: '16.14' },
  { major: 17, release: '17.10' },
  { major: 18, release: '18.4' },
];

export const OLDEST_MAJOR = 10;
export const NEWEST_MAJOR = 18;

/** The supported major whose facts serve for a version: older ones get those of 10, newer ones those of 18. */
export function supportedMajor(major: number): number {
  return Math.min(Math.max(major, OLDEST_MAJOR), NEWEST_MAJOR);
}

/** `10.23-18.4`: the builds of the majors from `from` to before `to`. */
export function releasesBetween(from: number, to: number | null): string {
  const builds = MEASURED_BUILDS.filter(build => build.major >= from && (to === null || build.major < to));
  const first = builds[0]?.release ?? '';
  const last = builds.at(-1)?.release ?? '';
  return first === last ? first : `${first}-${last}`;
}
