import type { MeasuredCase } from '../measuredCase.ts';
import {
  BY_HASH,
  COMPRESSED,
  childOfParent,
  FULLTEXT,
  INDEXED_VIRTUAL,
  MYISAM,
  parentOfChild,
  plainTable,
  REDUNDANT,
  table,
} from './tables.ts';

const A = 'ALTER TABLE t ';

/** MODIFY of column `c` from one type to another. */
function modify(from: string, to: string, shape: Parameters<typeof table>[0] = {}): MeasuredCase {
  const note = shape.options ?? shape.extra?.join(', ') ?? '';
  return {
    name: `${from} -> ${to}${note === '' ? '' : `, ${note}`}`,
    setup: table({ ...shape, columns: { ...shape.columns, c: from } }),
    statement: `${A}MODIFY c ${to}`,
  };
}

const indexed = { extra: ['KEY ic (c)'] } as const;
const list = (count: number, first = 0): string =>
  Array.from({ length: count }, (_, index) => `'c${index + first}'`).join(',');
/** A table of one list column whose values are members of the list. */
function modifyList(kind: 'enum' | 'set', before: string, after: string): MeasuredCase {
  const short = (text: string): string => (text.length > 40 ? `${text.split(',').length} members` : text);
  return {
    name: `${kind} (${short(before)}) -> (${short(after)})`,
    setup: [
      'CREATE TABLE n (seq int)',
      `CREATE TABLE t (id int PRIMARY KEY, c ${kind}(${before})) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`,
      'INSERT INTO t VALUES (1, 1), (2, 1), (3, 1)',
    ],
    statement: `${A}MODIFY c ${kind}(${after})`,
  };
}

const VARCHAR: readonly MeasuredCase[] = [
  modify('varchar(50)', 'varchar(60)'),
  modify('varchar(50)', 'varchar(63)'),
  modify('varchar(60)', 'varchar(63)'),
  modify('varchar(50)', 'varchar(64)'),
  modify('varchar(60)', 'varchar(100)'),
  modify('varchar(31)', 'varchar(64)'),
  modify('varchar(32)', 'varchar(64)'),
  modify('varchar(64)', 'varchar(128)'),
  modify('varchar(200)', 'varchar(300)'),
  modify('varchar(50)', 'varchar(40)'),
  modify('varchar(100) CHARACTER SET latin1', 'varchar(255) CHARACTER SET latin1'),
  modify('varchar(127) CHARACTER SET latin1', 'varchar(256) CHARACTER SET latin1'),
  modify('varchar(128) CHARACTER SET latin1', 'varchar(256) CHARACTER SET latin1'),
  modify('varchar(200) CHARACTER SET latin1', 'varchar(300) CHARACTER SET latin1'),
  modify('varchar(256) CHARACTER SET latin1', 'varchar(1000) CHARACTER SET latin1'),
  modify('varchar(60) CHARACTER SET utf8mb3', 'varchar(85) CHARACTER SET utf8mb3'),
  modify('varchar(60) CHARACTER SET utf8mb3', 'varchar(86) CHARACTER SET utf8mb3'),
  modify('varbinary(100)', 'varbinary(255)'),
  modify('varbinary(100)', 'varbinary(256)'),
  modify('varbinary(200)', 'varbinary(256)'),
  modify('varchar(50)', 'varchar(60)', indexed),
  modify('varchar(31)', 'varchar(64)', indexed),
  modify('varchar(50)', 'varchar(60)', FULLTEXT),
  modify('varchar(50)', 'varchar(60)', BY_HASH),
  modify('varchar(50)', 'varchar(60)', INDEXED_VIRTUAL),
  modify('varchar(50)', 'varchar(60)', { extra: ["gv varchar(60) AS (concat(c, 'x')) VIRTUAL"] }),
  modify('varchar(50)', 'varchar(60)', { extra: ["CHECK (c <> '')"] }),
  modify('varchar(50)', 'varchar(100)', REDUNDANT),
  modify('varchar(50)', 'varchar(40)', REDUNDANT),
  modify('varchar(31)', 'varchar(64)', COMPRESSED),
  { name: 'grow varchar and rename', setup: table(), statement: `${A}CHANGE c c2 varchar(60)` },
  { name: 'grow varchar and default', setup: table(), statement: `${A}MODIFY c varchar(60) DEFAULT 'x'` },
  { name: 'grow varchar and drop not null', setup: table(), statement: `${A}MODIFY v varchar(63) NULL` },
  {
    name: 'grow varchar of a foreign key',
    setup: [
      'CREATE TABLE n (seq int)',
      'CREATE TABLE p (id varchar(50) PRIMARY KEY) DEFAULT CHARSET=utf8mb4',
      'CREATE TABLE t (id int PRIMARY KEY, c varchar(50), FOREIGN KEY (c) REFERENCES p (id)) DEFAULT CHARSET=utf8mb4',
    ],
    statement: `${A}MODIFY c varchar(60)`,
  },
];

