import type { Engine } from '../../engines/engine.ts';
import type { TypeReference } from '../../operations/columns.ts';

/** What values a built-in type can hold, as far as a change of type can lose some. */
export type ValueShape =
  | { readonly kind: 'integer'; readonly bytes: number; readonly unsigned: boolean }
  /** Exact number; null digits for one without limit. */
  | {
      readonly kind: 'decimal';
      readonly precision: number | null;
      readonly scale: number;
      readonly unsigned: boolean;
    }
  | { readonly kind: 'float'; readonly bytes: 4 | 8 }
  /** `characters` and `bytes` are the limits, null where there is none of that sort. */
  | { readonly kind: 'text'; readonly characters: number | null; readonly bytes: number | null }
  | { readonly kind: 'binary'; readonly bytes: number | null }
  | { readonly kind: 'bits'; readonly length: number | null }
  | { readonly kind: 'boolean' | 'date' | 'uuid' | 'json' | 'jsonb' | 'network' | 'interval' | 'year' }
  | {
      readonly kind: 'time' | 'timestamp';
      readonly zone: boolean;
      readonly digits: number /** MySQL DATETIME. */;
      readonly wide: boolean;
    }
  | { readonly kind: 'members'; readonly of: 'enum' | 'set'; readonly labels: readonly string[] };

/** Null for types of users and extensions, arrays, and built-in types that nobody changes into others. */
export function shapeOf(engine: Engine, type: TypeReference): ValueShape | null {
  if (type.arrayDimensions > 0 || type.schema !== null) return null;
  return engine === 'postgresql' ? postgresqlShape(type) : mysqlShape(type);
}

/** PostgreSQL manual 18, chapter 8 "Data Types". */
function postgresqlShape(type: TypeReference): ValueShape | null {
  const first = numberAt(type, 0);
  switch (type.name) {
    case 'smallint':
    case 'smallserial':
      return { kind: 'integer', bytes: 2, unsigned: false };
    case 'integer':
    case 'serial':
      return { kind: 'integer', bytes: 4, unsigned: false };
    case 'bigint':
    case 'bigserial':
      return { kind: 'integer', bytes: 8, unsigned: false };
    case 'numeric':
      return { kind: 'decimal', precision: first, scale: numberAt(type, 1) ?? 0, unsigned: false };
    case 'real':
      return { kind: 'float', bytes: 4 };
    case 'double precision':
      return { kind: 'float', bytes: 8 };
    case 'text':
    case 'character varying':
      return { kind: 'text', characters: type.name === 'text' ? null : first, bytes: null };
    case 'character':
      return { kind: 'text', characters: first ?? 1, bytes: null };
    case 'bytea':
      return { kind: 'binary', bytes: null };
    case 'bit':
      return { kind: 'bits', length: first ?? 1 };
    case 'bit varying':
      return { kind: 'bits', length: first };
    case 'boolean':
    case 'date':
    case 'uuid':
    case 'json':
    case 'jsonb':
    case 'interval':
      return { kind: type.name };
    case 'inet':
    case 'cidr':
      return { kind: 'network' };
    case 'time without time zone':
    case 'time with time zone':
      return { kind: 'time', zone: type.name.includes('with time'), digits: first ?? 6, wide: true };
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return { kind: 'timestamp', zone: type.name.includes('with time'), digits: first ?? 6, wide: true };
    default:
      return null;
  }
}

const INTEGER_BYTES: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  bigint: 8,
};
/** Without the length bytes (MySQL manual 8.4, 13.7 "Data Type Storage Requirements"). */
const LARGE_OBJECT_BYTES: Readonly<Record<string, number>> = {
  tiny: 255,
  '': 65_535,
  medium: 16_777_215,
  long: 4_294_967_295,
};

function mysqlShape(type: TypeReference): ValueShape | null {
  const { name } = type;
  const first = numberAt(type, 0);
  const integer = INTEGER_BYTES[name];
  if (integer !== undefined) return { kind: 'integer', bytes: integer, unsigned: type.unsigned };
  const large = /^(tiny||medium|long)(text|blob)$/.exec(name);
  if (large !== null) {
    const bytes = LARGE_OBJECT_BYTES[large[1] ?? ''] ?? null;
    return large[2] === 'text' ? { kind: 'text', characters: null, bytes } : { kind: 'binary', bytes };
  }
  switch (name) {
    case 'decimal':
      return {
        kind: 'decimal',
        precision: first ?? 10,
        scale: numberAt(type, 1) ?? 0,
        unsigned: type.unsigned,
      };
    case 'float':
      return { kind: 'float', bytes: type.arguments.length === 1 && (first ?? 0) > 24 ? 8 : 4 };
    case 'double':
      return { kind: 'float', bytes: 8 };
    case 'char':
    case 'varchar':
      return { kind: 'text', characters: first ?? 1, bytes: null };
    case 'binary':
    case 'varbinary':
      return { kind: 'binary', bytes: first ?? 1 };
    case 'bit':
      return { kind: 'bits', length: first ?? 1 };
    case 'enum':
    case 'set':
      return { kind: 'members', of: name, labels: type.arguments };
    case 'date':
    case 'json':
    case 'uuid':
    case 'year':
      return { kind: name };
    case 'time':
      return { kind: 'time', zone: false, digits: first ?? 0, wide: true };
    case 'datetime':
    case 'timestamp':
      return { kind: 'timestamp', zone: name === 'timestamp', digits: first ?? 0, wide: name === 'datetime' };
    default:
      return null;
  }
}

function numberAt({ arguments: list }: TypeReference, at: number): number | null {
  const text = list[at];
  return text === undefined || !/^-?\d+$/.test(text.trim()) ? null : Number(text);
}
