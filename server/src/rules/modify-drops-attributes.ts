import { findColumn, findTable } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import { CHARACTER_TYPES } from '../catalog/tableOptions.ts';
import type { ColumnDefinition, TypeReference } from '../operations/columns.ts';
import type { ModifyColumn } from '../operations/tableOperations.ts';
import { mysqlString } from './fixes/columnText.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type Category, type OperationContext, operationRule } from './rule.ts';
import { forgottenDefault } from './subject/forgottenDefault.ts';
import { onlyMakesNullable } from './subject/onlyNullable.ts';
import { existingRelation } from './subject/relations.ts';
import { code, columnCode, listed } from './subject/wording.ts';

export const modifyDropsAttributes = operationRule({
  metadata: {
    id: 'modify-drops-attributes',
    title: 'MODIFY/CHANGE silently drops column attributes',
    categories: ['data-loss', 'compatibility'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {},
  },
  kinds: ['ModifyColumn'],
  *check(context) {
    // A way back spells out what the column was before, attributes and their absence alike.
    if (context.run.direction === 'down') return;
    const { operation } = context;
    const existing = existingRelation(context, operation.table);
    const table = findTable(context.before, operation.table);
    const column = findColumn(context.before, table, operation.column);
    if (existing === null || table === undefined || column === undefined) return;
    // Leaving NOT NULL out is the only thing that the statement does: it is meant.
    if (onlyMakesNullable(context, operation)) return;
    // What fills a required column has a finding of its own.
    const forgotten = forgottenDefault(context, operation)?.text;
    const lost = lostAttributes(table, column, operation.definition).filter(
      ({ label, text }) =>
        text !== forgotten &&
        !(text === 'AUTO_INCREMENT' && dropsPrimaryKey(context)) &&
        !(label === COMMENT && repeatsFormerName(column, operation.definition)),
    );
    if (lost.length === 0) return;
    const categories: readonly [Category, ...Category[]] = ['data-loss', 'compatibility'];
    yield {
      span: operation.span,
      categories,
      severity: lost.some(attribute => attribute.breaksWriters) ? 'error' : 'warning',
      message: `${code(operation.verb.toUpperCase())} of ${columnCode(operation.table, column.name)} also drops ${listed(lost.map(attribute => attribute.label))}, which ${lost.length === 1 ? 'is' : 'are'} not repeated.`,
      table: existing.key,
      fixes: remedies(context, [
        {
          title: 'Repeat what the column has',
          kind: 'suggestion',
          build: ({ site, sql }) =>
            plan({
              edits: restated(context, operation, lost).map(({ at, text }) =>
                insertAt(site, at, sql` ` + text),
              ),
            }),
        },
      ]),
    };
  },
});

const COMMENT = 'its comment';

/** A comment that says no more than the name which the column had before it was renamed: it would be wrong from now on. */
function repeatsFormerName({ name, renamed, comment }: Column, { name: now }: ColumnDefinition): boolean {
  const said = lettersOf(comment ?? '');
  if (said === '' || said === lettersOf(now.value)) return false;
  return said === lettersOf(name) || (renamed !== undefined && said === lettersOf(renamed.from));
}

/** `process_id`, `Process ID` and `processId` alike. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

/** An AUTO_INCREMENT column needs a key (error 1075): who drops the primary key in the same statement means both. */
function dropsPrimaryKey({ statement }: OperationContext): boolean {
  return statement.operations.some(
    operation => operation.kind === 'DropConstraint' && operation.constraintKind === 'primary-key',
  );
}

interface LostAttribute {
  /** As the message names it. */
  readonly label: string;
  /** As it has to be written. */
  readonly text: string;
  /** `type`: right behind the type's name; `end`: anywhere behind. */
  readonly place: 'type' | 'end';
  /** Writers that worked before fail or store something else. */
  readonly breaksWriters: boolean;
}

function lostAttributes(table: Table, column: Column, definition: ColumnDefinition): LostAttribute[] {
  const lost: LostAttribute[] = [...lostFromType(table, column.type, definition.type)];
  const add = (label: string, text: string, breaksWriters: boolean): void => {
    lost.push({ label, text, place: 'end', breaksWriters });
  };
  if (column.generated !== null) {
    if (definition.generated === null)
      add(
        'the generated expression',
        `GENERATED ALWAYS AS (${column.generated.expression.text}) ${column.generated.kind.toUpperCase()}`,
        false,
      );
    return lost;
  }
  if (
    column.notNull &&
    definition.nullable === null &&
    definition.default?.value.kind !== 'null' &&
    definition.primaryKey === null &&
    !isInPrimaryKey(table, column)
  )
    add(code('NOT NULL'), 'NOT NULL', true);
  if (
    column.default !== null &&
    column.default.kind !== 'null' &&
    definition.default === null &&
    definition.autoIncrement === null &&
    definition.generated === null
  ) {
    const text = `DEFAULT ${column.default.text}`;
    add(code(text), text, true);
  }
  if (column.onUpdate !== null && definition.onUpdate === null) {
    const text = `ON UPDATE ${column.onUpdate.text}`;
    add(code(text), text, false);
  }
  if (column.autoIncrement && definition.autoIncrement === null && definition.default === null)
    add(code('AUTO_INCREMENT'), 'AUTO_INCREMENT', true);
  if (column.invisible && definition.invisible === null) add(code('INVISIBLE'), 'INVISIBLE', false);
  if (column.srid !== undefined && !definition.options.some(({ value }) => value.startsWith('srid ')))
    add(code(`SRID ${column.srid}`), `SRID ${column.srid}`, false);
  // MariaDB only: elsewhere a CHECK belongs to the table, wherever it is written.
  const check = table.constraints.find(
    constraint =>
      constraint.kind === 'check' &&
      constraint.ofColumn !== null &&
      constraint.ofColumn.toLowerCase() === column.name.toLowerCase(),
  );
  if (check?.kind === 'check' && definition.checks.length === 0) {
    const text = `CHECK (${check.expression.text})`;
    add(code(text), text, false);
  }
  if (column.comment !== null && column.comment !== '' && definition.comment === null)
    add(COMMENT, `COMMENT ${mysqlString(column.comment)}`, false);
  return lost;
}

function isInPrimaryKey(table: Table, column: Column): boolean {
  return table.constraints.some(
    constraint =>
      constraint.kind === 'primary-key' &&
      constraint.columns.some(name => name.toLowerCase() === column.name.toLowerCase()),
  );
}

const NUMBER_TYPES = new Set([
  'tinyint',
  'smallint',
  'mediumint',
  'int',
  'bigint',
  'decimal',
  'float',
  'double',
]);

function lostFromType(
  table: Table,
  before: TypeReference | null,
  after: TypeReference | null,
): LostAttribute[] {
  if (before === null || after === null) return [];
  if (NUMBER_TYPES.has(before.name) && NUMBER_TYPES.has(after.name)) {
    return before.unsigned && !after.unsigned
      ? [{ label: code('UNSIGNED'), text: 'UNSIGNED', place: 'type', breaksWriters: false }]
      : [];
  }
  if (!CHARACTER_TYPES.has(before.name) || !CHARACTER_TYPES.has(after.name)) return [];
  // What the table gives its columns, only a table that is known whole tells.
  if (!table.certain) return [];
  const lost: LostAttribute[] = [];
  const { charset, collation } = before;
  if (
    charset !== null &&
    charset !== 'unknown' &&
    after.charset === null &&
    after.collation === null &&
    charset !== table.options['charset']?.toLowerCase()
  ) {
    lost.push({
      label: code(`CHARACTER SET ${charset}`),
      text: `CHARACTER SET ${charset}`,
      place: 'type',
      breaksWriters: false,
    });
  }
  if (
    collation !== null &&
    after.collation === null &&
    after.charset === null &&
    collation.toLowerCase() !== table.options['collation']?.toLowerCase()
  ) {
    lost.push({
      label: code(`COLLATE ${collation}`),
      text: `COLLATE ${collation}`,
      place: 'type',
      breaksWriters: false,
    });
  }
  return lost;
}

/** What goes where, in the order in which the grammar wants it. */
function restated(
  context: OperationContext,
  { definition }: ModifyColumn,
  lost: readonly LostAttribute[],
): { readonly at: number; readonly text: string }[] {
  const { type } = definition;
  const text = (place: LostAttribute['place']): string =>
    lost
      .filter(attribute => attribute.place === place)
      .map(attribute => attribute.text)
      .join(' ');
  const behindType = text('type');
  const atEnd = text('end');
  return [
    ...(behindType === '' || type === null ? [] : [{ at: type.span.end, text: behindType }]),
    ...(atEnd === '' ? [] : [{ at: Math.min(definition.span.end, context.sql.length), text: atEnd }]),
  ];
}
