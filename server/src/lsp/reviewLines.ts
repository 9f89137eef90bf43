import { createLineIndex, type LineIndex } from '../text/lineIndex.ts';
import type { SiteReview } from './reviews.ts';

const lineIndexes = new WeakMap<SiteReview['result'], Map<string, LineIndex>>();

/** The lines of a file as a review saw it. Indexes live as long as the review they serve. */
export function linesOf(review: SiteReview, path: string): LineIndex {
  const kept = lineIndexes.get(review.result) ?? new Map<string, LineIndex>();
  lineIndexes.set(review.result, kept);
  const index =
    kept.get(path) ??
    createLineIndex(
      path === review.site.path
        ? review.result.text
        : (review.site.loaded.project.read(path) ?? review.sourceText?.(path) ?? ''),
    );
  kept.set(path, index);
  return index;
}
