import type { Set as PersistentSet } from 'immutable';
import type { EmbeddedStatement } from '../operations/statementSyntax.ts';
import type { Origin, Reference } from './origin.ts';

/* What the catalog keeps besides schema objects. */

/**
 * A setting of the session as the statements so far left it: `lock_timeout`, `search_path`, `sql_mode`,
 * `foreign_key_checks`, ... `local` ends with the transaction. Dropped at the end of each file.
 */
export interface SessionVariable {
  readonly kind: 'session-variable';
  readonly name: string;
  /** Null when the value is not known. */
  readonly value: string | null;
  readonly scope: 'session' | 'local';
  /** What holds again when a local setting ends; null for the server's default. */
  readonly outer: SessionVariable | null;
  /** The part of the file whose transaction a local setting holds for, where a review says so. */
  readonly section?: number;
  /** MySQL @variable: the statements that its text can be. */
  readonly body?: readonly EmbeddedStatement[];
  readonly origin: Origin;
}

/** Whether every object of the database is known: from a baseline, or by replay from an empty database. */
export interface Completeness {
  readonly kind: 'completeness';
  readonly complete: boolean;
  /** How many statements that nobody could read may have changed any object so far, certain ones included. */
  readonly unseenChanges: number;
}

/** The server that the statements are for. */
export interface ServerVersion {
  readonly kind: 'server-version';
  readonly major: number;
  readonly minor: number;
}

/**
 * MySQL/MariaDB: the database that statements without USE mean, as far as a dump or migration that creates it tells.
 * `path` is the file that created it.
 */
export interface DefaultDatabase {
  readonly kind: 'default-database';
  readonly name: string;
  readonly path: string;
}

/** The keys of one name space in one schema. Kept by the catalog itself; never written by hand. */
export interface KeyList {
  readonly kind: 'key-list';
  readonly keys: PersistentSet<string>;
}

/** What already points to a relation that is not (or no longer) there. */
export interface AwaitedRelation {
  readonly kind: 'awaited-relation';
  readonly referencedBy: readonly Reference[];
  readonly readBy: readonly string[];
}

/** Says which statement took a name out of the schema. */
export interface DroppedObject {
  readonly kind: 'dropped-object';
  readonly origin: Origin;
  /** False when the statement may not have run. */
  readonly certain: boolean;
  /** {@link Completeness.unseenChanges} at that time: those before it cannot have brought the object back. */
  readonly unseenBefore: number;
}

/**
 * How a relation came by its name, kept under the name: the last rename that gave it or, of relations that the catalog
 * does not hold, the statement that took it away.
 */
export interface GivenName {
  readonly kind: 'given-name';
  /** Key of the name before that rename; null where the name was only taken away. */
  readonly former: string | null;
  readonly origin: Origin;
  /** What took the name from another relation before; null when no statement did, or nobody knows. */
  readonly freedBy: Origin | null;
}

/** Privileges that statements gave on an object. */
export interface GrantedPrivileges {
  readonly kind: 'granted-privileges';
  readonly grants: readonly {
    readonly grantee: string;
    readonly privileges: readonly string[];
    readonly origin: Origin;
  }[];
}
