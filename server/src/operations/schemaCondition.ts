/** A name as the engine keeps it. */
export interface StoredName {
  /** PostgreSQL schema or MySQL database; null for the connection's own. */
  readonly schema: string | null;
  readonly name: string;
}

/**
 * What a tool asks of the schema before it runs a part of a file. It is data: the catalog that the part meets answers
 * (`catalog/schemaCondition.ts`).
 */
export type SchemaCondition =
  /** Asks for what no schema tells: rows, users, what ran before. */
  | { readonly kind: 'unknown' }
  /** Answered by what the part is read for, such as the engine. */
  | { readonly kind: 'settled'; readonly holds: boolean }
  | { readonly kind: 'all' | 'any' | 'none'; readonly of: readonly SchemaCondition[] }
  | { readonly kind: 'table' | 'view' | 'sequence'; readonly relation: StoredName }
  | { readonly kind: 'column'; readonly table: StoredName; readonly column: string }
  /** By its name where it has one here, else by the columns in their order. */
  | {
      readonly kind: 'index';
      readonly table: StoredName | null;
      readonly schema: string | null;
      readonly name: string | null;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'foreign-key';
      readonly table: StoredName | null;
      readonly schema: string | null;
      readonly name: string;
    }
  /** Any primary key where no name is given. */
  | { readonly kind: 'primary-key'; readonly table: StoredName; readonly name: string | null }
  | {
      readonly kind: 'unique-constraint';
      readonly table: StoredName;
      readonly name: string | null;
      readonly columns: readonly string[];
    };

/** True when the schema can answer some part of the condition. */
export function asksTheSchema(condition: SchemaCondition): boolean {
  switch (condition.kind) {
    case 'unknown':
    case 'settled':
      return false;
    case 'all':
    case 'any':
    case 'none':
      return condition.of.some(asksTheSchema);
    default:
      return true;
  }
}
