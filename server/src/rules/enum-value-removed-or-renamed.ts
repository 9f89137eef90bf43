import { findColumn, nameKey } from '../catalog/catalog.ts';
import { isAtLeast, version } from '../engines/engine.ts';
import type { TypeReference } from '../operations/columns.ts';
import { displayName } from '../operations/names.ts';
import type { RenameEnumValue } from '../operations/objectOperations.ts';
import type { AlterColumnType, ModifyColumn } from '../operations/tableOperations.ts';
import { mysqlString } from './fixes/columnText.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { compareLabels } from './subject/enumLabels.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { readShape } from './subject/typeInCatalog.ts';
import { code, columnCode, listed } from './subject/wording.ts';

export const enumValueRemovedOrRenamed = operationRule({
  metadata: {
    id: 'enum-value-removed-or-renamed',
    title: 'Enum member renamed, removed or moved',
    categories: ['compatibility', 'locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      strong_migrations: ['rename_enum_value'],
      migrationpilot: ['MP060'],
      atlas: ['MY110', 'MY111', 'MY112', 'MY113', 'MY120', 'MY121', 'MY122', 'MY123'],
    },
  },
  kinds: ['RenameEnumValue', 'AlterColumnType', 'ModifyColumn'],
  check(context) {
    const { operation } = context;
    if (context.run.direction === 'down') return [];
    switch (operation.kind) {
      case 'RenameEnumValue':
        return renamed(context, operation);
      case 'AlterColumnType':
        return swapped(context, operation);
      case 'ModifyColumn':
        return restated(context, operation);
    }
  },
});

function* renamed(context: OperationContext, operation: RenameEnumValue): Generator<FindingDraft> {
  const key = nameKey(context.before, 'type', operation.type);
  if (context.isNew(key) || isNewLabel(context, key, operation.from.value)) return;
  if (operation.from.value === operation.to.value) return;
  yield {
    span: operation.span,
    message: `Enum label ${code(operation.from.value)} of ${code(displayName(operation.type))} disappears; instances of the running release that still write it or compare with it fail.`,
    fixes: remedies(context, addedBeside(context, operation)),
  };
}

/** A label that came with the pending migrations is written by no running release. */
function isNewLabel({ before, isPending }: OperationContext, key: string, label: string): boolean {
  const type = before.get(key);
  if (type?.kind !== 'enum') return false;
  return (type.added ?? []).some(
    each => each.label === label && each.origin !== null && isPending(each.origin.path),
  );
}

/** Until PostgreSQL 11 a label cannot be added inside a transaction. */
function addedBeside(context: OperationContext, operation: RenameEnumValue): Remedy[] {
  if (!isAtLeast(context.target.version, version(12))) return [];
  return [
    {
      title: `Add ${code(operation.to.value)} beside it and keep the old label for now`,
      kind: 'suggestion',
      names: [operation.type.name],
      build({ site, sql }) {
        const from = written(site, operation.from.span);
        const to = written(site, operation.to.span);
        return plan({
          edits: [replaceAt(site, operation.span, sql`ADD VALUE IF NOT EXISTS ${to} AFTER ${from}`)],
        });
      },
    },
  ];
}

/** PostgreSQL: the column gets another enum, which lacks labels of the old one. */
function* swapped(context: OperationContext, operation: AlterColumnType): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  const column = findColumn(context.before, existing?.table, operation.column);
  if (existing === null || column?.type == null || isNewColumn(context, column)) return;
  const { arrayDimensions } = column.type;
  if (arrayDimensions !== operation.type.arrayDimensions) return;
  // An array of the enum holds its labels too.
  const from = readShape(context, { ...column.type, arrayDimensions: 0 });
  const to = readShape(context, { ...operation.type, arrayDimensions: 0 });
  if (from?.kind !== 'members' || to?.kind !== 'members') return;
  const { removed } = compareLabels('postgresql', from.labels, to.labels);
  if (removed.length === 0) return;
  yield {
    span: operation.type.span,
    message: `The new type of ${columnCode(operation.table, column.name)} lacks ${labels(removed)}; instances of the running release that still write ${removed.length === 1 ? 'it' : 'them'} fail.`,
    table: existing.key,
  };
}

function labels(list: readonly string[]): string {
  return `${list.length === 1 ? 'label' : 'labels'} ${listed(list.map(code))}`;
}

/** MySQL/MariaDB: MODIFY and CHANGE restate the list. */
function* restated(context: OperationContext, operation: ModifyColumn): Generator<FindingDraft> {
  const { type } = operation.definition;
  const existing = existingRelation(context, operation.table);
  const column = findColumn(context.before, existing?.table, operation.column);
  if (existing === null || column?.type == null || type === null || isNewColumn(context, column)) return;
  if (type.name !== column.type.name || (type.name !== 'enum' && type.name !== 'set')) return;
  const before = column.type.arguments;
  const after = type.arguments;
  const { removed, moved, inserted } = compareLabels('mysql', before, after);
  const name = columnCode(operation.table, column.name);
  const base = { span: type.span, table: existing.key };
  if (removed.length > 0) {
    yield {
      ...base,
      message: `${name} loses ${labels(removed)}; instances of the running release that still write ${removed.length === 1 ? 'it' : 'them'} fail, and so does the statement when a row holds ${removed.length === 1 ? 'it' : 'one'}.`,
    };
  } else if (moved || inserted.length > 0) {
    const what = inserted.length > 0 ? `Inserting ${listed(inserted.map(code))}` : 'Reordering the members';
    yield {
      ...base,
      message: `${what} gives members of ${name} other numbers and another sort order for the running release, and copies the table.`,
      fixes: remedies(context, moved ? [] : atTheEnd(type, before, after)),
    };
  } else if (storedBytes(type.name, before.length) !== storedBytes(type.name, after.length)) {
    yield {
      ...base,
      categories: ['locking'],
      message: `With ${after.length} members ${name} needs another byte in every row, so this copies ${existing.label} while writes wait.`,
    };
  }
}

/** MySQL manual 8.4, 13.7 "Data Type Storage Requirements". */
function storedBytes(type: 'enum' | 'set', members: number): number {
  if (type === 'enum') return members > 255 ? 2 : 1;
  const bytes = Math.ceil(members / 8);
  return bytes > 4 ? 8 : Math.max(bytes, 1);
}

function atTheEnd(type: TypeReference, before: readonly string[], after: readonly string[]): Remedy[] {
  return [
    {
      title: 'Put the new members at the end, which needs no copy',
      kind: 'suggestion',
      build({ site }) {
        const kept = new Set(before.map(label => label.toLowerCase()));
        const added = after.filter(label => !kept.has(label.toLowerCase()));
        const text = written(site, type.span);
        const list = /\((?:[^')]|'(?:[^'\\]|\\[\s\S])*')*\)/.exec(text);
        if (list === null) return null;
        const start = type.span.start + list.index;
        const place = { start, end: start + list[0].length };
        return plan({
          edits: [replaceAt(site, place, `(${[...before, ...added].map(mysqlString).join(', ')})`)],
        });
      },
    },
  ];
}
