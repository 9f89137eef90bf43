import { findIndex, relationKey, sameName, tableAt } from '../catalog/catalog.ts';
import type { Index, IndexKey, Table } from '../catalog/model.ts';
import type { Operation } from '../operations/operation.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { fileRule, type OperationContext, type ReviewedOperation, type ReviewedStatement } from './rule.ts';
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
    const added = reviewed.fromEach(addedIndexes);
    const schema = added.length === 0 ? null : finalSchema(reviewed);
    if (schema === null) return;
    for (const { change, key, indexes } of added) {
      const { statement, context } = change;
      const table = tableAt(schema, key);
      if (statement.run.direction === 'down' || table === undefined) continue;
      for (const index of indexes) {
        const other = coveringIndex(context, table, index);
        if (other === null) continue;
        yield {
          statement: statement.index,
          span: spanOf(context, context.operation, index),
          message: `${code(index.name)} repeats the beginning of ${code(other.name)}, which serves the same queries: it only costs writes and space.`,
          fixes: remedies(context, leftOut(context)),
        };
      }
    }
  },
});

interface AddedIndexes {
  readonly change: ReviewedOperation;
  /** Catalog key of their table. */
  readonly key: string;
  readonly indexes: readonly Index[];
}

function addedIndexes(
  _statement: ReviewedStatement,
  operations: readonly ReviewedOperation[],
): readonly AddedIndexes[] {
  return operations.flatMap(change => {
    const { operation, before, after } = change.context;
    if (operation.kind !== 'CreateIndex' && operation.kind !== 'CreateTable') return [];
    const key = relationKey(after, operation.table);
    const known = tableAt(before, key);
    const indexes = (tableAt(after, key)?.indexes ?? []).filter(
      index => findIndex(before, known, index.name) === undefined,
    );
    return indexes.length === 0 ? [] : [{ change, key, indexes }];
  });
}

/** An index that is still there when the file is done, as this one is, and can do all that it does. */
function coveringIndex(context: OperationContext, table: Table, index: Index): Index | null {
  const isPlain = !index.unique && index.constraint === null && !index.implicit;
  if (!isPlain || findIndex(context.after, table, index.name) === undefined) return null;
  return (
    table.indexes.find(
      other =>
        !sameName(context.after.dialect, other.name, index.name) &&
        other.method === index.method &&
        // Other methods do not serve the beginning of their keys as a tree does.
        (index.method === 'btree' || other.keys.length === index.keys.length) &&
        index.include.every(column => other.include.includes(column) || hasKey(other, column)) &&
        other.valid &&
        !other.invisible &&
        other.predicate?.text === index.predicate?.text &&
        // Of two that are equal the later one is too much.
        (other.keys.length > index.keys.length || isEarlier(table, other, index)) &&
        index.keys.every((part, at) => isSameKey(part, other.keys[at])),
    ) ?? null
  );
}

function hasKey({ keys }: Index, column: string): boolean {
  return keys.some(key => key.column === column);
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
