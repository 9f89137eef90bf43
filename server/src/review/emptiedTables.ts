import { relationKey } from '../catalog/catalog.ts';
import type { ReviewedFile } from '../rules/rule.ts';
import { emptiedAbove } from '../rules/subject/emptiedAbove.ts';
import { subjectOf } from '../rules/subject/strongLock.ts';
import type { TargetDraft } from './findings.ts';

/**
 * Gate G3 for tables without rows: work on a table that the file emptied before takes no time. Nothing is left to say
 * where the lock on it is held since then; elsewhere others may have put a few rows there, and an info stays.
 */
export function withoutWorkOnEmptied(reviewed: ReviewedFile, entry: TargetDraft): readonly TargetDraft[] {
  const { rule, draft } = entry;
  if ((draft.categories ?? rule.metadata.categories)[0] !== 'locking' || draft.table === undefined)
    return [entry];
  const statement = reviewed.statements[entry.statement];
  const emptied = statement === undefined ? null : emptiedAbove(reviewed, statement, draft.table);
  const isSubject = statement?.operations.some(({ operation, before }) => {
    const subject = subjectOf(operation);
    return subject !== null && relationKey(before, subject) === draft.table;
  });
  if (emptied === null || isSubject !== true) return [entry];
  return emptied.isLocked ? [] : [{ ...entry, draft: { ...draft, isEmptied: true } }];
}
