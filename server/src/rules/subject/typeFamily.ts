import type { Engine } from '../../engines/engine.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { ValueShape } from './valueShape.ts';

/**
 * Types that a driver binds and a query compares alike. Changing one into a type of another family breaks queries of the
 * running release; null where nobody can tell.
 */
export type TypeFamily =
  | 'text'
  | 'number'
  | 'unsigned number'
  | 'boolean'
  | 'timestamp'
  | 'timestamp with time zone'
  | 'date'
  | 'time'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'binary'
  | 'enum'
  | 'bits'
  | 'network'
  | 'interval';

export function familyOf(engine: Engine, type: TypeReference, shape: ValueShape): TypeFamily | null {
  switch (shape.kind) {
    case 'integer':
      // Drivers of MySQL and MariaDB give TINYINT(1) as a boolean.
      if (engine !== 'postgresql' && type.name === 'tinyint' && type.arguments[0] === '1') return 'boolean';
      return shape.unsigned ? 'unsigned number' : 'number';
    case 'decimal':
    case 'float':
      return 'number';
    case 'timestamp':
      return shape.zone ? 'timestamp with time zone' : 'timestamp';
    case 'members':
      // A SET is sent and taken as the text of its list.
      return shape.of === 'enum' ? 'enum' : 'text';
    case 'json':
      // MariaDB's JSON is a text with a check, and MySQL's is sent as text.
      return engine === 'postgresql' ? 'json' : 'text';
    case 'text':
    case 'boolean':
    case 'date':
    case 'time':
    case 'uuid':
    case 'jsonb':
    case 'binary':
    case 'bits':
    case 'network':
    case 'interval':
      return shape.kind;
    case 'year':
      return 'number';
  }
}

const CLOCK: ReadonlySet<TypeFamily> = new Set(['date', 'time', 'timestamp', 'timestamp with time zone']);

/** True when queries that work with the one do not work, or mean something else, with the other. */
export function breaksQueries(from: TypeFamily, to: TypeFamily): boolean {
  if (from === to) return false;
  // A date and a timestamp compare with each other; whether a zone is part of it changes what is meant.
  if (CLOCK.has(from) && CLOCK.has(to))
    return from !== 'date' && to !== 'date' && from !== 'time' && to !== 'time';
  // Every number of the running release fits an unsigned column that becomes signed.
  if (from === 'unsigned number' && to === 'number') return false;
  return true;
}
