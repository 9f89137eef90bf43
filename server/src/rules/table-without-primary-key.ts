import { relationKey, sessionVariable, tableAt } from '../catalog/catalog.ts';
import { displayName } from '../operations/names.ts';
import type { CreateTable } from '../operations/tableOperations.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext } from './rule.ts';
import { finalSchema } from './subject/finalSchema.ts';
import { matchesPattern } from './subject/patterns.ts';
import { code } from './subject/wording.ts';

export const tableWithoutPrimaryKey = fileRule({
  metadata: {
    id: 'table-without-primary-key',
    title: 'New table has no primary key',
    categories: ['hygiene'],
    severity: 'warning',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      migrationpilot: ['MP045'],
      skeema: ['lint-pk'],
      spirit: ['primary_key'],
      flyway: ['RG15'],
      'postgres-language-server': ['requirePrimaryKey'],
    },
  },
  *check(reviewed) {
    const created = reviewed.ofKinds('CreateTable');
    const schema = created.length === 0 ? null : finalSchema(reviewed);
    if (schema === null) return;
    for (const { statement, context } of created) {
      const { operation } = context;
      if (operation.kind !== 'CreateTable' || statement.run.direction === 'down') continue;
      const table = tableAt(schema, relationKey(context.after, operation.table));
      if (isExempt(context, operation)) continue;
      // With the setting the server refuses the CREATE TABLE, whatever comes later.
      const refused = isOn(context, 'sql_require_primary_key') && !namesKey(operation);
      if (!refused && (table === undefined || table.constraints.some(isPrimaryKey))) continue;
      if (table?.partitionOf != null || (table?.certain === false && operation.asQuery === null)) continue;
      yield { statement: statement.index, ...finding(context, operation) };
    }
  },
});

function isPrimaryKey({ kind }: { readonly kind: string }): boolean {
  return kind === 'primary-key';
}

function namesKey({ columns, constraints }: CreateTable): boolean {
  return columns.some(({ primaryKey }) => primaryKey !== null) || constraints.some(isPrimaryKey);
}

/** Tables for a moment, tables whose key comes from elsewhere, and servers that make one. */
function isExempt(context: OperationContext, operation: CreateTable): boolean {
  const { table, persistence, foreign, inherits, like, ofType } = operation;
  return (
    persistence === 'temporary' ||
    foreign ||
    inherits.length > 0 ||
    like.length > 0 ||
    ofType != null ||
    STAGING.test(table.name.value) ||
    context.settings.tables.expendable.some(pattern => matchesPattern(pattern, table.name.value)) ||
    isOn(context, 'sql_generate_invisible_primary_key')
  );
}

/** Names that say that rows only pass through. */
const STAGING = /^(?:staging|stg|tmp|temp)_|_(?:staging|stg|tmp|temp)$/i;

function isOn(context: OperationContext, name: string): boolean {
  const value = sessionVariable(context.before, name)?.value ?? context.target.settings[name];
  return value != null && /^(?:1|on|true)$/i.test(value);
}

function finding(context: OperationContext, operation: CreateTable): Omit<FileFindingDraft, 'statement'> {
  const label = code(displayName(operation.table));
  const isRequired = isOn(context, 'sql_require_primary_key');
  return {
    span: operation.table.span,
    ...(isRequired ? { severity: 'error' as const, categories: ['fails'] as const } : {}),
    message: isRequired
      ? `${label} has no primary key: with ${code('sql_require_primary_key')} the server refuses it (error 3750).`
      : `${label} has no primary key: ${CONSEQUENCES[context.target.engine]}`,
    fixes: remedies(context, keyFirst(context, operation)),
  };
}

const CONSEQUENCES = {
  postgresql: 'logical replication refuses its UPDATEs and DELETEs, and online tools cannot work on it.',
  mysql:
    'each row that a replica changes is looked for in the whole table, and online tools cannot work on it.',
  mariadb:
    'each row that a replica changes is looked for in the whole table, and Galera refuses its DELETEs.',
} as const;

/** A numbered column in front of the others. */
function keyFirst(context: OperationContext, { columns }: CreateTable): Remedy[] {
  const [first] = columns;
  if (first === undefined) return [];
  if (columns.some(({ name, autoIncrement }) => name.value.toLowerCase() === 'id' || autoIncrement !== null))
    return [];
  const isPostgresql = context.target.engine === 'postgresql';
  return [
    {
      title: 'Add a numbered key column',
      kind: 'suggestion',
      build({ site, sql }) {
        const column = isPostgresql
          ? `id ${sql`BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY`},`
          : `id ${sql`BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY`},`;
        const at = first.span.start;
        const lineStart = context.sql.lastIndexOf('\n', at - 1) + 1;
        const indent = context.sql.slice(lineStart, at);
        const gap = lineStart > 0 && indent.trim() === '' ? `${site.newline}${indent}` : ' ';
        return plan({ edits: [insertAt(site, at, column + gap)] });
      },
    },
  ];
}
