import { findIndex, relationKey, sameName, tableAt } from '../catalog/catalog.ts';
import type { Index, IndexKey, Table } from '../catalog/model.ts';
import type { Operation } from '../operations/operation.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { fileRule, type OperationContext } from './rule.ts';
import { finalSchema } from './subject/finalSchema.ts';
import { standsAlone } from './subject/relations.ts';
import { code } from './subject/wording.ts';

export const redundantIndex = fileRule({
  metadata: {
    id: 'redundant-index',
    title: 'New index repeats the beginning of another',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      skeema: ['lint-dupe-index'],
      spirit: ['redundant_index'],
      migrationpilot: ['MP100'],
    },
  },
  *check(reviewed) {
    const adding = reviewed.ofKinds('CreateIndex', 'CreateTable');
    const schema = adding.length === 0 ? null : finalSchema(reviewed);
    if (schema === null) return;
    for (const { statement, context } of adding) {
      const { operation } = context;
      if (statement.run.direction === 'down' || !('table' in operation) || operation.table === null) continue;
      const key = relationKey(context.after, operation.table);
      const table = tableAt(schema, key);
      if (table === undefined || !table.certain) continue;
      const known = tableAt(context.before, key);
      for (const index of tableAt(context.after, key)?.indexes ?? []) {
        if (findIndex(context.before, known, index.name) !== undefined) continue;
        const other = coveringIndex(context, table, index);
        if (other === null) continue;
        yield {
          statement: statement.index,
          span: spanOf(context, operation, index),
          message: `${code(index.name)} repeats the beginning of ${code(other.name)}, which serves the same queries: it only costs writes and space.`,
          fixes: remedies(context, leftOut(context)),
        };
      }
    }
  },
});

/** An index that is still there when the file is done, as this one is, and can do all that it does. */
function coveringIndex(context: OperationContext, table: Table, index: Index): Index | null {
  const isPlain =
    !index.unique &&
    index.constraint === null &&
    !index.implicit &&
    index.method === 'btree' &&
    index.include.length === 0;
  if (!isPlain || findIndex(context.after, table, index.name) === undefined) return null;
  return (
    table.indexes.find(
      other =>
        !sameName(context.after.dialect, other.name, index.name) &&
        other.method === 'btree' &&
        other.valid &&
        !other.invisible &&
        other.predicate?.text === index.predicate?.text &&
        // Of two that are equal the later one is too much.
        (other.keys.length > index.keys.length || isEarlier(table, other, index)) &&
        index.keys.every((part, at) => isSameKey(part, other.keys[at])),
    ) ?? null
  );
}

function isEarlier(table: Table, other: Index, index: Index): boolean {
  return (
    other.unique || other.constraint !== null || table.indexes.indexOf(other) < table.indexes.indexOf(index)
  );
}

function isSameKey(part: IndexKey, other: IndexKey | undefined): boolean {
  return (
    other !== undefined &&
    part.column?.toLowerCase() === other.column?.toLowerCase() &&
    part.expression?.text === other.expression?.text &&
    part.prefixLength === other.prefixLength &&
    part.descending === other.descending &&
    part.nullsFirst === other.nullsFirst &&
    part.collation === other.collation &&
    part.operatorClass === other.operatorClass
  );
}

function spanOf({ after }: OperationContext, operation: Operation, index: Index): Operation['span'] {
  if (operation.kind !== 'CreateTable') return operation.span;
  const definition = operation.indexes.find(
    ({ name }) => name !== null && sameName(after.dialect, name.name.value, index.name),
  );
  return definition?.span ?? operation.table.span;
}

function leftOut(context: OperationContext): Remedy[] {
  const { operation, statement } = context;
  if (operation.kind !== 'CreateIndex' || !standsAlone(context) || statement.operations.length !== 1)
    return [];
  return [
    {
      title: 'Leave the index out',
      kind: 'suggestion',
      build({ site }) {
        const cut = cutStatement(site, site.index);
        return cut === null ? null : plan({ edits: [cut.edit] });
      },
    },
  ];
}
