import { relationKey, tableAt } from '../catalog/catalog.ts';
import { nameOfKey } from '../catalog/keys.ts';
import type { Constraint, ForeignKeyConstraint, Table } from '../catalog/model.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { quoteIdentifier, slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import { fileRule, type OperationContext } from './rule.ts';
import { finalSchema } from './subject/finalSchema.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code, listed } from './subject/wording.ts';

export const foreignKeyWithoutIndex = fileRule({
  metadata: {
    id: 'foreign-key-without-index',
    title: 'New foreign key whose columns no index begins with',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {
      eugene: ['E15'],
      pgfence: ['missing-fk-index'],
      migrationpilot: ['MP016'],
    },
  },
  *check(reviewed) {
    const adding = reviewed.ofKinds('CreateTable', 'AddColumn', 'AddConstraint');
    const schema = adding.length === 0 ? null : finalSchema(reviewed);
    if (schema === null) return;
    for (const { statement, context } of adding) {
      const { operation } = context;
      if (statement.run.direction === 'down' || !('table' in operation) || operation.table === null) continue;
      const key = relationKey(context.after, operation.table);
      const table = tableAt(schema, key);
      if (table === undefined || table.foreign || isSmall(context, key)) continue;
      const before = tableAt(context.before, key);
      for (const constraint of table.constraints) {
        if (constraint.kind !== 'foreign-key' || isIn(before, constraint)) continue;
        if (!isIn(tableAt(context.after, key), constraint) || hasIndex(table, constraint)) continue;
        // An index that nobody has seen may be there on a table that is known in part, unless the column is new.
        if (!table.certain && !hasNewColumn(context, table, constraint)) continue;
        const later = tableAt(reviewed.schemaAfterLater(), key);
        if (later === undefined || !isIn(later, constraint) || hasIndex(later, constraint)) continue;
        yield {
          statement: statement.index,
          span: operation.kind === 'CreateTable' ? spanOf(operation, constraint) : operation.span,
          message: `No index begins with ${columnsText(operation.table, constraint)}: every DELETE on ${code(nameOfKey(constraint.target).replace(/^public\./, ''))} reads all of ${code(displayName(operation.table))} while it holds its row locks.`,
          table: key,
          fixes: remedies(context, [indexLater(context, operation.table, constraint)]),
        };
      }
    }
  },
});

function isIn(table: Table | undefined, { name }: Constraint): boolean {
  return table?.constraints.some(constraint => constraint.name === name) === true;
}

function hasNewColumn(context: OperationContext, table: Table, { columns }: ForeignKeyConstraint): boolean {
  return table.columns.some(
    ({ name, origin }) => columns.includes(name) && origin !== null && context.isPending(origin.path),
  );
}

/** Statistics say that a scan of the child costs nothing. */
function isSmall(context: OperationContext, key: string): boolean {
  const size = sizeOf(context, key);
  const { small } = context.settings.tables;
  return size !== null && size.rows < small.rows && size.bytes < small.bytes;
}

/** A whole index on the columns, in any order, before all others. */
function hasIndex(table: Table, { columns }: ForeignKeyConstraint): boolean {
  return table.indexes.some(({ keys, predicate, method }) => {
    if (predicate !== null || (method !== 'btree' && method !== 'hash')) return false;
    const leading = keys.slice(0, columns.length).map(({ column }) => column);
    return columns.every(column => leading.includes(column));
  });
}

function columnsText(table: ObjectName, { columns }: ForeignKeyConstraint): string {
  return listed(columns.map(column => code(`${displayName(table)}.${column}`)));
}

/** Where CREATE TABLE says the constraint. */
function spanOf(
  operation: Extract<OperationContext['operation'], { readonly kind: 'CreateTable' }>,
  { name, columns }: ForeignKeyConstraint,
): FileSpan {
  const own = operation.constraints.find(
    constraint =>
      constraint.kind === 'foreign-key' &&
      (constraint.name === null
        ? constraint.columns.map(({ value }) => value).join() === columns.join()
        : constraint.name.value === name),
  );
  const inline = operation.columns.find(
    column => column.references !== null && columns.length === 1 && column.name.value === columns[0],
  );
  return own?.span ?? inline?.references?.span ?? operation.table.span;
}

type FileSpan = OperationContext['operation']['span'];

function indexLater(context: OperationContext, table: ObjectName, { columns }: ForeignKeyConstraint): Remedy {
  return {
    title: 'Build the index in the next migration',
    kind: 'suggestion',
    names: [table.name],
    build({ site, sql }) {
      const list = columns.map(column => quoteIdentifier(context.target.engine, column)).join(', ');
      return plan({
        followUps: [
          nonTransactionalFollowUp(site, {
            slug: slugOf('index', table.name.value, ...columns),
            statements: [sql`CREATE INDEX CONCURRENTLY ON ${written(site, table.span)} (${list});`],
          }),
        ],
      });
    },
  };
}
