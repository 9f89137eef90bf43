import type { Engine, Target } from '../../engines/engine.ts';

const TITLES: Readonly<Record<Engine, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
};

/** `MySQL`. */
export function engineTitle(engine: Engine): string {
  return TITLES[engine];
}

/** `MySQL 8.0.27`, as declared. */
export function serverName({ engine, versionText }: Target): string {
  return `${TITLES[engine]} ${versionText}`.trim();
}
