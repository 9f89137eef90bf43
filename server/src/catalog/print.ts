import type { Dialect } from '../syntax/dialect.ts';
import {
  argumentTypeText,
  keyText,
  namesText,
  nameText,
  qualifiedText,
  stringText,
  typeText,
} from './canonicalText.ts';
import { type Catalog, TEMPORARY_SCHEMA } from './catalog.ts';
import { queryText } from './describe.ts';
import type {
  CatalogObject,
  Domain,
  EnumType,
  NamedObject,
  OtherType,
  Routine,
  Sequence,
  View,
} from './model.ts';
import { createIndexText, type PrintedObject, printTable } from './printTable.ts';

/** The order of kinds within a schema. */
export const KIND_ORDER: readonly NamedObject['kind'][] = [
  'schema',
  'extension',
  'enum',
  'domain',
  'type',
  'sequence',
  'table',
  'view',
  'routine',
];

/**
 * The schema as canonical DDL: ordered by schema, kind and name, one spelling for types and values, every statement
 * ended by `;` and a line break. Replaying it into an empty catalog and printing again gives the same text, except
 * for comment lines: `-- uncertain: ...` above objects that may look different, and objects whose definition the
 * catalog does not hold in full (routines, triggers, exclusion constraints, base types).
 * Temporary objects and settings of the session are left out.
 */
export function printCatalog(catalog: Catalog): string {
  const objects: NamedObject[] = [];
  for (const [, object] of catalog.entries()) if (isPrinted(catalog, object)) objects.push(object);
  objects.sort(
    (left, right) =>
      compareText(left.schema, right.schema) ||
      KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind) ||
      compareText(left.name, right.name),
  );
  const printed = objects.map(object => printObject(catalog.dialect, object));
  const blocks = printed.map(object => object.definition).filter(text => text !== '');
  // What ties objects together comes when all of them are there.
  const links = printed.flatMap(object => object.links).sort(compareText);
  if (links.length > 0) blocks.push(links.join('\n'));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** True for objects that the canonical DDL shows with statements of their own. */
export function isPrinted(catalog: Catalog, object: CatalogObject): object is NamedObject {
  if (!('schema' in object) || object.schema === TEMPORARY_SCHEMA || !KIND_ORDER.includes(object.kind))
    return false;
  if (object.kind === 'schema') return object.certain;
  return object.kind !== 'sequence' || !isIdentitySequence(catalog, object);
}

/** The sequence of an identity column is part of the column. */
function isIdentitySequence(catalog: Catalog, sequence: Sequence): boolean {
  const table = sequence.ownedBy === null ? undefined : catalog.get(sequence.ownedBy.table);
  if (table?.kind !== 'table') return false;
  return table.columns.some(column => column.name === sequence.ownedBy?.column && column.identity !== null);
}

/** Code unit order, the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One object as canonical DDL. `links` are statements that need other objects first. */
export function printObject(dialect: Dialect, object: NamedObject): PrintedObject {
  const printed = definitionOf(dialect, object);
  if (object.certain) return printed;
  const reason =
    object.kind === 'table' && object.origin === null
      ? 'known only from statements that change it'
      : 'statements that could not be read may have changed it';
  return {
    ...printed,
    definition: `-- uncertain: ${qualifiedText(dialect, object.schema, object.name)}: ${reason}\n${printed.definition}`,
  };
}

function definitionOf(dialect: Dialect, object: NamedObject): PrintedObject {
  switch (object.kind) {
    case 'table':
      return printTable(dialect, object);
    case 'schema':
      return alone(
        `CREATE ${object.objectKind === 'database' ? 'DATABASE' : 'SCHEMA'} ${nameText(dialect, object.name)};`,
      );
    case 'extension':
      return alone(`CREATE EXTENSION IF NOT EXISTS ${nameText(dialect, object.name)};`);
    case 'enum':
      return alone(enumText(dialect, object));
    case 'domain':
      return printDomain(dialect, object);
    case 'type':
      return alone(otherTypeText(dialect, object));
    case 'sequence':
      return printSequence(dialect, object);
    case 'view':
      return alone(viewText(dialect, object));
    case 'routine':
      return alone(routineText(dialect, object));
    case 'index':
    case 'trigger-name':
      return alone('');
  }
}

