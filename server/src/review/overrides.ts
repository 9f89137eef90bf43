import picomatch from 'picomatch';
import type { ConfigurationFile } from '../configuration/model.ts';
import { joinPath } from '../frameworks/paths.ts';
import type { RuleMetadata } from '../rules/rule.ts';
import type { Project } from './project.ts';
import { configuredSeverity, isOnEverywhere } from './settings.ts';
import { matchesTable, type SeveritySetting } from './severity.ts';

type Override = NonNullable<ConfigurationFile['overrides']>[number];

/** What the user says about the findings of a rule in one file. */
export interface FileSeverities {
  /** `tables` are those the finding is about, as `schema.table` or `table`; null when the user says nothing. */
  of(rule: RuleMetadata, tables: () => readonly string[]): SeveritySetting | null;
}

/** The overrides that hold for a file, over what the configuration says everywhere. */
export function fileSeverities(
  { configuration, configurationFolder }: Project,
  path: string,
): FileSeverities {
  const overrides = (configuration.overrides ?? []).filter(
    ({ files }) =>
      files === undefined ||
      picomatch.isMatch(
        path,
        files.map(pattern => joinPath(configurationFolder, pattern)),
        { dot: true },
      ),
  );
  return {
    of(rule, tables) {
      const own = overrides.findLast(
        override => override.rules[rule.id] !== undefined && isAbout(override, tables),
      );
      if (own !== undefined) return own.rules[rule.id] ?? null;
      return isOnEverywhere(configuration, rule) ? configuredSeverity(configuration, rule) : 'off';
    },
  };
}

function isAbout({ tables: patterns }: Override, tables: () => readonly string[]): boolean {
  return (
    patterns === undefined || tables().some(table => patterns.some(pattern => matchesTable(pattern, table)))
  );
}
