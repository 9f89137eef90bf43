import { findTable } from '../../catalog/catalog.ts';
import type { FollowUp } from '../../frameworks/framework.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Identifier, ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import { isStrictMode } from '../subject/sqlMode.ts';
import { batchedUpdate, singleKey } from './batchedUpdate.ts';
import { boundedFollowUp, CONTRACT_MARK, type FollowUpStyle, nonTransactionalFollowUp } from './followUps.ts';
import { quoteLike, slugOf } from './identifiers.ts';
import type { SqlWriter } from './letterCase.ts';
import { neutralValue } from './neutralValue.ts';
import { requireSteps } from './requireColumn.ts';
import { written } from './site.ts';

/** A column that is nullable for now. */
export interface ColumnToRequire {
  readonly table: ObjectName;
  readonly name: Identifier;
  readonly type: TypeReference | null;
  /** MySQL/MariaDB: the whole definition as it is to be in the end, NOT NULL included. */
  readonly requiredDefinition: string;
}

/** The migrations that fill a new nullable column and then make it NOT NULL, once the running release writes it. */
export function requireLater(
  context: OperationContext,
  style: FollowUpStyle,
  column: ColumnToRequire,
): readonly FollowUp[] {
  return context.target.engine === 'postgresql'
    ? onPostgresql(context, style, column)
    : onMysql(context, style, column);
}

function onPostgresql(
  context: OperationContext,
  style: FollowUpStyle,
  { table, name, type }: ColumnToRequire,
): FollowUp[] {
  const { site, sql } = style;
  const tableSql = written(site, table.span);
  const columnSql = written(site, name.span);
  const words = [table.name.value, name.value];
  const constraint = quoteLike(name, 'postgresql', `${table.name.value}_${name.value}_not_null`);
  const steps = requireSteps(context.target, { table: tableSql, column: columnSql, constraint }, sql);
  const value = neutralValue(type, context.target, sql);
  const backfill =
    value === null
      ? null
      : {
          table: tableSql,
          assignments: `${columnSql} = ${value}`,
          remaining: sql`${columnSql} IS NULL`,
          key: singleKey(findTable(context.before, table), style),
        };
  return [
    ...(backfill === null || value === null
      ? []
      : [
          nonTransactionalFollowUp(site, {
            slug: slugOf('backfill', ...words),
            header: [
              CONTRACT_MARK,
              `-- For after the release that writes ${columnSql}. Put the value that old rows need in place of ${value}.`,
            ],
            statements: [batchedUpdate(style, backfill)],
          }),
        ]),
    boundedFollowUp(style, {
      slug: slugOf('check', ...words),
      header: [CONTRACT_MARK],
      statements: [sql`ALTER TABLE ${tableSql} ${steps.action};`],
    }),
    boundedFollowUp(style, {
      slug: slugOf('require', ...words),
      header: [CONTRACT_MARK],
      statements: steps.later,
    }),
  ];
}

function onMysql(
  context: OperationContext,
  style: FollowUpStyle,
  { table, name, type, requiredDefinition }: ColumnToRequire,
): FollowUp[] {
  const { site, sql } = style;
  const tableSql = written(site, table.span);
  const columnSql = written(site, name.span);
  const batch = batchedUpdate(style, {
    table: tableSql,
    assignments: `${columnSql} = ${neutralValue(type, context.target, sql) ?? "''"}`,
    remaining: sql`${columnSql} IS NULL`,
    key: singleKey(findTable(context.before, table), style),
  });
  return [
    boundedFollowUp(style, {
      slug: slugOf('require', table.name.value, name.value),
      header: [
        CONTRACT_MARK,
        `-- For after the release that writes ${columnSql}. Before it, repeat until no row is changed:`,
        `--   ${batch}`,
      ],
      statements: strictly(
        context,
        sql,
        sql`ALTER TABLE ${tableSql} MODIFY ${requiredDefinition}, ALGORITHM=INPLACE, LOCK=NONE;`,
      ),
    }),
  ];
}

/** Without a strict mode MySQL wants to copy, so that it can write something else over every NULL (error 1846). */
function strictly(context: OperationContext, sql: SqlWriter, statement: string): readonly string[] {
  if (isStrictMode(context)) return [statement];
  return [
    `${sql`SET SESSION sql_mode = CONCAT(@@sql_mode, ',`}STRICT_TRANS_TABLES');`,
    statement,
    sql`SET SESSION sql_mode = DEFAULT;`,
  ];
}
