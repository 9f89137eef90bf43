import type { Dialect } from '../syntax/dialect.ts';
import { boundText, keyText } from './canonicalText.ts';
import { sameColumn, sameOptions } from './comparableTable.ts';
import { comparableCondition, comparableText } from './comparableText.ts';
import {
  columnText,
  constraintText,
  indexKind,
  indexText,
  isPlainNotNull,
  optionsText,
  partitioningText,
  policyText,
  triggerActionText,
  triggerText,
} from './describe.ts';
import type { Column, Constraint, DroppedPart, Index, Origin, Table } from './model.ts';

export type PartKind =
  | 'column'
  | 'column order'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'option'
  | 'partitioning';

export interface PartDifference {
  readonly change: 'added' | 'changed' | 'dropped';
  readonly kind: PartKind;
  /** Null for what concerns the table as a whole. */
  readonly name: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly origin: Origin | null;
}

interface Part {
  readonly name: string;
  readonly text: string;
  readonly origin: Origin | null;
}

/** What differs between two tables of one name. */
export function diffTables(dialect: Dialect, from: Table, to: Table): readonly PartDifference[] {
  const parts = (
    kind: PartKind & DroppedPart['kind'],
    read: (table: Table) => readonly Part[],
  ): readonly PartDifference[] => diffParts(dialect, kind, read(from), read(to), to);
  const wholes = (kind: PartKind, read: (table: Table) => string): readonly PartDifference[] =>
    diffWhole(kind, read(from), read(to), to);
  return [
    ...(dialect !== 'postgresql' && sameOptions(from, to)
      ? []
      : wholes('option', table => storageText(dialect, table))),
    ...wholes('partitioning', table => partitionText(dialect, table)),
    ...parts('column', table => table.columns.map(column => columnPart(dialect, column, table))).filter(
      part => part.change !== 'changed' || !sameColumns(dialect, from, to, part.name),
    ),
    ...(dialect === 'postgresql' ? [] : columnOrder(from, to)),
    ...parts('constraint', table => sorted(constraintParts(dialect, table))),
    ...parts('index', table => sorted(indexParts(dialect, table))),
    ...parts('trigger', table =>
      sorted(
        table.triggers.map(trigger => ({
          name: trigger.name,
          text: triggerText(dialect, trigger) + triggerActionText(trigger),
          origin: trigger.origin,
        })),
      ),
    ),
    ...parts('policy', table =>
      sorted(
        table.policies.map(policy => ({
          name: policy.name,
          text: policyText(policy),
          origin: policy.origin,
        })),
      ),
    ),
  ];
}

function sameColumns(dialect: Dialect, from: Table, to: Table, name: string | null): boolean {
  const named = (table: Table): Column | undefined =>
    table.columns.find(
      column =>
        column.name === name ||
        (dialect !== 'postgresql' && column.name.toLowerCase() === name?.toLowerCase()),
    );
  const [before, after] = [named(from), named(to)];
  if (before === undefined || after === undefined) return false;
  return sameColumn(dialect, { column: before, table: from }, { column: after, table: to });
}

