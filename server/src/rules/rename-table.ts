import { findColumn, findRelation, isComplete, objectKey, relationKey, tableAt } from '../catalog/catalog.ts';
import type { RenameObject, SetObjectSchema } from '../operations/namedObjectOperations.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { RenameTable } from '../operations/tableOperations.ts';
import { boundedFollowUp, CONTRACT_MARK, type FollowUpStyle } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import {
  type FindingDraft,
  type FixPlan,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
} from './rule.ts';
import { compatibilityViews } from './subject/compatibilityViews.ts';
import { isUnderNewName } from './subject/newNames.ts';
import { matchesPattern } from './subject/patterns.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation } from './subject/relations.ts';
import { subjectOf } from './subject/strongLock.ts';
import { successorOf } from './subject/successor.ts';
import { usesOf } from './subject/uses.ts';
import { code, withDoubt } from './subject/wording.ts';

export const renameTable = fileRule({
  metadata: {
    id: 'rename-table',
    title: 'Table or schema renamed in place',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['renaming-table'],
      'postgres-language-server': ['renamingTable'],
      pgfence: ['rename-table', 'rename-schema'],
      strong_migrations: ['rename_table', 'rename_schema'],
      migrationpilot: ['MP028', 'MP098'],
      atlas: ['BC101'],
      'django-migration-linter': ['RENAME_TABLE'],
    },
  },
  *check(reviewed) {
    const candidates = reviewed.ofKinds('RenameTable', 'SetTableSchema', 'RenameObject', 'SetObjectSchema');
    if (candidates.length === 0) return;
    const viewsAt = compatibilityViews(reviewed);
    for (const { statement, context } of candidates) {
      const draft = statement.run.direction === 'down' ? null : draftOf(context);
      if (draft === null || oldNameStaysAView(viewsAt, statement, context)) continue;
      const name = subjectOf(context.operation);
      if (name !== null && isUnderNewName(reviewed, context, name)) continue;
      const successor =
        context.operation.kind === 'RenameTable'
          ? successorOf(reviewed, statement, context, context.operation.table)
          : null;
      if (successor === null) yield { ...draft, statement: statement.index };
      else if (successor.gap)
        yield { ...draft, message: gapMessage(context, successor.label), statement: statement.index };
    }
  },
});

const RENAMED_KINDS = new Set(['view', 'materialized view', 'sequence', 'schema', 'foreign table']);

/** What is to be said about an operation, but for the views that may make it harmless. */
const draftOf = perContext(computeDraft);

function computeDraft(context: OperationContext): FindingDraft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'RenameTable':
      return renamed(context, operation);
    case 'SetTableSchema':
      return reported(context, operation.table, []);
    case 'RenameObject':
      if (operation.objectKind === 'schema') return renamedSchema(context, operation.name);
      if (operation.objectKind === 'database') return renamedDatabase(context, operation.name);
      return otherRelation(context, operation);
    case 'SetObjectSchema':
      return otherRelation(context, operation);
    default:
      return null;
  }
}

function renamed(context: OperationContext, operation: RenameTable): FindingDraft | null {
  const { file, settings } = context;
  const isParked =
    file.phase === 'contract' &&
    settings.tables.expendable.some(pattern => matchesPattern(pattern, operation.to.name.value));
  if (isParked || isSwapped(context, operation)) return null;
  return reported(context, operation.table, renameRemedies(context, operation));
}

function otherRelation(
  context: OperationContext,
  { objectKind, name }: RenameObject | SetObjectSchema,
): FindingDraft | null {
  if (!RENAMED_KINDS.has(objectKind) || isOwnedSequence(context, name)) return null;
  return reported(context, name, []);
}

/** PostgreSQL: a default finds the sequence of its column under any name, and nobody else asks for it by name. */
function isOwnedSequence({ before }: OperationContext, name: ObjectName): boolean {
  const found = findRelation(before, name);
  return found?.kind === 'sequence' && found.ownedBy !== null;
}

/** PostgreSQL: a view of the old name, made in the same transaction, can be read and written like the table. */
function oldNameStaysAView(
  viewsAt: ReturnType<typeof compatibilityViews>,
  statement: ReviewedStatement,
  { operation, before, target }: OperationContext,
): boolean {
  if (target.engine !== 'postgresql') return false;
  if (operation.kind !== 'RenameTable' && operation.kind !== 'SetTableSchema') return false;
  const oldKey = relationKey(before, operation.table);
  const table = tableAt(before, oldKey);
  // Columns may get other names in the same transaction, so their number has to do.
  const most = table?.certain === true ? table.columns.length : 0;
  return viewsAt(statement).some(
    view => view.oldTable === oldKey && (view.columns === null || view.columns.length >= most),
  );
}

function gapMessage({ operation }: OperationContext, label: string): string {
  const name = operation.kind === 'RenameTable' ? code(displayName(operation.table)) : 'it';
  return `From this rename to the ${code(label)} below, ${name} is missing for instances of the running release.`;
}

