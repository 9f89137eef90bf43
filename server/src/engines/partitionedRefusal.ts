import type { IndexPart } from '../operations/constraints.ts';
import { type Engine, type EngineVersion, isAtLeast, version } from './engine.ts';
import { mysqlPartitionedProblem } from './mysql/partitionedProblems.ts';
import type { PartitionedConflict, PartitionedQuestion } from './partitionedProblem.ts';
import { postgresqlPartitionedProblem } from './postgresql/partitionedProblems.ts';

/** What a server refuses because a table is partitioned. */
export interface PartitionedRefusal {
  readonly conflict: PartitionedConflict;
  /** SQLSTATE or error number. */
  readonly code: string;
  /** Partition columns that the key lacks, or the one that the operation is about. */
  readonly missing: readonly string[];
  /** The key that lacks them: its parts, for placing what is missing. */
  readonly parts: readonly IndexPart[];
}

interface ErrorRow {
  readonly engine: Engine;
  readonly conflict: PartitionedConflict;
  readonly code: string;
  readonly since: EngineVersion;
  /** The first version that does it; null when none does. */
  readonly until: EngineVersion | null;
  readonly source: string;
}

const PG = 'measured on PostgreSQL 12.22, 16.14 and 18.4';
const PG11 = 'PostgreSQL 12 release notes: foreign keys may reference partitioned tables from 12 on';
const MY57 = 'MySQL 5.7 manual, "Restrictions and Limitations on Partitioning"';
const MY = 'measured on MySQL 9.7.4; MySQL 5.7 manual, "Restrictions and Limitations on Partitioning"';
const MA = 'measured on MariaDB 10.5, 10.11 and 11.8';
const ALWAYS = version(0);
const PARTITIONED_INDEXES = version(11);

function row(
  engine: Engine,
  conflict: PartitionedConflict,
  code: string,
  source: string,
  range: { readonly since?: EngineVersion; readonly until?: EngineVersion } = {},
): ErrorRow {
  return { engine, conflict, code, source, since: range.since ?? ALWAYS, until: range.until ?? null };
}

const ROWS: readonly ErrorRow[] = [
  row('postgresql', 'concurrent-build', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'concurrent-drop', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-without-partition-columns', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-with-partition-expression', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-using-index', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'not-valid-foreign-key', '42809', PG, { since: PARTITIONED_INDEXES, until: version(18) }),
  row('postgresql', 'exclusion-constraint', '0A000', PG, { since: PARTITIONED_INDEXES, until: version(17) }),
  row('postgresql', 'concurrent-detach-with-default', '55000', PG, { since: version(14) }),
  row('postgresql', 'partition-key-column', '42P16', PG),
  row('postgresql', 'foreign-key-to-partitioned', '42809', PG11, {
    since: PARTITIONED_INDEXES,
    until: version(12),
  }),
  row('mysql', 'key-without-partition-columns', '1503', MY),
  row('mysql', 'foreign-key-to-partitioned', '1506', MY57),
  row('mysql', 'foreign-key', '1506', MY),
  row('mysql', 'fulltext-index', '1214', MY),
  row('mysql', 'spatial-index', '1178', MY),
  row('mariadb', 'key-without-partition-columns', '1503', MA),
  row('mariadb', 'foreign-key', '1506', MA),
  row('mariadb', 'foreign-key-to-partitioned', '1005', 'measured on MariaDB 10.11 and 11.8'),
];

/** Null when the server does it, and when the table is not certainly partitioned. */
export function partitionedRefusal(question: PartitionedQuestion): PartitionedRefusal | null {
  const found =
    question.target.engine === 'postgresql'
      ? postgresqlPartitionedProblem(question)
      : mysqlPartitionedProblem(question);
  if (found === null) return null;
  const { target } = question;
  const known = ROWS.find(
    entry =>
      entry.engine === target.engine &&
      entry.conflict === found.conflict &&
      isAtLeast(target.version, entry.since) &&
      (entry.until === null || !isAtLeast(target.version, entry.until)),
  );
  return known === undefined ? null : { missing: [], parts: [], ...found, code: known.code };
}
