import type { TableOperation } from '../tableOperations.ts';
import { readTableConstraint } from './constraint.ts';
import { TokenCursor } from './cursor.ts';
import { baseOf, type TableAction } from './tableAction.ts';

/** Actions on a constraint; null for all others. */
export function lowerConstraintAction(action: TableAction): TableOperation | null {
  const { source, command, from, to } = action;
  const base = baseOf(action);
  const cursor = new TokenCursor(source, from, to);
  const definition = command.def;
  switch (command.subtype) {
    case 'AT_AddConstraint': {
      if (definition === undefined || !('Constraint' in definition)) return null;
      cursor.take('add');
      const constraint = readTableConstraint(source, definition.Constraint, cursor.at, to);
      return constraint && { ...base, kind: 'AddConstraint', constraint, ifNotExists: false };
    }
    case 'AT_DropConstraint': {
      cursor.take('drop', 'constraint');
      const ifExists = cursor.takeIfExists();
      return {
        ...base,
        kind: 'DropConstraint',
        name: cursor.identifier(),
        constraintKind: 'any',
        ifExists,
        cascade: command.behavior === 'DROP_CASCADE',
      };
    }
    case 'AT_ValidateConstraint':
      cursor.take('validate', 'constraint');
      return { ...base, kind: 'ValidateConstraint', name: cursor.identifier() };
    case 'AT_AlterConstraint': {
      cursor.take('alter', 'constraint');
      const change =
        definition !== undefined && 'ATAlterConstraint' in definition ? definition.ATAlterConstraint : {};
      return {
        ...base,
        kind: 'AlterConstraint',
        name: cursor.identifier(),
        enforced: change.alterEnforceability === true ? change.is_enforced === true : null,
        deferrable: change.alterDeferrability === true ? change.deferrable === true : null,
        initiallyDeferred: change.alterDeferrability === true ? change.initdeferred === true : null,
        inherit: change.alterInheritability === true ? change.noinherit !== true : null,
      };
    }
    default:
      return null;
  }
}
