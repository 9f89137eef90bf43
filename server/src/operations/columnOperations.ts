import type { ColumnDefinition, ColumnPosition, Expression, IdentityKind, TypeReference } from './columns.ts';
import type { Identifier } from './names.ts';
import type { NamedOption, OnColumn, OnTable } from './operationBase.ts';

export interface AddColumn extends OnTable<'AddColumn'> {
  readonly column: ColumnDefinition;
  readonly ifNotExists: boolean;
  readonly position: ColumnPosition | null;
}

export interface DropColumn extends OnColumn<'DropColumn'> {
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameColumn extends OnColumn<'RenameColumn'> {
  readonly to: Identifier;
  readonly ifExists: boolean;
}

/** PostgreSQL ALTER COLUMN TYPE. */
export interface AlterColumnType extends OnColumn<'AlterColumnType'> {
  readonly type: TypeReference;
  readonly using: Expression | null;
}

/** MySQL/MariaDB MODIFY (`definition.name` equals `column`) and CHANGE (it may differ). */
export interface ModifyColumn extends OnColumn<'ModifyColumn'> {
  readonly verb: 'modify' | 'change';
  readonly definition: ColumnDefinition;
  readonly position: ColumnPosition | null;
  readonly ifExists: boolean;
}

export interface SetColumnDefault extends OnColumn<'SetColumnDefault'> {
  readonly default: Expression;
}
export type DropColumnDefault = OnColumn<'DropColumnDefault'>;
export type SetNotNull = OnColumn<'SetNotNull'>;
export type DropNotNull = OnColumn<'DropNotNull'>;

export interface AlterIdentity extends OnColumn<'AlterIdentity'> {
  readonly action: 'add' | 'set' | 'drop';
  readonly identity: IdentityKind | null;
  readonly ifExists: boolean;
  /** Sequence options (`increment`, `start`, `restart` ...). */
  readonly options?: readonly NamedOption[];
}

/** PostgreSQL SET EXPRESSION and DROP EXPRESSION of a generated column. */
export interface AlterColumnExpression extends OnColumn<'AlterColumnExpression'> {
  readonly action: 'set' | 'drop';
  readonly expression: Expression | null;
}

/** SET STORAGE / STATISTICS / COMPRESSION / (options), MySQL SET VISIBLE / INVISIBLE. */
export interface SetColumnOption extends OnColumn<'SetColumnOption'> {
  readonly option: 'storage' | 'statistics' | 'compression' | 'attributes' | 'visibility';
  readonly value: string;
}
