import type { Engine } from '../../engines/engine.ts';
import type { FollowUp } from '../../frameworks/framework.ts';
import type { FixSite, ReviewSettings } from '../rule.ts';
import type { SqlWriter } from './letterCase.ts';
import { lockWaitLimit, scopeOfNewMigration } from './limitLockWait.ts';

/** Marks a migration that runs after the release that needs it no more. */
export const CONTRACT_MARK = '-- interlock: phase contract';

/** What all follow-ups of one fix share. */
export interface FollowUpStyle {
  readonly site: FixSite;
  readonly engine: Engine;
  readonly settings: ReviewSettings;
  readonly sql: SqlWriter;
}

export interface FollowUpText {
  readonly slug: string;
  /** With terminators, one or more each. */
  readonly statements: readonly string[];
  /** Comment lines at the top, with their marks. */
  readonly header?: readonly string[];
}

/** A migration whose waits for locks are bounded, in the tool's usual transaction. */
export function boundedFollowUp(
  { site, engine, settings, sql }: FollowUpStyle,
  { slug, statements, header = [] }: FollowUpText,
): FollowUp {
  const limit = lockWaitLimit(engine, scopeOfNewMigration(site), settings, sql);
  const lines = [...header, limit.before, ...statements, ...(limit.after === null ? [] : [limit.after])];
  return { slug, body: lines.join(site.newline), transaction: 'default' };
}

/** A migration of one statement that refuses a transaction. No bound: a build that gives up half-way leaves an invalid index. */
export function nonTransactionalFollowUp(
  site: FixSite,
  { slug, statements, header = [] }: FollowUpText,
): FollowUp {
  return { slug, body: [...header, ...statements].join(site.newline), transaction: 'none' };
}