const TYPES: readonly MeasuredCase[] = [
  { name: 'int -> bigint', setup: table(), statement: `${A}MODIFY a bigint` },
  { name: 'int -> smallint', setup: table(), statement: `${A}MODIFY a smallint` },
  { name: 'int -> int unsigned', setup: table(), statement: `${A}MODIFY a int unsigned` },
  { name: 'int -> int(5)', setup: table(), statement: `${A}MODIFY a int(5)` },
  { name: 'int -> integer', setup: table(), statement: `${A}MODIFY a integer` },
  { name: 'int unsigned -> zerofill', setup: table(), statement: `${A}MODIFY u int unsigned zerofill` },
  { name: 'int -> varchar', setup: table(), statement: `${A}MODIFY a varchar(20)` },
  { name: 'int -> bigint, one fulltext', setup: table(FULLTEXT), statement: `${A}MODIFY a bigint` },
  { name: 'int -> bigint, partitioned', setup: table(BY_HASH), statement: `${A}MODIFY a bigint` },
  { name: 'int -> bigint, MyISAM', setup: table(MYISAM), statement: `${A}MODIFY a bigint` },
  {
    name: 'int -> bigint of the key',
    setup: table(),
    statement: `${A}MODIFY id bigint NOT NULL AUTO_INCREMENT`,
  },
  { name: 'int -> bigint beside a foreign key', setup: childOfParent(), statement: `${A}MODIFY b bigint` },
  {
    name: 'int -> bigint beside a cascading foreign key',
    setup: childOfParent('ON DELETE CASCADE'),
    statement: `${A}MODIFY b bigint`,
  },
  {
    name: 'int -> bigint beside a key that sets null',
    setup: childOfParent('ON DELETE SET NULL'),
    statement: `${A}MODIFY b bigint`,
  },
  { name: 'type change on a parent', setup: parentOfChild(), statement: `${A}MODIFY c varchar(10)` },
  { name: 'change name and type', setup: table(), statement: `${A}CHANGE a a2 bigint` },
  { name: 'tinyint(1) -> bool', setup: table({ extra: ['f tinyint(1)'] }), statement: `${A}MODIFY f bool` },
  { name: 'decimal(10,2) -> numeric(10,2)', setup: table(), statement: `${A}MODIFY amount numeric(10,2)` },
  { name: 'decimal(10,2) -> decimal(12,2)', setup: table(), statement: `${A}MODIFY amount decimal(12,2)` },
  { name: 'decimal(10,2) -> decimal(10,3)', setup: table(), statement: `${A}MODIFY amount decimal(10,3)` },
  { name: 'datetime -> datetime(6)', setup: table(), statement: `${A}MODIFY d datetime(6)` },
  { name: 'datetime -> datetime(0)', setup: table(), statement: `${A}MODIFY d datetime(0)` },
  { name: 'datetime -> timestamp', setup: table(), statement: `${A}MODIFY d timestamp NULL` },
  { name: 'float -> double', setup: table({ extra: ['f float'] }), statement: `${A}MODIFY f double` },
  { name: 'json -> longtext', setup: table({ extra: ['f json'] }), statement: `${A}MODIFY f longtext` },
  {
    name: 'uuid -> char(36)',
    setup: table({ extra: ['f uuid'] }),
    statement: `${A}MODIFY f char(36)`,
    engine: 'mariadb',
  },
  modify('varchar(50)', 'text'),
  modify('text', 'varchar(500)'),
  modify('text', 'mediumtext'),
  modify('text', 'longtext'),
  modify('char(10)', 'char(20)'),
  modify('char(10)', 'varchar(10)'),
  modify('binary(10)', 'binary(20)'),
  modifyList('enum', "'x','y'", "'x','y','z'"),
  modifyList('enum', "'x','y'", "'x','m','y'"),
  modifyList('enum', "'x','y'", "'x'"),
  modifyList('enum', "'x','y'", "'x','yy'"),
  modifyList('enum', list(255), list(256)),
  modifyList('enum', list(254), list(255)),
  modifyList('set', "'p','q'", "'p','q','r'"),
  modifyList('set', "'p','q'", "'q','p'"),
  modifyList('set', list(8), list(9)),
  modifyList('set', list(9), list(16)),
  { name: 'enum -> set', setup: table(), statement: `${A}MODIFY en set('x','y')` },
  { name: 'enum -> varchar', setup: table(), statement: `${A}MODIFY en varchar(5)` },
  {
    name: 'append to enum and set not null',
    setup: table(),
    statement: `${A}MODIFY en enum('x','y','z') NOT NULL DEFAULT 'x'`,
  },
];

