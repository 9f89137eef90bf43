import assert from 'node:assert/strict';
import { markIn } from '../../../server/src/frameworks/toolMarks.ts';
import { projectWith, setsOf } from './sampleProjects.ts';

const SQL = 'SELECT 1;\n';
const GOOSE = `-- +goose Up\n${SQL}`;
const SQLX_CRATE = '[dependencies]\nsqlx = "0.8"\n';

/** Files of a project, and the sets that are to be found; no sets means that the files are left to `plain`. */
interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly sets: readonly string[];
}

const cases: readonly Case[] = [
  // Marks
  { name: 'goose by its mark', files: { 'm/1_a.sql': GOOSE }, sets: ['goose m'] },
  { name: 'goose in other letters and spaces', files: { 'm/1_a.sql': '--  +goose up\n' }, sets: ['goose m'] },
  {
    name: 'a comment that speaks of goose',
    files: { 'm/1_a.sql': '-- see +goose Up in the manual\nSELECT 1;' },
    sets: [],
  },
  { name: "goose's mark in a string", files: { 'm/1_a.sql': "SELECT '-- +goose Up';" }, sets: [] },
  { name: 'a goose file without a number', files: { 'm/a.sql': GOOSE }, sets: [] },
  {
    name: 'one stray goose file among plain ones',
    files: { 'm/1_a.sql': SQL, 'm/2_b.sql': SQL, 'm/3_c.sql': GOOSE },
    sets: [],
  },
  {
    name: 'goose files with a new, still empty one',
    files: { 'm/1_a.sql': GOOSE, 'm/2_b.sql': '', 'm/3_c.sql': '\n' },
    sets: ['goose m'],
  },
  { name: 'a mark far down', files: { 'm/1_a.sql': `${'-- x\n'.repeat(500)}${GOOSE}` }, sets: [] },
  {
    name: 'two tools in one folder by their marks',
    files: {
      'm/1_a.sql': GOOSE,
      'm/2_b.sql': GOOSE,
      'm/3_c.sql': '-- migrate:up\n',
    },
    sets: ['dbmate m', 'goose m'],
  },
  { name: 'dbmate by its mark', files: { 'x/20240101_a.sql': '-- migrate:up\n' }, sets: ['dbmate x'] },
  { name: 'a numbered file without a mark', files: { 'db/migrations/20240101_a.sql': SQL }, sets: [] },
  { name: 'sql-migrate by its mark', files: { 'x/a.sql': '-- +migrate Up\n' }, sets: ['sql-migrate x'] },
  { name: "micrate's mark", files: { 'x/1_a.sql': '-- +micrate Up\n' }, sets: [] },
  { name: 'tern by its configuration', files: { 'm/tern.conf': '', 'm/001_a.sql': SQL }, sets: ['tern m'] },
  { name: 'tern.conf elsewhere', files: { 'tern.conf': '', 'm/001_a.sql': SQL }, sets: [] },
  {
    name: 'tern by its separator',
    files: { 'm/001_a.sql': `${SQL}---- create above / drop below ----\n` },
    sets: ['tern m'],
  },
  {
    name: 'node-pg-migrate by mark and clock',
    files: { 'm/1704067200000_a.sql': `-- Up Migration\n${SQL}` },
    sets: ['node-pg-migrate m'],
  },
  {
    name: 'the words Up Migration under a short number',
    files: { 'm/001_a.sql': `-- Up Migration\n${SQL}` },
    sets: [],
  },
  {
    name: 'the words Up migration in an .up.sql file',
    files: { 'm/20240101000000_a.up.sql': `-- Up migration: users\n${SQL}` },
    sets: ['golang-migrate m'],
  },
  {
    name: 'Liquibase by its header',
    files: { 'c/a.sql': `\uFEFF\n--liquibase formatted sql\n--changeset a:1\n${SQL}` },
    sets: ['liquibase c'],
  },
  {
    name: 'the header of Liquibase below something else',
    files: { 'c/a.sql': `-- Copyright\n--liquibase formatted sql\n--changeset a:1\n${SQL}` },
    sets: [],
  },
  { name: 'an XML changelog', files: { 'c/master.xml': '<databaseChangeLog/>' }, sets: ['liquibase c'] },
  { name: 'any other XML file', files: { 'c/pom.xml': '<project/>' }, sets: [] },
  {
    name: 'a YAML changelog',
    files: { 'c/a.yaml': 'databaseChangeLog:\n- changeSet: {}' },
    sets: ['liquibase c'],
  },
  { name: 'a JSON changelog', files: { 'c/a.json': '{"databaseChangeLog": []}' }, sets: ['liquibase c'] },
  {
    name: 'a JSON file that speaks of changelogs',
    files: { 'c/a.json': '{"x": "databaseChangeLog"}' },
    sets: [],
  },
  {
    name: 'a Flyway name with the mark of another tool',
    files: { 'db/migration/V1__a.sql': GOOSE },
    sets: ['flyway db/migration'],
  },

  // Folders of their own shape
  {
    name: 'Prisma by the name of the folder',
    files: { 'db/migrations/0_init/migration.sql': SQL },
    sets: ['prisma db/migrations'],
  },
  {
    name: 'Prisma by its lock file',
    files: { 'db/steps/migration_lock.toml': '', 'db/steps/0_init/migration.sql': SQL },
    sets: ['prisma db/steps'],
  },
  { name: 'migration.sql in any other folder', files: { 'docs/example/migration.sql': SQL }, sets: [] },
  { name: 'down.sql alone', files: { 'migrations/readme/down.sql': SQL }, sets: [] },
  {
    name: 'Drizzle 1.0, which has folders as Prisma has',
    files: { 'm/migrations/20240101_a/migration.sql': SQL, 'm/migrations/20240101_a/snapshot.json': '{}' },
    sets: ['drizzle m/migrations'],
  },
  {
    name: 'Drizzle by its breakpoints',
    files: { 'd/0000_a.sql': 'SELECT 1;--> statement-breakpoint\nSELECT 2;' },
    sets: ['drizzle d'],
  },
  {
    name: 'Drizzle with a broken journal',
    files: { 'd/meta/_journal.json': '{', 'd/0000_a.sql': SQL },
    sets: ['drizzle d'],
  },
  { name: 'a journal elsewhere', files: { 'meta/_journal.json': '{}', 'd/0000_a.sql': SQL }, sets: [] },
  {
    name: 'Supabase in a monorepo',
    files: { 'apps/web/supabase/migrations/20240101_a.sql': SQL },
    sets: ['supabase apps/web/supabase/migrations'],
  },
  {
    name: 'a folder that only ends like Supabase',
    files: { 'my-supabase/migrations/20240101_a.sql': SQL, 'supabase/seeds/1_a.sql': SQL },
    sets: [],
  },
  {
    name: 'Hasura by the clock',
    files: { 'h/migrations/default/1704067200000_a/up.sql': SQL },
    sets: ['hasura h/migrations/default'],
  },
  {
    name: 'Hasura by its project, whatever the version',
    files: {
      'h/config.yaml': '',
      'h/metadata/databases/databases.yaml': '',
      'h/migrations/default/1_init/up.sql': SQL,
    },
    sets: ['hasura h/migrations/default'],
  },
  {
    name: 'Diesel beside some config.yaml',
    files: { 'config.yaml': '', 'migrations/2024-01-01-000000_a/up.sql': SQL },
    sets: ['diesel migrations'],
  },
  {
    name: 'Diesel by diesel.toml',
    files: {
      'diesel.toml': '[migrations_directory]\ndir = "./schema/steps"\n',
      'schema/steps/1_a/up.sql': SQL,
    },
    sets: ['diesel schema/steps'],
  },
  { name: 'up.sql in folders of a book', files: { 'book/1_intro/up.sql': SQL }, sets: [] },
  { name: 'up.sql without a version', files: { 'migrations/users/up.sql': SQL }, sets: [] },
  {
    name: 'Atlas by its sum',
    files: { 'm/atlas.sum': 'h1:', 'm/20240101_a.sql': SQL },
    sets: ['atlas m'],
  },
  { name: 'atlas.sum elsewhere', files: { 'atlas.sum': 'h1:', 'm/20240101_a.sql': SQL }, sets: [] },
  {
    name: "Atlas over golang-migrate's files",
    files: { 'm/atlas.sum': 'h1:', 'm/1_a.up.sql': SQL },
    sets: ['golang-migrate m'],
  },
  {
    name: "Atlas over goose's files",
    files: { 'm/atlas.sum': 'h1:', 'm/1_a.sql': GOOSE },
    sets: ['goose m'],
  },
  {
    name: 'Rails by its Ruby migrations',
    files: { 'db/migrate/1_a.rb': '', 'db/migrate/sql/1_a.sql': SQL },
    sets: ['rails db/migrate'],
  },
  { name: 'db/migrate without Ruby', files: { 'db/migrate/1_a.sql': SQL }, sets: [] },

  // Told apart by what else there is
  {
    name: 'sqlx by its crate',
    files: { 'a/Cargo.toml': SQLX_CRATE, 'a/migrations/1_a.sql': SQL },
    sets: ['sqlx a/migrations'],
  },
  {
    name: 'sqlx by its crate, reversible',
    files: { 'Cargo.toml': '[dependencies.sqlx]\n', 'migrations/1_a.up.sql': SQL },
    sets: ['sqlx migrations'],
  },
  {
    name: 'a folder below migrations of a crate',
    files: { 'Cargo.toml': SQLX_CRATE, 'migrations/postgres/1_a.sql': SQL },
    sets: ['sqlx migrations/postgres'],
  },
  {
    name: 'sqlx by sqlx.toml',
    files: { 'sqlx.toml': '[migrate]\nmigrations-dir = "./db/steps"\n', 'db/steps/1_a.sql': SQL },
    sets: ['sqlx db/steps'],
  },
  { name: 'sqlx by its mark', files: { 'm/1_a.sql': '-- no-transaction\nSELECT 1;' }, sets: ['sqlx m'] },
  {
    name: 'sqlx by its kept queries',
    files: { '.sqlx/query-0a.json': '{}', 'migrations/1_a.sql': SQL },
    sets: ['sqlx migrations'],
  },
  {
    name: 'a crate without sqlx',
    files: { 'Cargo.toml': '[dependencies]\ntokio = "1"\n', 'migrations/1_a.sql': SQL },
    sets: [],
  },
  {
    name: 'a crate with sqlx and SQL in another folder',
    files: { 'Cargo.toml': SQLX_CRATE, 'queries/1_a.sql': SQL },
    sets: [],
  },
  { name: 'broken TOML', files: { 'sqlx.toml': '[[[', 'diesel.toml': '=', 'm/1_a.sql': SQL }, sets: [] },
  {
    name: 'golang-migrate by its names',
    files: { 'm/1_a.up.sql': SQL, 'm/1_a.down.sql': SQL },
    sets: ['golang-migrate m'],
  },
  { name: 'only files that lead back', files: { 'm/1_a.down.sql': SQL }, sets: [] },
  { name: 'a version with a dot', files: { 'm/0.59_a.up.sql': SQL, 'm/0.59.up.sql': SQL }, sets: [] },
  { name: "pop's dialects", files: { 'm/1_a.postgres.up.sql': SQL, 'm/1_a.mysql.up.sql': SQL }, sets: [] },
  { name: "bun's transactions", files: { 'm/1_a.tx.up.sql': SQL }, sets: [] },
  {
    name: 'a version beyond 64 bits',
    files: { 'm/20150100000001000000_a.up.sql': SQL },
    sets: [],
  },
  {
    name: 'several tools side by side',
    files: {
      'a/1_a.up.sql': SQL,
      'b/1_a.sql': GOOSE,
      'c/db/migration/V1__a.sql': SQL,
      'd/1_a.sql': SQL,
    },
    sets: ['flyway c/db/migration', 'golang-migrate a', 'goose b'],
  },
];

