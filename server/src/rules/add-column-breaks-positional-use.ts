import { positionalInserts } from '../catalog/applyRoutines.ts';
import { relationKey } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import type { AddColumn } from '../operations/tableOperations.ts';
import { hasFeature } from './fixes/availability.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { fileRule, type OperationContext, type ReviewedFile, type ReviewedStatement } from './rule.ts';
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
    ignoresPhase: true,
    related: {},
  },
  *check(reviewed) {
    let bodies: readonly InsertingBody[] | null = null;
    for (const { statement, context } of reviewed.ofKinds('AddColumn')) {
      const { operation, target } = context;
      if (operation.kind !== 'AddColumn' || statement.run.direction === 'down') continue;
      const existing = existingRelation(context, operation.table);
      if (existing === null || operation.column.invisible?.value === true) continue;
      const what =
        target.engine === 'postgresql'
          ? 'fails or puts its values into other columns than meant'
          : 'fails (error 1136)';
      bodies ??= insertingBodies(reviewed);
      const body = insertingBody(bodies, context, operation);
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

/** A routine or trigger, known or made by the file, whose body inserts without naming columns; null for none. */
function insertingBody(
  bodies: readonly InsertingBody[],
  { before }: OperationContext,
  { table }: AddColumn,
): string | null {
  const key = relationKey(before, table);
  const body = bodies.find(
    ({ keys, tables }) => keys.includes(key) || tables.some(name => relationKey(before, name) === key),
  );
  return body?.name ?? null;
}

/** A routine or trigger whose body inserts without naming columns. */
interface InsertingBody {
  readonly name: string;
  /** The tables as the body names them. */
  readonly tables: readonly ObjectName[];
  /** Those of a trigger that the schema knows, as catalog keys. */
  readonly keys: readonly string[];
}

/** Those that the file makes, then those that the schema knows. */
function insertingBodies(reviewed: ReviewedFile): readonly InsertingBody[] {
  const known: InsertingBody[] = [];
  for (const [, object] of reviewed.schemaAfterLater().entries()) {
    if (object.kind === 'routine')
      known.push(
        ...inserting(
          object.name,
          object.signatures.flatMap(({ body }) => positionalInserts(body)),
        ),
      );
    if (object.kind === 'table')
      for (const { name, insertsByPlace } of object.triggers)
        if (insertsByPlace.length > 0) known.push({ name, tables: [], keys: insertsByPlace });
  }
  return [...reviewed.fromEach(madeBodies), ...known];
}

function madeBodies({ syntax }: ReviewedStatement): readonly InsertingBody[] {
  const [outer] = syntax.operations;
  if (outer?.kind !== 'CreateRoutine' && outer?.kind !== 'CreateTrigger') return [];
  const name = outer.kind === 'CreateRoutine' ? outer.routine.name.value : outer.trigger.value;
  return inserting(name, positionalInserts(outer.body));
}

function inserting(name: string, tables: readonly ObjectName[]): readonly InsertingBody[] {
  return tables.length === 0 ? [] : [{ name, tables, keys: [] }];
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
