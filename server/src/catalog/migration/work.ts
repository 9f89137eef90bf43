import type { Dialect } from '../../syntax/dialect.ts';
import type { Catalog } from '../catalog.ts';
import type { Origin } from '../origin.ts';

/** Statements of a migration as they are found, and the schema as they leave it. */
export interface MigrationWork {
  readonly dialect: Dialect;
  /** The schema to arrive at. */
  readonly to: Catalog;
  /** The schema after the statements so far. */
  catalog(): Catalog;
  /** Adds statements, each ended by `;`. */
  emit(sql: string): void;
  /**
   * Adds the first candidate after which `holds` is true of the schema; none, and false, when there is no such one.
   * Texts of others may mean another schema than they are wanted for.
   */
  emitFirst(candidates: readonly (string | null)[], holds: (catalog: Catalog) => boolean): boolean;
  /** The statement that made something of the schema to arrive at, without its end. */
  sourceOf(origin: Origin | null): string | null;
}

export interface MigrationInput {
  readonly from: Catalog;
  readonly to: Catalog;
  /** The schema after some statements; by the same reader that read both schemas. */
  readonly apply: (catalog: Catalog, sql: string) => Catalog;
  /** The text of a statement of the second schema; null when nobody has it. */
  readonly statementAt: (origin: Origin) => string | null;
}

export function startWork(input: MigrationInput): {
  readonly work: MigrationWork;
  readonly statements: string[];
} {
  const statements: string[] = [];
  let current = input.from;
  const work: MigrationWork = {
    dialect: input.to.dialect,
    to: input.to,
    catalog: () => current,
    emit(sql) {
      current = input.apply(current, sql);
      statements.push(sql);
    },
    emitFirst(candidates, holds) {
      for (const sql of candidates) {
        if (sql === null) continue;
        const after = input.apply(current, sql);
        if (!holds(after)) continue;
        current = after;
        statements.push(sql);
        return true;
      }
      return false;
    },
    sourceOf: origin => (origin === null ? null : input.statementAt(origin)),
  };
  return { work, statements };
}
