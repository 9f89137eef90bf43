/** Stands in for `node:assert/strict` in a suite for the web extension host; what tests use of it, no more. */

function fail(message: string | undefined, otherwise: string): never {
  throw new Error(message ?? otherwise);
}

/** Fails unless the value is truthy. */
export function ok(value: unknown, message?: string): asserts value {
  if (!value) fail(message, `Expected something truthy, got ${show(value)}.`);
}

/** Fails unless both are the same value. */
export function equal<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
  if (!Object.is(actual, expected)) fail(message, `Expected ${show(expected)}, got ${show(actual)}.`);
}

/** Fails unless both have the same JSON. */
export function deepEqual<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
  if (show(actual) !== show(expected)) fail(message, `Expected ${show(expected)}, got ${show(actual)}.`);
}

/** Fails unless the text matches. */
export function match(text: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(text)) fail(message, `Expected something like ${pattern}, got ${show(text)}.`);
}

export default Object.assign(ok, { ok, equal, deepEqual, match });

function show(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? String(value);
}
