import assert from 'node:assert/strict';
import { commentsOf, cut } from './cut.ts';

const pg = (text: string): string[] => cut(text, 'postgresql');

describe('splitFile in PostgreSQL', () => {
  describe('quoted text', () => {
    it('reads dollar quotes with and without a tag', () => {
      assert.deepEqual(pg('DO $$ BEGIN a; END $$; SELECT $x$ ; $$ ; $x$;'), [
        'DO $$ BEGIN a; END $$|;',
        'SELECT $x$ ; $$ ; $x$|;',
      ]);
      assert.deepEqual(pg('SELECT $é_1$;$é_1$;'), ['SELECT $é_1$;$é_1$|;']);
    });

    it('knows dollar signs that open no quote', () => {
      assert.deepEqual(pg('SELECT a$b$; SELECT c$b$;'), ['SELECT a$b$|;', 'SELECT c$b$|;']);
      assert.deepEqual(pg('SELECT a$$; SELECT b$$;'), ['SELECT a$$|;', 'SELECT b$$|;']);
      assert.deepEqual(pg('SELECT $1; SELECT $2$3;'), ['SELECT $1|;', 'SELECT $2$3|;']);
    });

    it('escapes with a backslash after E only', () => {
      assert.deepEqual(pg("SELECT E'a\\';b'; SELECT 1;"), ["SELECT E'a\\';b'|;", 'SELECT 1|;']);
      assert.deepEqual(pg("SELECT e'\\\\'; SELECT 1;"), ["SELECT e'\\\\'|;", 'SELECT 1|;']);
      assert.deepEqual(pg("SELECT 'a\\'; SELECT 'b';"), ["SELECT 'a\\'|;", "SELECT 'b'|;"]);
      assert.deepEqual(pg("SELECT U&'d\\0061t\\'; SELECT 1;"), ["SELECT U&'d\\0061t\\'|;", 'SELECT 1|;']);
      assert.deepEqual(pg("SELECT type'a\\'; SELECT 1;"), ["SELECT type'a\\'|;", 'SELECT 1|;']);
    });

    it('goes on with the escapes in the string of the next line', () => {
      assert.deepEqual(pg("SELECT E'a'\n  'b\\';c'; SELECT 1;"), ["SELECT E'a'\n  'b\\';c'|;", 'SELECT 1|;']);
    });

    it('nests comments', () => {
      assert.deepEqual(pg('SELECT 1 /* a /* ; */ ; */ + 1; SELECT 2;'), [
        'SELECT 1 /* a /* ; */ ; */ + 1|;',
        'SELECT 2|;',
      ]);
      assert.deepEqual(commentsOf('/* a /* b */ c */', 'postgresql'), ['a /* b */ c']);
    });

    it('takes backticks and # for operators and /*! for a comment', () => {
      assert.deepEqual(pg('SELECT 1 # 2; SELECT 3 ` 4;'), ['SELECT 1 # 2|;', 'SELECT 3 ` 4|;']);
      assert.deepEqual(pg('/*! SET x; */ SELECT 1;'), ['SELECT 1|;']);
    });
  });

  describe('statements that hold others', () => {
    it('reads BEGIN ATOMIC bodies', () => {
      const body =
        'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END';
      assert.deepEqual(pg(`${body}; SELECT 2;`), [`${body}|;`, 'SELECT 2|;']);
      const procedure = 'CREATE OR REPLACE PROCEDURE p()\nBEGIN ATOMIC\nEND';
      assert.deepEqual(pg(`${procedure};SELECT 1`), [`${procedure}|;`, 'SELECT 1|-']);
    });

    it('takes BEGIN elsewhere for a transaction', () => {
      assert.deepEqual(pg('BEGIN; SELECT 1; END; BEGIN; COMMIT;'), [
        'BEGIN|;',
        'SELECT 1|;',
        'END|;',
        'BEGIN|;',
        'COMMIT|;',
      ]);
      assert.deepEqual(pg('CREATE FUNCTION f() RETURNS int RETURN 1; SELECT 2;'), [
        'CREATE FUNCTION f() RETURNS int RETURN 1|;',
        'SELECT 2|;',
      ]);
    });

    it('reads rules with several actions', () => {
      const rule = 'CREATE OR REPLACE RULE r AS ON DELETE TO t DO INSTEAD (DELETE FROM a; DELETE FROM b;)';
      assert.deepEqual(pg(`${rule}; SELECT 1;`), [`${rule}|;`, 'SELECT 1|;']);
    });

    it('does not take other parentheses for those of a rule', () => {
      assert.deepEqual(pg('CREATE TABLE rule (a int; SELECT 1;'), [
        'CREATE TABLE rule (a int|;',
        'SELECT 1|;',
      ]);
    });
  });

  describe('psql', () => {
    it('takes lines with a backslash for client commands', () => {
      assert.deepEqual(pg('\\restrict aBc1\n\\connect db\nSELECT 1;\n\\i other.sql\n\\echo a; b\n'), [
        '@\\restrict aBc1',
        '@\\connect db',
        'SELECT 1|;',
        '@\\i other.sql',
        '@\\echo a; b',
      ]);
    });

    it('ends statements at \\g and its kin', () => {
      assert.deepEqual(
        pg('SELECT 1 \\gexec\nSELECT 2 \\g out.txt\nSELECT 3\\gx\nSELECT 4 \\gset p_\nSELECT 5\\;SELECT 6;'),
        [
          'SELECT 1|\\gexec',
          'SELECT 2|\\g out.txt',
          'SELECT 3|\\gx',
          'SELECT 4|\\gset p_',
          'SELECT 5|\\;',
          'SELECT 6|;',
        ],
      );
    });

    it('ends an unfinished statement at a command line', () => {
      assert.deepEqual(pg('SELECT 1\n\\echo done\nSELECT 2;'), ['SELECT 1|-', '@\\echo done', 'SELECT 2|;']);
      assert.deepEqual(pg('SELECT 1 \\ 2;'), ['SELECT 1 \\ 2|;']);
    });
  });

  describe('rows of COPY', () => {
    it('takes the lines up to the end line for rows', () => {
      assert.deepEqual(pg("COPY public.t (a, b) FROM stdin;\n1\tit's; $$\n\\N\t\\.x\n\\.\n\nSELECT 1;\n"), [
        'COPY public.t (a, b) FROM stdin|;',
        "=1\tit's; $$\n\\N\t\\.x\n\\.",
        'SELECT 1|;',
      ]);
    });

    it('takes CRLF, no rows at all and the end of the text', () => {
      assert.deepEqual(pg('copy t from STDIN with (format csv);\r\n\\.\r\nSELECT 1;'), [
        'copy t from STDIN with (format csv)|;',
        '=\\.',
        'SELECT 1|;',
      ]);
      assert.deepEqual(pg('COPY t FROM stdin;\n1\n\\.'), ['COPY t FROM stdin|;', '=1\n\\.']);
      assert.deepEqual(pg('\\copy t from stdin\n1\n\\.\nSELECT 1;'), [
        '@\\copy t from stdin',
        '=1\n\\.',
        'SELECT 1|;',
      ]);
    });

    it('knows COPY statements that are not followed by rows', () => {
      const text =
        "COPY t TO stdout;\nSELECT 1;\nCOPY t FROM '/x';\nSELECT 2;\nCOPY stdin FROM 'x';\nSELECT 3;";
      assert.equal(pg(text).length, 6);
      assert.deepEqual(pg('COPY t FROM stdin;'), ['COPY t FROM stdin|;']);
    });

    it('lets rows without an end line go to the next statement', () => {
      assert.deepEqual(pg('COPY t FROM stdin;\n1\ta\n2\tb\n\nCREATE TABLE u (a int);\n'), [
        'COPY t FROM stdin|;',
        '=1\ta\n2\tb|open',
        'CREATE TABLE u (a int)|;',
      ]);
      assert.deepEqual(pg('COPY t FROM stdin;\nCREATE TABLE u (a int);\nCOPY u FROM stdin;\n1\n\\.\n'), [
        'COPY t FROM stdin|;',
        'CREATE TABLE u (a int)|;',
        'COPY u FROM stdin|;',
        '=1\n\\.',
      ]);
    });
  });

  it('takes a DELIMITER line of other runners where a statement could begin', () => {
    assert.deepEqual(pg('delimiter d//\nSELECT 1;\nd//\ndelimiter ;\nSELECT 2;'), [
      '@delimiter d//',
      'SELECT 1|;',
      '@delimiter ;',
      'SELECT 2|;',
    ]);
    assert.deepEqual(pg("COPY t FROM '/x' WITH\nDELIMITER ';' CSV;"), [
      "COPY t FROM '/x' WITH\nDELIMITER ';' CSV|;",
    ]);
  });
});
