import { tableAt } from '../../catalog/catalog.ts';
import type { ForeignKeyConstraint, Table } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';
import { shortName } from './dependents.ts';
import { code } from './wording.ts';

/* MySQL and MariaDB: the foreign keys around a table, as far as the catalog is certain of them. */

export interface ForeignKeyHere {
  readonly foreignKey: ForeignKeyConstraint;
  readonly owner: Table;
  readonly ownerKey: string;
}

/** Names of columns and keys are compared without letter case. */
export function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Foreign keys that other tables have on this one, as the catalog knows for certain. */
export function foreignKeysTo(
  context: OperationContext,
  key: string,
  table: Table,
): readonly ForeignKeyHere[] {
  return table.referencedBy.flatMap(({ table: ownerKey, constraint }) => {
    const owner = tableAt(context.before, ownerKey);
    const foreignKey = owner?.constraints.find(({ name }) => same(name, constraint));
    return owner?.certain === true && foreignKey?.kind === 'foreign-key' && foreignKey.target === key
      ? [{ foreignKey, owner, ownerKey }]
      : [];
  });
}

/** Foreign keys of the table that the statement does not drop. */
export function ownForeignKeys(context: OperationContext, table: Table): readonly ForeignKeyConstraint[] {
  const dropped = new Set(
    context.statement.operations.flatMap(operation =>
      operation.kind === 'DropConstraint' && operation.name !== null
        ? [operation.name.value.toLowerCase()]
        : [],
    ),
  );
  return table.constraints.flatMap(constraint =>
    constraint.kind === 'foreign-key' && !dropped.has(constraint.name.toLowerCase()) ? [constraint] : [],
  );
}

/** `foreign key f of t points to ...`, for people. */
export function pointsTo({ foreignKey, ownerKey }: ForeignKeyHere, subject: string): string {
  return `foreign key ${code(foreignKey.name)} of ${code(shortName(ownerKey))} points to ${subject}`;
}