/** MySQL/MariaDB: `RENAME TABLE t TO t_old, t_new TO t` puts a table with the same columns in the place of another at once. */
function isSwapped(context: OperationContext, operation: RenameTable): boolean {
  const renames = context.statement.operations.filter(
    (other): other is RenameTable => other.kind === 'RenameTable',
  );
  if (renames.length < 2) return false;
  const from = (rename: RenameTable): string => relationKey(context.before, rename.table);
  const to = (rename: RenameTable): string => relationKey(context.before, rename.to);
  const successor = renames.find(other => to(other) === from(operation));
  const predecessor = renames.find(other => from(other) === to(operation));
  if (successor !== undefined) return hasAllColumns(context, from(successor), from(operation));
  return predecessor !== undefined && hasAllColumns(context, from(operation), from(predecessor));
}

/** Looks at the schema before the statement as far as it is still there: renamed tables keep their columns. */
function hasAllColumns(context: OperationContext, freshKey: string, oldKey: string): boolean {
  const old = tableAt(context.before, oldKey);
  const fresh = tableAt(context.before, freshKey);
  if (old === undefined || fresh === undefined) return true;
  return old.columns.every(column => findColumn(context.before, fresh, column.name) !== undefined);
}

function reported(context: OperationContext, name: ObjectName, list: readonly Remedy[]): FindingDraft | null {
  const existing = existingRelation(context, name);
  if (existing === null) return null;
  const isThere = findRelation(context.before, name) !== undefined;
  if (!isThere && isComplete(context.before)) return null;
  return {
    span: context.operation.span,
    message: withDoubt(
      existing,
      `After this rename ${existing.label} no longer exists for instances of the running release.`,
    ),
    table: existing.key,
    uses: usesOf(name),
    fixes: remedies(context, list),
  };
}

function renamedSchema(context: OperationContext, name: ObjectName): FindingDraft | null {
  if (context.isNew(objectKey('schema', '', name.name.value))) return null;
  return {
    span: context.operation.span,
    message: `After this rename nothing in schema ${code(name.name.value)} can be found by instances of the running release.`,
  };
}

function renamedDatabase(context: OperationContext, name: ObjectName): FindingDraft {
  return {
    span: context.operation.span,
    message: `After this rename instances of the running release cannot connect to the database ${code(name.name.value)} any more.`,
  };
}

function renameRemedies(context: OperationContext, operation: RenameTable): Remedy[] {
  const names = [operation.table.name, operation.to.name];
  const later: Remedy = {
    title: `Give the new name to a view now, swap names in a later migration`,
    kind: 'suggestion',
    names,
    build: style => viewUnderNewName(context, style, operation),
  };
  if (context.target.engine !== 'postgresql') return [later];
  return [
    {
      title: 'Keep the old name as a view',
      kind: 'suggestion',
      names,
      build: style => viewUnderOldName(context, style, operation),
    },
    later,
  ];
}

function viewUnderOldName(
  context: OperationContext,
  style: FollowUpStyle,
  operation: RenameTable,
): FixPlan | null {
  const { site, sql } = style;
  if (context.statement.operations.length !== 1 || isUsedElsewhere(style, [operation.table])) return null;
  const oldName = written(site, operation.table.span);
  const view = sql`CREATE VIEW ${oldName} AS SELECT * FROM ${newName(style, operation)};`;
  const at = site.terminator?.end ?? site.statement.end;
  return plan({
    edits: [
      {
        span: { start: at, end: at },
        newText: `${site.terminator === null ? ';' : ''}${site.newline}${view}`,
      },
    ],
    followUps: [
      boundedFollowUp(style, {
        slug: slugOf('drop', operation.table.name.value, 'view'),
        header: [CONTRACT_MARK],
        statements: [sql`DROP VIEW ${oldName};`],
      }),
    ],
  });
}

function viewUnderNewName(
  context: OperationContext,
  style: FollowUpStyle,
  operation: RenameTable,
): FixPlan | null {
  const { site, sql } = style;
  if (context.statement.operations.length !== 1 || isUsedElsewhere(style, [operation.table, operation.to]))
    return null;
  const oldName = written(site, operation.table.span);
  const name = newName(style, operation);
  return plan({
    edits: [
      {
        span: site.statement,
        newText: `${sql`CREATE VIEW ${name} AS SELECT * FROM ${oldName}`}${site.terminator === null ? ';' : ''}`,
      },
    ],
    followUps: [
      boundedFollowUp(style, {
        slug: slugOf('swap', operation.to.name.value),
        header: [CONTRACT_MARK],
        statements: [sql`DROP VIEW ${name};`, `${written(site, { start: 0, end: context.sql.length })};`],
      }),
    ],
  });
}

/** A later statement of the file is about one of the names, which the fix gives another meaning. */
function isUsedElsewhere({ site }: FollowUpStyle, names: readonly ObjectName[]): boolean {
  const values = new Set(names.map(({ name }) => name.value));
  return site.statements.slice(site.index + 1).some(({ syntax }) =>
    syntax.operations.some(operation => {
      const subject = operation.kind === 'CreateView' ? operation.view : subjectOf(operation);
      return subject !== null && values.has(subject.name.value);
    }),
  );
}

/** PostgreSQL leaves the table in its schema, which RENAME TO does not name. */
function newName({ site }: FollowUpStyle, { table, to }: RenameTable): string {
  const name = written(site, to.span);
  return to.schema !== null || table.schema === null ? name : `${written(site, table.schema.span)}.${name}`;
}