describe('recognising migration tools', () => {
  for (const { name, files, sets } of cases) {
    it(`${sets.length === 0 ? 'leaves alone' : 'finds'}: ${name}`, () => {
      const project = projectWith(files);
      assert.deepEqual(setsOf(project), sets);
      const inSets = project.sets.flatMap(set => set.files.map(file => file.path));
      assert.equal(new Set(inSets).size, inSets.length, 'no file belongs to two tools');
      assert.deepEqual(
        inSets.filter(path => path.endsWith('.sql')).sort(),
        Object.keys(files)
          .filter(path => path.endsWith('.sql'))
          .sort(),
        'every SQL file belongs to one',
      );
    });
  }

  it('takes no dump for a migration', () => {
    const project = projectWith({
      'db/structure.sql': SQL,
      'db/cache_structure.sql': SQL,
      'schema.sql': '-- PostgreSQL database dump\n\nCREATE TABLE t (a int);\n',
      'old/schema.sql': '-- MySQL dump 10.13  Distrib 8.0.32\n',
      'new/schema.sql': 'CREATE TABLE t (a int);\n',
      'new/structure.sql': SQL,
    });
    assert.deepEqual(
      project.sets.flatMap(set => set.files.map(file => file.path)),
      ['new/schema.sql', 'new/structure.sql'],
    );
  });

  it('reads only the head of a file for marks', () => {
    assert.equal(markIn('SELECT 1;'), null);
    assert.equal(markIn('/* -- */ -- +goose Up'), null);
    assert.equal(markIn('  -- atlas:txmode none\n'), 'atlas');
    assert.equal(markIn('\n-- no-transaction\n'), null, 'sqlx looks at the very first characters');
  });
});
