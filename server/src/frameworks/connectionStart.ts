import type { MigrationSet, ProjectFiles } from './framework.ts';
import { baseNameOf } from './paths.ts';

/** What the tool's connections begin with, before the first statement of a migration. */
export interface ConnectionStart {
  /** Settings of the session by their names in lower case, values as the server takes them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Milliseconds after which the driver gives a statement up; null when it waits. */
  readonly socketTimeout: number | null;
}

export const PLAIN_CONNECTION: ConnectionStart = { settings: {}, socketTimeout: null };

/** SQL that Flyway runs on the connection of the migrations before each of them (documentation, "Callback events"). */
const FLYWAY_CALLBACK = /^(?:afterConnect|beforeMigrate|beforeVersioned|beforeEachMigrate)(?:__.*)?\.sql$/;

/**
 * What `initSql`, callbacks and the connection's URL set: the last one that runs counts. URLs of JDBC, libpq, pgx and
 * the Go driver of MySQL (manuals of pgJDBC "options", Connector/J "sessionVariables", libpq "options").
 */
export function connectionStart(set: MigrationSet, project: ProjectFiles): ConnectionStart {
  const url = set.settings['url'] ?? '';
  const texts = [set.settings['initsql'] ?? ''];
  if (set.framework === 'flyway')
    for (const { path, role } of set.files)
      if (role === 'callback' && FLYWAY_CALLBACK.test(baseNameOf(path))) texts.push(project.read(path) ?? '');
  if (url === '' && texts.every(text => text === '')) return PLAIN_CONNECTION;
  const parameters = urlParameters(url);
  return {
    settings: Object.fromEntries([...settingsOfUrl(parameters), ...texts.flatMap(settingsOfSql)]),
    socketTimeout: socketTimeoutOf(url, parameters),
  };
}

/** Names that Go's drivers take as parameters of their own. */
const TIME_SETTINGS: ReadonlySet<string> = new Set([
  'lock_timeout',
  'statement_timeout',
  'lock_wait_timeout',
  'max_statement_time',
]);

type Setting = readonly [name: string, value: string];

function settingsOfUrl(parameters: ReadonlyMap<string, string>): readonly Setting[] {
  const found: Setting[] = [...parameters].filter(([name]) => TIME_SETTINGS.has(name));
  // Command line options of the server process: `-c name=value`, `--name=value`.
  for (const match of (parameters.get('options') ?? '').matchAll(/(?:-c\s*|--)([\w.-]+)=((?:\\.|\S)*)/g))
    found.push([(match[1] ?? '').toLowerCase().replaceAll('-', '_'), (match[2] ?? '').replaceAll('\\', '')]);
  for (const part of (parameters.get('sessionvariables') ?? '').split(/[,;](?=\s*@{0,2}[\w.]+\s*=)/)) {
    const [, name, value] = /^\s*(?:@@)?(?:session\.)?(\w+)\s*=\s*'?([^']*)'?\s*$/i.exec(part) ?? [];
    if (name !== undefined && value !== undefined) found.push([name.toLowerCase(), value]);
  }
  return found;
}

const SET =
  /\bset\s+(?:(?:session|local)\s+)?(?:@@(?:session\.)?)?([a-z_]+)\s*(?::?=|\bto\b)\s*(?:'([^']*)'|"([^"]*)"|([\w.]+))/gi;

function settingsOfSql(text: string): readonly Setting[] {
  return [...text.replace(/--.*$/gm, '').matchAll(SET)].map(([, name = '', quoted, doubly, bare]) => [
    name.toLowerCase(),
    quoted ?? doubly ?? bare ?? '',
  ]);
}

/** pgJDBC counts seconds, the drivers of MySQL and MariaDB milliseconds; 0 means no limit. */
function socketTimeoutOf(url: string, parameters: ReadonlyMap<string, string>): number | null {
  const text = parameters.get('sockettimeout') ?? '';
  if (!/^jdbc:/i.test(url) || !/^\d+$/.test(text) || Number(text) === 0) return null;
  return /^jdbc:postgresql/i.test(url) ? Number(text) * 1000 : Number(text);
}

/** By names in lower case. */
function urlParameters(url: string): ReadonlyMap<string, string> {
  const at = url.indexOf('?');
  const found = new Map<string, string>();
  if (at === -1) return found;
  for (const part of url.slice(at + 1).split('&')) {
    const split = part.indexOf('=');
    if (split > 0) found.set(part.slice(0, split).toLowerCase(), decoded(part.slice(split + 1)));
  }
  return found;
}

/** A URL may hold a stray percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
