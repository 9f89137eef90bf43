import type { Finding, Fix, FixEdits } from './result.ts';

/** Which fixes are applied in bulk. */
export interface BulkWish {
  /**
   * `safe`: same final schema and meaning. `all`: suggestions as well, where a finding has no safe fix. Neither holds
   * fixes that are to be chosen by hand.
   */
  readonly kinds: 'safe' | 'all';
  /** Whether fixes that create further migrations are among them. */
  readonly newFiles: 'left out' | 'created';
  /** At most so many. */
  readonly most?: number;
  /** Fixes that were tried in vain. */
  readonly isRejected?: (finding: Finding, fix: Fix) => boolean;
}

export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Fixes of one text that can be applied together. */
export interface ChosenFixes extends FixEdits {
  readonly chosen: readonly ChosenFix[];
}

/**
 * The fixes of a review that do not get in each other's way, in the order of the findings. At most one of them creates
 * files, because the next one would give its files the same names.
 */
export function chooseFixes(findings: readonly Finding[], wish: BulkWish): ChosenFixes {
  const edits: FixEdits['edits'][number][] = [];
  const chosen: ChosenFix[] = [];
  let creates: FixEdits['creates'] = [];
  for (const finding of findings) {
    if (chosen.length >= (wish.most ?? Number.POSITIVE_INFINITY)) break;
    for (const fix of wantedFixes(finding, wish)) {
      const built = fix.build();
      if (built === null || (built.renames?.length ?? 0) > 0) continue;
      if (built.creates.length > 0 && (wish.newFiles === 'left out' || creates.length > 0)) continue;
      const fresh = built.edits.filter(edit => !edits.some(other => isSame(edit, other)));
      if (fresh.some(edit => edits.some(other => isInTheWay(edit, other)))) continue;
      edits.push(...fresh);
      creates = [...creates, ...built.creates];
      chosen.push({ finding, fix });
      break;
    }
  }
  return { edits, creates, chosen };
}

function wantedFixes(finding: Finding, wish: BulkWish): readonly Fix[] {
  const safe = finding.fixes.filter(fix => fix.kind === 'safe');
  const wanted = (wish.kinds === 'all' && safe.length === 0 ? finding.fixes : safe).filter(
    fix => fix.byHandOnly === undefined,
  );
  return wish.isRejected === undefined
    ? wanted
    : wanted.filter(fix => wish.isRejected?.(finding, fix) !== true);
}

type PlacedEdit = FixEdits['edits'][number];

function isSame(left: PlacedEdit, right: PlacedEdit): boolean {
  return (
    left.path === right.path &&
    left.newText === right.newText &&
    left.span.start === right.span.start &&
    left.span.end === right.span.end
  );
}

/** Two inserts at one place are in each other's way, too: nobody knows which comes first. */
function isInTheWay(left: PlacedEdit, right: PlacedEdit): boolean {
  if (left.path !== right.path) return false;
  const isInsert = left.span.start === left.span.end && right.span.start === right.span.end;
  if (isInsert) return left.span.start === right.span.start;
  return left.span.start < right.span.end && right.span.start < left.span.end;
}
