import type { Expression, TypeReference } from '../../operations/columns.ts';

/**
 * The type that `USING c`, `USING c::type` or `USING CAST(c AS type)` turns the column into before the new type is
 * applied: null when it is the new type itself, undefined for any other expression.
 */
export function castBefore(
  using: Expression,
  column: string,
  to: TypeReference,
): TypeReference | null | undefined {
  const text = squeeze(using.text);
  const name = column.toLowerCase();
  const inner = unwrap(text);
  if (inner === name) return null;
  const cast = [`${name}::`, `(${name})::`].find(start => inner.startsWith(start));
  const written = cast === undefined ? castArgument(inner, name) : inner.slice(cast.length);
  if (written === undefined) return undefined;
  return written === squeeze(to.text) ? null : simpleType(written, using);
}

function castArgument(text: string, name: string): string | undefined {
  const start = `cast(${name}as`;
  return text.startsWith(start) && text.endsWith(')') ? text.slice(start.length, -1) : undefined;
}

/** Without parentheses around the whole. */
function unwrap(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

/** A type with a usual name and plain arguments; undefined for anything else. */
function simpleType(text: string, using: Expression): TypeReference | undefined {
  const match = /^([a-z0-9_]+)(?:\(([0-9,]+)\))?$/.exec(text);
  const name = Object.hasOwn(CANONICAL, match?.[1] ?? '') ? CANONICAL[match?.[1] ?? ''] : undefined;
  if (name === undefined) return undefined;
  return {
    name,
    schema: null,
    arguments: match?.[2]?.split(',') ?? [],
    arrayDimensions: 0,
    unsigned: false,
    zerofill: false,
    charset: null,
    collation: null,
    span: using.span,
    text,
  };
}

const CANONICAL: Readonly<Record<string, string>> = {
  text: 'text',
  varchar: 'character varying',
  bpchar: 'character',
  int: 'integer',
  bigint: 'bigint',
  smallint: 'smallint',
  numeric: 'numeric',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  varbit: 'bit varying',
  oid: 'oid',
  inet: 'inet',
  cidr: 'cidr',
};

/** Without blanks and quotes, in lower case, with one spelling for types of several. */
function squeeze(text: string): string {
  const plain = text.toLowerCase().replace(/[\s"]/g, '');
  return SPELLINGS.reduce((current, [spelling, usual]) => current.replaceAll(spelling, usual), plain);
}

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['charactervarying', 'varchar'],
  ['timestampwithouttimezone', 'timestamp'],
  ['timestampwithtimezone', 'timestamptz'],
  ['integer', 'int'],
  ['int4', 'int'],
  ['int8', 'bigint'],
  ['decimal', 'numeric'],
  ['bitvarying', 'varbit'],
  ['boolean', 'bool'],
];
