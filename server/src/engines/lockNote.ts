import type { CatalogReader } from '../catalog/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { Target } from './engine.ts';

/** PostgreSQL table lock modes, weakest first (manual, "Explicit Locking"). */
export const POSTGRESQL_LOCK_MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type PostgresqlLockMode = (typeof POSTGRESQL_LOCK_MODES)[number];

/** What the LOCK clause of MySQL and MariaDB names: what others may do while the statement runs. */
export const MYSQL_LOCK_LEVELS = ['NONE', 'SHARED', 'EXCLUSIVE'] as const;
export type MysqlLockLevel = (typeof MYSQL_LOCK_LEVELS)[number];

export type LockMode = PostgresqlLockMode | MysqlLockLevel;

/** INSTANT < NOCOPY < INPLACE < COPY. */
export type Algorithm = 'INSTANT' | 'NOCOPY' | 'INPLACE' | 'COPY';

export interface RelationLock {
  /** `public.users`; the name as written where no schema is known. */
  readonly relation: string;
  /** What the relation is to the operation. */
  readonly role:
    | 'target'
    | 'referenced'
    | 'parent'
    | 'partition'
    | 'default-partition'
    | 'index'
    | 'view'
    | 'dependent'
    | 'sequence'
    | 'other';
  readonly mode: LockMode;
}

/** Why the server refuses the statement. `code` is its SQLSTATE (PostgreSQL) or error number (MySQL/MariaDB). */
export interface Refusal {
  readonly code: string;
  readonly reason:
    | 'not-in-transaction'
    | 'needs-newer-version'
    | 'algorithm-not-supported'
    | 'lock-not-supported'
    | 'lock-with-instant'
    /** ALGORITHM or LOCK behind work on partitions; in front of it the grammar takes them. */
    | 'clause-behind-partitions'
    | 'syntax'
    | 'not-on-partitioned'
    | 'default-partition-exists'
    | 'not-null-violation'
    | 'zero-date'
    | 'non-deterministic-default'
    | 'column-in-foreign-key'
    | 'row-version-limit'
    | 'not-supported';
  /** `14`, `8.0.12`: the version that has it, for needs-newer-version; else null. */
  readonly since: string | null;
}

/** A remark on how the answer changed between versions, for the hover: "from 11 on no rewrite". */
export interface VersionRemark {
  readonly version: string;
  readonly change:
    | 'no-rewrite'
    /** While TimeZone is UTC, which was not known. */
    | 'no-rewrite-in-utc'
    | 'rewrite'
    | 'no-scan'
    | 'weaker-lock'
    | 'stronger-lock'
    | 'instant'
    | 'in-place'
    | 'online-copy'
    | 'transactional'
    | 'available';
}

/** What a server does with one operation. */
export interface NoteFacts {
  readonly locks: readonly RelationLock[];
  /** MySQL/MariaDB; null for PostgreSQL and for statements without one. */
  readonly algorithm: Algorithm | null;
  readonly blocksReads: boolean;
  readonly blocksWrites: boolean;
  readonly rewritesTable: boolean;
  readonly scansTable: boolean;
  readonly buildsIndex: boolean;
  /** False when the statement commits by itself or cannot be rolled back. */
  readonly transactional: boolean;
  readonly refusal: Refusal | null;
  /** `instant`: no lock that anybody waits for; `brief`: a lock held for a catalog change; `grows-with-table`: reads or writes all rows. */
  readonly duration: 'instant' | 'brief' | 'grows-with-table';
}

/** A target that is a range: from the version `from` on, the server does something else than just before. */
export interface RangeChange {
  /** `14`, `8.0.29`. */
  readonly from: string;
  /** True when it costs less than before. */
  readonly better: boolean;
  /** What is no longer as before, with what it is from there on. */
  readonly differs: Partial<NoteFacts>;
}

/**
 * What one operation does to a live system on one server version; the worst of them in every respect for a target that
 * is a range. The server's answer, not a judgement: messages and severities are made elsewhere.
 */
export interface LockNote extends NoteFacts {
  /** `measured`: read off a real server of a build that `source` names. `documented`: the manual says so. */
  readonly basis: 'measured' | 'documented' | 'unknown';
  /** Build or manual page. */
  readonly source: string;
  readonly remarks: readonly VersionRemark[];
  /** Where the answer changes within a range, oldest first; left out where it does not. */
  readonly changes?: readonly RangeChange[];
}

/** What facts are asked with. `before` is the schema just before the operation. */
export interface FactQuestion {
  readonly operation: Operation;
  /** The statement that holds it: other actions and ALGORITHM / LOCK clauses decide too. */
  readonly statement: StatementSyntax;
  readonly before: CatalogReader;
  /**
   * The schema before the whole statement; `before` when left out. All actions of one MySQL ALTER TABLE start from it.
   */
  readonly statementBefore?: CatalogReader | undefined;
  readonly target: Target;
  readonly inTransaction: boolean;
  /** The file that holds the statement: what it made itself may be new in the same transaction. */
  readonly path?: string | undefined;
}

/** Facts of one engine. Null for operations that touch no relation (SET, COMMIT, SELECT ...). */
export type EngineFacts = (question: FactQuestion) => LockNote | null;
