const WORDS = /!?[\w-]+/g;
const EXPAND = /^(?:expand|pre[-_]?deploy(?:ment)?)$/i;
const CONTRACT = /^(?:contract|post[-_]?deploy(?:ment)?)$/i;

/**
 * The phase of a deploy that a change set's contexts or labels name (documentation, "Contexts" and "Labels": both are
 * expressions of names that the project gives); null when they name none, or both. What a `!` excludes says nothing.
 */
export function phaseOfLabels(...expressions: readonly (string | null)[]): 'expand' | 'contract' | null {
  const words = expressions.flatMap(expression => expression?.match(WORDS) ?? []);
  const [expands, contracts] = [EXPAND, CONTRACT].map(pattern => words.some(word => pattern.test(word)));
  if (expands === contracts) return null;
  return contracts === true ? 'contract' : 'expand';
}
