import type { ObjectName } from '../operations/names.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
} from './rule.ts';
import { standsAlone } from './subject/relations.ts';
import { clearedBy, goneBy, madeBy } from './subject/secondRun.ts';
import { statementHead } from './subject/statementHead.ts';
import { headThrough } from './subject/words.ts';

export const repeatableMigrationNotRerunnable = fileRule({
  metadata: {
    id: 'repeatable-migration-not-rerunnable',
    title: 'Repeatable file fails on its second run',
    categories: ['fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: { migrationpilot: ['MP023'] },
  },
  *check({ statements }) {
    // Liquibase runs a changeset again by itself.
    for (const section of new Set(statements.map(({ run }) => run.section)))
      yield* checkUnit(statements.filter(({ run }) => run.repeatable && run.section === section));
  },
});

function* checkUnit(statements: readonly ReviewedStatement[]): Generator<FileFindingDraft> {
  if (statements.length === 0) return;
  const madeSomewhere = new Set(
    statements.flatMap(({ operations }) =>
      operations.flatMap(({ operation }) => madeBy(operation)?.key ?? []),
    ),
  );
  const cleared = new Set<string>();
  for (const { index, operations } of statements) {
    for (const context of operations) {
      const { operation } = context;
      for (const name of clearedBy(operation)) cleared.add(name);
      if (!standsAlone(context)) continue;
      const gone = goneBy(operation);
      // What the same run makes again is there for the next one.
      if (gone !== null && !madeSomewhere.has(gone.key)) yield finding(context, index, gone.message);
      const made = madeBy(operation);
      if (made === null) continue;
      const isClear = [made.key, ...made.alsoClearedBy].some(key => cleared.has(key));
      // A table that this file makes anew takes its indexes and columns along.
      cleared.add(made.key);
      if (!isClear) yield finding(context, index, made.message);
    }
  }
}

function finding(context: OperationContext, statement: number, message: string): FileFindingDraft {
  return {
    statement,
    span: isAction(context) ? context.operation.span : statementHead(context),
    message,
    fixes: fixesOf(context),
  };
}

/** One of several actions that an ALTER TABLE may have. */
function isAction({ operation: { kind } }: OperationContext): boolean {
  return (
    kind === 'AddColumn' || kind === 'DropColumn' || kind === 'RenameColumn' || kind === 'DropConstraint'
  );
}

function fixesOf(context: OperationContext): FixDraft[] {
  const { operation, target } = context;
  const isPostgresql = target.engine === 'postgresql';
  if (operation.kind === 'CreateView' && !operation.materialized) return [orReplace(context)];
  if (operation.kind === 'CreateRoutine' && operation.routineKind !== 'aggregate') {
    if (target.engine !== 'mysql') return [orReplace(context)];
    return [dropFirst(operation.routineKind, operation.routine)];
  }
  if (operation.kind === 'CreateTrigger' && !isPostgresql)
    return [dropFirst('trigger', { schema: null, name: operation.trigger, span: operation.trigger.span })];
  return [];
}

function orReplace({ operation, sql, target }: OperationContext): FixDraft {
  return {
    title: 'Write CREATE OR REPLACE',
    kind: 'safe',
    build(site) {
      const create = headThrough(sql, target.engine, operation.span, ['create']);
      return plan({ edits: [insertAt(site, create.end, sqlWriter(statementText(site))` OR REPLACE`)] });
    },
  };
}

function dropFirst(kind: string, name: ObjectName): FixDraft {
  return {
    title: `Drop the ${kind} first`,
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const word = sql`DROP` === 'DROP' ? kind.toUpperCase() : kind;
      // Under another delimiter a drop with a semicolon would belong to the statement.
      const end =
        site.terminator === null ? ';' : site.text.slice(site.terminator.start, site.terminator.end);
      return plan({
        edits: [
          insertAt(
            site,
            0,
            `${sql`DROP ${word} IF EXISTS ${written(site, name.span)}`}${end}${site.newline}`,
          ),
        ],
      });
    },
  };
}
