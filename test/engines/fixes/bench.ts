/** What the proof asks of a database server, whichever it is. */

/** A piece of SQL as one unit of a migration tool: a file. */
export interface Script {
  readonly path: string;
  /** The tool opens a transaction around the whole file. */
  readonly wrapped: boolean;
  readonly statements: readonly string[];
}

/** What one statement meant for everybody else. */
export interface StatementEffect {
  readonly sql: string;
  /** One entry for every table that was there before and that others could not use while the statement ran. */
  readonly blocked: readonly Blocked[];
  /** The server made the table anew, without blocking anybody. */
  readonly rebuilds: boolean;
  /** Work that grows with the table: a scan, a rewrite, an index built. */
  readonly long: boolean;
  /** Milliseconds that it waits for a lock at most; 0 is for ever. Null when it takes no lock that blocks. */
  readonly waitLimit: number | null;
}

export interface Blocked {
  readonly table: string;
  readonly what: 'reads' | 'writes';
}

export interface Refusal {
  /** SQLSTATE or error number. */
  readonly code: string;
  readonly message: string;
  readonly statement: string;
}

export interface Run {
  /** The first statement that the server refused; nothing after it was run. */
  readonly refused: Refusal | null;
  readonly effects: readonly StatementEffect[];
  /** Session settings that are not what they were when a script began. */
  readonly leaks: readonly string[];
}

/** Things of a schema by name: `column public.orders.note` -> its definition; rows by table as JSON, sorted. */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
}

/** An open transaction that the scripts may have to wait for. */
export type TableUser = 'reader' | 'writer';

/** A server with one database that is emptied for every run. */
export interface Bench {
  /** As in `--engines`. */
  readonly key: string;
  readonly family: 'postgresql' | 'mysql';
  /** For a review: `postgresql@16.14`. */
  readonly target: string;
  /** An empty database, the schema in it, and rows in every table. Throws {@link SetupFailed}. */
  prepare(setup: readonly string[], options: { readonly rows: RowWish | null }): Promise<void>;
  run(scripts: readonly Script[], settings: Readonly<Record<string, string>>): Promise<Run>;
  snapshot(): Promise<Snapshot>;
  /** The code of the error with which the scripts end while somebody has read or written every table; null when they still wait after `patience` milliseconds. */
  runBehind(
    user: TableUser,
    scripts: readonly Script[],
    settings: Readonly<Record<string, string>>,
    patience: number,
  ): Promise<string | null>;
  /** SQLSTATE or number of the error for a lock that did not come. */
  readonly lockTimeoutCode: string;
  /** The statement that makes what an error says is missing; null when it says something else. */
  repair(refusal: Refusal): string | null;
  close(): Promise<void>;
}

/** What texts of the rows look like, because a conversion may need numbers or dates. */
export const ROW_STYLES = ['number', 'date', 'uuid', 'json', 'boolean'] as const;
export type RowStyle = (typeof ROW_STYLES)[number];

export interface RowWish {
  readonly style: RowStyle;
  /** The first day of the rows: rows may have to fit a bound that the migration is about to set. */
  readonly day: string | null;
}

/** The date of the n-th row. */
export function sampleDate({ day }: RowWish, n: number): string {
  const start = Date.parse(`${day ?? '2026-01-01'}T00:00:00Z`);
  return new Date(start + (n - 1) * 86_400_000).toISOString().slice(0, 10);
}

export class SetupFailed extends Error {
  override readonly name = 'SetupFailed';
}

/** A statement's first words, without comments. */
export function bare(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
}

/** A value of a text column in the n-th row. */
export function sampleText(style: RowStyle, n: number): string {
  switch (style) {
    case 'number':
      return String(n);
    case 'date':
      return `2026-01-0${n}`;
    case 'uuid':
      return `00000000-0000-4000-8000-00000000000${n}`;
    case 'json':
      return `{"n": ${n}}`;
    case 'boolean':
      return n % 2 === 0 ? 'f' : 't';
  }
}

/** Constants that conditions speak of, and their neighbours: candidates for values that satisfy them. */
export function constantsIn(texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, quoted, number] of text.matchAll(/'((?:[^']|'')*)'|(?<![\w.])(\d+(?:\.\d+)?)/g)) {
      const value = quoted ?? number;
      if (value === undefined) continue;
      found.add(value.replaceAll("''", "'"));
      if (number !== undefined) found.add(String(Number(number) + 1));
    }
  }
  return [...found];
}
