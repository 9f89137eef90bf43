import assert from 'node:assert/strict';
import { type Catalog, emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { replayFile } from '../../../server/src/catalog/replay.ts';
import { conditionHolds } from '../../../server/src/catalog/schemaCondition.ts';
import type { SchemaCondition, StoredName } from '../../../server/src/operations/schemaCondition.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { loadReaders } from '../reviewing.ts';

const named = (name: string, schema: string | null = null): StoredName => ({ schema, name });
const table = (name: string, schema: string | null = null): SchemaCondition => ({
  kind: 'table',
  relation: named(name, schema),
});
const column = (of: string, name: string): SchemaCondition => ({
  kind: 'column',
  table: named(of),
  column: name,
});
const index = (of: string | null, name: string | null, ...columns: string[]): SchemaCondition => ({
  kind: 'index',
  table: of === null ? null : named(of),
  schema: null,
  name,
  columns,
});
const foreignKey = (of: string | null, name: string): SchemaCondition => ({
  kind: 'foreign-key',
  table: of === null ? null : named(of),
  schema: null,
  name,
});
const primaryKey = (of: string, name: string | null = null): SchemaCondition => ({
  kind: 'primary-key',
  table: named(of),
  name,
});
const unique = (of: string, name: string | null, ...columns: string[]): SchemaCondition => ({
  kind: 'unique-constraint',
  table: named(of),
  name,
  columns,
});

describe('conditions on the schema', () => {
  let readerOf: Awaited<ReturnType<typeof loadReaders>>;
  before(async () => {
    readerOf = await loadReaders();
  });

  const schema = (dialect: Dialect, sql: string, complete = false): Catalog => {
    const reader = readerOf(dialect);
    const statements = splitFile(sql, dialect).pieces.map(piece => reader.read(piece.sql));
    return replayFile(emptyCatalog(dialect, { complete }), statements, 'a.sql');
  };
  const judge = (catalog: Catalog, expected: readonly (readonly [SchemaCondition, boolean | null])[]) => {
    for (const [condition, answer] of expected)
      assert.equal(conditionHolds(catalog, condition), answer, JSON.stringify(condition));
  };

  const POSTGRESQL = `
    CREATE TABLE people (id bigint PRIMARY KEY, mail text, CONSTRAINT people_mail UNIQUE (mail));
    CREATE TABLE notes (id bigint, person bigint, title text, "Body" text,
      CONSTRAINT notes_person FOREIGN KEY (person) REFERENCES people (id));
    CREATE INDEX notes_title ON notes (title, person);
    CREATE INDEX notes_covering ON notes (person) INCLUDE (title);
    CREATE INDEX notes_last ON notes (id DESC);
    CREATE UNIQUE INDEX notes_body ON notes ("Body");
    CREATE VIEW titles AS SELECT title FROM notes;
    CREATE SEQUENCE numbers;
    CREATE TABLE gone (id int); DROP TABLE gone;
    CREATE TABLE IF NOT EXISTS perhaps (id int);
    ALTER TABLE elsewhere ADD COLUMN n int;`;

  it('are answered from what migrations made on PostgreSQL', () =>
    judge(schema('postgresql', POSTGRESQL), [
      [table('notes'), true],
      [table('notes', 'public'), true],
      [table('gone'), false],
      [column('gone', 'id'), false],
      [column('notes', 'title'), true],
      [column('notes', 'author'), false],
      [index('notes', 'notes_title'), true],
      [index('notes', 'notes_titles'), false],
      [index('notes', null, 'title', 'person'), true],
      [index('notes', null, 'person', 'title'), null],
      [index('notes', null, 'id'), null],
      [index('people', null, 'mail', 'id'), false],
      [index('people', null, 'id'), true],
      [index(null, 'notes_title'), true],
      [index('gone', 'i'), false],
      [foreignKey('notes', 'notes_person'), true],
      [foreignKey('notes', 'fk_notes_person'), false],
      [foreignKey(null, 'notes_person'), true],
      [primaryKey('people'), true],
      [primaryKey('people', 'people_pkey'), true],
      [primaryKey('people', 'pk'), false],
      [primaryKey('notes'), false],
      [unique('people', 'people_mail'), true],
      [unique('people', null, 'mail'), true],
      [unique('people', null, 'id'), false],
      // An index is no constraint here.
      [unique('notes', 'notes_body'), false],
      [{ kind: 'view', relation: named('titles') }, true],
      [{ kind: 'sequence', relation: named('numbers') }, true],
    ]));

  it('are not answered where the schema is not known for certain', () => {
    judge(schema('postgresql', POSTGRESQL), [
      // Before the first migration there may have been anything.
      [table('users'), null],
      [column('users', 'id'), null],
      [column('elsewhere', 'm'), null],
      [table('perhaps'), true],
      [column('perhaps', 'name'), null],
      [column('perhaps', 'id'), null],
      [table('notes', 'shop'), null],
      [index(null, 'other_index'), null],
      [foreignKey(null, 'other_key'), null],
      // Names that differ in case only.
      [table('Notes'), null],
      [column('notes', 'body'), null],
      [index('notes', 'NOTES_TITLE'), null],
      // A relation of another kind.
      [table('titles'), null],
      [{ kind: 'view', relation: named('notes') }, null],
    ]);
    judge(schema('postgresql', `${POSTGRESQL}\nDO $$ BEGIN EXECUTE format('x %s', now()); END $$;`), [
      [column('notes', 'author'), null],
      [column('notes', 'title'), null],
    ]);
    judge(schema('postgresql', POSTGRESQL, true), [
      [table('users'), false],
      [table('Notes'), null],
      [table('notes', 'shop'), null],
    ]);
  });

  it('know the indexes that MySQL makes by itself, and compare its names without case', () => {
    const catalog = schema(
      'mysql',
      `CREATE TABLE people (id bigint PRIMARY KEY, mail varchar(99));
      CREATE TABLE notes (id bigint PRIMARY KEY, person bigint, title text);
      CREATE UNIQUE INDEX people_mail ON people (mail);
      ALTER TABLE notes ADD CONSTRAINT notes_person FOREIGN KEY (person) REFERENCES people (id);
      CREATE INDEX notes_title ON notes (title(10));`,
    );
    judge(catalog, [
      [index('notes', null, 'person'), true],
      [index('notes', null, 'PERSON'), true],
      [index('notes', 'notes_person'), true],
      [index('notes', null, 'title'), true],
      [index('notes', null, 'title', 'person'), false],
      [column('notes', 'TITLE'), true],
      [column('notes', 'author'), false],
      [table('NOTES'), null],
      [unique('people', 'people_mail'), true],
      [unique('people', null, 'id'), false],
      [primaryKey('notes', 'primary'), true],
      [primaryKey('notes', 'pk_notes'), false],
      [table('notes', 'shop'), null],
    ]);
  });

  it('are put together with three values', () => {
    const catalog = schema('postgresql', POSTGRESQL);
    const [yes, no, perhaps] = [table('notes'), table('gone'), table('users')];
    judge(catalog, [
      [{ kind: 'all', of: [yes, perhaps] }, null],
      [{ kind: 'all', of: [no, perhaps] }, false],
      [{ kind: 'any', of: [no, perhaps] }, null],
      [{ kind: 'any', of: [yes, perhaps] }, true],
      [{ kind: 'none', of: [no] }, true],
      [{ kind: 'none', of: [no, yes] }, false],
      [{ kind: 'none', of: [no, perhaps] }, null],
      [{ kind: 'all', of: [yes, { kind: 'unknown' }] }, null],
      [{ kind: 'all', of: [yes, { kind: 'settled', holds: false }] }, false],
      [{ kind: 'all', of: [] }, true],
    ]);
  });
});
