import { sessionVariable } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { EngineVersion, Target } from '../engine.ts';
import { isAtLeast, version } from '../engine.ts';
import type { FactQuestion, Refusal, RelationLock } from '../lockNote.ts';
import type { MysqlEngine } from './factRow.ts';
import type { FactId } from './rows/index.ts';
import type { TableState } from './tableState.ts';

/** A question at one version, with the state of the table that its operation names. */
export interface ChangeContext {
  readonly question: FactQuestion;
  readonly engine: MysqlEngine;
  readonly version: EngineVersion;
  readonly state: TableState;
  /** The actions on the same table in the same statement, the operation itself included. */
  readonly actions: readonly Operation[];
}

/** What an operation comes to: facts of which the worst decides. */
export interface Change {
  readonly facts: readonly FactId[];
  readonly refusal: Refusal | null;
  /** A refusal that comes only after the clauses were found to be possible. */
  readonly lateRefusal: Refusal | null;
  /** Locks on relations other than the target. */
  readonly locks: readonly RelationLock[];
  /** True when the answer rests on an assumption about a table or column that is not known. */
  readonly assumed: boolean;
}

export function change(...facts: readonly FactId[]): Change {
  return { facts, refusal: null, lateRefusal: null, locks: [], assumed: false };
}

export function refused(code: string, reason: Refusal['reason'], since: string | null = null): Refusal {
  return { code, reason, since };
}

/** Refuses what the version's grammar does not have. */
export function needs(context: ChangeContext, since: string, boundary: EngineVersion, known: Change): Change {
  if (isAtLeast(context.version, boundary)) return known;
  return { ...known, refusal: refused('1064', 'needs-newer-version', since) };
}

export function isMysql(context: ChangeContext): boolean {
  return context.engine === 'mysql';
}

export function isVersion(context: ChangeContext, major: number, minor = 0, patch = 0): boolean {
  return isAtLeast(context.version, version(major, minor, patch));
}

/** `foreign_key_checks` as the file, then the target, sets it; on where nobody says. */
export function checksForeignKeys(question: FactQuestion): boolean {
  return !/^(?:0|off|false)$/i.test(settingOf(question, 'foreign_key_checks') ?? 'on');
}

/** True when `sql_mode` has STRICT_TRANS_TABLES or STRICT_ALL_TABLES, as it has by default since 5.7 and 10.2.4. */
export function isStrict(question: FactQuestion): boolean {
  const mode = settingOf(question, 'sql_mode');
  return mode === null || /STRICT_(?:TRANS|ALL)_TABLES|TRADITIONAL/i.test(mode);
}

/** True when `sql_mode` refuses zero dates: MySQL's default, not MariaDB's. */
export function refusesZeroDates(question: FactQuestion): boolean {
  const mode = settingOf(question, 'sql_mode');
  if (mode === null) return question.target.engine === 'mysql';
  return isStrict(question) && /NO_ZERO_DATE|TRADITIONAL/i.test(mode);
}

/** A setting as the session, then the target, has it; null where nobody says or the value cannot be read. */
export function settingOf(question: FactQuestion, name: string): string | null {
  const variable = sessionVariable(question.before, name);
  if (variable !== undefined) return variable.value;
  return targetSetting(question.target, name);
}

function targetSetting(target: Target, name: string): string | null {
  return target.settings[name] ?? null;
}

/** A relation as the note names it. */
export function relationName(name: ObjectName): string {
  return name.schema === null ? name.name.value : `${name.schema.value}.${name.name.value}`;
}
