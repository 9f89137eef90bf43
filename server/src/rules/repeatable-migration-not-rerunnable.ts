import { displayName, type ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText, written } from './fixes/site.ts';
import { type FileFindingDraft, type FixDraft, fileRule, type OperationContext } from './rule.ts';
import { standsAlone } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';
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
  *check({ file, statements }) {
    if (!file.repeatable) return;
    const cleared = new Set<string>();
    for (const { index, operations } of statements) {
      for (const context of operations) {
        const { operation } = context;
        for (const name of clearedBy(operation)) cleared.add(name);
        const made = madeBy(operation);
        if (made === null || !standsAlone(context)) continue;
        const isClear = [made.key, ...made.alsoClearedBy].some(key => cleared.has(key));
        // A table that this file makes anew takes its indexes and columns along.
        cleared.add(made.key);
        if (!isClear) yield finding(context, index, made);
      }
    }
  },
});

interface Made {
  /** `view v`, for comparing. */
  readonly key: string;
  readonly alsoClearedBy: readonly string[];
  readonly message: string;
}

function keyOf(kind: string, name: ObjectName): string {
  return `${kind} ${name.name.value.toLowerCase()}`;
}

function exists(kind: string, name: ObjectName, alsoClearedBy: readonly string[] = []): Made {
  return {
    key: keyOf(kind, name),
    alsoClearedBy,
    message: `This repeatable migration fails when it runs a second time: ${kind} ${code(displayName(name))} already exists.`,
  };
}

/** What the statement makes and a second run finds in the way. */
function madeBy(operation: Operation): Made | null {
  if ('ifNotExists' in operation && operation.ifNotExists === true) return null;
  if ('orReplace' in operation && operation.orReplace) return null;
  switch (operation.kind) {
    case 'CreateTable':
      return operation.persistence === 'temporary' ? null : exists('table', operation.table);
    case 'CreateView':
      return operation.temporary ? null : exists('view', operation.view);
    case 'CreateRoutine':
      return exists(operation.routineKind, operation.routine, [keyOf('routine', operation.routine)]);
    case 'CreateTrigger': {
      const name = { schema: null, name: operation.trigger, span: operation.trigger.span };
      return exists('trigger', name, [keyOf('table', operation.table)]);
    }
    case 'CreateType':
      return exists('type', operation.type);
    case 'CreateSequence':
      return exists('sequence', operation.sequence);
    case 'CreateIndex':
      return operation.index.name === null
        ? null
        : exists('index', operation.index.name, [keyOf('table', operation.table)]);
    case 'AddColumn': {
      const name = { schema: null, name: operation.column.name, span: operation.column.name.span };
      return exists('column', name, [keyOf('table', operation.table)]);
    }
    case 'AddConstraint': {
      const { name } = operation.constraint;
      if (name === null) return null;
      return exists('constraint', { schema: null, name, span: name.span }, [keyOf('table', operation.table)]);
    }
    case 'Insert':
      return doublesRows(operation)
        ? {
            key: keyOf('rows', operation.table),
            alsoClearedBy: [keyOf('table', operation.table)],
            message: `This repeatable migration inserts its rows into ${code(displayName(operation.table))} again each time it runs: they stop it at a key, or are there twice.`,
          }
        : null;
    default:
      return null;
  }
}

/** A query that looks at the table itself asks what is there already. */
function doublesRows(operation: Extract<Operation, { readonly kind: 'Insert' }>): boolean {
  const target = operation.table.name.value.toLowerCase();
  return (
    operation.onConflict === 'none' &&
    operation.source !== 'select' &&
    !operation.reads.some(({ name }) => name.value.toLowerCase() === target)
  );
}

function clearedBy(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'DropTable':
      return [keyOf('table', operation.table), keyOf('rows', operation.table)];
    case 'DropIndex':
      return [keyOf('index', operation.index)];
    case 'DropObject': {
      const kind = operation.objectKind === 'materialized view' ? 'view' : operation.objectKind;
      // DROP FUNCTION takes any signature of the name for this purpose.
      return [
        keyOf(kind, operation.name),
        ...(kind === 'function' ? [keyOf('routine', operation.name)] : []),
      ];
    }
    case 'DropColumn':
      return [`column ${operation.column.value.toLowerCase()}`];
    case 'DropConstraint':
      return operation.name === null ? [] : [`constraint ${operation.name.value.toLowerCase()}`];
    case 'Delete':
    case 'Truncate':
      return [keyOf('rows', operation.table)];
    default:
      return [];
  }
}

function finding(context: OperationContext, statement: number, { message }: Made): FileFindingDraft {
  return {
    statement,
    span: context.operation.kind === 'AddColumn' ? context.operation.span : statementHead(context),
    message,
    fixes: fixesOf(context),
  };
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
