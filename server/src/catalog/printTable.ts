import type { Dialect } from '../syntax/dialect.ts';
import { boundText, keyText, namesText, nameText, qualifiedText } from './canonicalText.ts';
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
import type { Constraint, Index, NamedObject, Table } from './model.ts';

/** An object's own statements, and those that tie it to objects which must be there first. */
export interface PrintedObject {
  readonly definition: string;
  readonly links: readonly string[];
}

const CONSTRAINT_ORDER: readonly Constraint['kind'][] = [
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'not-null',
  'exclude',
];

export function printTable(dialect: Dialect, table: Table): PrintedObject {
  return dialect === 'postgresql' ? printPostgresqlTable(table) : printMysqlTable(dialect, table);
}

function columnLines(dialect: Dialect, table: Table): readonly string[] {
  return table.columns.map(
    column => `${nameText(dialect, column.name)} ${columnText(dialect, column, table)}`,
  );
}

function sortedConstraints(table: Table): readonly Constraint[] {
  return [...table.constraints].sort(
    (left, right) =>
      CONSTRAINT_ORDER.indexOf(left.kind) - CONSTRAINT_ORDER.indexOf(right.kind) || compareNames(left, right),
  );
}

function compareNames(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

function block(lines: readonly string[]): string {
  return lines.length === 0 ? '(\n)' : `(\n${lines.map(line => `    ${line}`).join(',\n')}\n)`;
}

function printPostgresqlTable(table: Table): PrintedObject {
  const dialect: Dialect = 'postgresql';
  const name = qualifiedText(dialect, table.schema, table.name);
  const constraints = sortedConstraints(table).filter(constraint => !isPlainNotNull(table, constraint));
  const inside = constraints.filter(constraint => constraint.valid && constraint.kind !== 'exclude');
  const lines = [
    ...columnLines(dialect, table),
    ...inside.map(
      constraint =>
        `CONSTRAINT ${nameText(dialect, constraint.name)} ${constraintText(dialect, constraint, table)}`,
    ),
  ];
  const statements = [`CREATE ${tableKind(table)} ${name} ${block(lines)}${tail(table)};`];
  for (const constraint of constraints) {
    const text = `ADD CONSTRAINT ${nameText(dialect, constraint.name)} ${constraintText(dialect, constraint, table)}`;
    // The catalog does not hold the operators of an exclusion constraint.
    if (constraint.kind === 'exclude') statements.push(`-- ALTER TABLE ${name} ${text}`);
    else if (!constraint.valid) statements.push(`ALTER TABLE ${name} ${text} NOT VALID;`);
  }
  const plain = [...table.indexes].filter(index => index.constraint === null).sort(compareNames);
  for (const index of plain) if (index.valid) statements.push(createIndexText(table, index));
  if (table.rowSecurity) statements.push(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`);
  for (const policy of [...table.policies].sort(compareNames)) {
    statements.push(`CREATE POLICY ${nameText(dialect, policy.name)} ON ${name} ${policyText(policy)};`);
  }
  statements.push(...triggerComments(dialect, table));
  return { definition: statements.join('\n'), links: postgresqlLinks(table, plain) };
}

function tableKind(table: Table): string {
  if (table.foreign) return 'FOREIGN TABLE';
  return table.persistence === 'unlogged' ? 'UNLOGGED TABLE' : 'TABLE';
}

/** The server of a foreign table is no part of the catalog. */
function tail(table: Table): string {
  const partitioning = partitioningText('postgresql', table);
  const method = table.options['access_method'];
  const tablespace = table.options['tablespace'];
  return [
    table.foreign ? ' SERVER foreign_server' : '',
    partitioning === '' ? '' : ` ${partitioning}`,
    method === undefined || method === 'heap' ? '' : ` USING ${nameText('postgresql', method)}`,
    tablespace === undefined || tablespace === 'pg_default'
      ? ''
      : ` TABLESPACE ${nameText('postgresql', tablespace)}`,
  ].join('');
}

/** CREATE INDEX of PostgreSQL. */
export function createIndexText(
  table: Pick<NamedObject, 'schema' | 'name'>,
  index: Index,
  only = '',
): string {
  const owner = qualifiedText('postgresql', table.schema, table.name);
  return `CREATE ${indexKind('postgresql', index)} ${nameText('postgresql', index.name)} ON ${only}${owner} ${indexText('postgresql', index)};`;
}

/** Inheritance, partitions, and indexes that wait for those of partitions. Sorted, they run in a possible order. */
function postgresqlLinks(table: Table, indexes: readonly Index[]): readonly string[] {
  const name = qualifiedText('postgresql', table.schema, table.name);
  const links = table.inherits.map(parent => `ALTER TABLE ${name} INHERIT ${keyText('postgresql', parent)};`);
  if (table.partitionOf !== null) {
    const { parent, bound, isDefault } = table.partitionOf;
    links.push(
      `ALTER TABLE ${keyText('postgresql', parent)} ATTACH PARTITION ${name} ${isDefault ? 'DEFAULT' : `FOR VALUES ${boundText(bound)}`};`,
    );
  }
  for (const index of indexes) if (!index.valid) links.push(createIndexText(table, index, 'ONLY '));
  return links;
}

function printMysqlTable(dialect: Dialect, table: Table): PrintedObject {
  const primary = table.indexes.filter(index => isPrimary(table, index));
  const others = table.indexes.filter(index => !isPrimary(table, index)).sort(compareNames);
  const lines = [
    ...columnLines(dialect, table),
    ...primary.map(index => `PRIMARY KEY ${indexText(dialect, index)}`),
    ...others.filter(index => index.unique).map(index => keyLine(dialect, index)),
    ...others.filter(index => !index.unique).map(index => keyLine(dialect, index)),
    ...sortedConstraints(table)
      .filter(
        constraint =>
          constraint.kind === 'foreign-key' || (constraint.kind === 'check' && constraint.ofColumn === null),
      )
      .map(
        constraint =>
          `CONSTRAINT ${nameText(dialect, constraint.name)} ${constraintText(dialect, constraint, table)}`,
      ),
  ];
  const options = optionsText(table);
  const name = qualifiedText(dialect, table.schema, table.name);
  const statement = `CREATE TABLE ${name} ${block(lines)}${options === '' ? '' : ` ${options}`};`;
  return {
    definition: [statement, ...partitionComment(dialect, table), ...triggerComments(dialect, table)].join(
      '\n',
    ),
    links: [],
  };
}

function isPrimary(table: Table, index: Index): boolean {
  return table.constraints.some(
    constraint => constraint.kind === 'primary-key' && constraint.name === index.constraint,
  );
}

function keyLine(dialect: Dialect, index: Index): string {
  return `${indexKind(dialect, index)} ${nameText(dialect, index.name)} ${indexText(dialect, index)}`;
}

/** The bounds of partitions are no part of the catalog, so they cannot be written as a clause. */
function partitionComment(dialect: Dialect, table: Table): readonly string[] {
  if (table.partitioning === null) return [];
  const names = namesText(dialect, table.partitioning.partitions);
  return [`-- ${partitioningText(dialect, table)}${names === '' ? '' : `: ${names}`}`];
}

function triggerComments(dialect: Dialect, table: Table): readonly string[] {
  const owner = qualifiedText(dialect, table.schema, table.name);
  return [...table.triggers]
    .sort(compareNames)
    .map(
      trigger =>
        `-- trigger ${nameText(dialect, trigger.name)} ${triggerText(dialect, trigger)} ON ${owner}${triggerActionText(trigger)}`,
    );
}
