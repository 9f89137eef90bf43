import assert from 'node:assert/strict';
import { does, type EngineText, noteOf, type Situation } from './asking.ts';

const MYSQL: EngineText = 'mysql 9.7.4';
const OLD_MARIADB: EngineText = 'mariadb 10.11.18';
const MARIADB: EngineText = 'mariadb 11.8.9';
const COPY = 'COPY SHARED rewrite';
const ONLINE_COPY = 'COPY NONE rewrite';
const REBUILD = 'INPLACE NONE rewrite';
const INSTANT = 'INSTANT NONE';

/** A table of one column `c`. */
function column(definition: string, options = 'DEFAULT CHARSET=utf8mb4', more = ''): Situation {
  return { schema: [`CREATE TABLE t (id int PRIMARY KEY, c ${definition}${more}) ${options}`] };
}

function modify(engine: EngineText, from: string, to: string, options?: string, more?: string): string {
  return does(engine, `ALTER TABLE t MODIFY c ${to}`, column(from, options, more));
}

describe('VARCHAR growth', () => {
  // The longest VARCHAR with one length byte: 255 bytes divided by the bytes of the widest character.
  const longest: readonly (readonly [string, number])[] = [
    ['latin1', 255],
    ['ascii', 255],
    ['utf8mb3', 85],
    ['utf8', 85],
    ['utf8mb4', 63],
    ['ucs2', 127],
    ['gbk', 127],
    ['utf16', 63],
  ];
  for (const [charset, last] of longest) {
    it(`${charset}: ${last} characters is the last size with one length byte`, () => {
      const options = `DEFAULT CHARSET=${charset}`;
      const half = Math.floor(last / 2) + 5;
      assert.equal(modify(MYSQL, `varchar(${half})`, `varchar(${last})`, options), 'INPLACE NONE');
      assert.equal(modify(MYSQL, `varchar(${half})`, `varchar(${last + 1})`, options), COPY);
      assert.equal(modify(MYSQL, `varchar(${last + 1})`, `varchar(${last + 100})`, options), 'INPLACE NONE');
      assert.equal(modify(OLD_MARIADB, `varchar(${half})`, `varchar(${last})`, options), INSTANT);
      assert.equal(modify(OLD_MARIADB, `varchar(${half})`, `varchar(${last + 1})`, options), COPY);
    });
  }

  it('is instant in MariaDB from at most 127 bytes on', () => {
    assert.equal(modify(OLD_MARIADB, 'varchar(127)', 'varchar(256)', 'DEFAULT CHARSET=latin1'), INSTANT);
    assert.equal(modify(OLD_MARIADB, 'varchar(128)', 'varchar(256)', 'DEFAULT CHARSET=latin1'), COPY);
    assert.equal(modify(OLD_MARIADB, 'varchar(31)', 'varchar(64)'), INSTANT);
    assert.equal(modify(OLD_MARIADB, 'varchar(32)', 'varchar(64)'), COPY);
    assert.equal(modify(MARIADB, 'varchar(32)', 'varchar(64)'), ONLINE_COPY);
    assert.equal(modify(MYSQL, 'varchar(31)', 'varchar(64)'), COPY);
  });

  it('is instant in MariaDB when the row format is REDUNDANT', () => {
    assert.equal(
      modify(OLD_MARIADB, 'varchar(50)', 'varchar(100)', 'DEFAULT CHARSET=utf8mb4 ROW_FORMAT=REDUNDANT'),
      INSTANT,
    );
    assert.equal(
      modify(MYSQL, 'varchar(50)', 'varchar(100)', 'DEFAULT CHARSET=utf8mb4 ROW_FORMAT=REDUNDANT'),
      COPY,
    );
  });

  it("goes by the column's own character set before the table's", () => {
    assert.equal(
      modify(MYSQL, 'varchar(100) CHARACTER SET latin1', 'varchar(255) CHARACTER SET latin1'),
      'INPLACE NONE',
    );
    assert.equal(
      modify(MYSQL, 'varchar(100) CHARACTER SET latin1', 'varchar(256) CHARACTER SET latin1'),
      COPY,
    );
    assert.equal(
      modify(MYSQL, 'varchar(60) COLLATE latin1_bin', 'varchar(255) COLLATE latin1_bin'),
      'INPLACE NONE',
    );
  });

  it('takes utf8mb4 where MySQL 8.0 is told nothing, and what the target declares', () => {
    assert.equal(modify('mysql 8.0.36', 'varchar(50)', 'varchar(63)', ''), 'INPLACE NONE');
    assert.equal(modify('mysql 8.0.36', 'varchar(50)', 'varchar(64)', ''), COPY);
    const declared: Situation = {
      ...column('varchar(100)', ''),
      settings: { character_set_server: 'latin1' },
    };
    assert.equal(does('mysql 8.0.36', 'ALTER TABLE t MODIFY c varchar(255)', declared), 'INPLACE NONE');
  });

  it('takes the worst of the usual character sets where older servers are told nothing', () => {
    // 64 -> 128 stays above 255 bytes in utf8mb4 and below in latin1, but crosses in utf8mb3.
    assert.equal(modify('mysql 5.7.44', 'varchar(64)', 'varchar(128)', ''), COPY);
    assert.equal(modify('mysql 5.7.44', 'varchar(40)', 'varchar(63)', ''), 'INPLACE NONE');
    assert.equal(modify('mysql 5.7.44', 'varchar(300)', 'varchar(400)', ''), 'INPLACE NONE');
  });

  it('copies when it shrinks', () => {
    assert.equal(modify(MYSQL, 'varchar(50)', 'varchar(49)'), COPY);
    assert.equal(modify(OLD_MARIADB, 'varchar(50)', 'varchar(49)'), COPY);
  });

  it('counts bytes for VARBINARY', () => {
    assert.equal(modify(MYSQL, 'varbinary(100)', 'varbinary(255)'), 'INPLACE NONE');
    assert.equal(modify(MYSQL, 'varbinary(100)', 'varbinary(256)'), COPY);
    assert.equal(modify(OLD_MARIADB, 'varbinary(127)', 'varbinary(256)'), INSTANT);
    assert.equal(modify(OLD_MARIADB, 'varbinary(128)', 'varbinary(256)'), COPY);
  });
});

