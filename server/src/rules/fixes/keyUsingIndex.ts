import { findColumn, findTable } from '../../catalog/catalog.ts';
import type { FollowUp } from '../../frameworks/framework.ts';
import type { ForeignKeyTarget } from '../../operations/columns.ts';
import type { TableConstraint } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { AddConstraint } from '../../operations/tableOperations.ts';
import type { FixPlan, FixSite, OperationContext } from '../rule.ts';
import { mentions } from '../subject/words.ts';
import { actionPlace, isOnlyAction, removeAction } from './alterActions.ts';
import { isAlone, removeOthers } from './concurrently.ts';
import { boundedFollowUp, type FollowUpStyle, nonTransactionalFollowUp } from './followUps.ts';
import { quoteLike, slugOf } from './identifiers.ts';
import { cutStatement } from './moveStatement.ts';
import { requireSteps } from './requireColumn.ts';
import { joinPlans, plan, written } from './site.ts';

type Key = Extract<TableConstraint, { readonly kind: 'primary-key' | 'unique' }>;

export interface KeyToAdd {
  readonly operation: AddConstraint;
  readonly constraint: Key;
  /** The name that the constraint gets, written or not. */
  readonly name: string;
}

/**
 * PostgreSQL: a unique or primary key in steps that close the table for a moment only. The index is built concurrently
 * in a migration of its own, a later one makes it the constraint. Null when the file goes on to use the constraint, or
 * makes foreign keys that need it, or dropped the key that it takes the place of: the table would have none in between.
 */
export function keyUsingIndex(
  context: OperationContext,
  style: FollowUpStyle,
  { operation, constraint, name }: KeyToAdd,
): FixPlan | null {
  const { site, sql } = style;
  const { table } = operation;
  const later = site.statements.slice(site.index + 1);
  if (later.some(statement => mentions(site.text.slice(statement.span.start, statement.span.end), name)))
    return null;
  if (takesPlaceOfAnother(site, operation, constraint, name) || isReferredTo(site, table)) return null;
  const tableSql = written(site, table.span);
  const nameSql =
    constraint.name === null
      ? quoteLike(table.name, 'postgresql', name)
      : written(site, constraint.name.span);
  const columns = constraint.parts.map(part => written(site, part.span)).join(', ');
  const words = [table.name.value, ...constraint.parts.map(part => part.column?.value ?? '')];
  const index = sql`CREATE UNIQUE INDEX CONCURRENTLY ${nameSql} ON ${tableSql} (${columns})${includeClause(style, constraint)}${nullsClause(style, constraint)};`;
  const kind = constraint.kind === 'unique' ? sql`UNIQUE` : sql`PRIMARY KEY`;
  const attach = sql`ALTER TABLE ${tableSql} ADD CONSTRAINT ${nameSql} ${kind} USING INDEX ${nameSql}${deferClause(style, constraint)};`;
  const nullable =
    constraint.kind === 'primary-key' ? requireColumns(context, style, { operation, constraint, name }) : [];
  const followUps: FollowUp[] = [
    ...nullable,
    boundedFollowUp(style, {
      slug: slugOf(
        constraint.kind === 'unique' ? 'constraint' : 'pkey',
        ...(constraint.kind === 'unique' ? words : [table.name.value]),
      ),
      statements: [attach],
    }),
  ];
  const slug = slugOf('index', ...words);
  if (isOnlyAction(context.statement, operation.span)) {
    if (!isAlone(site)) {
      const cut = cutStatement(site, site.index);
      return cut === null
        ? null
        : plan({
            edits: [cut.edit],
            followUps: [nonTransactionalFollowUp(site, { slug, statements: [index] }), ...followUps],
          });
    }
    return inPlace(style, index, followUps);
  }
  const place = actionPlace(context.statement, operation.span);
  if (place === null) return null;
  return plan({
    edits: [removeAction(site, place)],
    followUps: [nonTransactionalFollowUp(site, { slug, statements: [index] }), ...followUps],
  });
}

/** Whether a later statement of the file makes a foreign key to the table. */
export function isReferredTo({ statements, index }: FixSite, { name }: ObjectName): boolean {
  const isMeant = (target: ForeignKeyTarget | null | undefined): boolean =>
    target?.table.name.value === name.value;
  const isKey = (constraint: TableConstraint): boolean =>
    constraint.kind === 'foreign-key' && isMeant(constraint.target);
  return statements.slice(index + 1).some(({ syntax }) =>
    syntax.operations.some(operation => {
      switch (operation.kind) {
        case 'AddConstraint':
          return isKey(operation.constraint);
        case 'AddColumn':
          return isMeant(operation.column.references?.value);
        case 'CreateTable':
          return (
            operation.constraints.some(isKey) ||
            operation.columns.some(column => isMeant(column.references?.value))
          );
        default:
          return false;
      }
    }),
  );
}

function takesPlaceOfAnother(site: FixSite, { table }: AddConstraint, { kind }: Key, name: string): boolean {
  return site.statements
    .slice(0, site.index + 1)
    .some(({ syntax }) =>
      syntax.operations.some(
        other =>
          other.kind === 'DropConstraint' &&
          other.table.name.value === table.name.value &&
          (kind === 'primary-key' || other.name?.value === name),
      ),
    );
}

/** A file with nothing else in it becomes the one that builds the index. */
export function inPlace(
  { site }: FollowUpStyle,
  index: string,
  followUps: readonly FollowUp[],
): FixPlan | null {
  if (site.alwaysInTransaction) return null;
  const others = removeOthers(site);
  if (others === null) return null;
  const optOut = site.run.inTransaction ? site.optOutOfTransaction() : null;
  const newText = site.terminator === null ? index : index.slice(0, -1);
  return joinPlans(plan({ edits: [...others, { span: site.statement, newText }], followUps }), optOut);
}

export function includeClause({ site, sql }: FollowUpStyle, { include }: Key): string {
  return include.length === 0
    ? ''
    : sql` INCLUDE (${include.map(column => written(site, column.span)).join(', ')})`;
}

function nullsClause({ sql }: FollowUpStyle, { nullsNotDistinct }: Key): string {
  return nullsNotDistinct ? sql` NULLS NOT DISTINCT` : '';
}

export function deferClause({ sql }: FollowUpStyle, { deferrable, initiallyDeferred }: Key): string {
  if (!deferrable) return '';
  return initiallyDeferred ? sql` DEFERRABLE INITIALLY DEFERRED` : sql` DEFERRABLE`;
}

/** A primary key scans for NULLs unless its columns are NOT NULL before. */
export function requireColumns(
  context: OperationContext,
  style: FollowUpStyle,
  { operation, constraint }: KeyToAdd,
): FollowUp[] {
  const { site, sql } = style;
  const { table } = operation;
  const known = findTable(context.before, table);
  return constraint.parts.flatMap(({ column }) => {
    if (column === null || findColumn(context.before, known, column)?.notNull === true) return [];
    const steps = requireSteps(
      context.target,
      {
        table: written(site, table.span),
        column: written(site, column.span),
        constraint: quoteLike(column, 'postgresql', `${table.name.value}_${column.value}_not_null`),
      },
      sql,
    );
    if (!steps.endsNotNull) return [];
    const words = [table.name.value, column.value];
    return [
      boundedFollowUp(style, {
        slug: slugOf('check', ...words),
        statements: [sql`ALTER TABLE ${written(site, table.span)} ${steps.action};`],
      }),
      boundedFollowUp(style, { slug: slugOf('require', ...words), statements: steps.later }),
    ];
  });
}
