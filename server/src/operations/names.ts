import type { Span } from '../text/span.ts';

/*
 * All spans of operations and their parts are UTF-16 offsets from the start of their statement,
 * so that a statement which only moved keeps its operations.
 */

/** A name as written. */
export interface Identifier {
  /** As the engine stores it: PostgreSQL folds unquoted names to lower case; MySQL and MariaDB keep the case. */
  readonly value: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** A possibly qualified name of a schema object. A database qualifier in front of the schema is dropped. */
export interface ObjectName {
  /** PostgreSQL schema or MySQL database; null when not written. */
  readonly schema: Identifier | null;
  readonly name: Identifier;
  /** From the qualifier to the end of the name. */
  readonly span: Span;
}

/** `schema.name` or `name`, as stored, for keys and messages. */
export function displayName(name: ObjectName): string {
  return name.schema === null ? name.name.value : `${name.schema.value}.${name.name.value}`;
}
