import type { FrameworkName } from '../../frameworks/framework.ts';
import type { SetVariable } from '../../operations/sessionOperations.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';

/** A setting that the way forward leaves behind on its connection. */
export interface LastingSetting {
  readonly change: ReviewedOperation;
  /** As the SQL names it, lower case: `search_path`, `names`, `autocommit`. */
  readonly name: string;
  /** Null where it is computed. */
  readonly value: string | null;
}

export const TIMEOUTS: ReadonlySet<string> = new Set(['statement_timeout', 'lock_timeout']);

const POSTGRESQL_NAMES: ReadonlySet<string> = new Set([
  ...TIMEOUTS,
  'search_path',
  'role',
  'session_authorization',
  'timezone',
  'client_encoding',
  'default_transaction_isolation',
  'default_transaction_read_only',
  'default_transaction_deferrable',
]);
const MYSQL_NAMES: ReadonlySet<string> = new Set([
  'sql_mode',
  'time_zone',
  'sql_log_bin',
  'names',
  'character_set',
]);

/** Variables that SET NAMES and SET CHARACTER SET write; dumps save and restore them one by one (MySQL manual 15.7.6). */
const CHARACTER_SET_VARIABLES: ReadonlySet<string> = new Set([
  'names',
  'character_set',
  'character_set_client',
  'character_set_connection',
  'character_set_results',
  'collation_connection',
]);

/** What the tool itself puts back before each migration (Flyway's PostgreSQLConnection and `changeCurrentSchemaTo`). */
const RESTORED_BY_TOOL: Partial<Readonly<Record<FrameworkName, ReadonlySet<string>>>> = {
  flyway: new Set(['search_path', 'role']),
};

/** The last word on each setting in the up section, where it is a value that the file does not take back. */
export function lastingSettings(reviewed: ReviewedFile): readonly LastingSetting[] {
  const last = new Map<string, LastingSetting | null>();
  for (const change of reviewed.ofKinds('SetVariable', 'TransactionControl')) {
    if (change.context.run.direction === 'down' || !isRun(change)) continue;
    const named = settingOf(change);
    if (named !== null) last.set(named.slot, named.setting);
  }
  return [...last.values()].filter(setting => setting !== null);
}

/** Bodies of routines are run by their callers, those of DO blocks at once. */
function isRun({ context, statement: { syntax } }: ReviewedOperation): boolean {
  return syntax.operations.includes(context.operation) || syntax.operations[0]?.kind === 'ExecuteBlock';
}

interface NamedSetting {
  /** Settings of one slot replace each other. */
  readonly slot: string;
  /** Null where the setting is back at what it was. */
  readonly setting: LastingSetting | null;
}

function settingOf(change: ReviewedOperation): NamedSetting | null {
  const { operation } = change.context;
  if (operation.kind === 'TransactionControl') {
    if (operation.action === 'set-autocommit-on') return { slot: 'autocommit', setting: null };
    return operation.action === 'set-autocommit-off'
      ? { slot: 'autocommit', setting: { change, name: 'autocommit', value: '0' } }
      : null;
  }
  if (operation.kind !== 'SetVariable' || operation.scope !== 'session') return null;
  const isPostgresql = change.context.target.engine === 'postgresql';
  const name = isPostgresql ? lastingName(change.context, operation.name) : operation.name;
  const isOfText = !isPostgresql && CHARACTER_SET_VARIABLES.has(name);
  const slot = isOfText ? 'names' : name;
  if (isRestored(change.context, operation)) return { slot, setting: null };
  if (!(isPostgresql ? POSTGRESQL_NAMES : MYSQL_NAMES).has(name)) return null;
  const setting = isAsItWas(change.context, name, operation.value)
    ? null
    : { change, name, value: operation.value };
  return { slot, setting };
}

/** SET SESSION CHARACTERISTICS writes the defaults of later transactions (PostgreSQL manual, SET TRANSACTION). */
function lastingName({ sql, operation }: OperationContext, name: string): string {
  return /^\s*set\s+session\s+characteristics\b/i.test(sql.slice(operation.span.start))
    ? `default_${name}`
    : name;
}

/** RESET, `= DEFAULT`, and a saved value, also inside an expression: `IFNULL(@OLD_SQL_MODE, '')`. */
function isRestored({ sql }: OperationContext, operation: SetVariable): boolean {
  if (operation.reset || operation.restoresSaved) return true;
  const { valueSpan } = operation;
  return (
    operation.value === null &&
    valueSpan != null &&
    /(?:^|[^@\w])@\w/.test(sql.slice(valueSpan.start, valueSpan.end))
  );
}

/** The value that the connection has anyway: the target's, or the default that everybody has. */
function isAsItWas({ target, file }: OperationContext, name: string, value: string | null): boolean {
  if (RESTORED_BY_TOOL[file.framework]?.has(name) === true) return true;
  if (value === null) return false;
  const declared = target.settings[name];
  if (declared !== undefined) return declared.toLowerCase() === value.toLowerCase();
  switch (name) {
    // pg_dump writes these at the top of every dump.
    case 'statement_timeout':
    case 'lock_timeout':
      return /^0+$/.test(value);
    case 'client_encoding':
      return /^(?:utf-?8|unicode)$/i.test(value);
    case 'role':
      return value.toLowerCase() === 'none';
    case 'time_zone':
      return value.toUpperCase() === 'SYSTEM';
    case 'sql_log_bin':
      return /^(?:1|on|true)$/i.test(value);
    default:
      return false;
  }
}
