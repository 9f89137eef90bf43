import {
  compareVersions,
  type Engine,
  type EngineVersion,
  isAtLeast,
  type Target,
  version,
} from './engine.ts';

/** A change that something else in the schema stands in the way of. */
export type DependencyConflict =
  /** PostgreSQL: something else uses what is dropped. */
  | 'drop-of-used-object'
  | 'drop-of-constraint-index'
  | 'type-of-column-in-view'
  | 'type-of-column-in-policy'
  | 'type-of-column-in-trigger'
  | 'type-of-generation-source'
  | 'drop-of-generation-source'
  | 'nullable-primary-key'
  | 'nullable-identity'
  /** MySQL and MariaDB. */
  | 'drop-of-referenced-table'
  | 'drop-of-referenced-column'
  | 'drop-of-referenced-primary-key'
  | 'drop-of-foreign-key-column'
  | 'drop-of-foreign-key-index'
  | 'drop-of-checked-column'
  | 'drop-of-indexed-expression-column'
  | 'type-of-foreign-key-column'
  | 'type-of-referenced-column'
  | 'required-set-null-column'
  | 'referenced-column-without-auto-increment'
  | 'auto-column-without-key';

interface ErrorRow {
  readonly engine: Engine;
  readonly conflict: DependencyConflict;
  /** The first version that refuses, or answers with this code. */
  readonly since: EngineVersion;
  /** SQLSTATE or error number. */
  readonly code: string;
  readonly source: string;
}

const PG = 'measured on PostgreSQL 12.22 to 18.4';
const PG_GENERATED = 'measured on PostgreSQL 12.22, 13.23, 14.23, 15.18, 16.14, 17.10 and 18.4';
const MY = 'measured on MySQL 9.7.4; MySQL 8.0 Error Message Reference';
const MY57 = 'MySQL 5.7 Error Message Reference';
const MA = 'measured on MariaDB 10.5, 10.11 and 11.8';

const OLDEST = version(0);

function row(
  engine: Engine,
  conflict: DependencyConflict,
  code: string,
  source: string,
  since: EngineVersion = OLDEST,
): ErrorRow {
  return { engine, conflict, since, code, source };
}

const ROWS: readonly ErrorRow[] = [
  row('postgresql', 'drop-of-used-object', '2BP01', PG),
  row('postgresql', 'drop-of-constraint-index', '2BP01', PG),
  row('postgresql', 'type-of-column-in-view', '0A000', PG),
  row('postgresql', 'type-of-column-in-policy', '0A000', PG),
  row('postgresql', 'type-of-column-in-trigger', '0A000', PG),
  row('postgresql', 'type-of-generation-source', '42601', PG_GENERATED, version(12)),
  row('postgresql', 'type-of-generation-source', '0A000', PG_GENERATED, version(15)),
  // Up to 14 the generated column goes along with its source.
  row('postgresql', 'drop-of-generation-source', '2BP01', PG_GENERATED, version(15)),
  row('postgresql', 'nullable-primary-key', '42P16', PG),
  row('postgresql', 'nullable-identity', '42601', PG),

  row('mysql', 'drop-of-referenced-table', '1217', MY57),
  row('mysql', 'drop-of-referenced-table', '3730', MY, version(8, 0)),
  row('mysql', 'drop-of-referenced-column', '1829', MY),
  row('mysql', 'drop-of-referenced-primary-key', '1553', MY),
  row('mysql', 'drop-of-foreign-key-column', '1828', MY),
  row('mysql', 'drop-of-foreign-key-index', '1553', MY),
  row('mysql', 'drop-of-generation-source', '3108', MY),
  row('mysql', 'drop-of-checked-column', '3959', MY, version(8, 0, 16)),
  row('mysql', 'drop-of-indexed-expression-column', '3837', MY, version(8, 0, 13)),
  row('mysql', 'type-of-foreign-key-column', '1832', MY57),
  row('mysql', 'type-of-foreign-key-column', '3780', MY, version(8, 0, 12)),
  row('mysql', 'type-of-referenced-column', '1833', MY57),
  row('mysql', 'type-of-referenced-column', '3780', MY, version(8, 0, 12)),
  row('mysql', 'required-set-null-column', '1830', MY),
  row('mysql', 'referenced-column-without-auto-increment', '1833', MY),
  row('mysql', 'auto-column-without-key', '1075', MY),

  row('mariadb', 'drop-of-referenced-table', '1451', MA),
  row('mariadb', 'drop-of-referenced-column', '1829', MA),
  row('mariadb', 'drop-of-referenced-primary-key', '1025', MA),
  row('mariadb', 'drop-of-foreign-key-column', '1553', MA),
  row('mariadb', 'drop-of-foreign-key-index', '1553', MA),
  row('mariadb', 'drop-of-generation-source', '1054', MA),
  row('mariadb', 'drop-of-checked-column', '1054', MA),
  row('mariadb', 'type-of-foreign-key-column', '1832', MA),
  row('mariadb', 'type-of-referenced-column', '1833', MA),
  row('mariadb', 'required-set-null-column', '1830', MA),
  row('mariadb', 'auto-column-without-key', '1075', MA),
];

/** The server's SQLSTATE or error number; null when this server lets the change through. */
export function dependencyError(target: Target, conflict: DependencyConflict): string | null {
  const known = ROWS.filter(
    entry =>
      entry.engine === target.engine && entry.conflict === conflict && isAtLeast(target.version, entry.since),
  );
  return known.sort((left, right) => compareVersions(right.since, left.since))[0]?.code ?? null;
}
