/** Tables that the cases work on: `n` counts, `t` has rows, `p` is a parent. */

const NUMBERS =
  'CREATE TABLE n AS WITH RECURSIVE s AS (SELECT 1 seq UNION ALL SELECT seq + 1 FROM s WHERE seq < 50) SELECT seq FROM s';

const COLUMNS: Readonly<Record<string, string>> = {
  id: 'int NOT NULL AUTO_INCREMENT PRIMARY KEY',
  a: 'int',
  b: 'int NOT NULL DEFAULT 1',
  c: 'varchar(50)',
  v: 'varchar(60) NOT NULL',
  d: 'datetime',
  en: "enum('x','y') DEFAULT 'x'",
  st: "set('p','q')",
  txt: 'text',
  amount: 'decimal(10,2)',
  ch: 'char(10)',
  u: 'int unsigned',
};

export interface TableShape {
  /** Definitions in place of the usual ones, by column. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Further columns, keys and constraints, at the end. */
  readonly extra?: readonly string[];
  /** Table options; the storage engine and character set come first. */
  readonly options?: string;
  readonly engine?: string;
  readonly charset?: string;
  /** Statements after the rows are in. */
  readonly after?: readonly string[];
}

/** The usual table, twelve columns and fifty rows, with an index on `b`. */
export function table(shape: TableShape = {}): readonly string[] {
  const columns = Object.entries({ ...COLUMNS, ...shape.columns }).map(
    ([name, definition]) => `${name} ${definition}`,
  );
  const members = [...columns, 'KEY ix_b (b)', ...(shape.extra ?? [])];
  const options = `ENGINE=${shape.engine ?? 'InnoDB'} DEFAULT CHARSET=${shape.charset ?? 'utf8mb4'}`;
  return [
    NUMBERS,
    `CREATE TABLE t (${members.join(', ')}) ${options} ${shape.options ?? ''}`.trim(),
    "INSERT INTO t (id, a, b, c, v, d, txt, amount, ch, u) SELECT seq, seq, seq, concat('c', seq), concat('v', seq), '2020-01-01', 'txt', 1.5, 'ch', seq FROM n",
    ...(shape.after ?? []),
  ];
}

/** A table written out in full; every column is given the row's number. */
export function plainTable(
  members: string,
  options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
): readonly string[] {
  const names = members.split(/,\s*(?![^()]*\))/).map(member => member.trim().split(/\s+/)[0] ?? '');
  const columns = names.filter(
    name => !/^(?:PRIMARY|KEY|UNIQUE|FULLTEXT|SPATIAL|CONSTRAINT|FOREIGN|CHECK|PERIOD)$/.test(name),
  );
  const values = columns.map(() => 'seq').join(', ');
  return [
    NUMBERS,
    `CREATE TABLE t (${members}) ${options}`,
    `INSERT INTO t (${columns.join(', ')}) SELECT ${values} FROM n`,
  ];
}

const PARENT = [
  'CREATE TABLE p (id int PRIMARY KEY, x int, UNIQUE KEY ux (x)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  'INSERT INTO p SELECT seq, seq FROM n',
];

/** The usual table beside a parent `p` that it does not refer to yet. */
export function besideParent(shape: TableShape = {}): readonly string[] {
  return [...table(shape), ...PARENT];
}

/** `t (a)` refers to `p (id)`. */
export function childOfParent(action = ''): readonly string[] {
  return [
    NUMBERS,
    ...PARENT,
    `CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY ka (a), CONSTRAINT fk1 FOREIGN KEY (a) REFERENCES p (id) ${action}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`,
    'INSERT INTO t SELECT seq, seq, seq FROM n',
  ];
}

/** `ch (a)` refers to `t (a)`. */
export function parentOfChild(): readonly string[] {
  return [
    NUMBERS,
    'CREATE TABLE t (id int PRIMARY KEY, a int, c varchar(50), UNIQUE KEY ua (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
    'INSERT INTO t SELECT seq, seq, seq FROM n',
    'CREATE TABLE ch (id int PRIMARY KEY, a int, CONSTRAINT fk1 FOREIGN KEY (a) REFERENCES t (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  ];
}

export const FULLTEXT = { extra: ['FULLTEXT KEY ft (c)'] } as const;
export const TWO_FULLTEXT = { extra: ['FULLTEXT KEY ft (c)', 'FULLTEXT KEY ft2 (txt)'] } as const;
export const SPATIAL = { extra: ['g geometry NOT NULL DEFAULT (point(0,0))', 'SPATIAL KEY sp (g)'] } as const;
export const INDEXED_VIRTUAL = { extra: ['gv int AS (a + 1) VIRTUAL', 'KEY fi (gv)'] } as const;
export const VIRTUAL = { extra: ['gv int AS (a + 1) VIRTUAL'] } as const;
export const STORED = { extra: ['gs int AS (a + 1) STORED'] } as const;
export const COMPRESSED = { options: 'ROW_FORMAT=COMPRESSED' } as const;
export const REDUNDANT = { options: 'ROW_FORMAT=REDUNDANT' } as const;
export const BY_HASH = { options: 'PARTITION BY HASH(id) PARTITIONS 4' } as const;
export const BY_RANGE = {
  options:
    'PARTITION BY RANGE(id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (1000))',
} as const;
export const MYISAM = { engine: 'MyISAM' } as const;
