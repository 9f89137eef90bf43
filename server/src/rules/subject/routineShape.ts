import type { RoutineSignature } from '../../catalog/model.ts';

type Parameter = RoutineSignature['parameters'][number];

const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  float8: 'double precision',
  float4: 'real',
  decimal: 'numeric',
  varchar: 'character varying',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
};

/** A type in one spelling, without lengths and the usual schemas. */
export function typeKey(written: string): string {
  const text = written
    .toLowerCase()
    .replaceAll(/"|\([\d\s,]*\)|\b(?:pg_catalog|public)\s*\./g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return ALIASES[text] ?? text;
}

export function sameTypes(left: readonly Parameter[], right: readonly Parameter[]): boolean {
  return left.length === right.length && startsWith(left, right);
}

function startsWith(longer: readonly Parameter[], shorter: readonly Parameter[]): boolean {
  return shorter.every((parameter, at) => {
    const other = longer[at];
    return other !== undefined && typeKey(other.type) === typeKey(parameter.type);
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
export function refusedChange(old: RoutineSignature, now: RoutineSignature): string | null {
  for (const [at, before] of old.parameters.entries()) {
    const after = now.parameters[at];
    if (after === undefined) return null;
    if (before.name !== null && after.name !== null && before.name !== after.name)
      return `parameter \`${before.name}\` gets the name \`${after.name}\``;
    if (before.hasDefault && !after.hasDefault)
      return `parameter \`${before.name ?? String(at + 1)}\` loses its default`;
  }
  if (old.returns === null || now.returns === null) return null;
  const returned = [typeKey(old.returns), typeKey(now.returns)];
  const isPlain = returned.every(type => /^[a-z_][\w ]*$/.test(type) && !/^(?:table|setof)\b/.test(type));
  return isPlain && returned[0] !== returned[1]
    ? `the return type turns from \`${old.returns}\` into \`${now.returns}\``
    : null;
}

/** `price_of(int, text)`. */
export function signatureText(name: string, { parameters }: Pick<RoutineSignature, 'parameters'>): string {
  return `${name}(${parameters.map(({ type }) => type).join(', ')})`;
}