function alone(definition: string): PrintedObject {
  return { definition, links: [] };
}

function enumText(dialect: Dialect, type: EnumType): string {
  const name = qualifiedText(dialect, type.schema, type.name);
  return `CREATE TYPE ${name} AS ENUM (\n${type.labels.map(label => `    ${stringText(label)}`).join(',\n')}\n);`;
}

function printDomain(dialect: Dialect, domain: Domain): PrintedObject {
  const name = qualifiedText(dialect, domain.schema, domain.name);
  const value = domain.default === null ? '' : ` DEFAULT ${domain.default.text}`;
  const lines = [
    `CREATE DOMAIN ${name} AS ${typeText(dialect, domain.type)}${value}${domain.notNull ? ' NOT NULL' : ''};`,
  ];
  const constraints = [...domain.constraints].sort((left, right) => compareText(left.name, right.name));
  for (const constraint of constraints) {
    if (constraint.expression === null) continue;
    const validity = constraint.valid ? '' : ' NOT VALID';
    lines.push(
      `ALTER DOMAIN ${name} ADD CONSTRAINT ${nameText(dialect, constraint.name)} CHECK (${constraint.expression.text})${validity};`,
    );
  }
  return alone(lines.join('\n'));
}

function otherTypeText(dialect: Dialect, type: OtherType): string {
  const name = qualifiedText(dialect, type.schema, type.name);
  if (type.variant !== 'composite' || type.attributes.some(attribute => attribute.type === null))
    return `-- type ${name} (${type.variant})`;
  const attributes = type.attributes.map(
    attribute => `    ${nameText(dialect, attribute.name)} ${typeText(dialect, attribute.type)}`,
  );
  return `CREATE TYPE ${name} AS (\n${attributes.join(',\n')}\n);`;
}

function printSequence(dialect: Dialect, sequence: Sequence): PrintedObject {
  const name = qualifiedText(dialect, sequence.schema, sequence.name);
  const owner = sequence.ownedBy;
  return {
    definition: `CREATE SEQUENCE ${name};`,
    links:
      owner === null
        ? []
        : [
            `ALTER SEQUENCE ${name} OWNED BY ${keyText(dialect, owner.table)}.${nameText(dialect, owner.column)};`,
          ],
  };
}

function viewText(dialect: Dialect, view: View): string {
  const name = qualifiedText(dialect, view.schema, view.name);
  const columns = view.columns === null ? '' : ` (${namesText(dialect, view.columns)})`;
  const kind = view.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  const data = view.materialized && !view.populated ? '\nWITH NO DATA' : '';
  const indexes = [...view.indexes]
    .sort((left, right) => compareText(left.name, right.name))
    .map(index => createIndexText(view, index));
  return [`CREATE ${kind} ${name}${columns} AS\n${queryText(view.query)}${data};`, ...indexes].join('\n');
}

function routineText(dialect: Dialect, routine: Routine): string {
  const name = qualifiedText(dialect, routine.schema, routine.name);
  const lines = routine.signatures.map(signature => {
    const parameters = signature.parameters.map(parameter => {
      const type = argumentTypeText(parameter.type);
      return parameter.name === null ? type : `${parameter.name} ${type}`;
    });
    const returns = signature.returns === null ? '' : ` returns ${argumentTypeText(signature.returns)}`;
    return `-- ${routine.routineKind} ${name}(${parameters.join(', ')})${returns}`.replaceAll(/\s+/g, ' ');
  });
  return lines.sort(compareText).join('\n');
}
