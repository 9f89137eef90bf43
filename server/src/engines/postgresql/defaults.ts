import { type CatalogReader, objectKey, searchPath } from '../../catalog/catalog.ts';
import type { Domain, RoutineSignature } from '../../catalog/model.ts';
import type { ColumnDefinition, Expression } from '../../operations/columns.ts';
import { userType } from './relations.ts';
import { STEADY_FUNCTIONS } from './steadyFunctions.ts';
import { VOLATILE_FUNCTIONS } from './volatileFunctions.ts';

/**
 * What the default of a new column costs for the rows that are there.
 *
 * - `none`: they get NULL.
 * - `once`: one value for all of them.
 * - `computed`: a value for each.
 * - `inlined`: a VOLATILE function of SQL text whose body is a constant.
 * - `domain`: the column's domain has a VOLATILE default and the column none of its own.
 */
export type DefaultCost = 'none' | 'once' | 'computed' | 'inlined' | 'domain';

const SERIAL: ReadonlySet<string> = new Set(['serial', 'bigserial', 'smallserial']);

export function defaultCost(catalog: CatalogReader, column: ColumnDefinition): DefaultCost {
  const { type } = column;
  if (column.identity !== null) return 'computed';
  if (type !== null && type.schema === null && type.arrayDimensions === 0 && SERIAL.has(type.name))
    return 'computed';
  const domain = type === null || type.arrayDimensions > 0 ? undefined : userType(catalog, type);
  if (domain?.kind === 'domain' && isConstrained(catalog, domain)) return 'computed';
  if (column.default !== null) return expressionCost(catalog, column.default.value);
  return domain?.kind === 'domain' ? domainDefaultCost(catalog, domain) : 'none';
}

/** Looks through domains over domains. */
export function isConstrained(catalog: CatalogReader, domain: Domain): boolean {
  const seen = new Set<Domain>();
  for (let current: Domain | undefined = domain; current !== undefined && !seen.has(current); ) {
    seen.add(current);
    if (current.notNull || current.constraints.length > 0) return true;
    const base = userType(catalog, current.type);
    current = base?.kind === 'domain' ? base : undefined;
  }
  return false;
}

function domainDefaultCost(catalog: CatalogReader, domain: Domain): DefaultCost {
  if (domain.default === null) return 'none';
  const cost = expressionCost(catalog, domain.default);
  return cost === 'computed' ? 'domain' : cost;
}

function expressionCost(catalog: CatalogReader, expression: Expression): DefaultCost {
  if (expression.kind === 'null') return 'none';
  const volatilities = expression.functions.map(name => volatilityOf(catalog, name));
  if (volatilities.includes('volatile')) return 'computed';
  return volatilities.includes('inlined') ? 'inlined' : 'once';
}

type Volatility = 'steady' | 'inlined' | 'volatile';

/** A function nobody knows is VOLATILE, as CREATE FUNCTION makes it when nothing else is written. */
function volatilityOf(catalog: CatalogReader, name: string): Volatility {
  const dot = name.lastIndexOf('.');
  const schema = dot === -1 ? null : name.slice(0, dot);
  const own = schema === 'pg_catalog' ? null : routineVolatility(catalog, schema, name.slice(dot + 1));
  if (own !== null) return own;
  const local = name.slice(dot + 1);
  if (VOLATILE_FUNCTIONS.has(local)) return 'volatile';
  return STEADY_FUNCTIONS.has(local) || /^(?:pg_get|has)_/.test(local) ? 'steady' : 'volatile';
}

function routineVolatility(catalog: CatalogReader, schema: string | null, name: string): Volatility | null {
  for (const candidate of schema === null ? searchPath(catalog) : [schema]) {
    const routine = catalog.get(objectKey('routine', candidate, name));
    if (routine?.kind !== 'routine' || routine.signatures.length === 0) continue;
    const moving = routine.signatures.filter(signature => signature.volatility === 'volatile');
    if (moving.length === 0) return 'steady';
    return moving.every(signature => isInlined(catalog, signature)) ? 'inlined' : 'volatile';
  }
  return null;
}

/** One SELECT that reads nothing and calls nothing VOLATILE: the planner puts it in the place of the call. */
function isInlined(catalog: CatalogReader, signature: RoutineSignature): boolean {
  const [statement, ...others] = signature.body;
  const [query, ...rest] = statement?.operations ?? [];
  if (others.length > 0 || rest.length > 0 || query?.kind !== 'Query' || query.reads.length > 0) return false;
  return query.functions.every(
    name => STEADY_FUNCTIONS.has(name) && catalog.get(objectKey('routine', 'public', name)) === undefined,
  );
}
