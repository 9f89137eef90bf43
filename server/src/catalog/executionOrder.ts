import type { Identifier } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import type { Dialect } from '../syntax/dialect.ts';

/*
 * The actions of one ALTER TABLE do not run in the order they are written: PostgreSQL runs them in passes
 * (AlterTablePass in tablecmds.c), MySQL and MariaDB take old names from the table as it was and build the new one.
 */

const POSTGRESQL_PASSES: Readonly<Partial<Record<Operation['kind'], number>>> = {
  DropColumn: 0,
  DropConstraint: 0,
  DropNotNull: 0,
  DropColumnDefault: 0,
  AlterColumnType: 1,
  AddColumn: 2,
  AlterColumnExpression: 3,
  SetColumnDefault: 4,
  SetNotNull: 4,
  AlterIdentity: 4,
  SetColumnOption: 4,
  // AddConstraint: 5 for keys, 6 for others.
};

const MYSQL_PASSES: Readonly<Partial<Record<Operation['kind'], number>>> = {
  DropIndex: 0,
  DropConstraint: 0,
  DropColumn: 1,
  RenameColumn: 2,
  ModifyColumn: 2,
  AddColumn: 2,
  RenameIndex: 3,
  CreateIndex: 4,
  AddConstraint: 4,
  RenameTable: 9,
};

const LAST_ACTIONS = 7;

/** The operations of a statement in the order they run. */
export function inExecutionOrder(dialect: Dialect, operations: readonly Operation[]): readonly Operation[] {
  if (operations.length < 2) return operations;
  const passOf = dialect === 'postgresql' ? postgresqlPass : mysqlPass;
  const passes = operations.map(passOf);
  if (passes.every((pass, index) => pass >= (passes[index - 1] ?? 0))) return operations;
  return operations
    .map((operation, index) => ({ operation, pass: passes[index] ?? LAST_ACTIONS, index }))
    .sort((left, right) => left.pass - right.pass || left.index - right.index)
    .map(entry => entry.operation);
}

function postgresqlPass(operation: Operation): number {
  if (operation.kind !== 'AddConstraint') return POSTGRESQL_PASSES[operation.kind] ?? LAST_ACTIONS;
  const { kind } = operation.constraint;
  return kind === 'primary-key' || kind === 'unique' || kind === 'exclude' ? 5 : kind === 'not-null' ? 4 : 6;
}

function mysqlPass(operation: Operation): number {
  if (operation.kind === 'AddConstraint' && operation.constraint.kind === 'foreign-key') return 5;
  return MYSQL_PASSES[operation.kind] ?? LAST_ACTIONS;
}

/** The column that a renaming operation takes the name from, and the name it gives. */
export function columnRename(
  operation: Operation,
): { readonly from: Identifier; readonly to: Identifier } | null {
  if (operation.kind === 'RenameColumn') return { from: operation.column, to: operation.to };
  if (
    operation.kind === 'ModifyColumn' &&
    operation.column.value.toLowerCase() !== operation.definition.name.value.toLowerCase()
  ) {
    return { from: operation.column, to: operation.definition.name };
  }
  return null;
}

/**
 * MySQL and MariaDB rename all columns of a statement at once (`RENAME COLUMN a TO b, RENAME COLUMN b TO a`): the
 * operations whose column must first leave its name, because another operation gives that name away.
 */
export function swappedRenames(dialect: Dialect, operations: readonly Operation[]): readonly Operation[] {
  if (dialect === 'postgresql' || operations.length < 2) return [];
  const sources = new Set<string>();
  for (const operation of operations) {
    const rename = columnRename(operation);
    if (rename !== null) sources.add(rename.from.value.toLowerCase());
  }
  if (sources.size < 2) return [];
  return operations.filter(operation => {
    const rename = columnRename(operation);
    return rename !== null && sources.has(rename.to.value.toLowerCase());
  });
}
