import { type Engine, type EngineVersion, isAtLeast, type Target, version } from '../../engines/engine.ts';

/** What a fix may want to write and not every server understands or honours. */
export type Feature =
  /** `ADD CONSTRAINT n NOT NULL c NOT VALID`. */
  | 'not-null-not-valid'
  /** A valid `CHECK (c IS NOT NULL)` spares SET NOT NULL its scan. */
  | 'check-proves-not-null'
  | 'reindex-concurrently'
  | 'reindex-tablespace'
  /** A label added to an enum can be used in the transaction that creates the enum. */
  | 'label-of-new-enum'
  /** ATTACH PARTITION leaves the parent open to readers and writers. */
  | 'attach-beside-readers'
  | 'detach-concurrently'
  /** A plain column can be added with ALGORITHM=INSTANT. */
  | 'instant-add-column'
  /** An index that is kept up to date and not used: INVISIBLE (MySQL), IGNORED (MariaDB). */
  | 'invisible-index'
  /** A column that `SELECT *` and an INSERT without columns pass over: MySQL 8.0.23, MariaDB 10.3. */
  | 'invisible-column'
  /** ALGORITHM=NOCOPY. */
  | 'nocopy';

type Since = { readonly [E in Engine]?: EngineVersion };

/* Sources: PostgreSQL release notes (E.2 "Migration" and "Changes" of the version named), MySQL 8.0 manual 17.12.1 and 13.6, MariaDB knowledge base "InnoDB Online DDL Overview". */
const SINCE: Readonly<Record<Feature, Since>> = {
  'not-null-not-valid': { postgresql: version(18) },
  'check-proves-not-null': { postgresql: version(12) },
  'reindex-concurrently': { postgresql: version(12) },
  'reindex-tablespace': { postgresql: version(14) },
  'label-of-new-enum': { postgresql: version(17) },
  'attach-beside-readers': { postgresql: version(12) },
  'detach-concurrently': { postgresql: version(14) },
  'instant-add-column': { mysql: version(8, 0, 12), mariadb: version(10, 3, 2) },
  'invisible-index': { mysql: version(8, 0), mariadb: version(10, 6) },
  'invisible-column': { mysql: version(8, 0, 23), mariadb: version(10, 3) },
  nocopy: { mariadb: version(10, 3, 2) },
};

/** True when the oldest server that the target stands for has the feature. */
export function hasFeature(target: Target, feature: Feature): boolean {
  const since = SINCE[feature][target.engine];
  return since !== undefined && isAtLeast(target.version, since);
}
