import { type Engine, type EngineVersion, isAtLeast, type Target, version } from './engine.ts';

/** What a server reads and drops without a word. */
export type IgnoredFeature =
  | 'check'
  | 'inline-reference'
  | 'descending-key'
  | 'foreign-key-of-engine'
  | 'drop-cascade';

interface IgnoredRow {
  readonly engine: Engine;
  readonly feature: IgnoredFeature;
  /** The first version that heeds it; null when none does. */
  readonly heededSince: EngineVersion | null;
  readonly source: string;
}

const ROWS: readonly IgnoredRow[] = [
  {
    engine: 'mysql',
    feature: 'check',
    heededSince: version(8, 0, 16),
    source: 'MySQL 8.0 manual, "CHECK Constraints"',
  },
  {
    engine: 'mysql',
    feature: 'inline-reference',
    heededSince: version(9),
    source: 'MySQL 9.0 manual, "FOREIGN KEY Constraints"; measured on 9.7.4',
  },
  {
    engine: 'mysql',
    feature: 'descending-key',
    heededSince: version(8, 0, 1),
    source: 'MySQL 8.0 manual, "Descending Indexes"',
  },
  {
    engine: 'mysql',
    feature: 'foreign-key-of-engine',
    heededSince: null,
    source: 'measured on MySQL 9.7.4 with MyISAM',
  },
  {
    engine: 'mysql',
    feature: 'drop-cascade',
    heededSince: null,
    source: 'MySQL 8.4 manual, "DROP TABLE Statement"; measured on 9.7.4',
  },
  {
    engine: 'mariadb',
    feature: 'check',
    heededSince: version(10, 2, 1),
    source: 'MariaDB documentation, "CONSTRAINT"',
  },
  {
    engine: 'mariadb',
    feature: 'inline-reference',
    heededSince: version(10, 5),
    source: 'MariaDB documentation, "Foreign Keys"; measured on 10.5',
  },
  {
    engine: 'mariadb',
    feature: 'descending-key',
    heededSince: version(10, 8, 1),
    source: 'MariaDB documentation, "CREATE INDEX"; measured on 10.5 and 11.8',
  },
  {
    engine: 'mariadb',
    feature: 'foreign-key-of-engine',
    heededSince: null,
    source: 'measured on MariaDB 10.5 and 11.8 with MyISAM',
  },
  {
    engine: 'mariadb',
    feature: 'drop-cascade',
    heededSince: null,
    source: 'measured on MariaDB 10.5 and 11.8',
  },
];

/** When the target takes the text for nothing: the first version that heeds it. Undefined when the target heeds it. */
export function ignoredBy(
  target: Target,
  feature: IgnoredFeature,
): { readonly heededSince: EngineVersion | null } | undefined {
  const row = ROWS.find(entry => entry.engine === target.engine && entry.feature === feature);
  if (row === undefined) return undefined;
  const heeds = row.heededSince !== null && isAtLeast(target.version, row.heededSince);
  return heeds ? undefined : { heededSince: row.heededSince };
}
