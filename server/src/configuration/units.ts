const MILLISECONDS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const BYTES = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 } as const;

/**
 * Milliseconds of `30s`, `500ms`, `5min`, `1h`, `1d` or `0`. A number without unit is milliseconds, as PostgreSQL reads it.
 * Null when the text is no duration.
 */
export function parseDuration(text: string): number | null {
  return parseQuantity(text, { ...MILLISECONDS, m: MILLISECONDS.min, '': 1 });
}

/** Seconds when no unit is written, as MySQL and MariaDB read their timeouts; milliseconds are returned. */
export function parseDurationInSeconds(text: string): number | null {
  return parseQuantity(text, { ...MILLISECONDS, m: MILLISECONDS.min, '': MILLISECONDS.s });
}

/** Bytes of `16MB`, `1GB`, `512` (bytes). Units count by 1024. Null when the text is no size. */
export function parseSize(text: string): number | null {
  return parseQuantity(text, { ...BYTES, k: BYTES.kb, m: BYTES.mb, g: BYTES.gb, t: BYTES.tb, '': 1 });
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = units[(match?.[2] ?? '').toLowerCase()];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

/** `30 s`, `2 min`, `500 ms`, for messages. */
export function formatDuration(milliseconds: number): string {
  for (const [unit, size] of [
    ['d', MILLISECONDS.d],
    ['h', MILLISECONDS.h],
    ['min', MILLISECONDS.min],
    ['s', MILLISECONDS.s],
  ] as const) {
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size} ${unit}`;
  }
  return `${milliseconds} ms`;
}

/** `12 GB`, `16 MB`, for messages. */
export function formatSize(bytes: number): string {
  for (const [unit, size] of [
    ['TB', BYTES.tb],
    ['GB', BYTES.gb],
    ['MB', BYTES.mb],
    ['KB', BYTES.kb],
  ] as const) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(bytes >= 10 * size ? 0 : 1))} ${unit}`;
  }
  return `${bytes} bytes`;
}
