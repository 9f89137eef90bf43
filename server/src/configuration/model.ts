import * as z from 'zod';
import { FRAMEWORK_NAMES } from '../frameworks/framework.ts';
import { parseDuration, parseSize } from './units.ts';

/*
 * The shape of interlock.json, once: the types, the validation and the JSON schema all come from here.
 */

const duration = z
  .string()
  .refine(text => parseDuration(text) !== null, 'is no duration such as "30s", "500ms" or "5min"')
  .describe('A duration such as "30s", "500ms" or "5min".');

const size = z
  .union([
    z.number().int().nonnegative(),
    z.string().refine(text => parseSize(text) !== null, 'is no size such as "16MB" or "1GB"'),
  ])
  .describe('Bytes as a number, or a size such as "16MB" or "1GB".');

const versionText = z
  .string()
  .regex(
    /^\s*\d+(\.\d+){0,2}\s*(-\s*\d+(\.\d+){0,2}\s*)?$/,
    'is no version such as "16", "8.0.32" or "8.0.20 - 8.0.36"',
  )
  .describe('A server version such as "16" or "8.0.32", or a range such as "8.0.20 - 8.0.36".');

export const severitySetting = z.enum(['error', 'warning', 'info', 'off']);

const ruleSettings = z.record(
  z.string(),
  z.union([severitySetting, z.tuple([severitySetting, z.record(z.string(), z.unknown())])]),
);

const target = z.strictObject({
  name: z.string().min(1).describe('How findings call this server: "production", "staging".'),
  engine: z.enum(['postgresql', 'mysql', 'mariadb']).describe('The database engine.'),
  version: versionText.optional(),
  settings: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe(
      'Server settings that differ from the defaults: lock_timeout, lock_wait_timeout, sql_mode, TimeZone ...',
    ),
  statistics: z.string().optional().describe('Path of a JSON file with rows and bytes per table.'),
  advisory: z.boolean().optional().describe('Findings that hold for this target alone are at most info.'),
});

const migrations = z.strictObject({
  path: z.string().describe('Folder with migrations, relative to this file.'),
  framework: z.enum(FRAMEWORK_NAMES).optional().describe('The tool that runs them; detected when not given.'),
  engine: z
    .enum(['postgresql', 'mysql', 'mariadb'])
    .optional()
    .describe('Only the targets of this engine are meant.'),
});

const tableLimit = z.strictObject({
  rows: z.number().int().nonnegative().optional(),
  bytes: size.optional(),
});

export const configurationModel = z
  .strictObject({
    $schema: z.string().optional(),
    targets: z.array(target).optional().describe('The servers that the migrations will run on.'),
    migrations: z.array(migrations).optional().describe('Where the migrations are; detected when not given.'),
    baseline: z
      .strictObject({
        path: z
          .string()
          .describe(
            'A schema dump (pg_dump --schema-only, mysqldump --no-data, structure.sql) from before the first migration that is kept.',
          ),
        maxAgeDays: z.number().int().positive().optional(),
      })
      .optional(),
    deployedThrough: z
      .string()
      .optional()
      .describe('The last version that the targets have. Later migrations are pending, merged or not.'),
    git: z
      .strictObject({
        base: z
          .string()
          .min(1)
          .optional()
          .describe(
            "The branch (or tag, or commit) whose migrations count as deployed; the remote's main branch when not given.",
          ),
      })
      .optional()
      .describe('What git is asked to tell pending migrations from history.'),
    runner: z.strictObject({ timeout: duration.optional() }).optional(),
    preset: z.enum(['recommended', 'strict']).optional(),
    rules: ruleSettings.optional().describe('Severity, or [severity, options], by rule id.'),
    overrides: z
      .array(
        z.strictObject({
          files: z.array(z.string()).optional().describe('Glob patterns of files, relative to this file.'),
          tables: z
            .array(z.string())
            .optional()
            .describe('Name patterns of tables, with or without their schema.'),
          rules: z.record(z.string(), severitySetting).describe('Severity by rule id.'),
        }),
      )
      .optional()
      .describe(
        'Severities that hold for some files or tables only; where several fit a finding, the last one counts.',
      ),
    phases: z
      .strictObject({
        expand: z.array(z.string()).optional(),
        contract: z.array(z.string()).optional(),
      })
      .optional()
      .describe(
        'Glob patterns of migrations that run before the release they belong to (expand) or after it (contract).',
      ),
    categories: z
      .partialRecord(
        z.enum(['compatibility', 'locking', 'timeouts', 'partial-state', 'data-loss', 'fails', 'hygiene']),
        z.enum(['on', 'error', 'warning', 'info', 'off']),
      )
      .optional()
      .describe(
        'A severity for all rules of a category; "on" adds those of the preset strict, "off" leaves all out. A rule that is named under "rules" is not meant.',
      ),
    tables: z
      .strictObject({
        small: tableLimit.optional(),
        large: tableLimit.optional(),
        hot: z
          .array(z.string())
          .optional()
          .describe('Tables whose findings weigh more, whatever their size.'),
        expendable: z
          .array(z.string())
          .optional()
          .describe('Name patterns of tables whose rows nobody will miss.'),
      })
      .optional(),
    applicationRoles: z.array(z.string()).optional(),
    maxLockTimeout: duration
      .optional()
      .describe('The longest wait for a lock that counts as protection (default 10s).'),
    ignore: z.array(z.string()).optional().describe('Glob patterns of files that are not reviewed.'),
  })
  .describe('Configuration of Interlock, the reviewer of database migrations.');

export type ConfigurationFile = z.infer<typeof configurationModel>;

/** The JSON schema of interlock.json, as shipped in server/schema/interlock.schema.json. */
export function configurationJsonSchema(): object {
  return z.toJSONSchema(configurationModel, { target: 'draft-7', io: 'input' });
}
