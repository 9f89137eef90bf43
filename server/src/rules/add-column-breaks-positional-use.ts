import { relationKey } from '../catalog/catalog.ts';
import type { AddColumn } from '../operations/tableOperations.ts';
import { hasFeature } from './fixes/availability.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { code } from './subject/wording.ts';

export const addColumnBreaksPositionalUse = fileRule({
  metadata: {
    id: 'add-column-breaks-positional-use',
    title: 'New column breaks INSERTs that name no columns',
    categories: ['compatibility'],
    severity: 'warning',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {},
  },
  *check(reviewed) {
    for (const { statement, context } of reviewed.ofKinds('AddColumn')) {
      const { operation, target } = context;
      if (operation.kind !== 'AddColumn' || statement.run.direction === 'down') continue;
      const existing = existingRelation(context, operation.table);
      if (existing === null || operation.column.invisible?.value === true) continue;
      const what =
        target.engine === 'postgresql'
          ? 'fails or puts its values into other columns than meant'
          : 'fails (error 1136)';
      const body = insertingBody(reviewed, context, operation);
      const shared = {
        statement: statement.index,
        span: operation.column.name.span,
        table: existing.key,
        fixes: remedies(context, invisible(context, operation)),
      };
      yield body === null
        ? {
            ...shared,
            message: `An INSERT into ${existing.label} that names no columns ${what} once ${code(operation.column.name.value)} is there.`,
            uses: { table: operation.table.name.value, column: null, use: 'positional-insert' },
            onlyWithUses: true,
          }
        : {
            ...shared,
            message: `${code(body)} inserts into ${existing.label} and names no columns: it ${what} once ${code(operation.column.name.value)} is there.`,
          };
    }
  },
});

/** A routine or trigger of the same file whose body inserts without naming columns; null when there is none. */
function insertingBody(
  { statements }: ReviewedFile,
  { before }: OperationContext,
  { table }: AddColumn,
): string | null {
  const key = relationKey(before, table);
  for (const { syntax } of statements) {
    const [outer] = syntax.operations;
    if (outer?.kind !== 'CreateRoutine' && outer?.kind !== 'CreateTrigger') continue;
    const inserts = outer.body.some(({ operations }) =>
      operations.some(
        operation =>
          operation.kind === 'Insert' &&
          operation.columns === null &&
          operation.source !== 'default-values' &&
          relationKey(before, operation.table) === key,
      ),
    );
    if (inserts) return outer.kind === 'CreateRoutine' ? outer.routine.name.value : outer.trigger.value;
  }
  return null;
}

/** MySQL and MariaDB: a column that `SELECT *` and an INSERT without columns pass over. */
function invisible({ target }: OperationContext, { column }: AddColumn): Remedy[] {
  const { type } = column;
  if (type === null || !hasFeature(target, 'invisible-column')) return [];
  const last = column.default?.span ?? column.nullable?.span ?? type.span;
  return [
    {
      title: 'Make the column invisible',
      kind: 'suggestion',
      build: ({ site, sql }) =>
        plan({ edits: [insertAt(site, Math.max(last.end, type.span.end), sql` INVISIBLE`)] }),
    },
  ];
}
