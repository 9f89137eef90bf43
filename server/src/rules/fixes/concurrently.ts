import type { FollowUp } from '../../frameworks/framework.ts';
import type { Operation } from '../../operations/operation.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixPlan, FixSite } from '../rule.ts';
import { mentions } from '../subject/words.ts';
import { cutStatement, cutStatements } from './moveStatement.ts';
import { joinPlans, plan } from './site.ts';

/** What becomes of a statement that has to run outside a transaction. */
export interface NonTransactionalStatement {
  /** Edits that make the present statement refuse a transaction. */
  readonly inPlace: readonly TextEdit[];
  /** The same as a migration of its own. */
  readonly elsewhere: FollowUp;
  /** Objects of which later statements of the file may be in need. */
  readonly provides: readonly string[];
}

/**
 * Changes the statement in place when its file runs it outside a transaction, or can be told to; otherwise moves it.
 * Null when a later statement of the file needs what it makes.
 */
export function outsideTransaction(site: FixSite, statement: NonTransactionalStatement): FixPlan | null {
  if (!site.run.inTransaction) return plan({ edits: statement.inPlace });
  if (site.alwaysInTransaction) return null;
  if (isAlone(site)) {
    const settings = removeOthers(site);
    return settings === null
      ? null
      : joinPlans(plan({ edits: [...settings, ...statement.inPlace] }), site.optOutOfTransaction());
  }
  const later = site.statements.slice(site.index + 1).filter(({ section }) => section === site.run.section);
  const needed = later.some(({ span }) =>
    statement.provides.some(name => mentions(site.text.slice(span.start, span.end), name)),
  );
  const cut = needed ? null : cutStatement(site, site.index);
  return cut === null ? null : plan({ edits: [cut.edit], followUps: [statement.elsewhere] });
}

/**
 * True when nothing but settings and transaction words stands beside the statement. Other sections may hold one
 * statement each: an opt-out of the whole file takes no protection from them.
 */
export function isAlone(site: FixSite): boolean {
  const working = site.statements.filter(({ syntax }) => !syntax.operations.every(isSetting));
  const sections = new Set(working.map(({ section }) => section));
  return working.length === sections.size;
}

function isSetting(operation: Operation): boolean {
  return operation.kind === 'SetVariable' || operation.kind === 'TransactionControl';
}

/** Cuts out what stands beside an {@link isAlone} statement: a transaction, or a setting that ends with it. */
export function removeOthers(site: FixSite): readonly TextEdit[] | null {
  const others = [...site.statements.keys()].filter(
    index => index !== site.index && site.statements[index]?.section === site.run.section,
  );
  return cutStatements(site, others)?.edits ?? null;
}
