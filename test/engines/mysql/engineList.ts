/** The real servers that the MySQL and MariaDB facts are held against, by Debian package. */

export interface PackagedEngine {
  /** Short name, as given to `--engines`. */
  readonly key: string;
  readonly engine: 'mysql' | 'mariadb';
  /** The Debian suite whose package is taken. */
  readonly suite: string;
  readonly packageName: string;
  /** Also taken in `--quick` runs. */
  readonly quick: boolean;
  /** From a suite that its archive may drop: a run without it is still a whole one. */
  readonly optional?: true;
}

/** Oldest MariaDB first. Other servers can be added by URL (`INTERLOCK_ENGINE_URLS`). */
export const PACKAGED_ENGINES: readonly PackagedEngine[] = [
  {
    key: 'mariadb-10.5',
    engine: 'mariadb',
    suite: 'bullseye',
    packageName: 'mariadb-server-core-10.5',
    quick: false,
    optional: true,
  },
  {
    key: 'mariadb-10.11',
    engine: 'mariadb',
    suite: 'bookworm',
    packageName: 'mariadb-server-core',
    quick: true,
  },
  { key: 'mariadb-11.8', engine: 'mariadb', suite: 'sid', packageName: 'mariadb-server-core', quick: true },
  { key: 'mysql-9.7', engine: 'mysql', suite: 'sid', packageName: 'mysql-server-core', quick: false },
];
