import { findColumn, tableAt } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Span } from '../text/span.ts';
import { fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { onlyMakesNullable } from './subject/onlyNullable.ts';
import { type ExistingRelation, existingRelation, isNewColumn } from './subject/relations.ts';
import { code, columnCode } from './subject/wording.ts';

export const dropNotNull = fileRule({
  metadata: {
    id: 'drop-not-null',
    title: 'Readers may meet NULL where there was none',
    categories: ['compatibility'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'none',
    ignoresPhase: true,
    related: {
      squawk: ['ban-drop-not-null'],
      'postgres-language-server': ['banDropNotNull'],
      migrationpilot: ['MP029'],
    },
  },
  *check(reviewed) {
    for (const { context, statement } of reviewed.ofKinds('DropNotNull', 'ModifyColumn', 'DropConstraint')) {
      const found = statement.run.direction === 'down' ? null : becomingNullable(context);
      if (found === null || isDroppedLater(reviewed, found)) continue;
      const { existing, table, column, span } = found;
      yield {
        statement: statement.index,
        span,
        message: `The running release has never met a NULL in ${columnCode(table, column)}: from the first row without a value on, code that reads it and comparisons such as ${code('<>')} and ${code('NOT IN')} give other results.`,
        table: existing.key,
      };
    }
  },
});

interface Nullable {
  readonly existing: ExistingRelation;
  readonly table: ObjectName;
  readonly column: string;
  readonly span: Span;
}

function becomingNullable(context: OperationContext): Nullable | null {
  const { operation, file } = context;
  if (file.phase === 'contract' || !('table' in operation) || operation.table === null) return null;
  const existing = existingRelation(context, operation.table);
  const named = existing === null ? null : columnOf(context, existing);
  if (existing === null || named === null) return null;
  const column = findColumn(context.before, existing.table, named.column);
  if (isNewColumn(context, column) || column?.notNull === false) return null;
  if (column === undefined && operation.kind === 'ModifyColumn') return null;
  const proof = existing.table?.constraints.some(
    constraint =>
      constraint.kind === 'check' &&
      constraint.valid &&
      constraint.enforced &&
      constraint.expression.notNullColumns.includes(named.column),
  );
  return proof === true ? null : { existing, table: operation.table, ...named };
}

/** The column that an operation lets be NULL, and the words that say so; null when it says nothing of the kind. */
function columnOf(
  context: OperationContext,
  existing: ExistingRelation,
): { readonly column: string; readonly span: Span } | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropNotNull':
      return { column: operation.column.value, span: operation.span };
    case 'ModifyColumn': {
      // Without a word, a MODIFY makes the column nullable too; where it does more, modify-drops-attributes speaks of it.
      const { nullable, default: byDefault, generated } = operation.definition;
      if (generated !== null || nullable?.value === false) return null;
      const isNull = /^null$/i.test(byDefault?.value.text ?? '');
      const isMeant = onlyMakesNullable(context, operation);
      const says = nullable ?? (isNull ? byDefault : null) ?? (isMeant ? operation : null);
      return says === null ? null : { column: operation.column.value, span: says.span };
    }
    case 'DropConstraint': {
      const constraint = existing.table?.constraints.find(({ name }) => name === operation.name?.value);
      const [column] = constraint?.kind === 'not-null' ? constraint.columns : [];
      return column === undefined ? null : { column, span: operation.span };
    }
    default:
      return null;
  }
}

/** The first step of dropping the column: no reader is meant to stay. */
function isDroppedLater(reviewed: ReviewedFile, { existing: { key, table }, column }: Nullable): boolean {
  const later = tableAt(reviewed.schemaAfterLater(), key);
  if (later?.dropped.some(part => part.kind === 'column' && part.name === column) === true) return true;
  return table !== undefined && later?.columns.every(({ name }) => name !== column) === true;
}
