const MILLISECONDS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of a PostgreSQL time setting such as `3s`, `500ms`, `1min` or `3000` (manual, "Parameter Names and
 * Values"; without a unit these settings count milliseconds). Null when it is none.
 */
export function postgresqlMilliseconds(value: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(value);
  const unit = MILLISECONDS[match?.[2] ?? 'ms'];
  return match?.[1] === undefined || unit === undefined ? null : Number(match[1]) * unit;
}

/** Milliseconds of a number of seconds, or of a text with a unit as configuration files have it. Null when it is none. */
export function secondsAsMilliseconds(value: string): number | null {
  return /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : postgresqlMilliseconds(value);
}
