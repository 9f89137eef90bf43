import { isSmallSize } from '../engines/tableSize.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { ObjectName } from '../operations/names.ts';
import type { AddColumn, AddConstraint } from '../operations/tableOperations.ts';
import { addedConstraint } from './fixes/addedParts.ts';
import { keyUsingIndex } from './fixes/keyUsingIndex.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { statementText } from './fixes/site.ts';
import { type FindingDraft, fileRule, type OperationContext } from './rule.ts';
import { isFilledDistinctly } from './subject/distinctFill.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { failsAnyway } from './subject/failsAnyway.ts';
import { sparesOldWriters } from './subject/leftNull.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { replacesUniqueKey } from './subject/replacedUniqueKey.ts';
import { sizeOf } from './subject/tableSize.ts';
import { isImplied, uniqueDemand } from './subject/uniqueKeys.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';

type Key = Extract<TableConstraint, { readonly kind: 'primary-key' | 'unique' }>;

export const uniqueConstraintBlocksTable = fileRule({
  metadata: {
    id: 'unique-constraint-blocks-table',
    title: 'UNIQUE or EXCLUDE builds its index under a lock',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['disallowed-unique-constraint'],
      'postgres-language-server': ['disallowUniqueConstraint', 'avoidAddingExclusionConstraint'],
      eugene: ['E7', 'E8'],
      pgfence: ['add-constraint-unique', 'add-constraint-exclude'],
      strong_migrations: ['add_unique_constraint', 'add_exclusion_constraint'],
      migrationpilot: ['MP027', 'MP031'],
      atlas: ['PG105'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(makingUnique)) {
      if (failsAnyway(reviewed, change)) continue;
      if (
        reviewed.target.engine !== 'postgresql' &&
        (replacesUniqueKey(reviewed, change) || isFilledDistinctly(reviewed, change))
      )
        continue;
      yield* drafts;
    }
  },
});

const makingUnique = draftsOfKinds(['AddConstraint', 'AddColumn'], madeUnique);

function madeUnique(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (operation.kind !== 'AddConstraint' && operation.kind !== 'AddColumn') return [];
  if (note === null || note.refusal !== null || !note.buildsIndex) return [];
  const existing = existingRelation(context, operation.table);
  if (existing === null) return [];
  if (context.target.engine !== 'postgresql') return onMysql(context, operation, existing);
  if (!note.blocksWrites) return [];
  return operation.kind === 'AddConstraint'
    ? constraintOnPostgresql(context, operation, existing)
    : columnOnPostgresql(context, operation, existing);
}

function buildMessage(existing: ExistingRelation, subject: string): string {
  return withDoubt(
    existing,
    `Adding ${subject} builds an index on ${existing.label} while all queries on it wait.`,
  );
}

function* constraintOnPostgresql(
  context: OperationContext,
  operation: AddConstraint,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { constraint } = operation;
  if (constraint.kind === 'exclude') {
    const name = constraint.name === null ? 'this exclusion constraint' : code(constraint.name.value);
    yield { span: constraint.span, message: buildMessage(existing, name), table: existing.key };
    return;
  }
  if (constraint.kind !== 'unique' || constraint.usingIndex !== null) return;
  const name = constraint.name?.value ?? addedConstraint(context, operation.table, 'unique')?.name ?? null;
  yield {
    span: constraint.span,
    message: buildMessage(existing, name === null ? 'this unique constraint' : code(name)),
    table: existing.key,
    fixes: remedies(
      context,
      name === null || existing.table?.partitioning != null
        ? []
        : [concurrentIndexFirst(context, operation, constraint, name)],
    ),
  };
}

function concurrentIndexFirst(
  context: OperationContext,
  operation: AddConstraint,
  constraint: Key,
  name: string,
): Remedy {
  return {
    title: 'Build the index concurrently, then attach it as the constraint',
    kind: 'safe',
    names: [operation.table.name, ...constraint.parts.flatMap(part => part.column ?? [])],
    build: style => keyUsingIndex(context, style, { operation, constraint, name }),
  };
}

function* columnOnPostgresql(
  context: OperationContext,
  { table, column }: AddColumn,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  // With a rewrite the index is the lesser part of the work, and the rewrite has its own finding.
  if (column.unique === null || context.note?.rewritesTable === true) return;
  yield {
    span: column.unique.span,
    message: buildMessage(existing, `the unique column ${columnCode(table, column.name.value)}`),
    table: existing.key,
  };
}

function* onMysql(
  context: OperationContext,
  operation: AddConstraint | AddColumn,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'unique') return;
  const { constraint, table } = operation;
  const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
  // A new column holds NULL in every row, and NULL repeats nothing.
  if (existing.table !== undefined && sparesOldWriters(context, existing.table, columns)) return;
  if (existing.known && isImplied(context.before.dialect, existing.table, uniqueDemand(constraint))) return;
  const size = sizeOf(context, existing.key);
  if (size !== null && isSmallSize(size, context.settings.tables.small)) return;
  const name = constraint.name?.value ?? addedConstraint(context, table, 'unique')?.name ?? null;
  yield {
    span: constraint.span,
    severity: 'info',
    message: withDoubt(
      existing,
      `Adding ${name === null ? 'this unique key' : code(name)} fails at the very end if ${existing.label} holds duplicates, or gets one while the index is built.`,
    ),
    table: existing.key,
    fixes: remedies(context, [duplicateQuery(table, constraint)]),
  };
}

function duplicateQuery(table: ObjectName, constraint: Key): Remedy {
  return {
    title: 'Note the query that finds duplicates',
    kind: 'suggestion',
    build({ site, sql }) {
      const columns = constraint.parts.map(part => part.column);
      if (columns.includes(null) || columns.length === 0) return null;
      const place = (span: { readonly start: number; readonly end: number } | undefined): string =>
        span === undefined ? '' : statementText(site).slice(span.start, span.end);
      const list = columns.map(column => place(column?.span)).join(', ');
      const query = sql`SELECT ${list}, COUNT(*) FROM ${place(table.span)} GROUP BY ${list} HAVING COUNT(*) > 1;`;
      const at = { start: site.statement.start, end: site.statement.start };
      return {
        edits: [{ span: at, newText: `-- Before this, has to find nothing: ${query}${site.newline}` }],
        followUps: [],
        creates: [],
      };
    },
  };
}
