import { namesText, nameText } from '../canonicalText.ts';
import type { Catalog } from '../catalog.ts';
import { sameOptions } from '../comparableTable.ts';
import { columnText, constraintText, indexKind, indexText, optionsText } from '../describe.ts';
import type { Column, Index, Table } from '../model.ts';
import { printTable } from '../printTable.ts';
import { diffTables } from '../tableDiff.ts';
import { commonTables, nameOf, objectsOf, partsOf } from './objects.ts';
import type { MigrationWork } from './work.ts';

/** Foreign keys are dropped by themselves: the indexes that serve them can go only afterwards. */
export function dropForeignKeys(work: MigrationWork): void {
  for (const { key, from } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
      const constraint = from.constraints.find(other => other.name === part.name);
      if (part.change !== 'added' && constraint?.kind === 'foreign-key')
        work.emit(
          `ALTER TABLE ${nameOf(work.dialect, from)} DROP FOREIGN KEY ${nameText(work.dialect, part.name)};`,
        );
    }
  }
}

/** References do not count while nobody checks them. */
export function dropTables(work: MigrationWork): void {
  for (const [key, table] of objectsOf(work.catalog(), 'table'))
    if (work.to.get(key)?.kind !== 'table') work.emit(`DROP TABLE ${nameOf(work.dialect, table)};`);
}

export function createTables(work: MigrationWork): void {
  for (const [key, table] of objectsOf(work.to, 'table')) {
    if (work.catalog().get(key)?.kind === 'table') continue;
    const printed = printTable(work.dialect, { ...table, triggers: [], partitioning: null }).definition;
    const source = table.partitioning === null ? null : work.sourceOf(table.origin);
    // The bounds of partitions are in the text that made them.
    const written = source !== null && /^\s*create\s+table\b/i.test(source) ? `${source.trim()};` : null;
    const isMade = (after: Catalog): boolean => {
      const made = after.get(key);
      return (
        made?.kind === 'table' &&
        diffTables(work.dialect, { ...made, triggers: table.triggers }, table).length === 0
      );
    };
    if (!work.emitFirst([written, printed], isMade)) work.emit(printed);
  }
}

/** One ALTER TABLE per table, so that an AUTO_INCREMENT column and its key come together and a table is copied once. */
export function alterTables(work: MigrationWork): void {
  for (const { key, from, to } of commonTables(work.catalog(), work.to)) {
    const actions = [
      ...droppedParts(work, key, from),
      ...columnActions(work, key, from, to),
      ...addedParts(work, key, to),
      ...optionActions(work, from, to),
    ];
    if (actions.length > 0)
      work.emit(
        `ALTER TABLE ${nameOf(work.dialect, to)}\n${actions.map(action => `    ${action}`).join(',\n')};`,
      );
  }
}

export function addForeignKeys(work: MigrationWork): void {
  for (const { key, to } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
      const constraint = to.constraints.find(other => other.name === part.name);
      if (part.change === 'added' && constraint?.kind === 'foreign-key')
        work.emit(
          `ALTER TABLE ${nameOf(work.dialect, to)} ADD CONSTRAINT ${nameText(work.dialect, part.name)} ${constraintText(work.dialect, constraint, to)};`,
        );
    }
  }
}

function droppedParts(work: MigrationWork, key: string, from: Table): readonly string[] {
  const actions: string[] = [];
  for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
    if (part.change === 'added') continue;
    const constraint = from.constraints.find(other => other.name === part.name);
    if (constraint?.kind === 'primary-key') actions.push('DROP PRIMARY KEY');
    else if (constraint?.kind === 'check')
      actions.push(`DROP CONSTRAINT ${nameText(work.dialect, part.name)}`);
  }
  for (const part of partsOf(work.catalog(), work.to, key, ['index']))
    if (part.change !== 'added') actions.push(`DROP INDEX ${nameText(work.dialect, part.name)}`);
  return actions;
}

