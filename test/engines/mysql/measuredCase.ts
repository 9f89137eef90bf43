/** One statement to be run on real servers and held against the facts. */
export interface MeasuredCase {
  readonly name: string;
  /** Makes and fills the tables; `t` is the one that is watched. */
  readonly setup: readonly string[];
  /**
   * The statement. ALGORITHM and LOCK clauses are appended to ALTER TABLE and CREATE INDEX, or put where
   * the word CLAUSE stands.
   */
  readonly statement: string;
  /** Run in the session before the statement, and known to the facts. */
  readonly session?: readonly string[];
  /** Only for this engine; both when left out. */
  readonly engine?: 'mysql' | 'mariadb';
  /** `clauses`: ALGORITHM x LOCK are tried (the usual); `plain`: only the statement as it stands. */
  readonly measure?: 'clauses' | 'plain';
  /** Why a result cannot be compared: table ids change for another reason, errors that depend on rows, ... */
  readonly skip?: { readonly rewrite?: string; readonly refusal?: string; readonly lock?: string };
}

/** Which tables a statement waits for while others have them open: `t`, its parent `p`, and `q` beside them. */
export interface WaitCase {
  readonly name: string;
  readonly statement: string;
  /** Run after the usual tables are made. */
  readonly setup?: readonly string[];
  readonly session?: readonly string[];
  readonly engine?: 'mysql' | 'mariadb';
}
