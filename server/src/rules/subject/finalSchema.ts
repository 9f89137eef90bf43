import type { CatalogReader } from '../../catalog/catalog.ts';
import type { ReviewedFile } from '../rule.ts';

/** The schema after everything that the file does on its way up; null when it does nothing. */
export function finalSchema({ statements }: ReviewedFile): CatalogReader | null {
  const last = statements.findLast(({ run, operations }) => run.direction === 'up' && operations.length > 0);
  return last?.after ?? null;
}
