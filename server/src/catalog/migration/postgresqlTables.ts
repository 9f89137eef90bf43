import { defaultText, keyText, nameText, qualifiedText, typeText } from '../canonicalText.ts';
import { comparableText } from '../comparableText.ts';
import { columnText, constraintText } from '../describe.ts';
import type { Column, Constraint, Table } from '../model.ts';
import { createIndexText, printTable } from '../printTable.ts';
import { commonTables, depthOf, nameOf, objectsOf, partsOf } from './objects.ts';
import type { MigrationWork } from './work.ts';

const PG = 'postgresql';

/** Constraints that other tables hang on, first those that hang. */
export function dropForeignKeys(work: MigrationWork): void {
  for (const [key, table] of objectsOf(work.catalog(), 'table')) {
    const target = work.to.get(key);
    const dropped =
      target?.kind === 'table'
        ? partsOf(work.catalog(), work.to, key, ['constraint'])
            .filter(part => part.change !== 'added')
            .map(part => part.name)
        : // Tables that go may refer to each other.
          table.constraints.map(constraint => constraint.name);
    const current = work.catalog().get(key);
    for (const constraint of current?.kind === 'table' ? current.constraints : []) {
      if (constraint.kind === 'foreign-key' && dropped.includes(constraint.name))
        work.emit(`ALTER TABLE ${nameOf(PG, table)} DROP CONSTRAINT ${nameText(PG, constraint.name)};`);
    }
  }
}

/** Keys, checks and indexes that go or change. What a parent loses its children lose with it. */
export function dropConstraintsAndIndexes(work: MigrationWork): void {
  for (const { key, to } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
      if (part.change !== 'added')
        work.emit(`ALTER TABLE ${nameOf(PG, to)} DROP CONSTRAINT ${nameText(PG, part.name)};`);
    }
    for (const part of partsOf(work.catalog(), work.to, key, ['index'])) {
      if (part.change !== 'added') work.emit(`DROP INDEX ${qualifiedText(PG, to.schema, part.name)};`);
    }
  }
}

/** Partitions before their parents. */
export function dropTables(work: MigrationWork): void {
  const gone = objectsOf(work.catalog(), 'table').filter(([key]) => work.to.get(key)?.kind !== 'table');
  const depths = new Map(gone.map(([key, table]) => [key, depthOf(work.catalog(), table)]));
  const ordered = [...gone].sort(([left], [right]) => (depths.get(right) ?? 0) - (depths.get(left) ?? 0));
  for (const [key, table] of ordered) {
    if (work.catalog().get(key)?.kind === 'table')
      work.emit(`DROP ${table.foreign ? 'FOREIGN ' : ''}TABLE ${nameOf(PG, table)};`);
  }
}

/** New tables without what needs other tables, triggers and policies; those come when all tables are there. */
export function createTables(work: MigrationWork): void {
  const created = objectsOf(work.to, 'table').filter(([key]) => work.catalog().get(key)?.kind !== 'table');
  for (const [, table] of created) {
    const alone: Table = {
      ...table,
      constraints: table.constraints.filter(
        constraint => constraint.kind !== 'foreign-key' && constraint.kind !== 'exclude',
      ),
      indexes: table.indexes.filter(index => index.valid),
      triggers: [],
      policies: [],
      rowSecurity: false,
    };
    work.emit(printTable(PG, alone).definition);
  }
  for (const [, table] of created) attach(work, table, null);
}

function attach(work: MigrationWork, table: Table, from: Table | null): void {
  const name = nameOf(PG, table);
  for (const parent of from?.inherits ?? [])
    if (!table.inherits.includes(parent)) work.emit(`ALTER TABLE ${name} NO INHERIT ${keyText(PG, parent)};`);
  for (const parent of table.inherits)
    if (from?.inherits.includes(parent) !== true)
      work.emit(`ALTER TABLE ${name} INHERIT ${keyText(PG, parent)};`);
  const [before, after] = [from?.partitionOf ?? null, table.partitionOf];
  if (
    before?.parent === after?.parent &&
    comparableText(before?.bound ?? '') === comparableText(after?.bound ?? '')
  )
    return;
  if (before !== null) work.emit(`ALTER TABLE ${keyText(PG, before.parent)} DETACH PARTITION ${name};`);
  if (after !== null)
    work.emit(
      `ALTER TABLE ${keyText(PG, after.parent)} ATTACH PARTITION ${name} ${after.isDefault ? 'DEFAULT' : `FOR VALUES ${after.bound}`};`,
    );
}

/** Columns and properties of tables that stay. */
export function alterTables(work: MigrationWork): void {
  for (const { key, from, to } of commonTables(work.catalog(), work.to)) {
    const name = nameOf(PG, to);
    if (from.persistence !== to.persistence)
      work.emit(`ALTER TABLE ${name} SET ${to.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'};`);
    const tablespace = to.options['tablespace'] ?? 'pg_default';
    if ((from.options['tablespace'] ?? 'pg_default') !== tablespace)
      work.emit(`ALTER TABLE ${name} SET TABLESPACE ${nameText(PG, tablespace)};`);
    for (const part of partsOf(work.catalog(), work.to, key, ['column'])) {
      const column = to.columns.find(other => other.name === part.name);
      const current = work.catalog().get(key);
      const before =
        current?.kind === 'table' ? current.columns.find(other => other.name === part.name) : undefined;
      if (column === undefined) {
        if (before !== undefined) work.emit(`ALTER TABLE ${name} DROP COLUMN ${nameText(PG, part.name)};`);
      } else if (before === undefined) work.emit(addColumn(name, column, to));
      else changeColumn(work, { name, table: to, before, column });
    }
    attach(work, to, from);
  }
}

