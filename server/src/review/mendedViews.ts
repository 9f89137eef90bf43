import { findColumn, tableAt } from '../catalog/catalog.ts';
import type { CatalogObject, Origin } from '../catalog/model.ts';
import type { FindingDraft, ReviewedFile } from '../rules/rule.ts';
import type { TargetDraft } from './findings.ts';

/**
 * True when what a finding says of a view does not last: at the end of the file and of the migrations behind it the view
 * is gone or made anew, or what it reads is there again.
 */
export function isMendedLater(reviewed: ReviewedFile, { statement, draft }: TargetDraft): boolean {
  const { unlessMended } = draft;
  return unlessMended !== undefined && isMended(reviewed, statement, unlessMended);
}

function isMended(
  reviewed: ReviewedFile,
  statement: number,
  { view, relation, column }: FindingDraft['unlessMended'] & object,
): boolean {
  const later = reviewed.schemaAfterLater();
  const now = later.get(view);
  const then = reviewed.statements[statement]?.after.get(view);
  if (now?.kind !== 'view' || madeBy(now) !== madeBy(then)) return true;
  if (column === null) return later.get(relation) !== undefined;
  return findColumn(later, tableAt(later, relation), column) !== undefined;
}

/** The statements that an object comes from, as a text. */
function madeBy(object: CatalogObject | undefined): string {
  if (object?.kind !== 'view') return '';
  return [object.origin, object.changedBy].map(placeOf).join(' ');
}

function placeOf(origin: Origin | null): string {
  return origin === null ? '' : `${origin.statement} ${origin.path}`;
}
