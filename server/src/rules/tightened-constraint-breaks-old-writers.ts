import { type CatalogReader, findConstraint, findRelation, isComplete, nameKey } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { AlterDomain } from '../operations/objectOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import {
  type Demand,
  demandOfConstraint,
  demandOfDefinition,
  demandOfIndex,
  notNull,
  shortened,
} from './subject/demands.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { isUnderNewName } from './subject/newNames.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { replacesForeignKey, takesUnknownPlace } from './subject/remadeKeys.ts';
import { isOnlyOnRenamed } from './subject/renamedUnseen.ts';
import { isKeyOfRequired, requiredColumns } from './subject/requiredBeside.ts';
import { hasMark } from './subject/statementMarks.ts';
import { isAlwaysFilled, isFilledInFile, isOldColumn, wasDemandedBefore } from './subject/tightenedRules.ts';
import { hasUnseenProof } from './subject/unseenProof.ts';
import { loosensUnseenKey } from './subject/unseenUniqueKey.ts';
import { code, withDoubt } from './subject/wording.ts';

export const tightenedConstraintBreaksOldWriters = fileRule({
  metadata: {
    id: 'tightened-constraint-breaks-old-writers',
    title: 'New rule on existing columns rejects old writes',
    categories: ['compatibility'],
    severity: 'info',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { atlas: ['MF101', 'MF102', 'MF103', 'MF104'], 'django-migration-linter': ['ADD_UNIQUE'] },
  },
  *check(reviewed) {
    const binding = reviewed.fromEach(tightening).filter(({ change }) => bindsAnew(reviewed, change));
    const required = requiredColumns(binding.map(({ change }) => change));
    for (const { change, drafts } of binding) {
      if (isKeyOfRequired(required, change)) continue;
      // What the author looked into needs no reminder.
      if (hasMark(reviewed, change.statement, 'writers-checked')) continue;
      yield* drafts;
    }
  },
});

/** Asks of old writers what nothing in the file, or before it, asked of them or does for them. */
function bindsAnew(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  const { context } = change;
  if (wasDemandedBefore(reviewed, catalogAtStart(reviewed), context)) return false;
  if (replacesForeignKey(reviewed, change) || takesUnknownPlace(reviewed, change)) return false;
  if (loosensUnseenKey(reviewed, change)) return false;
  if (isOnRenamedTable(reviewed, context) || isOnlyOnRenamed(reviewed, change)) return false;
  return !isFilledInFile(reviewed, context) && !hasUnseenProof(reviewed, change);
}

/** No old writer reaches the table any more. */
function isOnRenamedTable(reviewed: ReviewedFile, context: OperationContext): boolean {
  const { operation } = context;
  return (
    'table' in operation &&
    operation.table !== null &&
    'name' in operation.table &&
    isUnderNewName(reviewed, context, operation.table)
  );
}

/** The schema that the running release writes to. */
function catalogAtStart({ statements }: ReviewedFile): CatalogReader | null {
  const first = statements.find(({ run, operations }) => run.direction === 'up' && operations.length > 0);
  return first?.operations[0]?.before ?? null;
}

const tightening = draftsOfKinds(
  [
    'AddConstraint',
    'CreateIndex',
    'SetNotNull',
    'ModifyColumn',
    'AlterColumnType',
    'AlterConstraint',
    'AlterDomain',
  ],
  tightenedBy,
);

function tightenedBy(context: OperationContext): Iterable<FindingDraft> {
  if (context.run.direction === 'down' || context.file.phase === 'contract') return [];
  // A refused statement binds nobody.
  if (context.note?.refusal != null) return [];
  const { operation } = context;
  if (operation.kind === 'AlterDomain') return domainTightened(context, operation);
  if (!('table' in operation) || operation.table === null) return [];
  const existing = existingRelation(context, operation.table);
  if (existing === null || findRelation(context.before, operation.table)?.kind === 'view') return [];
  const { table } = existing;
  if (table === undefined && isComplete(context.before)) return [];
  const found = demand(context, table);
  return found === null ? [] : reported(context, operation.table, existing, found);
}

function demand(context: OperationContext, table: Table | undefined): Demand | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'AddConstraint':
      return demandOfConstraint(context, operation, table);
    case 'CreateIndex':
      return demandOfIndex(context, operation, table);
    case 'SetNotNull': {
      const { column, span } = operation;
      if (!isOldColumn(context, table, column.value) || isAlwaysFilled(context, table, column.value))
        return null;
      return { text: notNull(column.value), span, names: [column], movable: true };
    }
    case 'AlterColumnType':
      return shortened(context, table, operation.column, operation.type);
    case 'ModifyColumn':
      return demandOfDefinition(context, operation, table);
    case 'AlterConstraint': {
      const { name, enforced, span } = operation;
      const known = findConstraint(context.before, table, name.value);
      if (enforced !== true || known?.enforced === true) return null;
      return { text: `satisfy \`${name.value}\``, span, names: [name], movable: true };
    }
    default:
      return null;
  }
}

/** A rule of a domain holds for every table that uses it. */
function* domainTightened(context: OperationContext, operation: AlterDomain): Generator<FindingDraft> {
  if (operation.action !== 'add-constraint' && operation.action !== 'set-not-null') return;
  const key = nameKey(context.before, 'type', operation.domain);
  const domain = context.before.get(key);
  if (context.isNew(key) || (domain === undefined && isComplete(context.before))) return;
  if (domain?.kind === 'domain' && domain.certain) {
    if (domain.usedBy.every(user => context.isNew(user))) return;
    if (operation.action === 'set-not-null' && domain.notNull) return;
  }
  const rule = operation.action === 'set-not-null' ? 'NOT NULL' : operation.expression?.text;
  yield {
    span: operation.span,
    message: withDoubt(
      { known: domain?.kind === 'domain' && domain.certain },
      `From this commit on every value of the domain ${code(displayName(operation.domain))} must satisfy ${code(rule ?? 'the new constraint')}, also those that the running release writes.`,
    ),
  };
}

function* reported(
  context: OperationContext,
  table: ObjectName,
  existing: ExistingRelation,
  found: Demand,
): Generator<FindingDraft> {
  yield {
    span: found.span,
    message: withDoubt(
      existing,
      `From this commit on every INSERT and UPDATE on ${existing.label} must ${found.text}, also those of the release still running.`,
    ),
    table: existing.key,
    fixes: remedies(
      context,
      found.movable
        ? [
            actionLater(context, {
              title: 'Add it in a later migration, once every release complies',
              table,
              names: found.names,
              slug: slugOf('tighten', table.name.value, ...found.names.map(({ value }) => value)),
              span: context.operation.span,
            }),
          ]
        : [],
    ),
  };
}
