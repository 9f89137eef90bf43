import { argumentTypeText, nameText, stringText, typeText } from '../canonicalText.ts';
import { comparableText } from '../comparableText.ts';
import type { Domain, EnumType, OtherType, Routine, RoutineSignature } from '../model.ts';
import { printObject } from '../print.ts';
import { nameOf, objectsOf } from './objects.ts';
import type { MigrationWork } from './work.ts';

const PG = 'postgresql';

export function createSchemasAndExtensions(work: MigrationWork): void {
  for (const kind of ['schema', 'extension'] as const) {
    for (const [key, object] of objectsOf(work.to, kind))
      if (work.catalog().get(key) === undefined) work.emit(printObject(PG, object).definition);
  }
}

/** Enums first, then domains and composites, those that others are made of first. */
export function createTypes(work: MigrationWork): void {
  const made = (key: string): boolean => work.catalog().get(key) !== undefined;
  for (const [key, type] of objectsOf(work.to, 'enum')) {
    const before = work.catalog().get(key);
    if (before?.kind === 'enum') changeEnum(work, key, before, type);
    else if (before === undefined) work.emit(printObject(PG, { ...type, certain: true }).definition);
  }
  let left: readonly (readonly [string, Domain | OtherType])[] = [
    ...objectsOf(work.to, 'domain'),
    ...objectsOf(work.to, 'type'),
  ];
  while (left.length > 0) {
    const waiting = new Set(left.map(([key]) => key));
    const ready = left.filter(
      ([key, type]) => !partsOfType(type).some(part => part !== key && waiting.has(part)),
    );
    const next = ready.length > 0 ? ready : left;
    for (const [key, type] of next) {
      const before = work.catalog().get(key);
      if (before?.kind === 'domain' && type.kind === 'domain') changeDomain(work, before, type);
      else if (before?.kind === 'type' && type.kind === 'type') changeComposite(work, before, type);
      else if (!made(key)) createType(work, key, type);
    }
    left = left.filter(one => !next.includes(one));
  }
}

function createType(work: MigrationWork, key: string, type: Domain | OtherType): void {
  const source = work.sourceOf(type.origin);
  // A range's subtype is in its text alone.
  const written = source !== null && /^\s*create\s+type\b/i.test(source) ? `${source.trim()};` : null;
  const printed =
    type.kind === 'domain' || type.variant === 'composite'
      ? printObject(PG, { ...type, certain: true }).definition
      : null;
  work.emitFirst([printed, written], after => after.get(key) !== undefined);
}

function partsOfType(type: Domain | OtherType): readonly string[] {
  const types = type.kind === 'domain' ? [type.type] : type.attributes.map(attribute => attribute.type);
  return types.flatMap(part =>
    part === null || part.schema === null ? [] : [`type:${part.schema}.${part.name}`],
  );
}

/** Labels can be added at any place; where one goes, a new type takes the old one's place. */
function changeEnum(work: MigrationWork, key: string, before: EnumType, after: EnumType): void {
  if (before.labels.join('\0') === after.labels.join('\0')) return;
  const name = nameOf(PG, after);
  let at = 0;
  for (const label of after.labels) if (label === before.labels[at]) at++;
  if (at === before.labels.length) {
    const labels = [...before.labels];
    for (const [place, label] of after.labels.entries()) {
      if (labels[place] === label) continue;
      const next = labels[place];
      const neighbour = next === undefined ? '' : ` BEFORE ${stringText(next)}`;
      work.emit(`ALTER TYPE ${name} ADD VALUE ${stringText(label)}${neighbour};`);
      labels.splice(place, 0, label);
    }
    return;
  }
  // A type that is part of other types cannot be replaced by itself.
  if (
    [...objectsOf(work.catalog(), 'type'), ...objectsOf(work.catalog(), 'domain')].some(([, other]) =>
      partsOfType(other).includes(key),
    )
  )
    return;
  const former = { ...after, name: `${after.name}_former` };
  work.emit(`ALTER TYPE ${name} RENAME TO ${nameText(PG, former.name)};`);
  work.emit(printObject(PG, { ...after, certain: true }).definition);
  for (const [, table] of objectsOf(work.catalog(), 'table')) {
    for (const column of table.columns) {
      if (column.type?.name !== former.name || column.type.schema !== former.schema) continue;
      const type = typeText(PG, { ...column.type, name: after.name });
      const alter = `ALTER TABLE ${nameOf(PG, table)} ALTER COLUMN ${nameText(PG, column.name)}`;
      if (column.default !== null) work.emit(`${alter} DROP DEFAULT;`);
      work.emit(
        `${alter} TYPE ${type} USING ${nameText(PG, column.name)}::text${'[]'.repeat(column.type.arrayDimensions)}::${type};`,
      );
      if (column.default !== null)
        work.emit(`${alter} SET DEFAULT ${column.default.text.replaceAll(former.name, after.name)};`);
    }
  }
  work.emit(`DROP TYPE ${nameOf(PG, former)};`);
}

