import type { ConfigurationFile } from '../configuration/model.ts';
import { parseDuration, parseSize } from '../configuration/units.ts';
import type { ReviewSettings, Rule, RuleMetadata } from '../rules/rule.ts';
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
    runnerTimeout:
      configuration.runner?.timeout === undefined ? null : parseDuration(configuration.runner.timeout),
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

/** What the user says about a rule's severity, by its name or by its main category; null when nothing. */
export function configuredSeverity(
  configuration: ConfigurationFile,
  { id, categories }: RuleMetadata,
): SeveritySetting | null {
  const setting = configuration.rules?.[id];
  if (setting !== undefined) return typeof setting === 'string' ? setting : (setting[0] ?? null);
  const ofCategory = configuration.categories?.[categories[0]];
  return ofCategory === undefined || ofCategory === 'on' ? null : ofCategory;
}

/**
 * The rules that are on: those of the preset and of a category that is on, those named, less those switched off; and
 * those that an override switches on somewhere.
 */
export function enabledRules(all: readonly Rule[], configuration: ConfigurationFile): readonly Rule[] {
  return all.filter(
    ({ metadata }) =>
      isOnEverywhere(configuration, metadata) ||
      configuration.overrides?.some(({ rules }) => (rules[metadata.id] ?? 'off') !== 'off') === true,
  );
}

/** Whether a rule is on where no override says something else. */
export function isOnEverywhere(configuration: ConfigurationFile, metadata: RuleMetadata): boolean {
  if (configuredSeverity(configuration, metadata) === 'off') return false;
  return (
    metadata.preset === 'recommended' ||
    configuration.preset === 'strict' ||
    configuration.rules?.[metadata.id] !== undefined ||
    configuration.categories?.[metadata.categories[0]] === 'on'
  );
}
