import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Attribute } from '../columns.ts';
import { readOptionValue } from './optionValue.ts';

/**
 * Reads a column attribute that only a few storage engines or versions know, into `options` as `name value` in lower
 * case (the value as written, quotes removed): COLUMN_FORMAT, STORAGE, SRID, ENGINE_ATTRIBUTE, NOT SECONDARY,
 * COMPRESSED, WITH / WITHOUT SYSTEM VERSIONING, and MariaDB's engine-defined `name = value`. False when none stands here.
 */
export function readColumnOption(cursor: TokenCursor, options: Attribute<string>[]): boolean {
  const from = cursor.index;
  const name = readOptionName(cursor);
  if (name === null) return false;
  const value = takesValue(cursor, name) ? ` ${readOptionValue(cursor)}` : '';
  options.push({ value: name + value, span: cursor.spanFrom(from) });
  return true;
}

const VALUE_ALWAYS: ReadonlySet<string> = new Set(['column_format', 'storage', 'srid']);
const VALUE_IF_WRITTEN: ReadonlySet<string> = new Set(['engine_attribute', 'secondary_engine_attribute']);

function readOptionName(cursor: TokenCursor): string | null {
  const { token } = cursor;
  switch (token.text) {
    case 'NOT':
      return cursor.acceptSequence('NOT', 'SECONDARY') ? 'not secondary' : null;
    case 'WITH':
      return cursor.acceptSequence('WITH', 'SYSTEM', 'VERSIONING') ? 'with system versioning' : null;
    case 'WITHOUT':
      return cursor.acceptSequence('WITHOUT', 'SYSTEM', 'VERSIONING') ? 'without system versioning' : null;
    case 'COLUMN_FORMAT':
    case 'STORAGE':
    case 'SRID':
    case 'ENGINE_ATTRIBUTE':
    case 'SECONDARY_ENGINE_ATTRIBUTE':
    case 'COMPRESSED':
      return cursor.advance().text.toLowerCase();
    default: {
      const isNamed = (token.kind === 'word' || token.kind === 'quoted') && cursor.peek().text === '=';
      if (!isNamed) return null;
      cursor.advance();
      return cursor.textOf(token).replaceAll('`', '').toLowerCase();
    }
  }
}

function takesValue(cursor: TokenCursor, name: string): boolean {
  if (VALUE_ALWAYS.has(name)) {
    cursor.accept('=');
    return true;
  }
  return cursor.accept('=') || (VALUE_IF_WRITTEN.has(name) && cursor.token.kind === 'string');
}