function changeDomain(work: MigrationWork, before: Domain, after: Domain): void {
  const alter = (action: string): void => work.emit(`ALTER DOMAIN ${nameOf(PG, after)} ${action};`);
  const textOf = ({ constraints }: Domain, name: string): string | null => {
    const constraint = constraints.find(other => other.name === name);
    return constraint === undefined
      ? null
      : comparableText(`${constraint.expression?.text ?? ''} ${constraint.valid}`);
  };
  for (const { name } of before.constraints)
    if (textOf(before, name) !== textOf(after, name)) alter(`DROP CONSTRAINT ${nameText(PG, name)}`);
  if (comparableText(before.default?.text ?? '') !== comparableText(after.default?.text ?? ''))
    alter(after.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${after.default.text}`);
  if (before.notNull !== after.notNull) alter(after.notNull ? 'SET NOT NULL' : 'DROP NOT NULL');
  for (const { name, expression, valid } of after.constraints)
    if (expression !== null && textOf(before, name) !== textOf(after, name))
      alter(`ADD CONSTRAINT ${nameText(PG, name)} CHECK (${expression.text})${valid ? '' : ' NOT VALID'}`);
}

function changeComposite(work: MigrationWork, before: OtherType, after: OtherType): void {
  const alter = (action: string): void => work.emit(`ALTER TYPE ${nameOf(PG, after)} ${action};`);
  const types = new Map(before.attributes.map(({ name, type }) => [name, typeText(PG, type)]));
  for (const { name } of before.attributes)
    if (!after.attributes.some(other => other.name === name)) alter(`DROP ATTRIBUTE ${nameText(PG, name)}`);
  for (const { name, type } of after.attributes) {
    const known = types.get(name);
    if (known === undefined) alter(`ADD ATTRIBUTE ${nameText(PG, name)} ${typeText(PG, type)}`);
    else if (known !== typeText(PG, type))
      alter(`ALTER ATTRIBUTE ${nameText(PG, name)} TYPE ${typeText(PG, type)}`);
  }
}

/** Sequences by the text that made them, because the catalog holds no options. */
export function createSequences(work: MigrationWork): void {
  for (const [key, sequence] of objectsOf(work.to, 'sequence')) {
    if (work.catalog().get(key) !== undefined) continue;
    const source = work.sourceOf(sequence.origin);
    const written =
      source !== null && /^\s*create\s+(?:unlogged\s+)?sequence\b/i.test(source)
        ? `${source.trim().replace(/\s+owned\s+by\s+[^\s;]+/i, '')};`
        : null;
    work.emitFirst(
      [written, printObject(PG, { ...sequence, ownedBy: null }).definition],
      after => after.get(key)?.kind === 'sequence',
    );
  }
}

export function ownSequences(work: MigrationWork): void {
  for (const [key, sequence] of objectsOf(work.to, 'sequence')) {
    const before = work.catalog().get(key);
    const owner = (of: typeof sequence): string =>
      of.ownedBy === null ? '' : `${of.ownedBy.table} ${of.ownedBy.column}`;
    if (before?.kind !== 'sequence' || owner(before) === owner(sequence)) continue;
    const [link] = printObject(PG, sequence).links;
    work.emit(link ?? `ALTER SEQUENCE ${nameOf(PG, sequence)} OWNED BY NONE;`);
  }
}

function argumentsOf(signature: RoutineSignature): string {
  return signature.parameters.map(parameter => argumentTypeText(parameter.type)).join(', ');
}

function shapeOf(signature: RoutineSignature): string {
  return `(${argumentsOf(signature)}) ${signature.returns === null ? '' : argumentTypeText(signature.returns)}`;
}

/** Routines and overloads that go, or that give another result: such a one cannot be replaced in place. */
export function dropRoutines(work: MigrationWork, round: 'changed' | 'gone'): void {
  for (const [key, routine] of objectsOf(work.catalog(), 'routine')) {
    const target = work.to.get(key);
    const wanted = target?.kind === 'routine' ? target.signatures : [];
    for (const signature of routine.signatures) {
      const same = wanted.find(other => argumentsOf(other) === argumentsOf(signature));
      if (same !== undefined && shapeOf(same) === shapeOf(signature)) continue;
      if ((same === undefined) !== (round === 'gone')) continue;
      work.emit(dropRoutine(routine, signature));
    }
  }
}

function dropRoutine(routine: Routine, signature: RoutineSignature): string {
  const kind = routine.routineKind.toUpperCase();
  const parameters =
    routine.routineKind === 'aggregate' && signature.parameters.length === 0 ? '*' : argumentsOf(signature);
  return `DROP ${kind} ${nameOf(PG, routine)}(${parameters});`;
}

/** Routines by the texts that made them; before the tables, or after them those that need one. */
export function createRoutines(work: MigrationWork, round: 'before tables' | 'after tables'): void {
  const missing = objectsOf(work.to, 'routine').flatMap(([key, routine]) => {
    const before = work.catalog().get(key);
    const known = before?.kind === 'routine' ? before.signatures.map(shapeOf) : [];
    return routine.signatures
      .filter(signature => !known.includes(shapeOf(signature)))
      .map(signature => ({ key, routine, signature }));
  });
  for (const { key, routine, signature } of missing) {
    const source = work.sourceOf(signature.origin);
    if (source === null || !/^\s*create\b/i.test(source)) continue;
    const needsTables =
      /\bbegin\s+atomic\b|\breturn\s+/i.test(
        source.replace(/\$(\w*)\$[\s\S]*\$\1\$/g, '').replace(/'(?:[^']|'')*'/g, ''),
      ) || mentionsTable(work, routine, signature);
    if (needsTables !== (round === 'after tables')) continue;
    work.emitFirst([`${source.trim()};`], after => {
      const made = after.get(key);
      return made?.kind === 'routine' && made.signatures.map(shapeOf).includes(shapeOf(signature));
    });
  }
}

/** A table's name is also the name of its row type. */
function mentionsTable(work: MigrationWork, routine: Routine, signature: RoutineSignature): boolean {
  const types = [...signature.parameters.map(parameter => parameter.type), signature.returns ?? ''];
  return types.some(type => {
    const name = type
      .replace(/^setof\s+/i, '')
      .replace(/\[\]$/, '')
      .replaceAll('"', '');
    const key = `relation:${name.includes('.') ? name : `${routine.schema}.${name}`}`;
    return work.to.get(key) !== undefined || work.to.get(`relation:public.${name}`) !== undefined;
  });
}

/** What nothing needs any more, the newest kinds of things last. */
export function dropLeftovers(work: MigrationWork): void {
  const gone = (key: string): boolean =>
    work.to.get(key) === undefined && work.catalog().get(key) !== undefined;
  for (const [key, sequence] of objectsOf(work.catalog(), 'sequence'))
    if (gone(key)) work.emit(`DROP SEQUENCE ${nameOf(PG, sequence)};`);
  for (const [kind, word] of [
    ['type', 'TYPE'],
    ['domain', 'DOMAIN'],
    ['enum', 'TYPE'],
    ['extension', 'EXTENSION'],
    ['schema', 'SCHEMA'],
  ] as const) {
    for (const [key, object] of objectsOf(work.catalog(), kind)) {
      if (gone(key))
        work.emit(
          `DROP ${word} ${kind === 'extension' || kind === 'schema' ? nameText(PG, object.name) : nameOf(PG, object)};`,
        );
    }
  }
}