function columnActions(work: MigrationWork, key: string, from: Table, to: Table): readonly string[] {
  const { dialect } = work;
  const actions: string[] = [];
  const fold = (name: string): string => name.toLowerCase();
  const differing = new Map(
    partsOf(work.catalog(), work.to, key, ['column']).map(part => [fold(part.name), part.change]),
  );
  const wanted = new Set(to.columns.map(column => fold(column.name)));
  for (const column of from.columns)
    if (!wanted.has(fold(column.name))) actions.push(`DROP COLUMN ${nameText(dialect, column.name)}`);
  // A new character set of the table leaves its columns alone, so that they have to be told.
  const recoded = !sameOptions(
    { ...from, options: charsetOptions(from) },
    { ...to, options: charsetOptions(to), systemVersioned: from.systemVersioned },
  );
  const current = from.columns.map(column => fold(column.name)).filter(name => wanted.has(name));
  for (const [at, column] of to.columns.entries()) {
    const name = fold(column.name);
    const position = at === 0 ? ' FIRST' : ` AFTER ${nameText(dialect, to.columns[at - 1]?.name ?? '')}`;
    const definition = definitionOf(work, column, to, recoded);
    if (!current.includes(name)) {
      const isLast = at === current.length && at === to.columns.length - 1;
      actions.push(`ADD COLUMN ${definition}${isLast ? '' : position}`);
      current.splice(at, 0, name);
    } else if (current[at] !== name) {
      actions.push(`MODIFY COLUMN ${definition}${position}`);
      current.splice(current.indexOf(name), 1);
      current.splice(at, 0, name);
    } else if (differing.get(name) === 'changed' || (recoded && hasCharset(column))) {
      actions.push(`MODIFY COLUMN ${definition}`);
    }
  }
  return actions;
}

function definitionOf(work: MigrationWork, column: Column, table: Table, recoded: boolean): string {
  const bare: Table = recoded ? { ...table, options: {} } : table;
  const named =
    recoded && hasCharset(column) && column.type !== null
      ? {
          ...column,
          type: {
            ...column.type,
            charset: column.type.charset ?? table.options['charset'] ?? null,
            collation: column.type.collation ?? table.options['collation'] ?? null,
          },
        }
      : column;
  return `${nameText(work.dialect, column.name)} ${columnText(work.dialect, named, bare)}`;
}

const CHARACTER_TYPES = /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/;

function hasCharset(column: Column): boolean {
  return column.type !== null && CHARACTER_TYPES.test(column.type.name);
}

function charsetOptions({ options }: Table): Table['options'] {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => name === 'charset' || name === 'collation'),
  );
}

function addedParts(work: MigrationWork, key: string, to: Table): readonly string[] {
  const { dialect } = work;
  const actions: string[] = [];
  for (const part of partsOf(work.catalog(), work.to, key, ['constraint'])) {
    const constraint = to.constraints.find(other => other.name === part.name);
    if (part.change === 'dropped' || constraint === undefined) continue;
    if (constraint.kind === 'primary-key') {
      const index = to.indexes.find(other => other.constraint === constraint.name);
      actions.push(
        `ADD PRIMARY KEY ${index === undefined ? `(${namesText(dialect, constraint.columns)})` : indexText(dialect, index)}`,
      );
    } else if (constraint.kind === 'check')
      actions.push(
        `ADD CONSTRAINT ${nameText(dialect, constraint.name)} ${constraintText(dialect, constraint, to)}`,
      );
  }
  for (const part of partsOf(work.catalog(), work.to, key, ['index'])) {
    const index = to.indexes.find(other => sameIndex(other, part.name));
    if (part.change !== 'dropped' && index !== undefined)
      actions.push(
        `ADD ${indexKind(dialect, index)} ${nameText(dialect, index.name)} ${indexText(dialect, index)}`,
      );
  }
  return actions;
}

function sameIndex(index: Index, name: string): boolean {
  return index.name.toLowerCase() === name.toLowerCase();
}

function optionActions(work: MigrationWork, from: Table, to: Table): readonly string[] {
  if (sameOptions(from, to)) return [];
  const versioning =
    from.systemVersioned === to.systemVersioned
      ? []
      : [to.systemVersioned ? 'ADD SYSTEM VERSIONING' : 'DROP SYSTEM VERSIONING'];
  const options = optionsText({ ...to, systemVersioned: false });
  const comment =
    (from.options['comment'] ?? '') !== '' && (to.options['comment'] ?? '') === '' ? " COMMENT=''" : '';
  const format =
    from.options['row_format'] !== undefined && to.options['row_format'] === undefined
      ? ' ROW_FORMAT=DEFAULT'
      : '';
  const words = `${options}${comment}${format}`.trim();
  return [...versioning, ...(words === '' || work.dialect === 'postgresql' ? [] : [words])];
}
