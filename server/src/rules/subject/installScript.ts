import { relationKey } from '../../catalog/catalog.ts';
import type { ReviewedFile } from '../rule.ts';
import { existingRelation } from './relations.ts';

/** From so many tables on, a file that drops first what it creates is no change of single tables. */
const TABLES = 3;

/**
 * True for a file that sets a whole schema up, as a dump does: it creates several tables that nobody knew before, and
 * each DROP TABLE IF EXISTS only makes room for one of them. It is meant for an empty database; on one in use it would
 * not be a change but the end of it.
 */
export function isInstallScript(reviewed: ReviewedFile): boolean {
  const known = answers.get(reviewed);
  if (known !== undefined) return known;
  const answer = looksLikeInstallScript(reviewed);
  answers.set(reviewed, answer);
  return answer;
}

/** Two rules ask about the same file. */
const answers = new WeakMap<ReviewedFile, boolean>();

function looksLikeInstallScript(reviewed: ReviewedFile): boolean {
  const dropped = new Map<string, number>();
  for (const { context, order } of reviewed.ofKinds('DropTable')) {
    const { operation } = context;
    if (operation.kind !== 'DropTable' || operation.temporary) continue;
    const key = relationKey(context.before, operation.table);
    if (dropped.has(key)) continue;
    const existing = existingRelation(context, operation.table);
    if (!operation.ifExists || (existing !== null && existing.table !== undefined)) return false;
    dropped.set(key, order);
  }
  if (dropped.size < TABLES) return false;
  const created = new Set<string>();
  for (const { context, order } of reviewed.ofKinds('CreateTable')) {
    if (context.operation.kind !== 'CreateTable') continue;
    const key = relationKey(context.before, context.operation.table);
    if (order > (dropped.get(key) ?? order)) created.add(key);
  }
  return created.size === dropped.size;
}