describe('ENUM and SET', () => {
  const members = (count: number): string =>
    Array.from({ length: count }, (_, index) => `'m${index}'`).join(',');

  it('append in place while the value takes as many bytes', () => {
    assert.equal(modify(MYSQL, `enum(${members(254)})`, `enum(${members(255)})`), INSTANT);
    assert.equal(modify(MYSQL, `enum(${members(255)})`, `enum(${members(256)})`), COPY);
    assert.equal(modify(MYSQL, `enum(${members(256)})`, `enum(${members(300)})`), INSTANT);
    for (const last of [8, 16, 24, 32]) {
      assert.equal(
        modify(MYSQL, `set(${members(last - 1)})`, `set(${members(last)})`),
        INSTANT,
        `up to ${last}`,
      );
      assert.equal(modify(MYSQL, `set(${members(last)})`, `set(${members(last + 1)})`), COPY, `past ${last}`);
    }
    assert.equal(modify(MYSQL, `set(${members(33)})`, `set(${members(64)})`), INSTANT);
  });

  it('copy when members are inserted, renamed, reordered or removed', () => {
    assert.equal(modify(MYSQL, "enum('x','y')", "enum('x','m','y')"), COPY);
    assert.equal(modify(MYSQL, "enum('x','y')", "enum('x','Y')"), COPY);
    assert.equal(modify(MYSQL, "enum('x','y')", "enum('y','x')"), COPY);
    assert.equal(modify(MYSQL, "enum('x','y')", "enum('x')"), COPY);
    assert.equal(modify(OLD_MARIADB, "set('p','q')", "set('q','p')"), COPY);
  });
});

