import { findColumn, nameKey } from '../catalog/catalog.ts';
import { displayName, type Identifier, type ObjectName } from '../operations/names.ts';
import type { AlterDomain } from '../operations/objectOperations.ts';
import type { ModifyColumn } from '../operations/tableOperations.ts';
import { type Span, span } from '../text/span.ts';
import { hasFeature } from './fixes/availability.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { quoteLike, slugOf } from './fixes/identifiers.ts';
import { notValidNow } from './fixes/notValid.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { requireSteps } from './fixes/requireColumn.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { failsAnyway } from './subject/failsAnyway.ts';
import { isFilledAbove } from './subject/filledRows.ts';
import { existingRelation } from './subject/relations.ts';
import { isStrictMode } from './subject/sqlMode.ts';
import { hasUnseenProof } from './subject/unseenProof.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const setNotNullScansTable = fileRule({
  metadata: {
    id: 'set-not-null-scans-table',
    title: 'SET NOT NULL scans under a strong lock',
    categories: ['locking', 'fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['adding-not-nullable-field'],
      'postgres-language-server': ['addingNotNullField'],
      eugene: ['E2'],
      pgfence: ['alter-column-set-not-null'],
      strong_migrations: ['change_column_null'],
      migrationpilot: ['MP002', 'MP018', 'MP081'],
      atlas: ['PG303', 'MF104'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(requiring)) {
      if (failsAnyway(reviewed, change) || hasUnseenProof(reviewed, change)) continue;
      const { operation } = change.context;
      if (operation.kind === 'ModifyColumn' && isEachFilled(reviewed, change)) {
        const statement = change.statement.index;
        for (const draft of modified(change.context, operation, 'filled')) yield { ...draft, statement };
      } else yield* drafts;
    }
  },
});

/** True where no column that the statement makes NOT NULL holds a NULL: the finding speaks for all of them. */
function isEachFilled(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  return change.statement.operations.every(context => {
    const { operation } = context;
    return (
      operation.kind !== 'ModifyColumn' ||
      [...modified(context, operation, 'unknown')].length === 0 ||
      isFilledAbove(reviewed, change, { table: operation.table, column: operation.column.value })
    );
  });
}

const requiring = draftsOfKinds(
  ['SetNotNull', 'AddConstraint', 'ModifyColumn', 'AlterDomain'],
  requiredColumns,
);

function requiredColumns(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (note === null || note.refusal !== null) return [];
  switch (operation.kind) {
    case 'SetNotNull':
      return scanned(
        context,
        operation.table,
        operation.column,
        setNotNullSpan(context, operation.span),
        oneStatementRemedies(context, operation.table, operation.column, operation.span),
      );
    case 'AddConstraint': {
      const { constraint, table } = operation;
      if (constraint.kind !== 'not-null' || constraint.notValid !== null) return [];
      const name = constraint.name?.value ?? `${table.name.value}_${constraint.column.value}_not_null`;
      return scanned(context, table, constraint.column, constraint.span, [
        {
          title: 'Add it NOT VALID now, validate it in a later migration',
          kind: 'safe',
          names: [table.name, constraint.column],
          build: style => notValidNow(style, table, constraint, name),
        },
      ]);
    }
    case 'ModifyColumn':
      return modified(context, operation, 'unknown');
    case 'AlterDomain':
      return domainNotNull(context, operation);
    default:
      return [];
  }
}

function setNotNullSpan(context: OperationContext, action: Span): Span {
  return findPhrase(context.sql, 'postgresql', action, ['set', 'not', 'null']) ?? action;
}

function* scanned(
  context: OperationContext,
  table: ObjectName,
  column: Identifier,
  where: Span,
  list: readonly Remedy[],
): Generator<FindingDraft> {
  const { note } = context;
  const existing = existingRelation(context, table);
  if (existing === null || note === null || !note.scansTable || !note.blocksWrites) return;
  if (findColumn(context.before, existing.table, column)?.notNull === true) return;
  yield {
    span: where,
    message: withDoubt(
      existing,
      `${code('SET NOT NULL')} on ${columnCode(table, column.value)} reads all of ${existing.label} while every query waits.`,
    ),
    table: existing.key,
    sharedWork: { kind: 'scan', part: code(column.value) },
    fixes: remedies(context, list),
  };
}

