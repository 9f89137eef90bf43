/** A statement in the state that matters, as the pages show it. */
export interface ShownOperation {
  /** What it does, in a few words; the state in brackets. */
  readonly title: string;
  readonly sql: string;
  /** Statements that make the tables, before it. */
  readonly schema?: string;
  /** Only this engine has it. */
  readonly engine?: 'mysql' | 'mariadb';
}

export interface ShownTopic {
  readonly title: string;
  readonly operations: readonly ShownOperation[];
}

/** A topic whose operations share a schema; one of their own comes after it. */
export function topic(
  title: string,
  schema: string,
  operations: readonly (readonly [title: string, sql: string, more?: string])[],
): ShownTopic {
  return {
    title,
    operations: operations.map(([name, sql, more]) => ({
      title: name,
      sql,
      schema: more === undefined ? schema : `${schema} ${more}`,
    })),
  };
}
