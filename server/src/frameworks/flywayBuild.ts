import type { ProjectFiles } from './framework.ts';
import { foldersUpFrom, parentOf } from './paths.ts';

/** Build and container files that run Flyway, by their usual names. */
export const FLYWAY_BUILD_FILES =
  /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|(?:docker-)?compose[^/]*\.ya?ml|Dockerfile)$/;

/** Where such files name the version of Flyway: Maven, Gradle, and images of it. */
const VERSIONS: readonly RegExp[] = [
  /<flyway(?:-core)?\.version>\s*(\d[\w.-]*)\s*</,
  /<artifactId>flyway-(?:core|maven-plugin|database-postgresql)<\/artifactId>\s*<version>\s*(\d[\w.-]*)\s*</,
  /\borg\.flywaydb:flyway-(?:core|database-postgresql):(\d[\w.-]*)/,
  /\borg\.flywaydb\.flyway["']\s*\)?\s*version\s*\(?\s*["'](\d[\w.-]*)/,
  /\b(?:flyway|redgate)\/flyway:(\d[\w.]*)/,
];
const LOCK_OFF = /postgresql[._-]?transactional[._-]?lock\b["']?(?:\s*(?:=|:|,|>)\s*)["']?false\b/i;

/**
 * What the nearest of these files above a folder say: `toolversion`, and `postgresql.transactional.lock` where it is
 * switched off.
 */
export function flywayBuildSettings(project: ProjectFiles, folder: string): Readonly<Record<string, string>> {
  const files = project.paths.filter(path => FLYWAY_BUILD_FILES.test(path));
  const settings: Record<string, string> = {};
  for (const above of foldersUpFrom(folder)) {
    for (const path of files) {
      if (parentOf(path) !== above) continue;
      const text = project.read(path) ?? '';
      if (!/flyway/i.test(text)) continue;
      const version = VERSIONS.flatMap(pattern => pattern.exec(text)?.[1] ?? [])[0];
      if (version !== undefined) settings['toolversion'] ??= version;
      if (LOCK_OFF.test(text)) settings['postgresql.transactional.lock'] ??= 'false';
    }
  }
  return settings;
}
