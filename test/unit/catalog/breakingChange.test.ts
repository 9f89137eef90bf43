import assert from 'node:assert/strict';
import { breakingChange } from '../../../server/src/catalog/breakingChange.ts';
import { diffCatalogs } from '../../../server/src/catalog/diff.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { databaseAfter, replay } from './replayedSql.ts';

/** `users.a: column-gone` for every change of a migration; `-` for what nobody notices. */
function breaks(dialect: Dialect, before: string, migration: string): readonly string[] {
  const from = databaseAfter(dialect, before).catalog;
  const to = replay(from, migration, 'later.sql').catalog;
  return diffCatalogs(from, to).map(
    difference => `${difference.change} ${difference.name}: ${breakingChange(from, to, difference) ?? '-'}`,
  );
}

describe('changes that break the running application', () => {
  it('are those that its statements meet', () => {
    assert.deepEqual(
      breaks(
        'postgresql',
        `CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE gone (id int);
        CREATE TABLE t (id int, dropped int, typed int, required text, filled text NOT NULL DEFAULT 'x', loose text NOT NULL);`,
        `DROP TABLE gone; ALTER TABLE t DROP COLUMN dropped, ALTER typed TYPE bigint, ALTER required SET NOT NULL, ALTER filled DROP DEFAULT, ALTER loose DROP NOT NULL,
        ADD COLUMN must int NOT NULL, ADD COLUMN may int, ADD COLUMN own int NOT NULL DEFAULT 1, ADD COLUMN numbered int GENERATED ALWAYS AS IDENTITY, ADD CONSTRAINT c CHECK (id > 0);
        CREATE INDEX plain ON t (id); CREATE UNIQUE INDEX strict ON t (typed); ALTER TYPE mood ADD VALUE 'c'; ALTER TYPE mood RENAME VALUE 'a' TO 'z'; CREATE TABLE fresh (id int);`,
      ),
      [
        'changed public.mood: label-gone',
        'added public.fresh: -',
        'dropped public.gone: object-gone',
        'dropped public.t.dropped: column-gone',
        'changed public.t.typed: type-changed',
        'changed public.t.required: value-required',
        'changed public.t.filled: default-gone',
        'changed public.t.loose: -',
        'added public.t.must: value-required',
        'added public.t.may: -',
        'added public.t.own: -',
        'added public.t.numbered: -',
        'added public.t.c: rows-refused',
        'added public.t.plain: -',
        'added public.t.strict: rows-refused',
      ],
    );
  });

  it('knows what MySQL fills by itself', () => {
    assert.deepEqual(
      breaks(
        'mysql',
        'CREATE TABLE t (a int);',
        'ALTER TABLE t ADD COLUMN id int AUTO_INCREMENT PRIMARY KEY, ADD COLUMN n int NOT NULL;',
      ),
      ['added t.id: -', 'added t.n: value-required', 'changed t: -', 'added t.PRIMARY: rows-refused'].filter(
        line => line !== 'changed t: -',
      ),
    );
  });
});
