import type { TypeReference } from '../../operations/columns.ts';
import type { Target } from '../engine.ts';

/** A number in a type that is greater than what the server takes. */
export interface TypeLimit {
  readonly code: string;
  readonly limit:
    | { readonly of: 'characters' | 'digits' | 'decimals' | 'second' | 'bits'; readonly most: number }
    | { readonly of: 'scale' }
    | { readonly of: 'labels'; readonly twice: string };
  /** Without strict mode the server makes something else of it, and warns. */
  readonly onlyStrict: boolean;
}

const LONGEST_CHAR = 255;
const MOST_DIGITS = 65;
const MOST_BITS = 64;
const MOST_OF_SECOND = 6;
/** MariaDB before 10.2.1 has 30 as well (manual, DECIMAL); of those nothing is said. */
const MOST_DECIMALS = { mysql: 30, mariadb: 38, postgresql: Number.POSITIVE_INFINITY } as const;

/** The limit that a column type breaks, or null. Measured on MySQL 9.7 and MariaDB 11.8; the limits are those of both manuals since MySQL 5.7. */
export function brokenLimit(
  { name, arguments: values }: TypeReference,
  { engine }: Target,
): TypeLimit | null {
  const first = Number(values[0] ?? Number.NaN);
  const second = Number(values[1] ?? Number.NaN);
  switch (name) {
    case 'char':
    case 'binary':
      return first > LONGEST_CHAR
        ? { code: '1074', limit: { of: 'characters', most: LONGEST_CHAR }, onlyStrict: true }
        : null;
    case 'decimal':
      if (second > MOST_DECIMALS[engine])
        return { code: '1425', limit: { of: 'decimals', most: MOST_DECIMALS[engine] }, onlyStrict: false };
      if (first > MOST_DIGITS)
        return { code: '1426', limit: { of: 'digits', most: MOST_DIGITS }, onlyStrict: false };
      return second > first ? { code: '1427', limit: { of: 'scale' }, onlyStrict: false } : null;
    case 'datetime':
    case 'timestamp':
    case 'time':
      return first > MOST_OF_SECOND
        ? { code: '1426', limit: { of: 'second', most: MOST_OF_SECOND }, onlyStrict: false }
        : null;
    case 'bit':
      return first > MOST_BITS
        ? { code: '1439', limit: { of: 'bits', most: MOST_BITS }, onlyStrict: false }
        : null;
    case 'enum':
    case 'set': {
      const twice = values.find((label, index) => values.indexOf(label) < index);
      return twice === undefined ? null : { code: '1291', limit: { of: 'labels', twice }, onlyStrict: true };
    }
    default:
      return null;
  }
}
