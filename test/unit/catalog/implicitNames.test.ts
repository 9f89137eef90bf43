import assert from 'node:assert/strict';
import { joinedName } from '../../../server/src/catalog/implicitNames.ts';
import { databaseAfter, names, tableAfter, tableOf } from './replayedSql.ts';

describe('names that the server makes up', () => {
  describe('joinedName (makeObjectName of PostgreSQL)', () => {
    it('joins what fits', () => {
      assert.equal(joinedName('users', 'email', 'key'), 'users_email_key');
      assert.equal(joinedName('users', null, 'pkey'), 'users_pkey');
    });

    it('takes from the longer part first, and 63 bytes in all', () => {
      const name = joinedName('t'.repeat(50), 'c'.repeat(30), 'fkey');
      assert.equal(name, `${'t'.repeat(29)}_${'c'.repeat(28)}_fkey`);
      assert.equal(Buffer.byteLength(name), 63);
    });

    it('leaves a short part alone', () => {
      assert.equal(joinedName('t'.repeat(70), 'id', 'idx'), `${'t'.repeat(56)}_id_idx`);
    });

    it('never cuts a character in two', () => {
      // 63 - 5 = 58 bytes are left, which is 29 characters of two bytes; of 59 bytes the half character goes.
      assert.equal(joinedName('é'.repeat(30), null, 'pkey'), `${'é'.repeat(29)}_pkey`);
      assert.equal(joinedName('é'.repeat(30), null, 'idx'), `${'é'.repeat(29)}_idx`);
      assert.equal(
        joinedName('é'.repeat(30), 'é'.repeat(20), 'key'),
        `${'é'.repeat(14)}_${'é'.repeat(14)}_key`,
      );
    });
  });

  describe('PostgreSQL', () => {
    it('names keys, checks and foreign keys after table and columns', () => {
      const table = tableAfter(
        'postgresql',
        `
        CREATE TABLE users (id int PRIMARY KEY);
        CREATE TABLE t (
          id int PRIMARY KEY, email text UNIQUE CHECK (email <> ''), user_id int REFERENCES users, a int, b int,
          UNIQUE (a, b), CHECK (a > b), CHECK (b > 0), CHECK (b < 9), FOREIGN KEY (a, b) REFERENCES t (a, b));
      `,
        'relation:public.t',
      );
      assert.deepEqual([...names(table.constraints)].sort(), [
        't_a_b_fkey',
        't_a_b_key',
        't_b_check',
        't_b_check1',
        't_check',
        't_email_check',
        't_email_key',
        't_pkey',
        't_user_id_fkey',
      ]);
    });

    it('numbers index names that are taken, anywhere in the schema', () => {
      const { catalog } = databaseAfter(
        'postgresql',
        `
        CREATE TABLE t (a int, b text, "order" int, d jsonb);
        CREATE TABLE t_a_idx1 (x int);
        CREATE INDEX ON t (a);
        CREATE INDEX ON t (a);
        CREATE INDEX ON t (lower(b));
        CREATE INDEX ON t ((d->>'x'), (a + 1));
        CREATE INDEX ON t (a) INCLUDE (b);
        CREATE INDEX ON t ((b::date));
        CREATE INDEX ON t (((d->>'n')::int));
        CREATE UNIQUE INDEX ON t ("order");
        CREATE INDEX ON t ((b COLLATE "C"));
      `,
      );
      assert.deepEqual(names(tableOf(catalog, 'relation:public.t').indexes), [
        't_a_idx',
        't_a_idx2',
        't_lower_idx',
        't_expr_expr1_idx',
        't_a_b_idx',
        't_b_idx',
        't_int4_idx',
        't_order_idx',
        't_b_idx1',
      ]);
    });

    it('names sequences of serial and identity columns', () => {
      const { catalog } = databaseAfter(
        'postgresql',
        `
        CREATE TABLE s.t (id serial, n bigint GENERATED ALWAYS AS IDENTITY);
        CREATE SEQUENCE s.u_id_seq;
        CREATE TABLE s.u (id bigserial);
      `,
      );
      assert.equal(catalog.get('relation:s.t_id_seq')?.kind, 'sequence');
      assert.equal(catalog.get('relation:s.t_n_seq')?.kind, 'sequence');
      assert.equal(catalog.get('relation:s.u_id_seq1')?.kind, 'sequence');
    });

    it('makes one index for keys over the same columns, with the written name', () => {
      const table = tableAfter(
        'postgresql',
        'CREATE TABLE t (a int UNIQUE, b int, CONSTRAINT named UNIQUE (a), PRIMARY KEY (a), UNIQUE (b, a))',
        'relation:public.t',
      );
      assert.deepEqual(
        table.constraints.map(constraint => `${constraint.name} ${constraint.kind}`),
        ['named primary-key', 't_b_a_key unique'],
      );
    });

    it('gives a later UNIQUE over key columns an index of its own', () => {
      const table = tableAfter(
        'postgresql',
        'CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ADD UNIQUE (a);',
        'relation:public.t',
      );
      assert.deepEqual(names(table.constraints), ['t_pkey', 't_a_key']);
    });
  });

  describe('MySQL and MariaDB', () => {
    it('names an index after its first column', () => {
      const table = tableAfter(
        'mysql',
        `
        CREATE TABLE t (a int, b int UNIQUE, c int, \`primary\` int, KEY (a, b), KEY (a), UNIQUE (B), KEY (\`primary\`), KEY ((a + b)), PRIMARY KEY (c))
      `,
        'relation:.t',
      );
      assert.deepEqual(names(table.indexes), [
        'b',
        'a',
        'a_2',
        'B_2',
        'primary_2',
        'functional_index',
        'PRIMARY',
      ]);
    });

    it('numbers foreign keys and checks of the table', () => {
      const sql = `
        CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE t (a int, b int, CONSTRAINT t_ibfk_7 FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id), CHECK (a > 0), CHECK (b > 0));
      `;
      assert.deepEqual([...names(tableAfter('mysql', sql, 'relation:.t').constraints)].sort(), [
        't_chk_1',
        't_chk_2',
        't_ibfk_7',
        't_ibfk_8',
      ]);
      assert.deepEqual([...names(tableAfter('mariadb', sql, 'relation:.t').constraints)].sort(), [
        'CONSTRAINT_1',
        'CONSTRAINT_2',
        't_ibfk_7',
        't_ibfk_8',
      ]);
    });

    it('takes the index name of a foreign key for the constraint in MariaDB only', () => {
      const sql =
        'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, FOREIGN KEY by_a (a) REFERENCES p (id));';
      assert.deepEqual(names(tableAfter('mysql', sql, 'relation:.t').constraints), ['t_ibfk_1']);
      assert.deepEqual(names(tableAfter('mariadb', sql, 'relation:.t').constraints), ['by_a']);
      assert.deepEqual(names(tableAfter('mysql', sql, 'relation:.t').indexes), ['by_a']);
    });

    it('renames generated constraint names with the table', () => {
      const { catalog } = databaseAfter(
        'mysql',
        `
        CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE t (a int, b int CHECK (b > 0), FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT kept FOREIGN KEY (b) REFERENCES p (id));
        RENAME TABLE t TO u, p TO q;
      `,
      );
      const table = tableOf(catalog, 'relation:.u');
      assert.deepEqual([...names(table.constraints)].sort(), ['kept', 'u_chk_1', 'u_ibfk_1']);
      assert.deepEqual(tableOf(catalog, 'relation:.q').referencedBy, [
        { table: 'relation:.u', constraint: 'u_ibfk_1' },
        { table: 'relation:.u', constraint: 'kept' },
      ]);
    });
  });
});
