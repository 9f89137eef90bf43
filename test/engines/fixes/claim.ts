/** What the proof asserts of a fix; the table of them all is in `claims/`. */

/**
 * - `same schema`: names, definitions, order and validity of everything, but for the claim's `differences`.
 * - `same rows`: every table that both have holds the same values in the columns that both have.
 * - `less blocking`: by what the servers show, fewer or shorter waits for others than the original.
 * - `bounded wait`: the fixed statements give up behind a reader, where the original waits on.
 * - `restores session`: the fixed files leave fewer settings behind than the original. None may leave more.
 * - `runs again`: the fixed files run a second time, which the original does not.
 * - `takes back`: the fixed file, whose way back follows the way forward, ends where it began.
 * - `original refused`: the server refuses the original, with one of the claim's codes, and takes the fixed one.
 */
export type Proof =
  | 'same schema'
  | 'same rows'
  | 'less blocking'
  | 'bounded wait'
  | 'restores session'
  | 'original refused'
  | 'runs again'
  | 'takes back';

export interface FixClaim {
  /** The title with `…` for each name in back quotes and `N` for each number; `*` at its end stands for the rest. */
  readonly fix: string;
  readonly proves: readonly Proof[];
  /** What the fix is for, when the proofs do not say it. */
  readonly because: string;
  /** Why none of the servers of the proof can show it. */
  readonly notHere?: string;
  /** Objects that may differ at the end, by their name in a snapshot. */
  readonly differences?: readonly Difference[];
  readonly refused?: RefusedOriginal;
}

export interface Difference {
  readonly object: RegExp;
  readonly because: string;
}

export interface RefusedOriginal {
  /** SQLSTATEs and error numbers; a family without any runs the original. */
  readonly codes: Readonly<Partial<Record<'postgresql' | 'mysql', readonly string[]>>>;
  /**
   * What the original was meant to do, to compare the schema with: run without its transaction, on empty tables, without
   * ALGORITHM and LOCK; null when nothing can be run.
   */
  readonly intended:
    | 'without transaction'
    | 'empty tables'
    | 'without clauses'
    | 'without CONCURRENTLY'
    | null;
}

/** A rule without fixes that says that a statement fails. */
export interface RefusalClaim {
  readonly refused: RefusedOriginal['codes'];
  /** Findings whose message says this are about something else than a refusal. */
  readonly except?: RegExp;
  readonly because: string;
}

/** The codes that a message names: `SQLSTATE 25001`, `error 1846`. */
export function codesNamed(message: string): readonly string[] {
  return [...message.matchAll(/\b(?:SQLSTATE|error)\s+([0-9A-Z]{4,5})\b/g)].flatMap(match => match[1] ?? []);
}

export type RuleClaims =
  | { readonly fixes: readonly FixClaim[]; readonly refusal?: RefusalClaim }
  | { readonly nothing: string };

/** Whether a claim is about the fixes of a title, as {@link claimTitle} gives it. */
export function isAbout({ fix }: FixClaim, title: string): boolean {
  return fix.endsWith('*') ? title.startsWith(fix.slice(0, -1)) : fix === title;
}

/** The title of a fix as claims have it. */
export function claimTitle(title: string): string {
  return title.replace(/`[^`]*`/g, '`…`').replace(/\d+/g, 'N');
}

export const SAME: readonly Proof[] = ['same schema', 'same rows'];
export const WEAKER: readonly Proof[] = [...SAME, 'less blocking'];

/** A comment above the statement, which stays as it is. */
export function noteClaim(fix: string): FixClaim {
  return { fix, proves: SAME, because: 'A comment is added and the statement stays.' };
}
