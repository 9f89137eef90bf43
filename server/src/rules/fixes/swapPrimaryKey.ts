import type { Operation } from '../../operations/operation.ts';
import type { FixPlan, FixSite, OperationContext } from '../rule.ts';
import { mentions } from '../subject/words.ts';
import { boundedFollowUp, type FollowUpStyle, nonTransactionalFollowUp } from './followUps.ts';
import { quoteLike, slugOf } from './identifiers.ts';
import {
  deferClause,
  includeClause,
  inPlace,
  isReferredTo,
  type KeyToAdd,
  requireColumns,
} from './keyUsingIndex.ts';
import { cutStatements } from './moveStatement.ts';
import { plan, statementText, written } from './site.ts';

/**
 * PostgreSQL: a primary key in the place of one that the file drops before it, or in the same statement. The index of the
 * new key is built concurrently while the old key is still there; a later migration swaps them in a moment. Null when
 * other statements of the file stand in the way: the swap runs after all of them.
 */
export function swapPrimaryKey(
  context: OperationContext,
  style: FollowUpStyle,
  key: KeyToAdd,
): FixPlan | null {
  const { site, sql } = style;
  const { constraint, name, operation } = key;
  const { table } = operation;
  const moved = statementsOfSwap(site, key);
  if (moved === null || isReferredTo(site, table)) return null;
  const cut = cutStatements(site, moved);
  const own = cut?.texts.at(-1);
  if (cut === null || own === undefined) return null;

  const indexSql = quoteLike(table.name, 'postgresql', `${name}_new`);
  const nameSql =
    constraint.name === null
      ? quoteLike(table.name, 'postgresql', name)
      : written(site, constraint.name.span);
  const columns = constraint.parts.map(part => written(site, part.span)).join(', ');
  const index = sql`CREATE UNIQUE INDEX CONCURRENTLY ${indexSql} ON ${written(site, table.span)} (${columns})${includeClause(style, constraint)};`;
  const statement = statementText(site);
  const attached = `${statement.slice(0, constraint.span.start)}${sql`CONSTRAINT ${nameSql} PRIMARY KEY USING INDEX ${indexSql}`}${deferClause(style, constraint)}${statement.slice(constraint.span.end)}`;
  const followUps = [
    ...requireColumns(context, style, key),
    boundedFollowUp(style, {
      slug: slugOf('pkey', table.name.value),
      statements: [...cut.texts.slice(0, -1), own.replace(statement, () => attached)],
    }),
  ];
  if (isAllWork(site, moved)) return inPlace(style, index, followUps);
  const words = [table.name.value, ...constraint.parts.map(part => part.column?.value ?? '')];
  return plan({
    edits: cut.edits,
    followUps: [
      nonTransactionalFollowUp(site, { slug: slugOf('index', ...words), statements: [index] }),
      ...followUps,
    ],
  });
}

/** From the DROP CONSTRAINT to the new key, what is about the table; null when it does not come in one piece. */
function statementsOfSwap(site: FixSite, { operation, constraint }: KeyToAdd): readonly number[] | null {
  const { table } = operation;
  const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
  const text = (at: number): string => {
    const place = site.statements[at]?.span;
    return place === undefined ? '' : site.text.slice(place.start, place.end);
  };
  const isOfTable = (other: Operation): boolean =>
    'table' in other && other.table !== null && other.table.name.value === table.name.value;
  const drops = (at: number): boolean =>
    site.statements[at]?.syntax.operations.some(
      other => other.kind === 'DropConstraint' && isOfTable(other),
    ) === true;
  const first = [...site.statements.keys()].slice(0, site.index + 1).find(drops);
  if (first === undefined) return null;
  const moved: number[] = [];
  for (const [at, { syntax, section }] of site.statements.entries()) {
    if (at < first || section !== site.run.section) continue;
    const isOwn = at === site.index;
    if (!syntax.operations.some(isOfTable)) {
      if (mentions(text(at), table.name.value)) return null;
      continue;
    }
    // What comes later was written for the new key; what makes its columns has to come before its index.
    if (at > site.index || syntax.alterTable === null) return null;
    const others = syntax.operations.filter(other => !(isOwn && other.span.start === operation.span.start));
    if (!others.every(other => KEPT_TOGETHER.has(other.kind))) return null;
    if (!isOwn && columns.some(column => mentions(text(at), column))) return null;
    moved.push(at);
  }
  return moved.at(-1) === site.index ? moved : null;
}

/** Changes that can wait for the swap with the old key. */
const KEPT_TOGETHER: ReadonlySet<Operation['kind']> = new Set(['DropConstraint', 'DropColumn']);

function isAllWork(site: FixSite, moved: readonly number[]): boolean {
  return site.statements.every(
    ({ syntax, section }, at) =>
      section !== site.run.section ||
      moved.includes(at) ||
      syntax.operations.every(({ kind }) => kind === 'SetVariable' || kind === 'TransactionControl'),
  );
}