describe('other MODIFY and CHANGE', () => {
  it('changes only the dictionary where nothing stored changes', () => {
    for (const definition of [
      'int',
      "int COMMENT 'x'",
      'int DEFAULT 7',
      'int(5)',
      'integer',
      'int INVISIBLE',
    ]) {
      assert.equal(modify(MYSQL, 'int', definition), INSTANT, definition);
      assert.equal(modify(MARIADB, 'int', definition), INSTANT, definition);
    }
    assert.equal(modify(MYSQL, 'decimal(10)', 'numeric(10,0)'), INSTANT);
    assert.equal(modify(MYSQL, 'datetime', 'datetime(0)'), INSTANT);
    assert.equal(modify(MYSQL, 'char', 'char(1)'), INSTANT);
    assert.equal(modify(MYSQL, 'tinyint(1)', 'boolean'), INSTANT);
  });

  it('copies for another type', () => {
    for (const [from, to] of [
      ['int', 'bigint'],
      ['int', 'int unsigned'],
      ['char(10)', 'char(11)'],
      ['decimal(10,2)', 'decimal(12,2)'],
      ['datetime', 'datetime(6)'],
      ['text', 'mediumtext'],
      ['varchar(20)', 'text'],
    ] as const) {
      assert.equal(modify(MYSQL, from, to), COPY, `${from} -> ${to}`);
      assert.equal(modify(OLD_MARIADB, from, to), COPY, `${from} -> ${to}`);
      assert.equal(modify(MARIADB, from, to), ONLINE_COPY, `${from} -> ${to}`);
    }
  });

  it('rebuilds for NULL and NOT NULL, and copies in MySQL without strict sql_mode', () => {
    assert.equal(modify(MYSQL, 'int', 'int NOT NULL'), REBUILD);
    assert.equal(modify(MYSQL, 'int NOT NULL', 'int'), REBUILD);
    assert.equal(modify(MYSQL, 'int NOT NULL', 'int NOT NULL'), INSTANT);
    const loose = { ...column('int'), settings: { sql_mode: 'NO_ENGINE_SUBSTITUTION' } };
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY c int NOT NULL', loose), COPY);
    assert.equal(does(MARIADB, 'ALTER TABLE t MODIFY c int NOT NULL', loose), REBUILD);
    const strictInFile: Situation = {
      schema: [...(loose.schema ?? []), "SET SESSION sql_mode = 'STRICT_ALL_TABLES'"],
      settings: loose.settings,
    };
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY c int NOT NULL', strictInFile), REBUILD);
  });

  it('sees when a primary key column stays NOT NULL though the text does not say so', () => {
    assert.equal(does(MYSQL, "ALTER TABLE t MODIFY id int COMMENT 'x'", column('int')), INSTANT);
  });

  it('keeps the place of a column that is where it is sent', () => {
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY a int AFTER id'), INSTANT);
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY a int AFTER c'), REBUILD);
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY a int FIRST'), REBUILD);
  });

  it('changes a collation in place only without an index', () => {
    const to = 'varchar(20) COLLATE utf8mb4_bin';
    assert.equal(modify(MYSQL, 'varchar(20)', to), 'INPLACE NONE');
    assert.equal(modify(MYSQL, 'varchar(20)', to, undefined, ', KEY k (c)'), COPY);
    assert.equal(modify(MYSQL, 'varchar(20) COLLATE utf8mb4_bin', to, undefined, ', KEY k (c)'), INSTANT);
    assert.equal(modify(OLD_MARIADB, 'varchar(20)', to, undefined, ', KEY k (c)'), 'NOCOPY NONE index');
  });

  it('counts the bytes of both character sets from utf8mb3 to utf8mb4', () => {
    const to = (length: number): string => `varchar(${length}) CHARACTER SET utf8mb4`;
    assert.equal(modify(MYSQL, 'varchar(63) CHARACTER SET utf8mb3', to(63)), 'INPLACE NONE');
    assert.equal(modify(MYSQL, 'varchar(64) CHARACTER SET utf8mb3', to(64)), COPY);
    assert.equal(modify(MYSQL, 'varchar(63) CHARACTER SET utf8mb3', to(62)), COPY);
    assert.equal(modify(MYSQL, 'varchar(86) CHARACTER SET utf8mb3', to(86)), 'INPLACE NONE');
    assert.equal(
      modify(MYSQL, 'varchar(20) CHARACTER SET utf8mb4', 'varchar(20) CHARACTER SET utf8mb3'),
      COPY,
    );
  });

  it('refuses to make a column virtual or not', () => {
    const virtual: Situation = {
      schema: ['CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a) VIRTUAL)'],
    };
    assert.equal(noteOf(MYSQL, 'ALTER TABLE t MODIFY g int', virtual).refusal?.code, '3106');
    assert.equal(noteOf(MARIADB, 'ALTER TABLE t MODIFY g int', virtual).refusal?.code, '1907');
    assert.equal(noteOf(MYSQL, 'ALTER TABLE t MODIFY g int AS (a) VIRTUAL', virtual).refusal, null);
  });
});
