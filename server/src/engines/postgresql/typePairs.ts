import type { TypeReference } from '../../operations/columns.ts';

/**
 * Pairs of types whose values are stored alike, so that a change needs no new rows
 * (pg_cast, castmethod 'b', read off PostgreSQL 10 to 18; citext from its extension script).
 */
const STORED_ALIKE: Readonly<Record<string, readonly string[]>> = {
  text: ['character varying', 'character', 'citext'],
  'character varying': ['text', 'character', 'citext'],
  citext: ['text', 'character varying', 'character'],
  xml: ['text', 'character varying', 'character'],
  cidr: ['inet'],
  bit: ['bit varying'],
  'bit varying': ['bit'],
  integer: ['oid'],
  oid: ['integer'],
};

/** Object identifier types are all an oid inside. */
const OBJECT_IDENTIFIERS: ReadonlySet<string> = new Set([
  'integer',
  'oid',
  'regclass',
  'regcollation',
  'regconfig',
  'regdictionary',
  'regnamespace',
  'regoper',
  'regoperator',
  'regproc',
  'regprocedure',
  'regrole',
  'regtype',
]);

/** Types whose index operators serve each other, so that a plain index is kept. */
const SAME_OPERATORS: readonly ReadonlySet<string>[] = [
  new Set(['text', 'character varying']),
  new Set(['cidr', 'inet']),
];

/**
 * - `same`: nothing is stored or checked in another way.
 * - `alike`: the stored values stay; `keepsIndex` tells whether a plain index does, too.
 * - `utc`: the values stay when TimeZone is UTC.
 * - `rewrite`: every row is written again.
 */
export type TypeChange = 'same' | 'alike-keeps-index' | 'alike' | 'utc' | 'rewrite';

const TIMESTAMPS: ReadonlySet<string> = new Set(['timestamp without time zone', 'timestamp with time zone']);

/** What a change between two built-in types means for rows that are there. Domains must be replaced by their base types. */
export function typeChange(from: TypeReference, to: TypeReference): TypeChange {
  if (from.arrayDimensions > 0 || to.arrayDimensions > 0) return arrayChange(from, to);
  if (from.name === to.name && from.schema === to.schema) return fits(from, to) ? 'same' : 'rewrite';
  if (from.schema !== to.schema) return isNamed(from, to, 'citext') ? lengthAfter(to, 'alike') : 'rewrite';
  if (TIMESTAMPS.has(from.name) && TIMESTAMPS.has(to.name))
    return precisionOf(to) === MOST_PRECISE ? 'utc' : 'rewrite';
  if (STORED_ALIKE[from.name]?.includes(to.name) === true) {
    return lengthAfter(
      to,
      SAME_OPERATORS.some(set => set.has(from.name) && set.has(to.name)) ? 'alike-keeps-index' : 'alike',
    );
  }
  return OBJECT_IDENTIFIERS.has(from.name) && OBJECT_IDENTIFIERS.has(to.name) ? 'alike' : 'rewrite';
}

function isNamed(from: TypeReference, to: TypeReference, name: string): boolean {
  return (
    (from.name === name && STORED_ALIKE[name]?.includes(to.name) === true) ||
    (to.name === name && STORED_ALIKE[from.name]?.includes(name) === true)
  );
}

/** Another type with a length of its own means that every value is looked at. */
function lengthAfter(to: TypeReference, change: TypeChange): TypeChange {
  return limitOf(to) === null ? change : 'rewrite';
}

/** Arrays: the element type must stay, and no limit may come. Measured: text[] -> varchar[] and varchar(10)[] -> varchar(20)[] rewrite. */
function arrayChange(from: TypeReference, to: TypeReference): TypeChange {
  const sameElement =
    from.arrayDimensions > 0 === to.arrayDimensions > 0 && from.name === to.name && from.schema === to.schema;
  if (!sameElement) return 'rewrite';
  return hasModifier(to) && modifierText(from) !== modifierText(to) ? 'rewrite' : 'same';
}

function hasModifier(type: TypeReference): boolean {
  return type.arguments.length > 0 || (type.name === 'interval' && leastField(type) !== null);
}

function modifierText(type: TypeReference): string {
  return `${type.arguments.join(',')};${type.name === 'interval' ? String(leastField(type)) : ''}`;
}

/** A value of the same type with the old modifier surely fits the new one. */
function fits(from: TypeReference, to: TypeReference): boolean {
  switch (from.name) {
    case 'character varying':
    case 'bit varying': {
      const limit = limitOf(to);
      const former = limitOf(from);
      return limit === null || (former !== null && former <= limit);
    }
    case 'character':
    case 'bit': {
      const limit = limitOf(to);
      return limit === null || limit === limitOf(from);
    }
    case 'numeric':
      return numericFits(from, to);
    case 'timestamp without time zone':
    case 'timestamp with time zone':
    case 'time without time zone':
    case 'time with time zone':
      return precisionOf(from) <= precisionOf(to);
    case 'interval':
      return intervalFits(from, to);
    default:
      return (
        from.arguments.join(',') === to.arguments.join(',') ||
        from.name === 'double precision' ||
        from.name === 'real'
      );
  }
}

/** The declared length; null for none. `char` alone is one character, `bpchar` any number. */
function limitOf(type: TypeReference): number | null {
  const written = type.arguments[0];
  if (written !== undefined) return Number(written);
  if (type.name === 'character' && !/^\s*(?:pg_catalog\s*\.\s*)?bpchar/i.test(type.text)) return 1;
  return type.name === 'bit' ? 1 : null;
}

function numericFits(from: TypeReference, to: TypeReference): boolean {
  if (to.arguments.length === 0) return true;
  if (from.arguments.length === 0) return false;
  const scales = [Number(from.arguments[1] ?? 0), Number(to.arguments[1] ?? 0)];
  return scales[0] === scales[1] && Number(from.arguments[0]) <= Number(to.arguments[0]);
}

const MOST_PRECISE = 6;

function precisionOf(type: TypeReference): number {
  return type.arguments[0] === undefined ? MOST_PRECISE : Number(type.arguments[0]);
}

const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

/** Rank of the smallest field an interval keeps (second 0 ... year 5); null when no fields are written. */
function leastField(type: TypeReference): number | null {
  const words = type.text.toLowerCase().match(/[a-z]+/g) ?? [];
  const last = words.filter(word => FIELDS.some(field => field === word)).at(-1);
  return last === undefined ? null : FIELDS.findIndex(field => field === last);
}

/** interval_support in the server: only the smallest field and, for seconds, the precision matter. */
function intervalFits(from: TypeReference, to: TypeReference): boolean {
  const former = leastField(from) ?? 0;
  const present = leastField(to) ?? 0;
  return present <= former && (former > 0 || precisionOf(to) >= precisionOf(from));
}
