import type { MeasuredCase } from '../measuredCase.ts';
import { MYISAM, plainTable, table } from './tables.ts';

const A = 'ALTER TABLE t ';

const OTHER_ENGINES: readonly MeasuredCase[] = [
  ['MyISAM: comment', "COMMENT 'x'"],
  ['MyISAM: auto_increment', 'AUTO_INCREMENT=500'],
  ['MyISAM: rename index', 'RENAME INDEX ix_b TO ix_b2'],
  ['MyISAM: drop index', 'DROP INDEX ix_b'],
  ['MyISAM: set default', 'ALTER COLUMN a SET DEFAULT 1'],
  ['MyISAM: grow varchar', 'MODIFY c varchar(60)'],
  ['MyISAM: collation', 'MODIFY c varchar(50) COLLATE utf8mb4_bin'],
  ['MyISAM: append to enum', "MODIFY en enum('x','y','z') DEFAULT 'x'"],
  ['MyISAM: set not null', 'MODIFY a int NOT NULL'],
  ['MyISAM: force', 'FORCE'],
  ['MyISAM: add virtual column', 'ADD COLUMN g1 int AS (a) VIRTUAL'],
  ['MyISAM: add check', 'ADD CHECK (a > 0)'],
  ['MyISAM: modify comment', "MODIFY a int COMMENT 'x'"],
].map(([name, actions]) => ({ name: name ?? '', setup: table(MYISAM), statement: `${A}${actions}` }));

const MEMORY: readonly MeasuredCase[] = [
  {
    name: 'MEMORY: add column',
    setup: plainTable('id int PRIMARY KEY, a int', 'ENGINE=MEMORY'),
    statement: `${A}ADD COLUMN n1 int`,
  },
];

const TEMPORARY_TABLE = [
  'DROP TEMPORARY TABLE IF EXISTS tt',
  'CREATE TEMPORARY TABLE tt (id int, c varchar(10)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  "INSERT INTO tt VALUES (1, 'a'), (2, 'b')",
];
const TEMPORARY: readonly MeasuredCase[] = [
  ['temporary: add column', 'ADD COLUMN n1 int'],
  ['temporary: new column name', 'CHANGE id id2 int'],
  ['temporary: comment', "COMMENT 'x'"],
  ['temporary: add index', 'ADD INDEX i1 (id)'],
  ['temporary: change type', 'MODIFY id bigint'],
].map(([name, actions]) => ({
  name: name ?? '',
  setup: TEMPORARY_TABLE,
  statement: `ALTER TABLE tt ${actions}`,
}));

const BINARY: readonly MeasuredCase[] = [
  {
    name: 'varchar(20) -> varbinary(80)',
    setup: plainTable('id int PRIMARY KEY, a varchar(20)'),
    statement: `${A}MODIFY a varbinary(80)`,
  },
  {
    name: 'varchar(20) -> varbinary(79)',
    setup: plainTable('id int PRIMARY KEY, a varchar(20)'),
    statement: `${A}MODIFY a varbinary(79)`,
  },
  {
    name: 'varchar(20) -> varbinary(300)',
    setup: plainTable('id int PRIMARY KEY, a varchar(20)'),
    statement: `${A}MODIFY a varbinary(300)`,
  },
  {
    name: 'varchar(20) -> varbinary(80), indexed',
    setup: plainTable('id int PRIMARY KEY, a varchar(20), KEY ia (a)'),
    statement: `${A}MODIFY a varbinary(80)`,
  },
  { name: 'text -> blob', setup: plainTable('id int PRIMARY KEY, a text'), statement: `${A}MODIFY a blob` },
  {
    name: 'text -> mediumblob',
    setup: plainTable('id int PRIMARY KEY, a text'),
    statement: `${A}MODIFY a mediumblob`,
  },
];

const SETTINGS: readonly MeasuredCase[] = [
  {
    name: 'alter_algorithm copy',
    setup: table(),
    session: ["SET SESSION alter_algorithm = 'COPY'"],
    statement: `${A}ADD COLUMN n1 int`,
    engine: 'mariadb',
    measure: 'plain',
  },
  {
    name: 'alter_algorithm inplace',
    setup: table(),
    session: ["SET SESSION alter_algorithm = 'INPLACE'"],
    statement: `${A}ADD COLUMN n1 int`,
    engine: 'mariadb',
    measure: 'plain',
  },
  {
    name: 'alter_algorithm instant, refused',
    setup: table(),
    session: ["SET SESSION alter_algorithm = 'INSTANT'"],
    statement: `${A}ADD INDEX i1 (a)`,
    engine: 'mariadb',
    measure: 'plain',
  },
  {
    name: 'alter_algorithm nocopy, refused',
    setup: table(),
    session: ["SET SESSION alter_algorithm = 'NOCOPY'"],
    statement: `${A}MODIFY a int NOT NULL`,
    engine: 'mariadb',
    measure: 'plain',
  },
];

/** As many row versions as a table of 9.1 and newer may have; older servers rebuild at the 65th. */
const MOST_ROW_VERSIONS = 255;
const INSTANT_COLUMNS = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `ALTER TABLE t ADD COLUMN x${index} int`);

const ROW_VERSIONS: readonly MeasuredCase[] = [
  {
    name: 'add column, row versions all but used up',
    setup: [...plainTable('id int PRIMARY KEY, a int'), ...INSTANT_COLUMNS(MOST_ROW_VERSIONS - 1)],
    statement: `${A}ADD COLUMN n1 int`,
    engine: 'mysql',
  },
  {
    name: 'add column, row versions used up',
    setup: [...plainTable('id int PRIMARY KEY, a int'), ...INSTANT_COLUMNS(MOST_ROW_VERSIONS)],
    statement: `${A}ADD COLUMN n1 int`,
    engine: 'mysql',
  },
  {
    name: 'drop column, row versions used up',
    setup: [...plainTable('id int PRIMARY KEY, a int'), ...INSTANT_COLUMNS(MOST_ROW_VERSIONS)],
    statement: `${A}DROP COLUMN a`,
    engine: 'mysql',
  },
];

export const STATE_CASES: readonly MeasuredCase[] = [
  ...OTHER_ENGINES,
  ...MEMORY,
  ...TEMPORARY,
  ...BINARY,
  ...SETTINGS,
  ...ROW_VERSIONS,
];
