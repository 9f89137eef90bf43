import { findColumn, findTable } from '../catalog/catalog.ts';
import type { Engine } from '../engines/engine.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
} from './rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './subject/durations.ts';
import { settingInEffect } from './subject/settingInEffect.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange } from './subject/statementWords.ts';
import { strongLockOf } from './subject/strongLock.ts';
import { code, listed } from './subject/wording.ts';

export const targetSettingsDrift = fileRule({
  metadata: {
    id: 'target-settings-drift',
    title: 'Targets differ in settings that decide this migration',
    categories: ['timeouts'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {},
  },
  *check(reviewed) {
    const compared = reviewed.onEveryTarget.filter(
      ({ target }) => target.engine === reviewed.target.engine && !target.advisory,
    );
    if (compared.length < 2) return;
    for (const setting of SETTINGS) {
      if (!setting.engines.includes(reviewed.target.engine)) continue;
      const values = declaredValues(compared, setting);
      if (new Set(values.map(({ value }) => setting.meaning(value, reviewed.target.engine))).size < 2)
        continue;
      const finding = firstDependent(reviewed, setting, values);
      if (finding !== null) yield finding;
    }
  },
});

interface Setting {
  readonly name: string;
  readonly engines: readonly Engine[];
  /** Values that mean the same give the same. */
  readonly meaning: (value: string, engine: Engine) => string;
  readonly decides: (context: OperationContext) => boolean;
  readonly isTimeout?: true;
}

const MYSQL: readonly Engine[] = ['mysql', 'mariadb'];

function duration(value: string, engine: Engine): string {
  const milliseconds = engine === 'postgresql' ? postgresqlMilliseconds(value) : secondsAsMilliseconds(value);
  return milliseconds === null ? value : String(milliseconds);
}

function onOff(value: string): string {
  return /^(?:1|on|true|yes)$/i.test(value) ? 'on' : 'off';
}

function plainText(value: string): string {
  return value.toLowerCase();
}

function takesStrongLock(context: OperationContext): boolean {
  // MariaDB WAIT n and NOWAIT say it for the statement.
  if (context.statement.wait !== null) return false;
  return !isDataChange(context.operation) && strongLockOf(context) !== null;
}

function growsWithTable({ note }: OperationContext): boolean {
  return note?.duration === 'grows-with-table' && note.refusal === null;
}

function addsForeignKey({ operation }: OperationContext): boolean {
  if (operation.kind === 'AddConstraint') return operation.constraint.kind === 'foreign-key';
  return operation.kind === 'CreateTable' && operation.constraints.some(({ kind }) => kind === 'foreign-key');
}

function createsTableWithout(options: readonly string[]): (context: OperationContext) => boolean {
  return ({ operation }) =>
    operation.kind === 'CreateTable' &&
    operation.like.length === 0 &&
    !operation.options.some(({ name }) => options.includes(name));
}

/** A table whose text columns take the character set and the collation of the database. */
function createsText(context: OperationContext): boolean {
  const { operation } = context;
  if (operation.kind !== 'CreateTable' || !createsTableWithout(['charset', 'collate'])(context)) return false;
  return operation.columns.some(
    ({ type }) => type !== null && TEXT.test(type.name) && type.charset === null && type.collation === null,
  );
}

const TEXT = /^(?:n?(?:var)?char|(?:tiny|medium|long)?text|enum|set)/;

/** Values move between local time and points in time by the session's zone, unless USING says another. */
function readsTimeZone({ operation, before }: OperationContext): boolean {
  if (operation.kind !== 'AlterColumnType' || !operation.type.name.startsWith('timestamp')) return false;
  if (operation.using !== null && /\bat\s+time\s+zone\b/i.test(operation.using.text)) return false;
  const former = findColumn(before, findTable(before, operation.table), operation.column)?.type?.name;
  return former === undefined || former !== operation.type.name;
}

function leavesNoPrimaryKey({ operation, statement }: OperationContext): boolean {
  if (operation.kind === 'DropConstraint')
    return (
      operation.constraintKind === 'primary-key' &&
      !statement.operations.some(
        other => other.kind === 'AddConstraint' && other.constraint.kind === 'primary-key',
      )
    );
  return (
    operation.kind === 'CreateTable' &&
    operation.columns.length > 0 &&
    !operation.columns.some(({ primaryKey }) => primaryKey !== null) &&
    !operation.constraints.some(({ kind }) => kind === 'primary-key')
  );
}

const SETTINGS: readonly Setting[] = [
  {
    name: 'lock_timeout',
    engines: ['postgresql'],
    meaning: duration,
    decides: takesStrongLock,
    isTimeout: true,
  },
  { name: 'lock_wait_timeout', engines: MYSQL, meaning: duration, decides: takesStrongLock, isTimeout: true },
  {
    name: 'statement_timeout',
    engines: ['postgresql'],
    meaning: duration,
    decides: growsWithTable,
    isTimeout: true,
  },
  {
    name: 'max_statement_time',
    engines: ['mariadb'],
    meaning: duration,
    decides: growsWithTable,
    isTimeout: true,
  },
  {
    name: 'sql_mode',
    engines: MYSQL,
    meaning: value => String(/STRICT_(?:TRANS|ALL)_TABLES|TRADITIONAL/i.test(value)),
    decides: ({ operation }) =>
      isDataChange(operation) || operation.kind === 'AddColumn' || operation.kind === 'ModifyColumn',
  },
  { name: 'foreign_key_checks', engines: MYSQL, meaning: onOff, decides: addsForeignKey },
  { name: 'restrict_fk_on_non_standard_key', engines: ['mysql'], meaning: onOff, decides: addsForeignKey },
  {
    name: 'explicit_defaults_for_timestamp',
    engines: MYSQL,
    meaning: onOff,
    decides: ({ operation }) =>
      operation.kind === 'CreateTable'
        ? operation.columns.some(({ type }) => type?.name === 'timestamp')
        : operation.kind === 'AddColumn' && operation.column.type?.name === 'timestamp',
  },
  {
    name: 'timezone',
    engines: ['postgresql'],
    meaning: plainText,
    decides: readsTimeZone,
  },
  {
    name: 'innodb_default_row_format',
    engines: MYSQL,
    meaning: plainText,
    decides: createsTableWithout(['row_format']),
  },
  {
    name: 'character_set_server',
    engines: MYSQL,
    meaning: plainText,
    decides: createsText,
  },
  {
    name: 'collation_server',
    engines: MYSQL,
    meaning: plainText,
    decides: createsText,
  },
  {
    name: 'sql_require_primary_key',
    engines: ['mysql'],
    meaning: onOff,
    decides: leavesNoPrimaryKey,
  },
];

interface Declared {
  readonly target: string;
  readonly value: string;
}

function declaredValues(compared: readonly ReviewedFile[], { name }: Setting): readonly Declared[] {
  return compared.flatMap(({ target }) => {
    const value = target.settings[name];
    return value === undefined ? [] : [{ target: target.name, value }];
  });
}

function firstDependent(
  reviewed: ReviewedFile,
  setting: Setting,
  values: readonly Declared[],
): FileFindingDraft | null {
  for (const { index, operations, run } of reviewed.statements) {
    if (run.direction === 'down') continue;
    const context = operations.find(setting.decides);
    if (context === undefined) continue;
    // The file says the value itself, or the runner's connection does.
    if (settingInEffect(context, setting.name)?.setBy !== 'target') return null;
    const differing = values.filter(
      ({ value }, at) =>
        at ===
        values.findIndex(
          other =>
            setting.meaning(other.value, reviewed.target.engine) ===
            setting.meaning(value, reviewed.target.engine),
        ),
    );
    const texts = differing.map(
      ({ target, value }) => `${value === '' ? 'empty' : value} on ${code(target)}`,
    );
    return {
      statement: index,
      span: statementHead(context),
      message: `${setting.name} is ${listed(texts)}, and decides how this statement runs; set it in the file, so that all behave alike.`,
      fixes: setting.isTimeout === true ? [setInFile(setting, values, context)] : [],
    };
  }
  return null;
}

/** The shortest of the declared values, for this statement and what follows. */
function setInFile(setting: Setting, values: readonly Declared[], { target }: OperationContext): FixDraft {
  return {
    title: `Set ${setting.name} in the file`,
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const times = values
        .map(({ value }) => Number(setting.meaning(value, target.engine)))
        .filter(time => time > 0);
      const seconds = Math.max(1, Math.round(Math.min(...times) / 1000));
      if (!Number.isFinite(seconds)) return null;
      const isPostgresql = target.engine === 'postgresql';
      const isLocal = isPostgresql && site.run.inTransaction;
      const set = isPostgresql
        ? isLocal
          ? sql`SET LOCAL ${setting.name} = '${seconds}s';`
          : sql`SET ${setting.name} = '${seconds}s';`
        : sql`SET SESSION ${setting.name} = ${seconds};`;
      const reset = isPostgresql ? sql`RESET ${setting.name};` : sql`SET SESSION ${setting.name} = DEFAULT;`;
      const last = site.statements.at(-1);
      const end = last?.terminator?.end ?? last?.span.end ?? site.statement.end;
      const start = site.statement.start;
      return plan({
        edits: [
          { span: { start, end: start }, newText: `${set}${site.newline}` },
          ...(isLocal
            ? []
            : [
                {
                  span: { start: end, end },
                  newText: `${last?.terminator == null ? ';' : ''}${site.newline}${reset}`,
                },
              ]),
        ],
      });
    },
  };
}
