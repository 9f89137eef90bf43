import type { Catalog, CatalogWrites } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/model.ts';
import { admissionOf } from './admission.ts';
import { type FileWork, UNKNOWN_RUN } from './fileWork.ts';
import { type ReviewEnvironment, reviewStatement, type StatementReview } from './statementReview.ts';

/**
 * The reviews of a file's statements, in order. After an edit most of them are kept from the pass before, together
 * with the schema they were made on, which may then lack what the edit changed elsewhere.
 */
export interface StatementPass {
  readonly start: Catalog;
  readonly reviews: readonly StatementReview[];
  /** For each review: what has to be laid over its `before` to get the true schema at that point. */
  readonly laid: readonly CatalogWrites[];
  /** The schema at the end of the file. */
  readonly after: Catalog;
}

/** The statements of a file, and how each is run. */
type StatementsToReview = Pick<FileWork, 'read' | 'runs'>;

const NOTHING: CatalogWrites = new Map();

/**
 * Reviews statements, taking over from `previous`, a pass of the same environment, what still holds. Costs as much as
 * the statements that changed or meet another schema, and a glance at each of the others.
 */
export function passOver(
  environment: ReviewEnvironment,
  start: Catalog,
  { read, runs }: StatementsToReview,
  previous: StatementPass | null,
): StatementPass {
  const old = previous?.start === start ? previous : null;
  const reviews: StatementReview[] = [];
  const laid: CatalogWrites[] = [];
  const overlays = new OverlayCache();
  // Keys whose true value differs from what it was at this point in the previous pass, with the value they have now.
  let changed = NOTHING;
  let current: Catalog | null = start;
  let last: StatementReview | null = null;
  for (const [index, { piece, syntax }] of read.statements.entries()) {
    const run = runs[index] ?? UNKNOWN_RUN;
    const kept = old?.reviews[index];
    const keptLaid = old?.laid[index] ?? NOTHING;
    const admission = admissionOf(run, last);
    if (kept?.syntax === syntax && kept.run === run && kept.admission === admission && holds(kept, changed)) {
      reviews.push(kept);
      last = kept;
      laid.push(overlays.joined(keptLaid, changed));
      changed = without(changed, kept.writes);
      current = null;
      continue;
    }
    const before: Catalog =
      current ?? (kept === undefined ? schemaAfter(reviews, laid) : kept.before.with(keptLaid).with(changed));
    const review = reviewStatement(environment, before, { syntax, sql: piece.sql, run, admission }, index);
    last = review;
    changed = kept === undefined ? NOTHING : changesAfter(review, kept, keptLaid, changed);
    reviews.push(review);
    laid.push(NOTHING);
    current = review.after;
  }
  return { start, reviews, laid, after: current ?? schemaAfter(reviews, laid) };
}

/** The schema after the way forward: where a way back stands below it in the file, before that. */
export function schemaAfterUp(pass: StatementPass): Catalog {
  const { reviews, laid, after } = pass;
  const index = reviews.findIndex(({ run }) => run.direction === 'down');
  const down = reviews[index];
  const isBelow = index > 0 && reviews.slice(index).every(({ run }) => run.direction === 'down');
  return down !== undefined && isBelow ? down.before.with(laid[index] ?? NOTHING) : after;
}

function holds(kept: StatementReview, changed: CatalogWrites): boolean {
  for (const [key, object] of changed) {
    if (kept.reads.has(key) && kept.reads.get(key) !== (object ?? undefined)) return false;
  }
  return true;
}

/** Compares, where it can differ at all, the schema after a new review with the one after the review it replaces. */
function changesAfter(
  review: StatementReview,
  kept: StatementReview,
  keptLaid: CatalogWrites,
  changed: CatalogWrites,
): CatalogWrites {
  const changes = new Map<string, CatalogObject | null>();
  for (const key of new Set([...changed.keys(), ...kept.writes.keys(), ...review.writes.keys()])) {
    const now = review.after.get(key) ?? null;
    const was = schemaValue(kept, keptLaid, key);
    if (now !== was) changes.set(key, now);
  }
  return changes.size === 0 ? NOTHING : changes;
}

function schemaValue(kept: StatementReview, keptLaid: CatalogWrites, key: string): CatalogObject | null {
  const written = kept.writes.get(key);
  if (written !== undefined) return written;
  const over = keptLaid.get(key);
  return over === undefined ? (kept.before.get(key) ?? null) : over;
}

function schemaAfter(reviews: readonly StatementReview[], laid: readonly CatalogWrites[]): Catalog {
  const last = reviews.at(-1);
  if (last === undefined) throw new RangeError('no statement was reviewed');
  return last.before.with(laid.at(-1) ?? NOTHING).with(last.writes);
}

function without(changed: CatalogWrites, written: CatalogWrites): CatalogWrites {
  if (changed.size === 0 || written.size === 0) return changed;
  let left: Map<string, CatalogObject | null> | null = null;
  for (const key of changed.keys()) {
    if (!written.has(key)) continue;
    left ??= new Map(changed);
    left.delete(key);
  }
  return left === null ? changed : left.size === 0 ? NOTHING : left;
}

/** Neighbouring statements mostly lay the same two maps over each other; the result is made once for them. */
class OverlayCache {
  #below: CatalogWrites = NOTHING;
  #above: CatalogWrites = NOTHING;
  #joined: CatalogWrites = NOTHING;

  joined(below: CatalogWrites, above: CatalogWrites): CatalogWrites {
    if (above.size === 0) return below;
    if (below.size === 0) return above;
    if (below !== this.#below || above !== this.#above) {
      this.#below = below;
      this.#above = above;
      this.#joined = new Map([...below, ...above]);
    }
    return this.#joined;
  }
}
