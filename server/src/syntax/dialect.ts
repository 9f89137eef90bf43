/** The SQL a text is written in. MySQL and MariaDB share one reader; where they differ the reader keeps both. */
export type Dialect = 'postgresql' | 'mysql' | 'mariadb';
