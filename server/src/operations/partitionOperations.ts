import type { Span } from '../text/span.ts';
import type { Expression } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OnTable } from './operationBase.ts';

export interface PartitionScheme {
  readonly span: Span;
  /** `range`, `list`, `hash`, `key`, `system_time`; `linear` variants by name (`linear hash`). */
  readonly method: string;
  readonly columns: readonly Identifier[];
  readonly expressions: readonly Expression[];
  readonly partitions: readonly Identifier[];
  /** MySQL/MariaDB: the partitions of the list; empty when only their number is written or nothing. */
  readonly definitions?: readonly PartitionDefinition[];
  /** PARTITIONS n; null when not written. */
  readonly count?: number | null;
  readonly subpartitionBy?: SubpartitionScheme | null;
  /** Of `system_time`: `interval`, `limit`, `starts` and `auto`; of `key`: `algorithm`. */
  readonly options?: readonly NamedOption[];
}

/** MySQL/MariaDB SUBPARTITION BY. */
export interface SubpartitionScheme {
  readonly span: Span;
  /** `hash`, `key`, `linear hash`, `linear key`. */
  readonly method: string;
  readonly columns: readonly Identifier[];
  readonly expressions: readonly Expression[];
  /** SUBPARTITIONS n; null when not written. */
  readonly count: number | null;
}

/** MySQL/MariaDB: `PARTITION p VALUES ... options (subpartitions)`. */
export interface PartitionDefinition {
  readonly span: Span;
  readonly name: Identifier;
  /** Null when none is written, as in HASH and KEY. */
  readonly bound: ValuesBound | null;
  readonly options: readonly NamedOption[];
  readonly subpartitions: readonly Subpartition[];
}

export interface Subpartition {
  readonly span: Span;
  readonly name: Identifier;
  readonly options: readonly NamedOption[];
}

/**
 * `less-than` and `in` have their values (MAXVALUE is an expression of that text, a tuple keeps its parentheses);
 * `default`, `history` and `current` (MariaDB) have none.
 */
export interface ValuesBound {
  readonly kind: 'less-than' | 'in' | 'default' | 'history' | 'current';
  readonly span: Span;
  readonly values: readonly Expression[];
}

export interface PartitionBound {
  readonly span: Span;
  readonly isDefault: boolean;
  /** As written after FOR VALUES. */
  readonly text: string;
  /** The values with their places; null for DEFAULT and where they could not be read. */
  readonly values?: PartitionValues | null;
}

/** MINVALUE and MAXVALUE are columns of these names. */
export type PartitionValues =
  | { readonly kind: 'list'; readonly values: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: readonly Expression[]; readonly to: readonly Expression[] }
  | { readonly kind: 'hash'; readonly modulus: number; readonly remainder: number };

export interface AttachPartition extends OnTable<'AttachPartition'> {
  readonly partition: ObjectName;
  readonly bound: PartitionBound;
}

export interface DetachPartition extends OnTable<'DetachPartition'> {
  readonly partition: ObjectName;
  readonly concurrently: boolean;
  readonly finalize: boolean;
}

/** MySQL/MariaDB partition actions of ALTER TABLE. */
export interface AlterPartitions extends OnTable<'AlterPartitions'> {
  readonly action:
    | 'partition-by'
    | 'remove-partitioning'
    | 'add'
    | 'drop'
    | 'truncate'
    | 'coalesce'
    | 'reorganize'
    | 'exchange'
    | 'rebuild'
    | 'optimize'
    | 'analyze'
    | 'check'
    | 'repair'
    | 'discard-tablespace'
    | 'import-tablespace'
    | 'convert';
  readonly partitions: readonly Identifier[];
  readonly scheme: PartitionScheme | null;
  /** EXCHANGE / CONVERT: the other table. */
  readonly exchangeWith: ObjectName | null;
  /** EXCHANGE ... WITHOUT VALIDATION is false. */
  readonly validation: boolean;
  /** New partitions: of ADD, of REORGANIZE behind INTO, of CONVERT TABLE. Not written means empty. */
  readonly definitions?: readonly PartitionDefinition[];
  /** ADD PARTITION PARTITIONS n, COALESCE PARTITION n. */
  readonly count?: number | null;
  /** DROP PARTITION IF EXISTS (MariaDB). */
  readonly ifExists?: boolean;
  /** ADD PARTITION IF NOT EXISTS (MariaDB). */
  readonly ifNotExists?: boolean;
}
