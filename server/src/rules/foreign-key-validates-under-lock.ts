import type { ForeignKeyTarget } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import { displayName } from '../operations/names.ts';
import type { AddColumn, AddConstraint, AlterConstraint } from '../operations/tableOperations.ts';
import { addedConstraint } from './fixes/addedParts.ts';
import { addWithChecksOff } from './fixes/foreignKeyChecksOff.ts';
import { notValidBesideColumn } from './fixes/inlineConstraint.ts';
import { notValidNow } from './fixes/notValid.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { existingRelation, isNewAndFull } from './subject/relations.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

type ForeignKey = Extract<TableConstraint, { readonly kind: 'foreign-key' }>;

export const foreignKeyValidatesUnderLock = operationRule({
  metadata: {
    id: 'foreign-key-validates-under-lock',
    title: 'Foreign key checked while both tables are locked',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['adding-foreign-key-constraint', 'constraint-missing-not-valid'],
      'postgres-language-server': ['addingForeignKeyConstraint', 'constraintMissingNotValid'],
      eugene: ['E1'],
      pgfence: ['add-constraint-fk-no-not-valid', 'add-column-inline-foreign-key'],
      strong_migrations: ['add_foreign_key'],
      migrationpilot: ['MP005'],
      atlas: ['PG306'],
    },
  },
  kinds: ['AddConstraint', 'AddColumn', 'AlterConstraint'],
  check(context) {
    const { operation, note } = context;
    if (
      note === null ||
      note.refusal !== null ||
      !note.blocksWrites ||
      !(note.scansTable || note.rewritesTable)
    )
      return [];
    switch (operation.kind) {
      case 'AddConstraint':
        return operation.constraint.kind === 'foreign-key'
          ? addedKey(context, operation, operation.constraint)
          : [];
      case 'AddColumn':
        return addedWithColumn(context, operation);
      case 'AlterConstraint':
        return enforcedKey(context, operation);
    }
  },
});

function* addedKey(
  context: OperationContext,
  operation: AddConstraint,
  constraint: ForeignKey,
): Generator<FindingDraft> {
  if (constraint.notValid !== null || !constraint.enforced) return;
  const existing = existingRelation(context, operation.table);
  if (existing === null) {
    yield* parentLocked(context, operation, constraint);
    return;
  }
  const name =
    constraint.name?.value ?? addedConstraint(context, operation.table, 'foreign-key')?.name ?? null;
  yield {
    span: constraint.span,
    message: withDoubt(
      existing,
      lockMessage(
        context,
        name === null ? 'this foreign key' : code(name),
        existing.label,
        constraint.target,
      ),
    ),
    table: existing.key,
    ...copiedWithOthers(context, constraint, name),
    fixes: remedies(context, keyRemedies(context, operation, constraint, name)),
  };
}

/** MySQL and MariaDB: all keys of one ALTER are checked by one copy. PostgreSQL looks at the table once for each. */
function copiedWithOthers(
  { note }: OperationContext,
  { target }: ForeignKey,
  name: string | null,
): Pick<FindingDraft, 'sharedWork'> {
  if (note?.rewritesTable !== true) return {};
  const parent = code(displayName(target.table));
  const part = name === null ? `the key to ${parent}` : `${code(name)} (to ${parent})`;
  return { sharedWork: { kind: 'copy', part } };
}

/** The child is new, but full: its parent waits for the look-up of every row. */
function* parentLocked(
  context: OperationContext,
  { table }: AddConstraint,
  constraint: ForeignKey,
): Generator<FindingDraft> {
  const parent = existingRelation(context, constraint.target.table);
  if (parent === null || !isNewAndFull(context, table)) return;
  const name = constraint.name === null ? 'this foreign key' : code(constraint.name.value);
  const work = context.note?.rewritesTable === true ? 'copies' : 'scans';
  yield {
    span: constraint.span,
    message: withDoubt(
      parent,
      `Adding ${name} ${work} ${code(displayName(table))}, which was filled before, while writes to ${parent.label} are blocked.`,
    ),
    table: parent.key,
  };
}

function lockMessage(
  context: OperationContext,
  subject: string,
  table: string,
  target: ForeignKeyTarget,
): string {
  const parent = code(displayName(target.table));
  // Nobody writes to a parent that the same migrations make.
  const isAlone = parent === table || existingRelation(context, target.table) === null;
  const tables = isAlone ? table : `${table} and ${parent}`;
  const work = context.note?.rewritesTable === true ? `copies ${table}` : `scans ${table}`;
  return `Adding ${subject} ${work} while writes to ${tables} are blocked.`;
}

function keyRemedies(
  context: OperationContext,
  operation: AddConstraint,
  constraint: ForeignKey,
  name: string | null,
): Remedy[] {
  if (context.target.engine !== 'postgresql') {
    return [
      {
        title: 'Add the key in place, with foreign_key_checks off for this statement',
        kind: 'suggestion',
        build: style => addWithChecksOff(context, style, operation.table, constraint),
      },
    ];
  }
  if (name === null) return [];
  return [
    {
      title: 'Add the key NOT VALID now, validate it in a later migration',
      kind: 'safe',
      names: constraint.name === null ? [operation.table.name, ...constraint.columns] : [constraint.name],
      build: style => notValidNow(style, operation.table, constraint, name),
    },
  ];
}

/** PostgreSQL: with a default every old row gets a value that has to be looked up in the parent. */
function* addedWithColumn(context: OperationContext, operation: AddColumn): Generator<FindingDraft> {
  const { column, table } = operation;
  const existing = existingRelation(context, table);
  if (existing === null || column.references === null || context.note?.rewritesTable === true) return;
  // Without a value in old rows there is nothing to look up: NULL, or no row at all where the column is required.
  if (column.default === null || column.default.value.kind === 'null') return;
  const reference = column.references;
  const name =
    reference.value.constraint?.value ?? addedConstraint(context, table, 'foreign-key')?.name ?? null;
  const subject = `${columnCode(table, column.name.value)} with a default and a reference`;
  yield {
    span: reference.span,
    message: withDoubt(existing, lockMessage(context, subject, existing.label, reference.value)),
    table: existing.key,
    fixes: remedies(
      context,
      name === null || context.target.engine !== 'postgresql'
        ? []
        : [
            {
              title: 'Add the key NOT VALID beside the column, validate it in a later migration',
              kind: 'safe',
              names: [table.name, column.name],
              build(style) {
                const start =
                  findPhrase(context.sql, 'postgresql', reference.span, ['references'])?.start ??
                  reference.span.start;
                const target = written(style.site, { start, end: reference.span.end });
                return notValidBesideColumn(style, operation, {
                  span: reference.span,
                  written: reference.value.constraint?.span ?? null,
                  name,
                  asTableConstraint: `${style.sql`FOREIGN KEY (`}${written(style.site, column.name.span)}) ${target}`,
                });
              },
            },
          ],
    ),
  };
}

/** PostgreSQL 18. MySQL's ALTER CONSTRAINT knows checks only. */
function* enforcedKey(context: OperationContext, operation: AlterConstraint): Generator<FindingDraft> {
  if (context.target.engine !== 'postgresql') return;
  const existing = existingRelation(context, operation.table);
  if (existing === null || operation.enforced !== true) return;
  const constraint = existing.table?.constraints.find(({ name }) => name === operation.name.value);
  if (constraint !== undefined && constraint.kind !== 'foreign-key') return;
  yield {
    span: operation.span,
    message: withDoubt(
      existing,
      `Enforcing ${code(operation.name.value)} scans ${existing.label} while writes to it are blocked.`,
    ),
    table: existing.key,
  };
}
