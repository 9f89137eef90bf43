import type { ConfigurationFile } from '../configuration/model.ts';
import {
  compareVersions,
  type Engine,
  type EngineVersion,
  parseVersion,
  type TableStatistics,
  type Target,
  version,
} from '../engines/engine.ts';

/** What is assumed where nobody declares a version: the release that is most in use, said so in every report. */
const ASSUMED_VERSIONS: Readonly<Record<Engine, { readonly text: string; readonly version: EngineVersion }>> =
  {
    postgresql: { text: '16', version: version(16) },
    mysql: { text: '8.0', version: version(8, 0, 36) },
    mariadb: { text: '10.11', version: version(10, 11) },
  };

export function assumedTarget(engine: Engine): Target {
  const assumed = ASSUMED_VERSIONS[engine];
  return {
    name: engine,
    engine,
    version: assumed.version,
    newestVersion: assumed.version,
    versionText: assumed.text,
    assumed: true,
    advisory: false,
    settings: {},
    statistics: null,
  };
}

/** The targets that a configuration declares. `statistics` gives the parsed file of a path, or null. */
export function declaredTargets(
  configuration: ConfigurationFile,
  statistics: (path: string) => TableStatistics | null,
): readonly Target[] {
  return (configuration.targets ?? []).map(declared => {
    const assumed = ASSUMED_VERSIONS[declared.engine];
    const range =
      declared.version === undefined ? null : parseVersionRange(declared.version, declared.engine);
    return {
      name: declared.name,
      engine: declared.engine,
      version: range?.oldest ?? assumed.version,
      newestVersion: range?.newest ?? assumed.version,
      versionText: declared.version?.trim() ?? assumed.text,
      assumed: range === null,
      advisory: declared.advisory ?? false,
      settings: Object.fromEntries(
        Object.entries(declared.settings ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      statistics: declared.statistics === undefined ? null : statistics(declared.statistics),
    };
  });
}

/** A target from `[name=]engine[@version]`, as the command line takes it. Null when the engine or version cannot be read. */
export function parseTarget(text: string): Target | null {
  const match = /^(?:([^=@]+)=)?([a-z]+)(?:@(.+))?$/i.exec(text.trim());
  const engine = parseEngine(match?.[2] ?? '');
  if (match === null || engine === null) return null;
  const range = match[3] === undefined ? null : parseVersionRange(match[3], engine);
  if (match[3] !== undefined && range === null) return null;
  const assumed = assumedTarget(engine);
  return {
    ...assumed,
    name: match[1]?.trim() ?? engine,
    version: range?.oldest ?? assumed.version,
    newestVersion: range?.newest ?? assumed.version,
    versionText: match[3]?.trim() ?? assumed.versionText,
    assumed: range === null,
  };
}

export function parseEngine(text: string): Engine | null {
  switch (text.toLowerCase()) {
    case 'postgresql':
    case 'postgres':
    case 'pg':
      return 'postgresql';
    case 'mysql':
      return 'mysql';
    case 'mariadb':
      return 'mariadb';
    default:
      return null;
  }
}

/**
 * `8.0.32` is a range of one; `8.0.20 - 8.0.36` has two ends; what a vendor puts behind a release, as in `8.0.30-22` and
 * `8.0.36-0ubuntu0.22.04.1`, is no end. A MySQL release line without patch (`8.0`) means its
 * newest patch for servers in use, not its first: nobody runs 8.0.0.
 */
export function parseVersionRange(
  text: string,
  engine: Engine,
): { readonly oldest: EngineVersion; readonly newest: EngineVersion } | null {
  const [first, second, ...rest] = VENDOR_RELEASE.test(text) ? [text] : text.split(/\s*-\s*(?=\d)/);
  if (rest.length > 0) return null;
  const oldest = readVersion(first ?? '', engine);
  const newest = second === undefined ? oldest : readVersion(second, engine);
  if (oldest === null || newest === null) return null;
  return compareVersions(oldest, newest) <= 0 ? { oldest, newest } : { oldest: newest, newest: oldest };
}

/** A release of three numbers with something behind a hyphen that is no such release itself. */
const VENDOR_RELEASE = /^\s*\d+\.\d+\.\d+-(?!\d+\.\d+\.\d+\s*$)\S+\s*$/;

const LINE_WITHOUT_PATCH = /^\s*\d+\.\d+\s*$/;

function readVersion(text: string, engine: Engine): EngineVersion | null {
  if (!/^\s*\d+(\.\d+){0,2}(?![.\d])/.test(text)) return null;
  const parsed = parseVersion(text);
  if (parsed === null) return null;
  if (engine !== 'mysql') return parsed;
  if (LINE_WITHOUT_PATCH.test(text) && parsed.major === 8 && parsed.minor === 0) return version(8, 0, 46);
  return /^\s*8\s*$/.test(text) ? version(8, 0, 46) : parsed;
}
