import assert from 'node:assert/strict';
import { assertFields, readSql, shorten } from './support/readSql.ts';

/** Reads `ALTER TABLE t ADD <definition>` and compares the column in the short form of the test support. */
function column(definition: string, expected: Readonly<Record<string, unknown>>): void {
  it(definition, () => {
    const sql = `ALTER TABLE t ADD COLUMN ${definition}`;
    const syntax = readSql(sql);
    assert.equal(syntax.level, 'full');
    const [operation] = syntax.operations;
    assert.ok(operation?.kind === 'AddColumn');
    assertFields(shorten(sql, operation.column), { span: definition, ...expected }, definition);
  });
}

describe('mysql data types', () => {
  const types: readonly (readonly [text: string, expected: Readonly<Record<string, unknown>>])[] = [
    ['INT', { name: 'int', arguments: [], unsigned: false, zerofill: false, charset: null, collation: null }],
    ['INTEGER(11) UNSIGNED', { name: 'int', arguments: ['11'], unsigned: true }],
    ['INT1', { name: 'tinyint' }],
    ['INT2', { name: 'smallint' }],
    ['INT3', { name: 'mediumint' }],
    ['MIDDLEINT', { name: 'mediumint' }],
    ['INT4', { name: 'int' }],
    ['INT8', { name: 'bigint' }],
    ['BIGINT SIGNED UNSIGNED ZEROFILL', { name: 'bigint', unsigned: true, zerofill: true }],
    ['TINYINT ZEROFILL', { name: 'tinyint', unsigned: true, zerofill: true }],
    ['BOOL', { name: 'tinyint', arguments: ['1'] }],
    ['BOOLEAN', { name: 'tinyint', arguments: ['1'] }],
    ['DEC(10, 2)', { name: 'decimal', arguments: ['10', '2'] }],
    ['NUMERIC(5)', { name: 'decimal', arguments: ['5'] }],
    ['FIXED', { name: 'decimal' }],
    ['FLOAT(7,4) UNSIGNED', { name: 'float', arguments: ['7', '4'], unsigned: true }],
    ['FLOAT4', { name: 'float' }],
    ['FLOAT8', { name: 'double' }],
    ['REAL', { name: 'double' }],
    ['DOUBLE PRECISION(18, 4)', { name: 'double', arguments: ['18', '4'] }],
    ['BIT(8)', { name: 'bit', arguments: ['8'] }],
    ['CHARACTER(3)', { name: 'char', arguments: ['3'] }],
    ['CHARACTER VARYING(3)', { name: 'varchar', arguments: ['3'] }],
    ['CHAR VARYING(3)', { name: 'varchar' }],
    ['VARCHARACTER(3)', { name: 'varchar' }],
    ['NATIONAL CHAR(3)', { name: 'char', charset: 'utf8mb3' }],
    ['NATIONAL VARCHAR(3)', { name: 'varchar', charset: 'utf8mb3' }],
    ['NATIONAL CHARACTER VARYING(3)', { name: 'varchar', charset: 'utf8mb3' }],
    ['NCHAR VARYING(3)', { name: 'varchar', charset: 'utf8mb3' }],
    ['NVARCHAR(3)', { name: 'varchar', charset: 'utf8mb3' }],
    [
      'VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
      { name: 'varchar', arguments: ['64'], charset: 'utf8mb4', collation: 'utf8mb4_bin' },
    ],
    ["VARCHAR(64) CHARSET 'Latin1'", { charset: 'latin1' }],
    ['VARCHAR(64) CHARACTER SET utf8mb4 BINARY', { charset: 'utf8mb4', collation: 'utf8mb4_bin' }],
    ['VARCHAR(64) BINARY CHARACTER SET utf8', { charset: 'utf8', collation: 'utf8_bin' }],
    ['VARCHAR(64) BINARY', { charset: null, collation: '_bin' }],
    ['CHAR(2) ASCII', { charset: 'latin1' }],
    ['CHAR(2) UNICODE', { charset: 'ucs2' }],
    ['BINARY(16)', { name: 'binary', arguments: ['16'] }],
    ['LONG', { name: 'mediumtext' }],
    ['LONG VARCHAR', { name: 'mediumtext' }],
    ['LONG VARBINARY', { name: 'mediumblob' }],
    ['LONGTEXT', { name: 'longtext' }],
    ['BLOB(45)', { name: 'blob', arguments: ['45'] }],
    ["ENUM('a', 'b''c', \"d\")", { name: 'enum', arguments: ['a', "b'c", 'd'] }],
    ["SET('x','y') CHARACTER SET utf8", { name: 'set', arguments: ['x', 'y'], charset: 'utf8' }],
    ["ENUM(_utf8mb4'a', 0x41)", { name: 'enum', arguments: ['a', '0x41'] }],
    ['DATETIME(6)', { name: 'datetime', arguments: ['6'] }],
    ['YEAR(4)', { name: 'year', arguments: ['4'] }],
    ['JSON', { name: 'json' }],
    ['GEOMETRY', { name: 'geometry' }],
    ['GEOMCOLLECTION', { name: 'geometrycollection' }],
    ['VECTOR(3)', { name: 'vector', arguments: ['3'] }],
    ['UUID', { name: 'uuid' }],
    ['INET6', { name: 'inet6' }],
    ['INET4', { name: 'inet4' }],
    ['VARCHAR2(10)', { name: 'varchar', arguments: ['10'] }],
    ['NUMBER(10,2)', { name: 'decimal', arguments: ['10', '2'] }],
  ];
  for (const [text, expected] of types)
    column(`c ${text}`, { type: { ...expected, text, span: text, schema: null } });

  it('refuses words that are no type of these engines', () => {
    for (const word of ['JSONB', 'SERIAL4', 'TIMESTAMPTZ', 'CHARACTERS', 'NATIONAL INT', 'NOT NULL', '']) {
      assert.equal(readSql(`ALTER TABLE t ADD c ${word}`).level, 'partial', word);
    }
  });
});

