import type { DatabaseAddress, DatabaseFamily } from './connection.ts';

const FAMILIES: Readonly<Record<string, DatabaseFamily>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
};

/** True for texts that mean a database and no file: a connection URL or `env:NAME`. */
export function isDatabaseSource(source: string): boolean {
  return source.startsWith('env:') || schemeOf(source) !== null;
}

/**
 * The address that a connection URL means: `postgresql://user:secret@host/db`, `mysql://...`, `mariadb://...`, also with
 * `jdbc:` before it. Null when it is none, or names no database.
 */
export function parseAddress(url: string): DatabaseAddress | null {
  const scheme = schemeOf(url);
  const family = scheme === null ? undefined : FAMILIES[scheme];
  if (scheme === null || family === undefined) return null;
  const plain = `${family}${url.slice(url.indexOf('://'))}`;
  let parsed: URL;
  try {
    parsed = new URL(plain);
  } catch {
    return null;
  }
  const database = parsed.pathname.slice(1);
  return database === '' ? null : { family, url: plain, title: `${family}://${parsed.host}/${database}` };
}

function schemeOf(url: string): string | null {
  const scheme = /^(?:jdbc:)?([a-z0-9]+):\/\//i.exec(url)?.[1]?.toLowerCase();
  return scheme !== undefined && scheme in FAMILIES ? scheme : null;
}

/**
 * A driver's message as one line without anything that the URL keeps secret. Drivers do not quote passwords, but a
 * message may repeat a URL that was not understood.
 */
export function withoutSecrets(message: string, url: string): string {
  const secrets = new Set<string>();
  const authority = /:\/\/([^/]*)@/.exec(url)?.[1] ?? '';
  const password = authority.slice(authority.indexOf(':') + 1);
  for (const secret of [url, authority, authority.includes(':') ? password : '']) {
    if (secret === '') continue;
    secrets.add(secret);
    secrets.add(decoded(secret));
  }
  for (const match of url.matchAll(/[?&](?:password|sslpassword|pwd)=([^&#]+)/gi)) {
    secrets.add(match[1] ?? '');
    secrets.add(decoded(match[1] ?? ''));
  }
  let line = message.replace(/\s+/g, ' ').trim();
  for (const secret of [...secrets].sort((left, right) => right.length - left.length))
    if (secret !== '') line = line.replaceAll(secret, '***');
  return line;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
