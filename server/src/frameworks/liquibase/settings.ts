import type { ProjectFiles } from '../framework.ts';
import { springSettings } from '../springSettings.ts';
import { readPropertyFile } from './properties.ts';
import { PARAMETER } from './structuredChangelog.ts';

/** Liquibase's own files and those of Spring Boot. */
export const SETTINGS_FILES =
  /(?:^|\/)(?:[^/]*liquibase[^/]*\.properties|application[^/]*\.(?:properties|ya?ml))$/;

/**
 * What the configuration files that belong to the folder say: `url`, and parameters of changelogs with `parameter.`
 * before their names.
 */
export function liquibaseSettings(project: ProjectFiles, root: string): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  const set = (name: string, value: string): void => {
    settings[name] ??= value;
  };
  for (const path of project.paths) {
    if (!/(?:^|\/)[^/]*liquibase[^/]*\.properties$/i.test(path)) continue;
    for (const [key, value] of readPropertyFile(project.read(path) ?? '')) {
      const name = key.replace(/^liquibase\.(?:command\.)?/, '');
      if (name === 'url') set('url', value);
      else if (name.startsWith(PARAMETER)) set(name, value);
    }
  }
  for (const [key, value] of springSettings(project, root)) {
    if (key.startsWith(`spring.liquibase.parameters.`))
      set(PARAMETER + key.slice('spring.liquibase.parameters.'.length), value);
    else if (key === 'spring.liquibase.url' || key === 'spring.datasource.url') set('url', value);
    else if (/^spring\.datasource\.hikari\.connection-?init-?sql$/i.test(key)) set('initsql', value);
  }
  return settings;
}
