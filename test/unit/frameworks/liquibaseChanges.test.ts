import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cutChangelog } from '../../../server/src/frameworks/liquibase/structuredChangelog.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';

const FIXTURES = new URL('../../fixtures/liquibase/', import.meta.url);
const SET = { framework: 'liquibase', root: '', files: [], settings: {} } as const;

/** What differs in words only: quotes, letters, white space, optional words, names that the engine ignores or gives itself. */
function plain(sql: string): string {
  return sql
    .replace(/["`]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .toLowerCase()
    .replace(/constraint (?:\w+_pkey|pk_\w+) (?=primary key)/g, '')
    .replace(/\b(alter|drop) column\b/g, '$1')
    .replace(/\brename to\b/g, 'rename')
    .replace(/\bcurrent_timestamp\b(?!\(|')/g, 'now()')
    .replace(/;$/, '')
    .trim();
}

/** Liquibase gives the constraints of a table in the order of a hash; MariaDB the options of a sequence in its own. */
function sorted(sql: string): string {
  if (!/^create (?:table|sequence)\b/.test(sql)) return sql;
  return sql
    .split(/[,()]|(?= (?:start|increment|minvalue|maxvalue|cache|cycle)\b)/)
    .sort()
    .join('|');
}

/** Statements that Liquibase makes otherwise, and why that does not matter here. */
const OTHERWISE: Readonly<Record<Dialect, readonly [theirs: RegExp, ours: RegExp][]>> = {
  postgresql: [
    // The name of the key is looked up when it runs.
    [/^do \$\$ declare constraint_name/, /^alter table t_c drop constraint t_c_pkey$/],
    // Four statements about a sequence: nobody can follow them.
    [/t_b_id_seq|alter table t_b alter id set not null/, /^addautoincrement t_b$/],
    // A quoted number.
    [/^update t_b set b = '0'/, /^update t_b set b = 0/],
    [/^update t set c = 'false'/, /^update t set c = false/],
  ],
  mysql: [
    [/^update t_b set b = '0'/, /^update t_b set b = 0/],
    // The counter alone.
    [/^alter table t_b auto_increment=10$/, /^$/],
  ],
  mariadb: [
    [/^update t_b set b = '0'/, /^update t_b set b = 0/],
    [/^alter table t_b auto_increment=10$/, /^$/],
  ],
};

describe('changes of structured changelogs', () => {
  const changelog = readFileSync(new URL('changes.xml', FIXTURES), 'utf8');

  for (const dialect of ['postgresql', 'mysql', 'mariadb'] as const) {
    it(`are the SQL that Liquibase sends to ${dialect}`, () => {
      const measured = readFileSync(new URL(`changes.${dialect}.sql`, FIXTURES), 'utf8')
        .split(/;\n(?=\n|$)/)
        .map(plain)
        .filter(sql => sql !== '');
      const cut = cutChangelog('changes.xml', changelog, dialect, SET, {
        paths: ['changes.xml'],
        read: () => null,
      });
      const made = (cut?.split.pieces ?? []).map(piece => plain(piece.sql));
      const known = OTHERWISE[dialect];
      const theirs = measured.filter(sql => !known.some(([pattern]) => pattern.test(sql)));
      const ours = made.filter(sql => !known.some(([, pattern]) => pattern.test(sql)));
      assert.ok(theirs.length > 70, `only ${theirs.length} statements`);
      assert.deepEqual(ours.map(sorted), theirs.map(sorted));
      for (const [pattern, own] of known) {
        assert.ok(
          measured.some(sql => pattern.test(sql)),
          `${pattern} is no longer made by Liquibase`,
        );
        assert.ok(own.source === '^$' || made.some(sql => own.test(sql)), `${own} is not made`);
      }
    });
  }
});
