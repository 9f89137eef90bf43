import { sessionVariable } from '../../catalog/catalog.ts';
import type { SessionVariable } from '../../catalog/model.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';

/** A server setting as an operation meets it. */
export interface SettingInEffect {
  /** Null for a value that nobody can read, such as a placeholder: the author has thought of it. */
  readonly value: string | null;
  /** Who says so: the file, the runner's connection, or the target as the project declares it. */
  readonly setBy: 'file' | 'runner' | 'target';
}

/** Null when neither the file nor the runner nor the target says. */
export function settingInEffect(context: OperationContext, name: string): SettingInEffect | null {
  const ofStatement = settingOfStatement(context, name);
  if (ofStatement !== null) return { value: ofStatement.value, setBy: 'file' };
  const variable = sessionVariable(context.before, name);
  if (variable !== undefined && (variable.scope === 'session' || holdsHere(context, variable)))
    return { value: variable.value, setBy: 'file' };
  const { connection } = context.file;
  const ofRunner = connection.settings[name];
  if (ofRunner !== undefined) return { value: ofRunner, setBy: 'runner' };
  const declared = context.target.settings[name];
  return declared === undefined ? null : { value: declared, setBy: 'target' };
}

/** MariaDB: SET STATEMENT ... FOR holds for the statement that it is part of. */
function settingOfStatement(
  { statement, operation }: OperationContext,
  name: string,
): OperationOf<'SetVariable'> | null {
  for (const other of statement.operations)
    if (other.kind === 'SetVariable' && other.scope === 'local' && other.name === name && other !== operation)
      return other;
  return null;
}

/** PostgreSQL: SET LOCAL holds to the end of the transaction, which is that of its part of the file at most. */
function holdsHere({ target, run, file }: OperationContext, { origin, section }: SessionVariable): boolean {
  return (
    target.engine === 'postgresql' &&
    run.inTransaction &&
    origin.path === file.path &&
    (section === undefined || section === run.section)
  );
}
