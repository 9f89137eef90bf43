import { type CatalogReader, findColumn, findTable, nameKey } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import type { TypeReference } from '../operations/columns.ts';
import { displayName, type Identifier, type ObjectName } from '../operations/names.ts';
import type { AlterDomain } from '../operations/objectOperations.ts';
import type { Span } from '../text/span.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { remedies } from './fixes/remedy.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { replacesForeignKey } from './subject/remadeKeys.ts';
import {
  demandOf,
  isAlwaysFilled,
  isUniqueAlready,
  sparesOldWriters,
  touchesOldColumn,
  wasDemandedBefore,
} from './subject/tightenedRules.ts';
import { readShape } from './subject/typeInCatalog.ts';
import { isBoundedByCheck } from './subject/valueBounds.ts';
import { lossBetween } from './subject/valueLoss.ts';
import { code } from './subject/wording.ts';

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
    for (const change of reviewed.ofKinds(
      'AddConstraint',
      'CreateIndex',
      'SetNotNull',
      'ModifyColumn',
      'AlterColumnType',
      'AlterDomain',
    )) {
      const { statement, context } = change;
      const drafts = draftsOf(context);
      if (drafts.length === 0 || wasDemandedBefore(catalogAtStart(reviewed), context.operation)) continue;
      if (replacesForeignKey(reviewed, change)) continue;
      for (const draft of drafts) yield { ...draft, statement: statement.index };
    }
  },
});

/** The schema that the running release writes to. */
function catalogAtStart({ statements }: ReviewedFile): CatalogReader | null {
  const first = statements.find(({ run, operations }) => run.direction === 'up' && operations.length > 0);
  return first?.operations[0]?.before ?? null;
}

const draftsOf = perContext(context => [...tightenedBy(context)]);

function tightenedBy(context: OperationContext): Iterable<FindingDraft> {
  if (context.run.direction === 'down' || context.file.phase === 'contract') return [];
  // A refused statement binds nobody, and what the author looked into needs no reminder.
  if (context.note?.refusal != null || /interlock:\s*writers-checked/.test(context.sql)) return [];
  const { operation } = context;
  if (operation.kind === 'AlterDomain') return domainTightened(context, operation);
  if (!('table' in operation) || operation.table === null) return [];
  const table = existingRelation(context, operation.table)?.table;
  // Which columns are old, only a known table tells.
  if (table === undefined || findTable(context.before, operation.table)?.certain !== true) return [];
  const found = demand(context, table);
  return found === null ? [] : reported(context, operation.table, found);
}

interface Demand {
  readonly text: string;
  readonly span: Span;
  /** Columns and constraint, for the name of a later file. */
  readonly names: readonly Identifier[];
  /** False where only a part of the statement tightens. */
  readonly movable: boolean;
}

function demand(context: OperationContext, table: Table): Demand | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'AddConstraint': {
      const { constraint } = operation;
      const text = demandOf(context, constraint, table);
      if (text === null) return null;
      if (constraint.kind === 'unique' || constraint.kind === 'primary-key') {
        const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
        if (
          constraint.kind === 'unique' &&
          !constraint.nullsNotDistinct &&
          sparesOldWriters(context, table, columns)
        )
          return null;
        if (columns.length === constraint.parts.length && isUniqueAlready(context, table, columns))
          return null;
      }
      const names = constraint.name === null ? [] : [constraint.name];
      return { text, span: constraint.span, names, movable: true };
    }
    case 'CreateIndex': {
      const { index, span } = operation;
      if (!index.unique) return null;
      const columns = index.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
      const all = index.parts.flatMap(({ column, expression }) =>
        column === null ? (expression?.columns ?? []) : [column.value],
      );
      if (!touchesOldColumn(context, table, all)) return null;
      if (!index.nullsNotDistinct && sparesOldWriters(context, table, columns)) return null;
      if (columns.length === index.parts.length && isUniqueAlready(context, table, columns)) return null;
      const names = index.name === null ? [] : [index.name.name];
      return {
        text: `have unique values in \`${all.join(', ')}\``,
        span: index.name?.span ?? span,
        names,
        movable: false,
      };
    }
    case 'SetNotNull': {
      const column = findColumn(context.before, table, operation.column);
      if (column === undefined || isNewColumn(context, column) || isAlwaysFilled(context, table, column))
        return null;
      return {
        text: `satisfy \`${column.name} IS NOT NULL\``,
        span: operation.span,
        names: [operation.column],
        movable: true,
      };
    }
    case 'AlterColumnType':
      return shortened(context, table, operation.column, operation.type);
    case 'ModifyColumn': {
      const { nullable, default: value, type } = operation.definition;
      const column = findColumn(context.before, table, operation.column);
      const isRequired =
        nullable?.value === false && value === null && operation.definition.autoIncrement === null;
      if (column === undefined || isNewColumn(context, column)) return null;
      if (!isRequired || column.notNull)
        return type === null ? null : shortened(context, table, operation.column, type);
      return {
        text: `satisfy \`${column.name} IS NOT NULL\``,
        span: nullable.span,
        names: [],
        movable: false,
      };
    }
    default:
      return null;
  }
}

/** A string type with a smaller limit. */
function shortened(
  context: OperationContext,
  table: Table,
  name: Identifier,
  type: TypeReference,
): Demand | null {
  const column = findColumn(context.before, table, name);
  if (column?.type == null || isNewColumn(context, column)) return null;
  const from = readShape(context, column.type);
  const to = readShape(context, type);
  if (from?.kind !== 'text' || to?.kind !== 'text' || to.characters === null) return null;
  if (lossBetween(from, to) === null || isBoundedByCheck(context, table, column, to)) return null;
  return {
    text: `fit \`${column.name}\` into ${to.characters} characters`,
    span: type.span,
    names: [],
    movable: false,
  };
}

/** A rule of a domain holds for every table that uses it. */
function* domainTightened(context: OperationContext, operation: AlterDomain): Generator<FindingDraft> {
  if (operation.action !== 'add-constraint' && operation.action !== 'set-not-null') return;
  const key = nameKey(context.before, 'type', operation.domain);
  const domain = context.before.get(key);
  if (domain?.kind !== 'domain' || !domain.certain || context.isNew(key)) return;
  if (domain.usedBy.every(user => context.isNew(user))) return;
  if (operation.action === 'set-not-null' && domain.notNull) return;
  const rule = operation.action === 'set-not-null' ? 'NOT NULL' : operation.expression?.text;
  yield {
    span: operation.span,
    message: `From this commit on every value of the domain ${code(displayName(operation.domain))} must satisfy ${code(rule ?? 'the new constraint')}, also those that the running release writes.`,
  };
}

function* reported(context: OperationContext, table: ObjectName, found: Demand): Generator<FindingDraft> {
  const existing = existingRelation(context, table);
  if (existing === null) return;
  yield {
    span: found.span,
    message: `From this commit on every INSERT and UPDATE on ${existing.label} must ${found.text}, also those of the release still running.`,
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
