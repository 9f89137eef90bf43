import { argumentTypeText } from '../../catalog/canonicalText.ts';
import type { Routine, RoutineSignature } from '../../catalog/model.ts';
import type { CreateRoutine } from '../../operations/objectOperations.ts';
import type { OperationContext } from '../rule.ts';

type Parameter = RoutineSignature['parameters'][number];

/** What calls of a routine depend on. */
export type RoutineShape = Pick<RoutineSignature, 'parameters' | 'returns'>;

/** What a statement makes, as calls see it. */
export function shapeMade({ parameters, returns }: CreateRoutine): RoutineShape {
  return { parameters: parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table'), returns };
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
  const [before, after] = [returnedText(old.returns), returnedText(now.returns)];
  return before !== null && after !== null && before !== after ? returnChange(old, now) : null;
}

/**
 * What calls of the running release notice when a routine is dropped and made again with parameters that take them; null
 * when they go on as before. Columns that a routine returns behind those it had disturb nobody.
 */
export function noticedChange(old: RoutineShape, now: RoutineShape): string | null {
  const parameter = changedParameter(old, now);
  if (parameter !== null) return parameter;
  const [before, after] = [returnedText(old.returns), returnedText(now.returns)];
  if (before === null || after === null || before === after) return null;
  const grows = before.startsWith('table(') && after.startsWith(`${before.slice(0, -1)},`);
  return grows ? null : returnChange(old, now);
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
  const text = (returns: string | null): string => (returns ?? '').replace(/\s+/g, ' ');
  return `the return type turns from \`${text(old.returns)}\` into \`${text(now.returns)}\``;
}

/** In one spelling: `table(x integer,y text)`, `setof users`, `integer`. Null where it cannot be told apart from others. */
function returnedText(returns: string | null): string | null {
  if (returns === null) return null;
  const table = /^\s*table\s*\(([\s\S]*)\)\s*$/i.exec(returns);
  if (table !== null) {
    const columns = (table[1] ?? '').split(/,(?![^(]*\))/).map(column => {
      const [, name = '', type = ''] = /^\s*("[^"]*"|\S+)\s+([\s\S]*?)\s*$/.exec(column) ?? [];
      return `${name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase()} ${argumentTypeText(type)}`;
    });
    return `table(${columns.join(',')})`;
  }
  const [, set = '', type = ''] = /^\s*(setof\s+)?([\s\S]*?)\s*$/i.exec(returns) ?? [];
  const element = argumentTypeText(type);
  // `%TYPE` stands for a type that the text does not name.
  if (element.includes('%')) return null;
  return set === '' ? element : `setof ${element}`;
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