describe('mysql column attributes', () => {
  column('c INT NOT NULL', { nullable: false, default: null, comment: null, options: [] });
  column('c INT NULL', { nullable: true });
  column('c INT', { nullable: null });
  column('c INT NULL NOT NULL', { nullable: false });
  column('c INT DEFAULT 1', { default: '1' });
  column('c INT DEFAULT -1 NOT NULL', { default: '-1', nullable: false });
  column('c INT DEFAULT NULL', { default: 'NULL' });
  column("c VARCHAR(9) DEFAULT 'a' 'b' COMMENT 'x'", { default: "'a' 'b'", comment: 'x' });
  column("c VARCHAR(9) DEFAULT _utf8mb4'a' COLLATE utf8mb4_bin", {
    default: "_utf8mb4'a'",
    type: { collation: 'utf8mb4_bin' },
  });
  column("c BIT DEFAULT b'0'", { default: "b'0'" });
  column('c INT DEFAULT 0x1F', { default: '0x1F' });
  column('c BOOL DEFAULT TRUE', { default: 'TRUE' });
  column("c DATE DEFAULT DATE '2020-01-01'", { default: "DATE '2020-01-01'" });
  column('c TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP', {
    default: 'CURRENT_TIMESTAMP',
    onUpdate: 'CURRENT_TIMESTAMP',
  });
  column('c DATETIME(6) DEFAULT NOW(6) ON UPDATE CURRENT_TIMESTAMP(6)', {
    default: 'NOW(6)',
    onUpdate: 'CURRENT_TIMESTAMP(6)',
  });
  column('c BINARY(16) DEFAULT (UUID_TO_BIN(UUID()))', { default: '(UUID_TO_BIN(UUID()))' });
  column('c CHAR(36) DEFAULT uuid() COMMENT "x"', { default: 'uuid()', comment: 'x' });
  column('c INT DEFAULT NEXT VALUE FOR d.s', { default: 'NEXT VALUE FOR d.s' });
  column('c INT DEFAULT nextval(`d`.`s`)', { default: 'nextval(`d`.`s`)' });
  column('c INT DEFAULT CASE WHEN 1 THEN 2 ELSE 3 END NOT NULL', {
    default: 'CASE WHEN 1 THEN 2 ELSE 3 END',
    nullable: false,
  });
  column('c INT AUTO_INCREMENT PRIMARY KEY', { autoIncrement: true, primaryKey: { constraint: null } });
  column('c INT AUTO_INCREMENT KEY', { primaryKey: { constraint: null }, unique: null });
  column('c INT UNIQUE', { unique: { constraint: null }, primaryKey: null });
  column('c INT UNIQUE KEY PRIMARY KEY', { unique: { constraint: null }, primaryKey: { constraint: null } });
  column('c SERIAL', {
    type: { name: 'bigint', unsigned: true },
    nullable: false,
    autoIncrement: true,
    unique: { constraint: null },
    primaryKey: null,
  });
  column('c SERIAL PRIMARY KEY', { primaryKey: { constraint: null } });
  column('c SMALLINT SERIAL DEFAULT VALUE', {
    type: { name: 'smallint', unsigned: false },
    nullable: false,
    autoIncrement: true,
    unique: { constraint: null },
    default: null,
  });
  column("c INT COMMENT 'it''s \\'q\\''", { comment: "it's 'q'" });
  column('c TEXT COLLATE utf8mb4_bin NOT NULL', {
    type: { collation: 'utf8mb4_bin', span: 'TEXT COLLATE utf8mb4_bin' },
    nullable: false,
  });
  column('c TEXT NOT NULL COLLATE utf8mb4_bin', {
    type: { collation: 'utf8mb4_bin', span: 'TEXT' },
    nullable: false,
  });
  column('c INT INVISIBLE', { invisible: true });
  column('c INT VISIBLE', { invisible: false });
  column('c INT AS (a + b)', { generated: { kind: 'virtual', expression: 'a + b' } });
  column('c INT GENERATED ALWAYS AS (a + b) VIRTUAL', { generated: { kind: 'virtual' } });
  column('c INT GENERATED ALWAYS AS ((a) + (b)) STORED NOT NULL UNIQUE', {
    generated: { kind: 'stored', expression: '(a) + (b)' },
    nullable: false,
    unique: { constraint: null },
  });
  column('c INT AS (a + b) PERSISTENT', { generated: { kind: 'stored' } });
  column('c TIMESTAMP(6) GENERATED ALWAYS AS ROW START INVISIBLE', {
    generated: null,
    options: ['row start'],
    invisible: true,
  });
  column('c TIMESTAMP(6) AS ROW END', { options: ['row end'] });
  column('c INT WITHOUT SYSTEM VERSIONING', { options: ['without system versioning'] });
  column('c INT WITH SYSTEM VERSIONING', { options: ['with system versioning'] });
  column('c VARCHAR(9) COMPRESSED CHARACTER SET latin1 DEFAULT 1', {
    options: ['compressed'],
    type: { charset: 'latin1' },
    default: '1',
  });
  column('c BLOB COMPRESSED=zlib', { options: ['compressed zlib'] });
  column('c POINT NOT NULL SRID 4326', { options: ['srid 4326'], nullable: false });
  column('c POINT REF_SYSTEM_ID=0', { options: ['ref_system_id 0'] });
  column('c INT COLUMN_FORMAT FIXED STORAGE DISK', { options: ['column_format FIXED', 'storage DISK'] });
  column("c INT ENGINE_ATTRIBUTE = '{\"a\": 1}' SECONDARY_ENGINE_ATTRIBUTE '{}'", {
    options: ['engine_attribute {"a": 1}', 'secondary_engine_attribute {}'],
  });
  column('c INT NOT SECONDARY', { options: ['not secondary'], nullable: null });
  column('c INT CHECK (c > 0)', {
    checks: [
      { constraint: null, expression: 'c > 0', enforced: true, notValid: false, span: 'CHECK (c > 0)' },
    ],
  });
  column('c INT CONSTRAINT k CHECK (c > 0) NOT ENFORCED NOT NULL', {
    checks: [{ constraint: 'k', enforced: false, span: 'CONSTRAINT k CHECK (c > 0) NOT ENFORCED' }],
    nullable: false,
  });
  column('c INT CHECK (c > 0) CHECK (c < 9) ENFORCED', {
    checks: [{ expression: 'c > 0' }, { expression: 'c < 9', enforced: true }],
  });
  column('c INT REFERENCES u (id) ON DELETE SET NULL', {
    references: {
      table: 'u',
      columns: ['id'],
      onDelete: 'set null',
      onUpdate: null,
      match: null,
      constraint: null,
    },
  });
  column('c INT REFERENCES d.u MATCH SIMPLE ON UPDATE SET DEFAULT NOT NULL', {
    references: { table: 'd.u', columns: [], onUpdate: 'set default', match: 'simple' },
    nullable: false,
  });
  column("c INT COMMENT 'x' NOT NULL DEFAULT 0 UNIQUE AUTO_INCREMENT", {
    comment: 'x',
    nullable: false,
    default: '0',
    autoIncrement: true,
  });

  it('gives every attribute its own span', () => {
    const sql = "CREATE TABLE t (c VARCHAR(9) NOT NULL DEFAULT 'x' ON UPDATE NOW() COMMENT 'y' INVISIBLE)";
    const [create] = readSql(sql).operations;
    assert.ok(create?.kind === 'CreateTable');
    const [found] = create.columns;
    assert.ok(found !== undefined);
    const texts = [found.nullable, found.default, found.onUpdate, found.comment, found.invisible].map(
      attribute => (attribute === null ? null : sql.slice(attribute.span.start, attribute.span.end)),
    );
    assert.deepEqual(texts, ['NOT NULL', "DEFAULT 'x'", 'ON UPDATE NOW()', "COMMENT 'y'", 'INVISIBLE']);
  });

  it('leaves unfinished attributes unread', () => {
    for (const rest of [
      'DEFAULT',
      'DEFAULT COMMENT',
      'NOT',
      'ON UPDATE',
      "COMMENT 'x",
      'COMMENT',
      'AS (a',
      'CHECK ()',
      'REFERENCES',
      'GENERATED',
      'DEFAULT (',
      'COLLATE',
      'CONSTRAINT c',
      'DEFAULT -',
    ]) {
      const { level, operations } = readSql(`ALTER TABLE t ADD a INT, ADD c INT ${rest}`);
      assert.equal(level, 'partial', rest);
      assert.deepEqual(
        operations.map(operation => operation.kind),
        ['AddColumn', 'UnknownTableAction'],
        rest,
      );
    }
  });
});