function addColumn(name: string, column: Column, table: Table): string {
  return `ALTER TABLE ${name} ADD COLUMN ${nameText(PG, column.name)} ${columnText(PG, column, table)};`;
}

function changeColumn(
  work: MigrationWork,
  change: { readonly name: string; readonly table: Table; readonly before: Column; readonly column: Column },
): void {
  const { name, table, before, column } = change;
  const alter = (action: string): void =>
    work.emit(`ALTER TABLE ${name} ALTER COLUMN ${nameText(PG, column.name)} ${action};`);
  const generated = (one: Column): string =>
    one.generated === null ? '' : comparableText(`${one.generated.kind} ${one.generated.expression.text}`);
  if (generated(before) !== generated(column)) {
    if (column.generated !== null) {
      // What is computed can be computed again.
      work.emit(`ALTER TABLE ${name} DROP COLUMN ${nameText(PG, column.name)};`);
      work.emit(addColumn(name, column, table));
      return;
    }
    alter('DROP EXPRESSION');
  }
  const [oldType, newType] = [typeText(PG, before.type), typeText(PG, column.type)];
  const [oldDefault, newDefault] = [defaultText(PG, before, table), defaultText(PG, column, table)];
  const retyped = comparableText(oldType) !== comparableText(newType);
  const defaultChanged = comparableText(oldDefault ?? '') !== comparableText(newDefault ?? '');
  if (before.identity !== null && column.identity === null) alter('DROP IDENTITY');
  if (oldDefault !== null && (defaultChanged || retyped)) alter('DROP DEFAULT');
  if (retyped) {
    const plain = typeText(PG, column.type === null ? null : { ...column.type, collation: null });
    alter(`TYPE ${newType} USING ${nameText(PG, column.name)}::${plain}`);
  }
  if (newDefault !== null && (defaultChanged || retyped)) alter(`SET DEFAULT ${newDefault}`);
  if (column.notNull && !before.notNull) alter('SET NOT NULL');
  if (!column.notNull && before.notNull) alter('DROP NOT NULL');
  if (column.identity !== null && column.identity !== before.identity) {
    const kind = column.identity === 'always' ? 'ALWAYS' : 'BY DEFAULT';
    alter(before.identity === null ? `ADD GENERATED ${kind} AS IDENTITY` : `SET GENERATED ${kind}`);
  }
}

const LATE = (constraint: Constraint): boolean => constraint.kind === 'foreign-key';

/** Keys, checks and indexes that are missing; then, in a second run, foreign keys, which need the keys. */
export function addConstraintsAndIndexes(work: MigrationWork, round: 'keys' | 'foreign keys'): void {
  for (const { key, to } of commonTables(work.catalog(), work.to)) {
    const name = nameOf(PG, to);
    for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
      const constraint = to.constraints.find(other => other.name === part.name);
      if (
        constraint === undefined ||
        part.change !== 'added' ||
        LATE(constraint) !== (round === 'foreign keys')
      )
        continue;
      if (constraint.kind === 'exclude') {
        // Its operators are no part of the catalog; the text that made it has them.
        const source = work.sourceOf(constraint.origin);
        const candidates = source !== null && /^\s*alter\s+table/i.test(source) ? [`${source.trim()};`] : [];
        work.emitFirst(candidates, after => {
          const table = after.get(key);
          return table?.kind === 'table' && table.constraints.some(other => other.name === constraint.name);
        });
        continue;
      }
      work.emit(
        `ALTER TABLE ${name} ADD CONSTRAINT ${nameText(PG, constraint.name)} ${constraintText(PG, constraint, to)}${constraint.valid ? '' : ' NOT VALID'};`,
      );
    }
    if (round === 'foreign keys') continue;
    for (const part of partsOf(work.catalog(), work.to, key, ['index'])) {
      const index = to.indexes.find(other => other.name === part.name);
      if (index !== undefined && part.change === 'added')
        work.emit(createIndexText(to, index, index.valid ? '' : 'ONLY '));
    }
  }
}

/** Row security, and triggers and policies that are missing. Their texts are those that made them. */
export function addTriggersAndPolicies(work: MigrationWork): void {
  for (const { key, from, to } of commonTables(work.catalog(), work.to)) {
    const name = nameOf(PG, to);
    if (from.rowSecurity !== to.rowSecurity)
      work.emit(`ALTER TABLE ${name} ${to.rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY;`);
    for (const part of partsOf(work.catalog(), work.to, key, ['trigger', 'policy'])) {
      const made = [...to.triggers, ...to.policies].find(other => other.name === part.name);
      const source = work.sourceOf(made?.origin ?? null);
      const candidates = source === null || !/^\s*create\b/i.test(source) ? [] : [`${source.trim()};`];
      work.emitFirst(candidates, after => {
        const table = after.get(key);
        return (
          table?.kind === 'table' &&
          [...table.triggers, ...table.policies].some(other => other.name === part.name)
        );
      });
    }
  }
}

export function dropTriggersAndPolicies(work: MigrationWork): void {
  for (const { key, to } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['trigger', 'policy'])) {
      if (part.change !== 'added')
        work.emit(`DROP ${part.kind.toUpperCase()} ${nameText(PG, part.name)} ON ${nameOf(PG, to)};`);
    }
  }
}
