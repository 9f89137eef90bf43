import type { Span } from '../text/span.ts';
import type { Attribute } from './columns.ts';
import type { ObjectName } from './names.ts';
import type { Operation } from './operation.ts';

/**
 * How well a statement was read.
 *
 * - `full`: every word has a meaning in the operations.
 * - `partial`: a list (ALTER actions, CREATE TABLE elements, DROP names, a body) of which some could not be read; what
 *   could is kept, the rest is UnknownTableAction or left out.
 * - `head`: verb, kind and object only.
 * - `opaque`: nothing.
 */
export type ReadLevel = 'full' | 'partial' | 'head' | 'opaque';

/** A statement as data. Spans count from the statement's first character, so equal text gives an equal value. */
export interface StatementSyntax {
  readonly level: ReadLevel;
  readonly operations: readonly Operation[];
  /** MySQL/MariaDB ALGORITHM= and LOCK= clauses, values upper case. */
  readonly algorithm: Attribute<string> | null;
  readonly lock: Attribute<string> | null;
  /** MariaDB WAIT n (seconds) and NOWAIT (0). */
  readonly wait: Attribute<number> | null;
  /** ALTER ONLINE TABLE, CREATE ONLINE INDEX. */
  readonly online: boolean;
  /** The table of an ALTER TABLE, for placing clauses; null for other statements. */
  readonly alterTable: AlterTableHead | null;
  /**
   * Why the text is no valid statement, in the words of the engine's own grammar (PostgreSQL only);
   * null when it is valid or nobody can tell.
   */
  readonly error: SyntaxProblem | null;
  /** True when what made the statement says that the types in it are those that the columns have already. */
  readonly statesPresentTypes?: true;
}

export interface AlterTableHead {
  readonly table: ObjectName;
  /** From ALTER to before the first action. */
  readonly span: Span;
  /** The span of each action of the list in order, unread ones and ALGORITHM / LOCK clauses included. */
  readonly actions: readonly Span[];
}

export interface SyntaxProblem {
  readonly message: string;
  /** Where the grammar stopped. */
  readonly span: Span;
}

/** A statement inside a body (DO, routine, trigger, EXECUTE 'text'). Its operations' spans also count from the outer statement. */
export interface EmbeddedStatement {
  readonly span: Span;
  readonly operations: readonly Operation[];
}
