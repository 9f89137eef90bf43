import type { Identifier } from '../../operations/names.ts';
import { textOf } from '../../text/span.ts';
import type { FixDraft, FixPlan, OperationContext } from '../rule.ts';
import type { FollowUpStyle } from './followUps.ts';
import { sqlWriter } from './letterCase.ts';
import { statementText, written } from './site.ts';

/** A fix of a finding about one operation. */
export interface Remedy {
  readonly title: string;
  readonly kind: FixDraft['kind'];
  /** Names from which the fix makes other names; with a template placeholder in one of them there is no fix. */
  readonly names?: readonly Identifier[];
  build(style: FollowUpStyle): FixPlan | null;
}

/**
 * The remedies as fixes, written for the target's engine and in the author's letter case. None when the operation stands
 * in a body inside the statement, whose text cannot be edited as a statement of its own.
 */
export function remedies(context: OperationContext, list: readonly Remedy[]): FixDraft[] {
  if (!context.statement.operations.includes(context.operation)) return [];
  return list.map(({ title, kind, names = [], build }) => ({
    title,
    kind,
    build(site) {
      const sample = statementText(site);
      if (sample.length !== context.sql.length) return null;
      if (names.some(({ span }) => written(site, span) !== textOf(context.sql, span))) return null;
      return build({
        site,
        engine: context.target.engine,
        settings: context.settings,
        sql: sqlWriter(sample),
      });
    },
  }));
}
