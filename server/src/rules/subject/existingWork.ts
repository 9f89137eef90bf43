import type { OperationContext, ReviewedFile, ReviewedStatement } from '../rule.ts';
import { existingRelation } from './relations.ts';
import { subjectOf } from './strongLock.ts';

/** False for a file whose way forward only makes new things, as a dump or a first migration does. */
export function changesWhatExists(reviewed: ReviewedFile): boolean {
  return reviewed.fromEach(existingWorkOf).length > 0;
}

function existingWorkOf({ run, operations }: ReviewedStatement): readonly OperationContext[] {
  if (run.direction === 'down') return [];
  const found = operations.find(context => {
    const subject = subjectOf(context.operation);
    return subject !== null && existingRelation(context, subject) !== null;
  });
  return found === undefined ? [] : [found];
}