const CHARSETS: readonly MeasuredCase[] = [
  modify('varchar(50)', 'varchar(50) CHARACTER SET latin1'),
  modify('varchar(50) CHARACTER SET latin1', 'varchar(50) CHARACTER SET utf8mb4'),
  modify('varchar(50) CHARACTER SET ascii', 'varchar(50) CHARACTER SET utf8mb4'),
  modify('varchar(50) CHARACTER SET ascii', 'varchar(50) CHARACTER SET latin1'),
  modify('varchar(50) CHARACTER SET utf8mb4', 'varchar(50) CHARACTER SET utf8mb3'),
  modify('varchar(50) CHARACTER SET utf8mb3', 'varchar(50) CHARACTER SET utf8mb4'),
  modify('varchar(50) CHARACTER SET utf8mb3', 'varchar(60) CHARACTER SET utf8mb4'),
  modify('varchar(40) CHARACTER SET utf8mb3', 'varchar(70) CHARACTER SET utf8mb4'),
  modify('varchar(70) CHARACTER SET utf8mb3', 'varchar(70) CHARACTER SET utf8mb4'),
  modify('char(10) CHARACTER SET utf8mb3', 'char(10) CHARACTER SET utf8mb4'),
  modify('text CHARACTER SET utf8mb3', 'text CHARACTER SET utf8mb4'),
  modify(
    'varchar(50) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci',
    'varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
    indexed,
  ),
  modify(
    'varchar(50) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci',
    'varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  ),
  modify(
    'varchar(50) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci',
    'varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
    indexed,
  ),
  modify('varchar(50)', 'varchar(50) COLLATE utf8mb4_bin'),
  modify('varchar(50)', 'varchar(60) COLLATE utf8mb4_bin'),
  modify('varchar(50)', 'varchar(50) COLLATE utf8mb4_bin NOT NULL'),
  modify('varchar(50)', 'varchar(50) COLLATE utf8mb4_bin', indexed),
  modify('varchar(50)', 'varchar(50) COLLATE utf8mb4_bin', { extra: ['UNIQUE KEY uc (c)'] }),
  modify('varchar(50)', 'varchar(50) COLLATE utf8mb4_bin', FULLTEXT),
  modify('char(10)', 'char(10) COLLATE utf8mb4_bin'),
  modify('text', 'text COLLATE utf8mb4_bin'),
  modify('varchar(50) COLLATE utf8mb4_bin', 'varchar(50) COLLATE utf8mb4_bin'),
  {
    name: 'collation of a primary key',
    setup: plainTable('k varchar(20) PRIMARY KEY, b int'),
    statement: `${A}MODIFY k varchar(20) COLLATE utf8mb4_bin NOT NULL`,
  },
  {
    name: 'collation of an enum',
    setup: table(),
    statement: `${A}MODIFY en enum('x','y') COLLATE utf8mb4_bin DEFAULT 'x'`,
  },
  {
    name: 'enum utf8mb3 -> utf8mb4',
    setup: table({ columns: { en: "enum('x','y') CHARACTER SET utf8mb3 DEFAULT 'x'" } }),
    statement: `${A}MODIFY en enum('x','y') CHARACTER SET utf8mb4 DEFAULT 'x'`,
  },
];

export const TYPE_CASES: readonly MeasuredCase[] = [...VARCHAR, ...TYPES, ...CHARSETS];
