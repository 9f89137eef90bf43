import type { Engine, Target } from '../engines/engine.ts';
import type { Operation } from '../operations/operation.ts';
import type { CreateRoutine } from '../operations/routineOperations.ts';
import { hasFeature } from './fixes/availability.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { fileRule, type OperationContext } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { standsAlone } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';

export const migrationNotRerunnable = fileRule({
  metadata: {
    id: 'migration-not-rerunnable',
    title: 'A second run after a failure stops here',
    categories: ['partial-state'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['prefer-robust-stmts'],
      'postgres-language-server': ['preferRobustStmts'],
      migrationpilot: ['MP023'],
      sqle: ['00061'],
    },
  },
  *check({ statements, target }) {
    for (const statement of statements) {
      if (target.engine === 'postgresql' && statement.run.inTransaction) continue;
      for (const context of statement.operations) {
        const guard = standsAlone(context) ? guardOf(context) : null;
        if (guard === null) continue;
        yield {
          statement: statement.index,
          span: context.statement.alterTable === null ? statementHead(context) : context.operation.span,
          message: `What runs here stays when a later statement fails, and the next run stops at this ${code(operationWords(context, context.operation))}; with ${code(guard.words)} it goes on.`,
          fixes: remedies(context, [
            {
              title: `Add ${guard.words}`,
              kind: 'suggestion',
              build: ({ site, sql }) =>
                plan({
                  edits: [
                    insertAt(
                      site,
                      guard.at,
                      guard.words === 'IF EXISTS' ? sql`IF EXISTS ` : sql`IF NOT EXISTS `,
                    ),
                  ],
                }),
            },
          ]),
        };
      }
    }
  },
});

interface Guard {
  readonly words: 'IF NOT EXISTS' | 'IF EXISTS';
  /** Where it goes, counted from the statement's start. */
  readonly at: number;
}

/** Where each engine takes a guard: the manual pages of the statements, PostgreSQL 18, MySQL 9.4, MariaDB 11.8. */
const GUARDED: Readonly<Record<Engine, ReadonlySet<Operation['kind']>>> = {
  postgresql: new Set([
    'CreateTable',
    'DropTable',
    'AddColumn',
    'DropColumn',
    'CreateIndex',
    'DropIndex',
    'DropConstraint',
    'CreateSequence',
    'CreateSchema',
    'AddEnumValue',
    'CreateView',
    'CreateObject',
    'DropObject',
  ]),
  mysql: new Set([
    'CreateTable',
    'DropTable',
    'CreateSchema',
    'CreateRoutine',
    'CreateTrigger',
    'CreateObject',
    'DropObject',
  ]),
  mariadb: new Set([
    'CreateTable',
    'DropTable',
    'AddColumn',
    'DropColumn',
    'CreateIndex',
    'DropIndex',
    'DropConstraint',
    'RenameColumn',
    'ModifyColumn',
    'CreateSequence',
    'CreateSchema',
    'CreateRoutine',
    'CreateTrigger',
    'CreateObject',
    'DropObject',
  ]),
};

const GUARDED_OBJECTS: Readonly<Record<Engine, ReadonlySet<string>>> = {
  postgresql: new Set(['extension', 'foreign server', 'server', 'user mapping']),
  mysql: new Set(['user', 'role']),
  mariadb: new Set(['user', 'role']),
};

/** An event has its guard on every version. */
function canGuardRoutine(target: Target, { routineKind }: CreateRoutine): boolean {
  return routineKind === 'event' || hasFeature(target, 'routine-if-not-exists');
}

/** Null where the statement has its guard, or the engine knows none. */
function guardOf({ operation, target }: OperationContext): Guard | null {
  if (!GUARDED[target.engine].has(operation.kind)) return null;
  switch (operation.kind) {
    case 'CreateTable':
      return operation.ifNotExists || operation.orReplace || operation.persistence === 'temporary'
        ? null
        : { words: 'IF NOT EXISTS', at: operation.table.span.start };
    case 'AddColumn':
      return operation.ifNotExists ? null : { words: 'IF NOT EXISTS', at: operation.column.name.span.start };
    case 'CreateIndex':
      // A build that failed leaves an invalid index of the name; a guard would keep it.
      return operation.ifNotExists || operation.concurrently || operation.index.name === null
        ? null
        : { words: 'IF NOT EXISTS', at: operation.index.name.span.start };
    case 'CreateSequence':
      return operation.ifNotExists ? null : { words: 'IF NOT EXISTS', at: operation.sequence.span.start };
    case 'CreateSchema':
      return operation.ifNotExists ? null : { words: 'IF NOT EXISTS', at: operation.schema.span.start };
    case 'AddEnumValue':
      return operation.ifNotExists ? null : { words: 'IF NOT EXISTS', at: operation.value.span.start };
    case 'DropTable':
      return operation.ifExists ? null : { words: 'IF EXISTS', at: operation.table.span.start };
    case 'DropColumn':
      return operation.ifExists ? null : { words: 'IF EXISTS', at: operation.column.span.start };
    case 'DropIndex':
      return operation.ifExists ? null : { words: 'IF EXISTS', at: operation.index.span.start };
    case 'DropConstraint':
      return operation.ifExists || operation.name === null
        ? null
        : { words: 'IF EXISTS', at: operation.name.span.start };
    case 'RenameColumn':
      return operation.ifExists || !hasFeature(target, 'rename-column-if-exists')
        ? null
        : { words: 'IF EXISTS', at: operation.column.span.start };
    case 'ModifyColumn':
      // The same definition again does no harm; the former name is gone.
      return operation.ifExists || operation.definition.name.value === operation.column.value
        ? null
        : { words: 'IF EXISTS', at: operation.column.span.start };
    case 'CreateView':
      return operation.ifNotExists || !operation.materialized
        ? null
        : { words: 'IF NOT EXISTS', at: operation.view.span.start };
    case 'CreateRoutine':
      return operation.ifNotExists === true || operation.orReplace || !canGuardRoutine(target, operation)
        ? null
        : { words: 'IF NOT EXISTS', at: operation.routine.span.start };
    case 'CreateTrigger':
      return operation.ifNotExists === true ||
        operation.orReplace ||
        !hasFeature(target, 'routine-if-not-exists')
        ? null
        : { words: 'IF NOT EXISTS', at: operation.trigger.span.start };
    case 'CreateObject':
      return operation.ifNotExists ||
        operation.name === null ||
        !GUARDED_OBJECTS[target.engine].has(operation.objectKind)
        ? null
        : { words: 'IF NOT EXISTS', at: operation.name.span.start };
    case 'DropObject':
      return operation.ifExists || operation.table !== null
        ? null
        : { words: 'IF EXISTS', at: operation.name.span.start };
    default:
      return null;
  }
}