function oneStatementRemedies(
  context: OperationContext,
  table: ObjectName,
  column: Identifier,
  action: Span,
): Remedy[] {
  const endsNotNull = hasFeature(context.target, 'check-proves-not-null');
  return [
    {
      title: endsNotNull
        ? 'Prove it with a check first, require it in a later migration'
        : 'Keep a validated check instead of NOT NULL',
      kind: endsNotNull ? 'safe' : 'suggestion',
      names: [table.name, column],
      build(style) {
        const { site, sql } = style;
        const steps = requireSteps(
          context.target,
          {
            table: written(site, table.span),
            column: written(site, column.span),
            constraint: quoteLike(column, 'postgresql', `${table.name.value}_${column.value}_not_null`),
          },
          sql,
        );
        return plan({
          edits: [replaceAt(site, action, steps.action)],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('require', table.name.value, column.value),
              statements: steps.later,
            }),
          ],
        });
      },
    },
  ];
}

/** MySQL/MariaDB: NULL becomes NOT NULL with everything else restated. */
function* modified(
  context: OperationContext,
  operation: ModifyColumn,
  rows: 'filled' | 'unknown',
): Generator<FindingDraft> {
  const { definition, table } = operation;
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, operation.column);
  if (
    existing === null ||
    column === undefined ||
    column.notNull ||
    definition.nullable?.value !== false ||
    context.note?.rewritesTable !== true
  )
    return;
  const strict = isStrictMode(context);
  const name = columnCode(table, operation.column.value);
  yield {
    span: definition.nullable.span,
    severity: strict ? 'info' : 'warning',
    message: requireMessage({
      name,
      table: existing.label,
      strict,
      rows,
      writes: context.note.blocksWrites ? 'wait' : 'go on',
    }),
    table: existing.key,
    sharedWork: { kind: strict ? 'rebuild' : 'copy', part: code(operation.column.value) },
    fixes: remedies(context, strict ? [] : [strictFirst(span(0, context.sql.length))]),
  };
}

interface Requirement {
  readonly name: string;
  readonly table: string;
  readonly strict: boolean;
  readonly rows: 'filled' | 'unknown';
  readonly writes: 'wait' | 'go on';
}

function requireMessage({ name, table, strict, rows, writes }: Requirement): string {
  if (rows === 'filled') {
    const required = `Making ${name} NOT NULL${strict ? '' : ' without strict sql_mode'}`;
    return writes === 'wait'
      ? `${required} copies ${table} while writes wait.`
      : `${required} rebuilds ${table}.`;
  }
  return strict
    ? `Making ${name} NOT NULL rebuilds ${table}, and fails if the column holds a NULL.`
    : `Without strict sql_mode this turns every NULL in ${name} into an empty value without an error, and copies ${table}.`;
}

function strictFirst(statement: Span): Remedy {
  return {
    title: 'Make the session strict first',
    kind: 'suggestion',
    build: ({ site, sql }) =>
      plan({
        edits: [
          replaceAt(
            site,
            span(statement.start, statement.start),
            `${sql`SET SESSION sql_mode = CONCAT(@@sql_mode, ',`}STRICT_TRANS_TABLES');${site.newline}`,
          ),
          {
            span: {
              start: site.terminator?.end ?? site.statement.end,
              end: site.terminator?.end ?? site.statement.end,
            },
            newText: `${site.terminator === null ? ';' : ''}${site.newline}${sql`SET SESSION sql_mode = DEFAULT;`}`,
          },
        ],
      }),
  };
}

function* domainNotNull(context: OperationContext, operation: AlterDomain): Generator<FindingDraft> {
  const { note } = context;
  if (operation.action !== 'set-not-null' || note === null || !note.scansTable) return;
  const key = nameKey(context.before, 'type', operation.domain);
  if (context.isNew(key)) return;
  const found = context.before.get(key);
  const known = found?.kind === 'domain';
  if (known && (found.notNull || found.usedBy.length === 0)) return;
  yield {
    span: operation.span,
    message: withDoubt(
      { known },
      `${code('SET NOT NULL')} on the domain ${code(displayName(operation.domain))} scans every table that uses it while writes to them wait.`,
    ),
  };
}
