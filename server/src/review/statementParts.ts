import type { StatementReview } from './statementReview.ts';

/**
 * What is taken from each statement of a file for a view of the whole, kept from one review to the next: after an edit
 * only statements that were reviewed anew are asked again.
 */
export interface StatementParts {
  /**
   * What `partsOf` makes of the statements, in their order; the same array as before when nothing changed. `key` stands
   * for what is asked: under the same key `partsOf` has to give the same for the same review.
   */
  of<Part>(
    key: PartsKey,
    reviews: readonly StatementReview[],
    partsOf: (review: StatementReview) => readonly Part[],
  ): readonly Part[];
}

/** A word, or the function that a rule asks with. */
export type PartsKey = string | ((...input: never[]) => unknown);

export function createStatementParts(): StatementParts {
  return new KeepingParts();
}

interface Kept<Part> {
  /** What the parts were taken from. */
  reviews: readonly StatementReview[];
  /** For each review. */
  readonly each: (readonly Part[])[];
  all: readonly Part[];
}

const NOTHING: readonly never[] = [];

class KeepingParts implements StatementParts {
  readonly #kept = new Map<PartsKey, Kept<unknown>>();
  #reviews: readonly StatementReview[] = NOTHING;
  #previous: readonly StatementReview[] = NOTHING;
  /** Places where the reviews are others than in the pass before. */
  #changed: readonly number[] = NOTHING;

  of<Part>(
    key: PartsKey,
    reviews: readonly StatementReview[],
    partsOf: (review: StatementReview) => readonly Part[],
  ): readonly Part[] {
    this.#follow(reviews);
    // What is kept under a key was made by the function that the key stands for.
    const known = this.#kept.get(key) as Kept<Part> | undefined;
    if (known?.reviews === reviews) return known.all;
    const kept = known ?? { reviews: NOTHING, each: [], all: NOTHING };
    const places = kept.reviews === this.#previous ? this.#changed : changedPlaces(kept.reviews, reviews);
    if (takeParts(kept.each, places, reviews, partsOf)) kept.all = joined(kept.each);
    kept.reviews = reviews;
    this.#kept.set(key, kept);
    return kept.all;
  }

  /** Dozens of rules ask at every key: what changed is looked for once for all of them. */
  #follow(reviews: readonly StatementReview[]): void {
    if (reviews === this.#reviews) return;
    this.#changed = changedPlaces(this.#reviews, reviews);
    this.#previous = this.#reviews;
    this.#reviews = reviews;
  }
}

function changedPlaces(
  before: readonly StatementReview[],
  after: readonly StatementReview[],
): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < after.length; at++) if (before[at] !== after[at]) places.push(at);
  return places;
}

/** Takes the parts of the reviews at `places` anew. Returns true when some part came or went. */
function takeParts<Part>(
  each: (readonly Part[])[],
  places: readonly number[],
  reviews: readonly StatementReview[],
  partsOf: (review: StatementReview) => readonly Part[],
): boolean {
  let changed = each.splice(reviews.length).some(parts => parts.length > 0);
  for (const at of places) {
    const review = reviews[at];
    if (review === undefined) continue;
    const parts = partsOf(review);
    if (parts.length > 0 || (each[at]?.length ?? 0) > 0) changed = true;
    each[at] = parts.length === 0 ? NOTHING : parts;
  }
  return changed;
}

function joined<Part>(each: readonly (readonly Part[])[]): readonly Part[] {
  const all: Part[] = [];
  for (const parts of each) if (parts !== NOTHING) for (const part of parts) all.push(part);
  return all;
}
