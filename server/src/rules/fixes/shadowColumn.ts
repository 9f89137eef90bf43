import type { FollowUp } from '../../frameworks/framework.ts';
import type { FixPlan } from '../rule.ts';
import { batchedUpdate } from './batchedUpdate.ts';
import { boundedFollowUp, CONTRACT_MARK, type FollowUpStyle, nonTransactionalFollowUp } from './followUps.ts';
import { slugOf } from './identifiers.ts';
import { plan } from './site.ts';

/** A column that takes the place of another one while both releases run. Names and types in SQL as they are to be written. */
export interface ShadowColumn {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  /** The old column's value as the new column wants it. */
  readonly converted: string;
  /** The name of a trigger and its function, as SQL, with a suffix. */
  readonly trigger: (suffix: string) => string;
  /** Column of the primary key, if it has one column. */
  readonly key: string | null;
  /** Words for file names: table and old column. */
  readonly words: readonly [string, string];
}

/** Replaces the statement by the new column that follows the old one and is followed by it; the rest goes to later migrations. */
export function shadowColumn(style: FollowUpStyle, column: ShadowColumn): FixPlan {
  return style.engine === 'postgresql' ? onPostgresql(style, column) : onMysql(style, column);
}

function lines(style: FollowUpStyle, text: string): string {
  return text.replaceAll('\n', style.site.newline);
}

function onPostgresql(style: FollowUpStyle, column: ShadowColumn): FixPlan {
  const { site, sql } = style;
  const { table, from, to, type } = column;
  const trigger = column.trigger('');
  const now = sql`ALTER TABLE ${table} ADD COLUMN ${to} ${type};

CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.${to} := COALESCE(NEW.${to}, NEW.${from});
    NEW.${from} := COALESCE(NEW.${from}, NEW.${to});
  ELSIF NEW.${from} IS DISTINCT FROM OLD.${from} THEN
    NEW.${to} := NEW.${from};
  ELSIF NEW.${to} IS DISTINCT FROM OLD.${to} THEN
    NEW.${from} := NEW.${to};
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${trigger}()`;
  const backfill = nonTransactionalFollowUp(site, {
    slug: slugOf('backfill', column.words[0], to),
    statements: [
      batchedUpdate(style, {
        table,
        assignments: `${to} = ${column.converted}`,
        remaining: sql`${to} IS NULL AND ${from} IS NOT NULL`,
        key: column.key,
      }),
    ],
  });
  const drop = dropOldColumn(style, column, [
    sql`DROP TRIGGER ${trigger} ON ${table};`,
    sql`DROP FUNCTION ${trigger}();`,
  ]);
  return plan({
    edits: [{ span: site.statement, newText: lines(style, terminated(style, now)) }],
    followUps: [backfill, drop],
  });
}

function onMysql(style: FollowUpStyle, column: ShadowColumn): FixPlan {
  const { site, sql } = style;
  const { table, from, to, type, trigger } = column;
  const insert = trigger('_insert');
  const update = trigger('_update');
  const batch = batchedUpdate(style, {
    table,
    assignments: `${to} = ${column.converted}`,
    remaining: sql`${to} IS NULL AND ${from} IS NOT NULL`,
    key: column.key,
  });
  return plan({
    edits: [
      {
        span: site.statement,
        newText: terminated(style, sql`ALTER TABLE ${table} ADD COLUMN ${to} ${type} NULL`),
      },
    ],
    followUps: [
      boundedFollowUp(style, {
        slug: slugOf('sync', column.words[0], to, 'on_insert'),
        statements: [
          sql`CREATE TRIGGER ${insert} BEFORE INSERT ON ${table} FOR EACH ROW SET NEW.${to} = COALESCE(NEW.${to}, NEW.${from}), NEW.${from} = COALESCE(NEW.${from}, NEW.${to});`,
        ],
      }),
      boundedFollowUp(style, {
        slug: slugOf('sync', column.words[0], to, 'on_update'),
        statements: [
          sql`CREATE TRIGGER ${update} BEFORE UPDATE ON ${table} FOR EACH ROW SET NEW.${to} = IF(NOT (NEW.${from} <=> OLD.${from}), NEW.${from}, NEW.${to}), NEW.${from} = IF(NOT (NEW.${to} <=> OLD.${to}), NEW.${to}, NEW.${from});`,
        ],
      }),
      dropOldColumn(
        style,
        column,
        [sql`DROP TRIGGER ${insert};`, sql`DROP TRIGGER ${update};`],
        `-- Before it, repeat until no row is changed: ${batch}`,
      ),
    ],
  });
}

function dropOldColumn(
  style: FollowUpStyle,
  { table, from, to, words }: ShadowColumn,
  statements: readonly string[],
  ...header: readonly string[]
): FollowUp {
  return boundedFollowUp(style, {
    slug: slugOf('drop', ...words),
    header: [
      CONTRACT_MARK,
      `-- For after the release that uses ${to} only; by then it needs the indexes and constraints of ${from}.`,
      ...header,
    ],
    statements: [...statements, style.sql`ALTER TABLE ${table} DROP COLUMN ${from};`],
  });
}

/** The file's own terminator follows the replaced statement, when it has one. */
function terminated({ site }: FollowUpStyle, statement: string): string {
  return site.terminator === null ? `${statement};` : statement;
}
