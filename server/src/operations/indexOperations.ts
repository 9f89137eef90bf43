import type { IndexDefinition } from './constraints.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OnTable, OperationBase } from './operationBase.ts';

/** CREATE INDEX, and MySQL/MariaDB ALTER TABLE ... ADD INDEX/KEY (not UNIQUE there: that is AddConstraint). */
export interface CreateIndex extends OnTable<'CreateIndex'> {
  readonly index: IndexDefinition;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
  /** CREATE INDEX ... ON ONLY parent. */
  readonly only: boolean;
}

/** `table` is null in PostgreSQL, where the index alone is named. One operation per name. */
export interface DropIndex extends OperationBase<'DropIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameIndex extends OperationBase<'RenameIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly to: Identifier;
  /** PostgreSQL: written as ALTER TABLE idx RENAME, which locks harder than ALTER INDEX. */
  readonly viaAlterTable: boolean;
  readonly ifExists?: boolean;
}

export interface AlterIndex extends OperationBase<'AlterIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly action:
    | 'invisible'
    | 'visible'
    | 'tablespace'
    | 'parameters'
    | 'attach-partition'
    | 'statistics'
    | 'depends';
  /** ATTACH PARTITION: the partition's index. */
  readonly partition: ObjectName | null;
  readonly ifExists?: boolean;
  /** SET (...), and `tablespace`, `statistics`, `extension` by their own names. */
  readonly options?: readonly NamedOption[];
}

export interface Reindex extends OperationBase<'Reindex'> {
  readonly target: 'index' | 'table' | 'schema' | 'database' | 'system';
  readonly name: ObjectName | null;
  readonly concurrently: boolean;
  /** Written as REINDEX (CONCURRENTLY), which PostgreSQL knows since 14. */
  readonly concurrentlyAsOption?: boolean;
  /** PostgreSQL REINDEX (VERBOSE, TABLESPACE x). */
  readonly options?: readonly NamedOption[];
}
