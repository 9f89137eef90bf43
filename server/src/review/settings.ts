import type { ConfigurationFile } from '../configuration/model.ts';
import { parseDuration, parseSize } from '../configuration/units.ts';
import type { ReviewSettings, Rule } from '../rules/rule.ts';
import type { SeveritySetting } from './severity.ts';

const DEFAULTS = {
  maxLockTimeout: '10s',
  small: { rows: 10_000, bytes: '16MB' },
  large: { rows: 1_000_000, bytes: '1GB' },
} as const;

/** The settings that rules see, with every default filled in. */
export function reviewSettings(configuration: ConfigurationFile): ReviewSettings {
  const { tables, rules } = configuration;
  return {
    maxLockTimeout: parseDuration(configuration.maxLockTimeout ?? DEFAULTS.maxLockTimeout) ?? 0,
    tables: {
      small: tableLimit(tables?.small, DEFAULTS.small),
      large: tableLimit(tables?.large, DEFAULTS.large),
      hot: tables?.hot ?? [],
      expendable: tables?.expendable ?? [],
    },
    applicationRoles: configuration.applicationRoles ?? [],
    options: Object.fromEntries(
      Object.entries(rules ?? {}).flatMap(([id, setting]) =>
        Array.isArray(setting) ? [[id, setting[1]]] : [],
      ),
    ),
  };
}

function tableLimit(
  configured:
    | { readonly rows?: number | undefined; readonly bytes?: number | string | undefined }
    | undefined,
  fallback: { readonly rows: number; readonly bytes: string },
): { rows: number; bytes: number } {
  const bytes = configured?.bytes ?? fallback.bytes;
  return {
    rows: configured?.rows ?? fallback.rows,
    bytes: typeof bytes === 'number' ? bytes : (parseSize(bytes) ?? 0),
  };
}

/** What the user says about a rule's severity; null when nothing. */
export function configuredSeverity(configuration: ConfigurationFile, ruleId: string): SeveritySetting | null {
  const setting = configuration.rules?.[ruleId];
  if (setting === undefined) return null;
  return typeof setting === 'string' ? setting : (setting[0] ?? null);
}

/** The rules that are on: those of the preset, those that the user names, less those switched off. */
export function enabledRules(all: readonly Rule[], configuration: ConfigurationFile): readonly Rule[] {
  const strict = configuration.preset === 'strict';
  return all.filter(({ metadata }) => {
    const setting = configuredSeverity(configuration, metadata.id);
    return setting === null ? strict || metadata.preset === 'recommended' : setting !== 'off';
  });
}
