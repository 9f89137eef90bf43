import type { Dialect } from '../syntax/dialect.ts';

export type Engine = Dialect;

/** A server version. Missing parts are 0; PostgreSQL from 10 on has major and minor only. */
export interface EngineVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `16`, `16.4`, `8.0.32`, `10.11.19-MariaDB-log`. Null when the text does not start with a number. */
export function parseVersion(text: string): EngineVersion | null {
  const match = /^\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  if (match === null) return null;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0) };
}

export function compareVersions(left: EngineVersion, right: EngineVersion): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}

export function version(major: number, minor = 0, patch = 0): EngineVersion {
  return { major, minor, patch };
}

/** True when `candidate` is `boundary` or newer. */
export function isAtLeast(candidate: EngineVersion, boundary: EngineVersion): boolean {
  return compareVersions(candidate, boundary) >= 0;
}

/**
 * A server that the migrations will run on. `version` and `newestVersion` differ only for a declared range.
 * Setting names are lower case; values as declared.
 */
export interface Target {
  readonly name: string;
  readonly engine: Engine;
  readonly version: EngineVersion;
  readonly newestVersion: EngineVersion;
  /** As declared, for people. */
  readonly versionText: string;
  /** True when nobody declared the version. */
  readonly assumed: boolean;
  readonly advisory: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly statistics: TableStatistics | null;
}

export interface TableStatistics {
  readonly capturedAt: string | null;
  /** By `schema.table` or `table`, as the server stores the names. */
  readonly tables: Readonly<Record<string, TableSize>>;
}

export interface TableSize {
  readonly rows: number;
  readonly bytes: number;
  /** MySQL: TOTAL_ROW_VERSIONS of information_schema.innodb_tables. */
  readonly rowVersions?: number;
}
