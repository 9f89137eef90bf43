import { findTable } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import { type Span, textOf } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { calledRoutines } from './calledRoutines.ts';
import { findString } from './strings.ts';
import { subjectOf } from './strongLock.ts';
import { mentions } from './words.ts';

/** A label and the type it was added to. */
export interface LabelOfType {
  readonly type: ObjectName;
  readonly label: string;
}

/** Where an operation has the label as a value of its type; a body that only gets defined is not run. */
export function useOfLabel({ type, label }: LabelOfType, context: OperationContext): Span | null {
  const { operation, sql } = context;
  switch (operation.kind) {
    case 'Query':
    case 'DynamicStatement':
      if (isUsedByRoutine({ type, label }, context)) return operation.span;
      break;
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
    case 'SetColumnDefault':
    case 'AddColumn':
    case 'AddConstraint':
    case 'AlterColumnType':
    case 'CreateIndex':
    case 'CreateTable':
    case 'CreateView':
    case 'CreatePolicy':
    case 'CreateDomain':
      break;
    default:
      return null;
  }
  if (operation.kind === 'DynamicStatement') return null;
  const place = findString(sql, operation.span, label);
  if (place === null) return null;
  const text = textOf(sql, operation.span);
  if (mentions(text, type.name.value)) return place;
  const relations = relationsOf(context);
  if (relations.some(name => hasColumnOf(context, name, type))) return place;
  const isUnknown =
    relations.length > 0 && relations.every(name => findTable(context.before, name) === undefined);
  return isUnknown && namesColumnLike(text, type.name.value, relations) ? place : null;
}

/** Tables that an operation writes or reads. */
export function relationsOf({ operation }: OperationContext): readonly ObjectName[] {
  const subject = subjectOf(operation);
  const reads = 'reads' in operation ? operation.reads : [];
  return subject === null ? reads : [subject, ...reads];
}

function hasColumnOf({ before }: OperationContext, relation: ObjectName, type: ObjectName): boolean {
  const columns = findTable(before, relation)?.columns ?? [];
  return columns.some(column => column.type?.name === type.name.value && column.type.arrayDimensions === 0);
}

/** What people add to the name of a type to say that it is one. */
const TYPE_WORDS: ReadonlySet<string> = new Set(['enum', 'type', 'types', 't', 'e', 'enums']);

/**
 * True when a text names something like a column of the type: `status` for a type `order_status`. Names of tables say
 * nothing about columns.
 */
function namesColumnLike(text: string, type: string, relations: readonly ObjectName[]): boolean {
  const noun = wordsOf(type).findLast(word => !TYPE_WORDS.has(word));
  if (noun === undefined) return false;
  const tables = new Set(relations.map(({ name }) => name.value.toLowerCase()));
  const names = text.replace(/'(?:[^']|'')*'/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  return names.some(
    name => !tables.has(name.toLowerCase()) && wordsOf(name).some(word => singular(word) === singular(noun)),
  );
}

/** `orderStatus` and `order_status` are two words each, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter(word => word !== '');
}

function singular(word: string): string {
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** A function or procedure of these migrations that the statement calls has the label in its body, and its type too. */
function isUsedByRoutine({ type, label }: LabelOfType, context: OperationContext): boolean {
  return calledRoutines(context).some(({ signatures }) =>
    signatures.some(({ source, body }) => {
      if (source === null || !source.includes(`'${label}'`)) return false;
      return (
        mentions(source, type.name.value) ||
        body.some(({ operations }) =>
          operations.some(operation => {
            const subject = subjectOf(operation);
            if (subject === null) return false;
            return findTable(context.before, subject) === undefined
              ? namesColumnLike(source, type.name.value, [subject])
              : hasColumnOf(context, subject, type);
          }),
        )
      );
    }),
  );
}
