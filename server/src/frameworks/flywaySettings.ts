import { parse } from 'smol-toml';
import { flywayBuildSettings } from './flywayBuild.ts';
import type { ProjectFiles } from './framework.ts';
import { readPropertyFile } from './liquibase/properties.ts';
import { baseNameOf, foldersUpFrom, isBelow, joinPath, parentOf } from './paths.ts';
import { springSettings } from './springSettings.ts';

/** What Flyway's configuration says for the migrations of a folder. */
export interface FlywaySettings {
  /** Key names lower case, without the `flyway.` prefix; lists joined by commas. */
  readonly values: Readonly<Record<string, string>>;
  /** Folder that paths of the configuration count from; null when there is no configuration. */
  readonly folder: string | null;
}

const CONFIGURATION = /(?:^|\/)flyway(?:\.user)?\.(?:conf|toml)$/;

/** Gives the settings of a folder: those of the nearest configuration above it, of Spring Boot, then of build files. */
export function flywaySettings(project: ProjectFiles): (folder: string) => FlywaySettings {
  const byFolder = new Map<string, Record<string, string>>();
  for (const path of project.paths) {
    if (!CONFIGURATION.test(path)) continue;
    const own = parentOf(path);
    // `conf/` of a command line installation.
    const folder = baseNameOf(own) === 'conf' ? parentOf(own) : own;
    const text = project.read(path) ?? '';
    const read = path.endsWith('.toml') ? tomlSettings(text) : propertySettings(text);
    byFolder.set(folder, { ...read, ...byFolder.get(folder) });
  }
  const usesSpring = project.paths.some(path =>
    /(?:^|\/)application[^/]*\.(?:properties|ya?ml)$/i.test(path),
  );
  const known = new Map<string, FlywaySettings>();
  return folder => {
    const kept = known.get(folder);
    if (kept !== undefined) return kept;
    const found = foldersUpFrom(folder).find(above => byFolder.has(above));
    const only = byFolder.size === 1 ? [...byFolder.keys()][0] : undefined;
    const place = found ?? only ?? null;
    const spring = usesSpring ? fromSpring(project, folder) : {};
    const values = {
      ...flywayBuildSettings(project, folder),
      ...spring,
      ...(place === null ? {} : byFolder.get(place)),
    };
    const settings = { values, folder: place ?? (Object.keys(spring).length > 0 ? '' : null) };
    known.set(folder, settings);
    return settings;
  };
}

function propertySettings(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [key, value] of readPropertyFile(text))
    settings[key.replace(/^flyway\./, '').toLowerCase()] ??= value;
  return settings;
}

/** `[flyway]` with its tables, and what the environment in use says. */
function tomlSettings(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  const document = tableOf(text);
  const walk = (table: unknown, prefix: string): void => {
    if (typeof table !== 'object' || table === null) return;
    for (const [key, value] of Object.entries(table)) {
      const name = prefix + key.toLowerCase();
      if (Array.isArray(value)) settings[name] ??= value.join(',');
      else if (typeof value === 'object') walk(value, `${name}.`);
      else settings[name] ??= String(value);
    }
  };
  walk(document['flyway'], '');
  const environments = document['environments'];
  if (typeof environments !== 'object' || environments === null) return settings;
  const named = new Map(Object.entries(environments));
  const environment: unknown = named.get(settings['environment'] ?? 'default') ?? [...named.values()][0];
  if (typeof environment !== 'object' || environment === null) return settings;
  if ('url' in environment) settings['url'] ??= String(environment.url);
  if ('initSql' in environment) settings['initsql'] ??= String(environment.initSql);
  // An environment has its own word on everything.
  if ('flyway' in environment) walk(environment.flyway, '');
  return settings;
}

function tableOf(toml: string): Readonly<Record<string, unknown>> {
  try {
    return parse(toml);
  } catch {
    return {};
  }
}

/** `spring.flyway.sql-migration-prefix` is `sqlmigrationprefix`. */
function fromSpring(project: ProjectFiles, folder: string): Record<string, string> {
  const settings: Record<string, string> = {};
  const lists = new Map<string, string[]>();
  let poolSql: string | null = null;
  for (const [key, value] of springSettings(project, folder)) {
    const own = /^spring\.flyway\.(.+)$/.exec(key)?.[1];
    if (own !== undefined) {
      const [, list, index] = /^(.*)\[(\d+)\]$/.exec(own) ?? [];
      const name = (list ?? own).replaceAll('-', '').toLowerCase();
      if (index === undefined) settings[name] ??= value;
      else lists.set(name, [...(lists.get(name) ?? []), value]);
    } else if (key === 'spring.datasource.url') {
      settings['url'] ??= value;
    } else if (/^spring\.datasource\.hikari\.connection-?init-?sql$/i.test(key)) {
      poolSql = value;
    }
  }
  for (const [name, values] of lists) settings[name] ??= values.join(',');
  // Before Flyway's own, on the same connection.
  if (poolSql !== null) settings['initsql'] = `${poolSql};\n${settings['initsql'] ?? ''}`;
  return settings;
}

/** How files are named. */
export interface FlywayNaming {
  readonly versioned: string;
  readonly undo: string;
  readonly baseline: string;
  readonly repeatable: string;
  readonly separator: string;
  readonly suffixes: readonly string[];
}

export function namingOf({ values }: FlywaySettings): FlywayNaming {
  const suffixes = (values['sqlmigrationsuffixes'] ?? values['sqlmigrationsuffix'] ?? '.sql')
    .split(',')
    .flatMap(suffix => (suffix.trim() === '' ? [] : [suffix.trim()]));
  return {
    versioned: values['sqlmigrationprefix'] ?? 'V',
    undo: values['undosqlmigrationprefix'] ?? 'U',
    baseline: values['baselinemigrationprefix'] ?? 'B',
    repeatable: values['repeatablesqlmigrationprefix'] ?? 'R',
    separator: values['sqlmigrationseparator'] ?? '__',
    // Longest first, so that `.pg.sql` is not taken for `.sql`.
    suffixes: [...suffixes].sort((left, right) => right.length - left.length),
  };
}

/**
 * The folders of `locations` that hold files: below the configuration's folder or the project's, or wherever Java would
 * find them. Those with `{vendor}` and wildcards are left to the shape of the folders.
 */
export function locationFolders(
  project: ProjectFiles,
  { values, folder }: FlywaySettings,
): readonly string[] {
  const folders: string[] = [];
  for (const location of (values['locations'] ?? '').split(',')) {
    const [, kind = '', named = ''] = /^(filesystem:|classpath:)?(.*)$/.exec(location.trim()) ?? [];
    const path = named.replace(/^(?:\.?\/)+|\/+$/g, '');
    if (path === '' || /[{}*?]/.test(path)) continue;
    const own = folder === null || folder === '' ? path : joinPath(folder, path);
    const holds = (candidate: string): boolean => project.paths.some(file => isBelow(candidate, file));
    if (kind !== 'classpath:' && holds(own)) folders.push(own);
    else if (kind !== 'classpath:' && holds(path)) folders.push(path);
    else {
      const found = project.paths.find(file => file.startsWith(`${path}/`) || file.includes(`/${path}/`));
      if (found !== undefined) folders.push(found.slice(0, found.lastIndexOf(`${path}/`) + path.length));
    }
  }
  return [...new Set(folders)];
}
