import { findColumn } from '../catalog/catalog.ts';
import { operationRule } from './rule.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { code, columnCode } from './subject/wording.ts';

export const dropNotNull = operationRule({
  metadata: {
    id: 'drop-not-null',
    title: 'Readers may meet NULL where there was none',
    categories: ['compatibility'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'none',
    related: {
      squawk: ['ban-drop-not-null'],
      'postgres-language-server': ['banDropNotNull'],
      migrationpilot: ['MP029'],
    },
  },
  kinds: ['DropNotNull', 'ModifyColumn'],
  *check(context) {
    const { operation, file } = context;
    if (file.phase === 'contract') return;
    const existing = existingRelation(context, operation.table);
    if (existing === null) return;
    const column = findColumn(context.before, existing.table, operation.column);
    if (isNewColumn(context, column) || column?.notNull === false) return;
    if (operation.kind === 'ModifyColumn') {
      // Without a word, a MODIFY makes the column nullable too; that is what modify-drops-attributes speaks of.
      if (operation.definition.nullable?.value !== true || column === undefined) return;
      if (operation.definition.generated !== null) return;
    }
    const proof = existing.table?.constraints.some(
      constraint =>
        constraint.kind === 'check' &&
        constraint.valid &&
        constraint.enforced &&
        constraint.expression.notNullColumns.includes(operation.column.value),
    );
    if (proof === true) return;
    yield {
      span:
        operation.kind === 'ModifyColumn'
          ? (operation.definition.nullable?.span ?? operation.span)
          : operation.span,
      message: `The running release has never met a NULL in ${columnCode(operation.table, operation.column.value)}: from the first row without a value on, code that reads it and comparisons such as ${code('<>')} and ${code('NOT IN')} give other results.`,
      table: existing.key,
    };
  },
});