function sorted(parts: readonly Part[]): readonly Part[] {
  return [...parts].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

function columnPart(dialect: Dialect, column: Column, table: Table): Part {
  return {
    name: column.name,
    text: columnText(dialect, column, table),
    origin: column.changedBy ?? column.origin,
  };
}

function constraintParts(dialect: Dialect, table: Table): readonly Part[] {
  return table.constraints
    .filter(constraint => !isShownElsewhere(dialect, table, constraint))
    .map(constraint => ({
      name: constraint.name,
      text: `${constraintText(dialect, constraint, table)}${constraint.valid ? '' : ' NOT VALID'}`,
      origin: constraint.changedBy ?? constraint.origin,
    }));
}

/** In the column, or (unique keys of MySQL and MariaDB) as an index. */
function isShownElsewhere(dialect: Dialect, table: Table, constraint: Constraint): boolean {
  if (isPlainNotNull(table, constraint)) return true;
  if (constraint.kind === 'check') return constraint.ofColumn !== null;
  return dialect !== 'postgresql' && constraint.kind === 'unique';
}

function indexParts(dialect: Dialect, table: Table): readonly Part[] {
  const shown = table.indexes.filter(index =>
    dialect !== 'postgresql' ? !isPrimary(table, index) : index.constraint === null,
  );
  return shown.map(index => ({
    name: index.name,
    text: `${indexKind(dialect, index)} ${indexText(dialect, withoutColumnCollations(index, table))}${index.valid ? '' : ' INVALID'}`,
    origin: index.changedBy ?? index.origin,
  }));
}

/** A key in the collation of its column needs no word. */
function withoutColumnCollations(index: Index, table: Table): Index {
  if (index.keys.every(key => key.collation === null)) return index;
  const collations = new Map(table.columns.map(column => [column.name, column.type?.collation ?? null]));
  return {
    ...index,
    keys: index.keys.map(key =>
      key.collation !== null && key.column !== null && collations.get(key.column) === key.collation
        ? { ...key, collation: null }
        : key,
    ),
  };
}

function isPrimary(table: Table, index: Index): boolean {
  return table.constraints.some(
    constraint => constraint.kind === 'primary-key' && constraint.name === index.constraint,
  );
}

function diffParts(
  dialect: Dialect,
  kind: PartKind & DroppedPart['kind'],
  from: readonly Part[],
  to: readonly Part[],
  table: Table,
): readonly PartDifference[] {
  const fold = (name: string): string => (dialect === 'postgresql' ? name : name.toLowerCase());
  const before = new Map(from.map(part => [fold(part.name), part]));
  const after = new Map(to.map(part => [fold(part.name), part]));
  const differences: PartDifference[] = [];
  for (const part of from) {
    if (after.has(fold(part.name))) continue;
    const dropped = table.dropped.find(other => other.kind === kind && fold(other.name) === fold(part.name));
    differences.push({
      change: 'dropped',
      kind,
      name: part.name,
      from: part.text,
      to: null,
      origin: dropped?.origin ?? null,
    });
  }
  for (const part of to) {
    const former = before.get(fold(part.name));
    if (former === undefined) {
      differences.push({
        change: 'added',
        kind,
        name: part.name,
        from: null,
        to: part.text,
        origin: part.origin,
      });
    } else if (former.text !== part.text && comparable(former.text) !== comparable(part.text)) {
      differences.push({
        change: 'changed',
        kind,
        name: part.name,
        from: former.text,
        to: part.text,
        origin: part.origin,
      });
    }
  }
  return differences;
}

/** Checks and indexes speak of their own table only, by whatever name. */
function comparable(text: string): string {
  return /^(?:CHECK|INDEX|UNIQUE INDEX)\b/.test(text) ? comparableCondition(text) : comparableText(text);
}

function diffWhole(kind: PartKind, from: string, to: string, table: Table): readonly PartDifference[] {
  if (from === to || comparableText(from) === comparableText(to)) return [];
  return [{ change: 'changed', kind, name: null, from, to, origin: table.changedBy ?? table.origin }];
}

/** The order of the columns that both tables have. */
function columnOrder(from: Table, to: Table): readonly PartDifference[] {
  const names = (table: Table): readonly string[] => table.columns.map(column => column.name.toLowerCase());
  const before = new Set(names(from));
  const after = new Set(names(to));
  const left = names(from)
    .filter(name => after.has(name))
    .join(', ');
  const right = names(to)
    .filter(name => before.has(name))
    .join(', ');
  return left === right
    ? []
    : [
        {
          change: 'changed',
          kind: 'column order',
          name: null,
          from: left,
          to: right,
          origin: to.changedBy ?? to.origin,
        },
      ];
}

function storageText(dialect: Dialect, table: Table): string {
  if (dialect !== 'postgresql') return optionsText(table);
  const words: string[] = table.persistence === 'permanent' ? [] : [table.persistence.toUpperCase()];
  if (table.rowSecurity) words.push('ROW LEVEL SECURITY');
  const tablespace = table.options['tablespace'];
  if (tablespace !== undefined && tablespace !== 'pg_default') words.push(`TABLESPACE ${tablespace}`);
  return words.join(' ');
}

function partitionText(dialect: Dialect, table: Table): string {
  const words = [partitioningText(dialect, table)];
  if (table.partitionOf !== null)
    words.push(
      `PARTITION OF ${keyText(dialect, table.partitionOf.parent)} ${boundText(table.partitionOf.bound)}`,
    );
  if (table.inherits.length > 0)
    words.push(`INHERITS (${table.inherits.map(parent => keyText(dialect, parent)).join(', ')})`);
  return words.filter(word => word !== '').join(' ');
}
