/** Operators of more than one character, longest first, by their first character. */
const LONG_SYMBOLS: ReadonlyMap<number, readonly string[]> = new Map(
  [['<=>', '<>', '<=', '<<'], ['>=', '>>'], ['!='], [':='], ['&&'], ['||'], ['->>', '->'], ['..']].map(
    symbols => [(symbols[0] ?? '').charCodeAt(0), symbols] as const,
  ),
);

/** The operator or punctuation that starts at `at`, where `unit` stands. */
export function symbolAt(text: string, at: number, unit: number): string {
  const candidates = LONG_SYMBOLS.get(unit);
  if (candidates !== undefined) {
    for (const candidate of candidates) if (text.startsWith(candidate, at)) return candidate;
  }
  return text.charAt(at);
}
