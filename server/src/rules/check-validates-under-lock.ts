import { nameKey } from '../catalog/catalog.ts';
import type { InlineCheck } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import { displayName } from '../operations/names.ts';
import type { AlterDomain } from '../operations/objectOperations.ts';
import type { AddColumn, AddConstraint, AlterConstraint } from '../operations/tableOperations.ts';
import { addedConstraint } from './fixes/addedParts.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { notValidBesideColumn } from './fixes/inlineConstraint.ts';
import { notValidNow } from './fixes/notValid.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { code, columnCode, whoWaits, withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const checkValidatesUnderLock = operationRule({
  metadata: {
    id: 'check-validates-under-lock',
    title: 'CHECK or domain rule checked under a strong lock',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['constraint-missing-not-valid', 'ban-alter-domain-with-add-constraint'],
      'postgres-language-server': ['constraintMissingNotValid'],
      eugene: ['E1'],
      pgfence: ['add-constraint-check-no-not-valid', 'ban-alter-domain-add-constraint'],
      strong_migrations: ['add_check_constraint'],
      migrationpilot: ['MP030', 'MP043'],
      atlas: ['PG305'],
    },
  },
  kinds: ['AddConstraint', 'AddColumn', 'AlterConstraint', 'AlterDomain'],
  check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !(note.scansTable || note.rewritesTable)) return [];
    // The tables of a domain that is not known have no locks in the note.
    if (operation.kind === 'AlterDomain') return domainRule(context, operation);
    if (!note.blocksWrites) return [];
    switch (operation.kind) {
      case 'AddConstraint':
        return operation.constraint.kind === 'check'
          ? addedCheck(context, operation, operation.constraint)
          : [];
      case 'AddColumn':
        return addedWithColumn(context, operation);
      case 'AlterConstraint':
        return enforcedCheck(context, operation);
    }
  },
});

function work(context: OperationContext, table: string): string {
  return `${context.note?.rewritesTable === true ? 'copies' : 'scans'} ${table} under a lock that blocks ${whoWaits(context.note ?? NOTHING)}`;
}

const NOTHING = { blocksReads: false, blocksWrites: false };

function* addedCheck(
  context: OperationContext,
  operation: AddConstraint,
  constraint: Extract<TableConstraint, { readonly kind: 'check' }>,
): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  if (existing === null || constraint.notValid !== null || !constraint.enforced) return;
  const name = constraint.name?.value ?? addedConstraint(context, operation.table, 'check')?.name ?? null;
  yield {
    span: constraint.span,
    message: withDoubt(
      existing,
      `Adding ${name === null ? 'this check' : code(name)} ${work(context, existing.label)}.`,
    ),
    table: existing.key,
    fixes: remedies(context, checkRemedies(context, operation, constraint, name)),
  };
}

function checkRemedies(
  context: OperationContext,
  { table }: AddConstraint,
  constraint: Extract<TableConstraint, { readonly kind: 'check' }>,
  name: string | null,
): Remedy[] {
  if (context.target.engine !== 'postgresql') return [noteOnlineTool(context, table)];
  if (name === null) return [];
  return [
    {
      title: 'Add the check NOT VALID now, validate it in a later migration',
      kind: 'safe',
      names: constraint.name === null ? [table.name] : [constraint.name],
      build: style => notValidNow(style, table, constraint, name),
    },
  ];
}

/** PostgreSQL scans even though every row has the same value; MySQL copies the table; MariaDB does neither. */
function* addedWithColumn(context: OperationContext, operation: AddColumn): Generator<FindingDraft> {
  const { column, table } = operation;
  const check = column.checks.find(({ enforced }) => enforced);
  const existing = existingRelation(context, table);
  if (existing === null || check === undefined) return;
  if (context.target.engine === 'postgresql' && context.note?.rewritesTable === true) return;
  yield {
    span: check.span,
    message: withDoubt(
      existing,
      `The check on the new column ${columnCode(table, column.name.value)} ${work(context, existing.label)}.`,
    ),
    table: existing.key,
    fixes: remedies(
      context,
      context.target.engine === 'postgresql' ? besideColumn(context, operation, check) : [],
    ),
  };
}

function besideColumn(context: OperationContext, operation: AddColumn, check: InlineCheck): Remedy[] {
  const name = check.constraint?.value ?? addedConstraint(context, operation.table, 'check')?.name ?? null;
  if (name === null) return [];
  return [
    {
      title: 'Add the check NOT VALID beside the column, validate it in a later migration',
      kind: 'safe',
      names: [operation.table.name, operation.column.name],
      build(style) {
        const start = findPhrase(context.sql, 'postgresql', check.span, ['check'])?.start ?? check.span.start;
        return notValidBesideColumn(style, operation, {
          span: check.span,
          written: check.constraint?.span ?? null,
          name,
          asTableConstraint: written(style.site, { start, end: check.span.end }),
        });
      },
    },
  ];
}

function* enforcedCheck(context: OperationContext, operation: AlterConstraint): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  if (existing === null || operation.enforced !== true) return;
  const constraint = existing.table?.constraints.find(
    ({ name }) => name.toLowerCase() === operation.name.value.toLowerCase(),
  );
  // An unknown constraint of PostgreSQL may be a foreign key, which has a rule of its own.
  if (constraint === undefined ? context.target.engine === 'postgresql' : constraint.kind !== 'check') return;
  yield {
    span: operation.span,
    message: withDoubt(existing, `Enforcing ${code(operation.name.value)} ${work(context, existing.label)}.`),
    table: existing.key,
  };
}

function* domainRule(context: OperationContext, operation: AlterDomain): Generator<FindingDraft> {
  const key = nameKey(context.before, 'type', operation.domain);
  if (operation.action !== 'add-constraint' || operation.notValid || context.isNew(key)) return;
  const known = context.before.get(key)?.kind === 'domain';
  const domain = code(displayName(operation.domain));
  yield {
    span: operation.span,
    message: withDoubt(
      { known },
      `Adding a rule to the domain ${domain} scans every table that uses it and blocks writes to them.`,
    ),
    fixes: remedies(context, domainRemedies(operation)),
  };
}

function domainRemedies(operation: AlterDomain): Remedy[] {
  const { constraint, domain } = operation;
  if (constraint === null) return [];
  return [
    {
      title: 'Add the rule NOT VALID now, validate it in a later migration',
      // Before PostgreSQL 18 VALIDATE stops writes for its scan as well: only the time can be chosen.
      kind: 'suggestion',
      build(style) {
        const { site, sql } = style;
        return plan({
          edits: [insertAt(site, operation.span.end, sql` NOT VALID`)],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('validate', constraint.value),
              statements: [
                sql`ALTER DOMAIN ${written(site, domain.span)} VALIDATE CONSTRAINT ${written(site, constraint.span)};`,
              ],
            }),
          ],
        });
      },
    },
  ];
}
