import { tableAt } from '../../catalog/catalog.ts';
import type { FollowUp } from '../../frameworks/framework.ts';
import type { DropIndex } from '../../operations/objectOperations.ts';
import type { Operation } from '../../operations/operation.ts';
import { shiftSpan, textOf } from '../../text/span.ts';
import type { FixPlan, FixSite } from '../rule.ts';
import type { DraftedDrop } from '../subject/dropsUnderOneLock.ts';
import { mentions } from '../subject/words.ts';
import { type FollowUpStyle, nonTransactionalFollowUp } from './followUps.ts';
import { slugOf } from './identifiers.ts';
import { cutStatements } from './moveStatement.ts';
import { joinPlans, plan } from './site.ts';

/** A statement of the file that drops indexes, one or a list. */
export interface DroppingStatement {
  readonly index: number;
  readonly sql: string;
  readonly drops: readonly DropIndex[];
}

/**
 * The statements of the drops of one table's indexes; null when one of them has no concurrent form: CASCADE, the body of a
 * block, an index of a partitioned table. A list belongs to the table of its first index.
 */
export function droppingStatements(group: readonly DraftedDrop[]): readonly DroppingStatement[] | null {
  const found: DroppingStatement[] = [];
  for (const { change, draft } of group) {
    const { operation, statement, sql, before } = change.context;
    const drops = statement.operations.filter(other => other.kind === 'DropIndex');
    const isPartitioned = draft.table !== undefined && tableAt(before, draft.table)?.partitioning != null;
    if (isPartitioned || drops.length === 0 || drops.some(({ cascade }) => cascade)) return null;
    if (drops[0] === operation) found.push({ index: draft.statement, sql, drops });
  }
  return found;
}

/** `index`: its name as written. */
export function concurrentDrop({ sql }: FollowUpStyle, { ifExists }: DropIndex, index: string): string {
  return ifExists ? sql`DROP INDEX CONCURRENTLY IF EXISTS ${index};` : sql`DROP INDEX CONCURRENTLY ${index};`;
}

/**
 * Only one index can be dropped concurrently in one statement, and none in a transaction: each goes to a migration of its
 * own, but for the first one of a file that does nothing else. Null when a later statement names one of them: the lock is
 * taken for that one anyway.
 */
export function dropEachConcurrently(
  style: FollowUpStyle,
  statements: readonly DroppingStatement[],
): FixPlan | null {
  const { site } = style;
  const [kept] = statements;
  const drops = concurrentDrops(style, statements);
  const [first, ...others] = drops ?? [];
  if (kept === undefined || first === undefined) return null;
  if (!site.run.inTransaction) {
    const texts = [first, ...others].map(({ text }) => text);
    return statements.length > 1
      ? null
      : plan({ edits: [replaceStatement(site, kept, texts.join(site.newline))] });
  }
  if (site.alwaysInTransaction || statements.some(statement => isNeeded(site, statement))) return null;
  if (!isAllThatIsDone(site, statements)) {
    const cut = cutStatements(
      site,
      statements.map(({ index }) => index),
    );
    return cut === null
      ? null
      : plan({ edits: cut.edits, followUps: [first, ...others].map(ofItsOwn(site)) });
  }
  const beside = [...site.statements.keys()].filter(
    index => index !== kept.index && site.statements[index]?.section === site.run.section,
  );
  const cut = cutStatements(site, beside);
  if (cut === null) return null;
  const edits = [...cut.edits, replaceStatement(site, kept, first.text)];
  return joinPlans(plan({ edits, followUps: others.map(ofItsOwn(site)) }), site.optOutOfTransaction());
}

interface ConcurrentDrop {
  readonly name: string;
  /** With `;`. */
  readonly text: string;
}

function ofItsOwn(site: FixSite): (drop: ConcurrentDrop) => FollowUp {
  return ({ name, text }) =>
    nonTransactionalFollowUp(site, { slug: slugOf('drop', name), statements: [text] });
}

/** One for each index; null when the file has something else there, such as a placeholder. */
function concurrentDrops(
  style: FollowUpStyle,
  statements: readonly DroppingStatement[],
): readonly ConcurrentDrop[] | null {
  const { site } = style;
  const found: ConcurrentDrop[] = [];
  for (const { index, sql, drops } of statements) {
    const statement = site.statements[index];
    if (statement === undefined || statement.span.end - statement.span.start !== sql.length) return null;
    for (const drop of drops) {
      const name = textOf(site.text, shiftSpan(drop.index.span, statement.span.start));
      if (name !== textOf(sql, drop.index.span)) return null;
      found.push({ name: drop.index.name.value, text: concurrentDrop(style, drop, name) });
    }
  }
  return found;
}

function replaceStatement(
  site: FixSite,
  { index }: DroppingStatement,
  text: string,
): FixPlan['edits'][number] {
  const statement = site.statements[index];
  const place = statement?.span ?? site.statement;
  return { span: place, newText: statement?.terminator == null ? text : text.slice(0, -1) };
}

/** A later statement names one of its indexes, such as one that makes it again, or may take it along. */
function isNeeded(site: FixSite, { index, drops }: DroppingStatement): boolean {
  return site.statements
    .slice(index + 1)
    .filter(({ section }) => section === site.run.section)
    .some(
      ({ span, syntax }) =>
        syntax.operations.some(takesIndexesAlong) ||
        drops.some(drop => mentions(textOf(site.text, span), drop.index.name.value)),
    );
}

/** An index goes with its table, and with any of its columns; whose it is, nobody may know. */
export function takesIndexesAlong({ kind }: Operation): boolean {
  return kind === 'DropColumn' || kind === 'DropTable';
}

/** Nothing but settings and transaction words stands beside them; other sections hold one statement each at most. */
function isAllThatIsDone(site: FixSite, statements: readonly DroppingStatement[]): boolean {
  const working = site.statements
    .map(({ syntax, section }, index) => ({ section, index, isSetting: syntax.operations.every(isSetting) }))
    .filter(({ isSetting: setting }) => !setting);
  const others = working.filter(({ section }) => section !== site.run.section);
  return (
    new Set(others.map(({ section }) => section)).size === others.length &&
    working.every(
      ({ section, index }) =>
        section !== site.run.section || statements.some(statement => statement.index === index),
    )
  );
}

function isSetting(operation: Operation): boolean {
  return operation.kind === 'SetVariable' || operation.kind === 'TransactionControl';
}
