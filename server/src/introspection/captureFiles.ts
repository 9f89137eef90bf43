import type { IntrospectedDatabase } from './database.ts';

const ENGINE_TITLES = { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as const;

/** The baseline file. `now` is ISO 8601. Nothing in it tells where the database is. */
export function baselineText(database: IntrospectedDatabase, now: string): string {
  const title = `${ENGINE_TITLES[database.dialect]} ${database.version}`;
  return `-- Structure of a ${title} database, captured by interlock on ${now.slice(0, 10)}. No rows, no owners.\n\n${database.ddl}`;
}

/** The statistics file: rows and bytes per table. */
export function statisticsText(database: IntrospectedDatabase, now: string): string {
  return `${JSON.stringify({ capturedAt: now, tables: database.tables }, null, 2)}\n`;
}
