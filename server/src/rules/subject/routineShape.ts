import { argumentTypeText } from '../../catalog/canonicalText.ts';
import type { Routine, RoutineSignature } from '../../catalog/model.ts';
import type { CreateRoutine } from '../../operations/objectOperations.ts';
import type { OperationContext } from '../rule.ts';

type Parameter = RoutineSignature['parameters'][number];

/** What calls of a routine depend on. */
export type RoutineShape = Pick<RoutineSignature, 'parameters' | 'returns' | 'outputs'>;

/** What a statement makes, as calls see it. */
export function shapeMade({ parameters, returns }: CreateRoutine): RoutineShape {
  const outputs = parameters.filter(({ mode }) => mode === 'out' || mode === 'inout');
  return {
    parameters: parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table'),
    returns,
    ...(outputs.length === 0 ? {} : { outputs }),
  };
}

/** A routine of which only the argument types of a DROP are known. */
export function shapeNamed(signature: readonly string[]): RoutineShape {
  return { parameters: signature.map(type => ({ name: null, type, hasDefault: false })), returns: null };
}

export function sameTypes(left: readonly Parameter[], right: readonly Parameter[]): boolean {
  return left.length === right.length && startsWith(left, right);
}

function startsWith(longer: readonly Parameter[], shorter: readonly Parameter[]): boolean {
  return shorter.every((parameter, at) => {
    const other = longer[at];
    return other !== undefined && argumentTypeText(other.type) === argumentTypeText(parameter.type);
  });
}

/** True when every call with the old parameters is a call of the new routine too: what it adds has defaults. */
export function acceptsCallsOf(now: readonly Parameter[], old: readonly Parameter[]): boolean {
  return startsWith(now, old) && now.slice(old.length).every(parameter => parameter.hasDefault);
}

/**
 * What CREATE OR REPLACE FUNCTION refuses to change for the same argument types (PostgreSQL manual 18, CREATE FUNCTION,
 * "Notes"): parameter names, the return type, and defaults that are taken away. Null when nothing certain stands against it.
 */
export function refusedChange(old: RoutineShape, now: RoutineShape): string | null {
  const parameter = changedParameter(old, now);
  if (parameter !== null) return parameter;
  const [before, after] = [serverType(old), serverType(now)];
  return before !== null && after !== null && before !== after ? returnChange(old, now) : null;
}

/**
 * What calls of the running release notice when a routine is dropped and made again with parameters that take them; null
 * when they go on as before. Columns that a routine returns behind those it had disturb nobody.
 */
export function noticedChange(old: RoutineShape, now: RoutineShape): string | null {
  const parameter = changedParameter(old, now);
  if (parameter !== null) return parameter;
  const [before, after] = [resultOf(old), resultOf(now)];
  if (before === null || after === null) return null;
  const [columns, others] = [before.columns ?? [before.type], after.columns ?? [after.type]];
  const isSame = columns.length === others.length || (before.columns !== null && after.columns !== null);
  const goesOn =
    before.isSet === after.isSet && isSame && columns.every((column, at) => column === others[at]);
  return goesOn ? null : returnChange(old, now);
}

function changedParameter(old: RoutineShape, now: RoutineShape): string | null {
  for (const [at, before] of old.parameters.entries()) {
    const after = now.parameters[at];
    if (after === undefined) return null;
    if (before.name !== null && after.name !== null && before.name !== after.name)
      return `parameter \`${before.name}\` gets the name \`${after.name}\``;
    if (before.hasDefault && !after.hasDefault)
      return `parameter \`${before.name ?? String(at + 1)}\` loses its default`;
  }
  return null;
}

function returnChange(old: RoutineShape, now: RoutineShape): string {
  return `the return type turns from \`${writtenResult(old)}\` into \`${writtenResult(now)}\``;
}

function writtenResult({ returns, outputs = [] }: RoutineShape): string {
  const text = (returns ?? '').replace(/\s+/g, ' ');
  const [first] = outputs;
  if (first === undefined) return text;
  const set = /^setof\b/i.test(text) ? 'setof ' : '';
  if (outputs.length === 1) return set + first.type;
  return `${set}(${outputs.map(({ name, type }) => `${name ?? ''} ${type}`.trim()).join(', ')})`;
}

/** What a call gives back, in one spelling. */
interface Result {
  readonly isSet: boolean;
  /** Of a result without columns of its own. */
  readonly type: string;
  /** `b integer`, by RETURNS TABLE and output parameters; null for one type. */
  readonly columns: readonly string[] | null;
}

/**
 * As the server compares results: columns of a row with their names, a single column by its type alone (measured on 18).
 */
function serverType(shape: RoutineShape): string | null {
  const result = resultOf(shape);
  if (result === null) return null;
  const [first, ...others] = result.columns ?? [result.type];
  const type =
    others.length > 0
      ? `(${[first, ...others].join(',')})`
      : result.columns === null
        ? first
        : typeOfColumn(first);
  return `${result.isSet ? 'setof ' : ''}${type}`;
}

function typeOfColumn(column: string | undefined): string {
  return column?.slice(column.indexOf(' ') + 1) ?? '';
}

/** Null where it cannot be told apart from others. */
function resultOf({ returns, outputs = [] }: RoutineShape): Result | null {
  const table = /^\s*table\s*\(([\s\S]*)\)\s*$/i.exec(returns ?? '');
  if (table !== null) {
    const columns = (table[1] ?? '').split(/,(?![^(]*\))/).map(column => {
      const [, name = '', type = ''] = /^\s*("[^"]*"|\S+)\s+([\s\S]*?)\s*$/.exec(column) ?? [];
      return columnText(name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase(), type);
    });
    return { isSet: true, type: '', columns };
  }
  const [, set = '', type = ''] = /^\s*(setof\s+)?([\s\S]*?)\s*$/i.exec(returns ?? '') ?? [];
  const isSet = set !== '';
  if (outputs.length > 0)
    return { isSet, type: '', columns: outputs.map(output => columnText(output.name ?? '', output.type)) };
  if (returns === null) return null;
  const element = argumentTypeText(type);
  // `%TYPE` stands for a type that the text does not name.
  return element.includes('%') ? null : { isSet, type: element, columns: null };
}

/** A name with a blank would be taken for a type: none of PostgreSQL's begins so. */
function columnText(name: string, type: string): string {
  return `${name.replaceAll(' ', '_')} ${argumentTypeText(type)}`;
}

/** `price_of(int, text)`. */
export function signatureText(name: string, { parameters }: Pick<RoutineSignature, 'parameters'>): string {
  return `${name}(${parameters.map(({ type }) => type).join(', ')})`;
}

/** The overloads that the running release can call; those of these migrations are none of them. */
export function overloadsInUse(
  context: OperationContext,
  { signatures }: Routine,
): readonly RoutineSignature[] {
  return signatures.filter(({ origin }) => origin === null || !context.isPending(origin.path));
}
