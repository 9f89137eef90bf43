import assert from 'node:assert/strict';
import { commentsOf, cut } from './cut.ts';

const my = (text: string): string[] => cut(text, 'mysql');
const maria = (text: string): string[] => cut(text, 'mariadb');

/** A program is one piece, and the statement behind it another. */
function assertProgram(program: string, read: (text: string) => string[] = my): void {
  assert.deepEqual(read(`${program};\nDROP TABLE t;`), [`${program}|;`, 'DROP TABLE t|;']);
}

describe('splitFile in MySQL and MariaDB', () => {
  describe('quoted text', () => {
    it('escapes with a backslash and by doubling', () => {
      assert.deepEqual(my("SELECT 'a\\';b', 'c'';d'; SELECT \"e\\\";f\"; SELECT 1;"), [
        "SELECT 'a\\';b', 'c'';d'|;",
        'SELECT "e\\";f"|;',
        'SELECT 1|;',
      ]);
      assert.deepEqual(my("SELECT 'a\\\\'; SELECT 1;"), ["SELECT 'a\\\\'|;", 'SELECT 1|;']);
    });

    it('escapes backticks by doubling only', () => {
      assert.deepEqual(my('SELECT `a``;b`; SELECT `c\\`; SELECT 1;'), [
        'SELECT `a``;b`|;',
        'SELECT `c\\`|;',
        'SELECT 1|;',
      ]);
    });

    it('knows no dollar quotes but the body of a JavaScript routine', () => {
      assert.deepEqual(my('SELECT $$; SELECT 1; SELECT $$;'), ['SELECT $$|;', 'SELECT 1|;', 'SELECT $$|;']);
      assertProgram('CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE JAVASCRIPT AS $$ let b = a; return b; $$');
    });
  });

  describe('comments', () => {
    it('takes # and dashes before white space', () => {
      assert.deepEqual(my('SELECT 1 # a;b\n + 2; SELECT 3 -- c;d\n;'), [
        'SELECT 1 # a;b\n + 2|;',
        'SELECT 3|;',
      ]);
      assert.deepEqual(commentsOf('#a\n# b\n--\n-- c', 'mysql'), ['a', 'b', '', 'c']);
    });

    it('takes dashes before anything else for operators', () => {
      assert.deepEqual(my('SELECT 5--1; SELECT 2;'), ['SELECT 5--1|;', 'SELECT 2|;']);
    });

    it('takes dashes for a comment where no operator can stand', () => {
      assert.deepEqual(my('SELECT 1;\n--rollback DROP TABLE t;\n--------\nSELECT 2;'), [
        'SELECT 1|;',
        'SELECT 2|;',
      ]);
      assert.deepEqual(my('SELECT 1\n--------\n, 2;'), ['SELECT 1\n--------\n, 2|;']);
    });

    it('does not nest', () => {
      assert.deepEqual(my('/* a /* b */ SELECT 1;'), ['SELECT 1|;']);
    });

    it('takes executable comments for statement text', () => {
      assert.deepEqual(my('/*!40101 SET NAMES utf8 */;\n/*!50003 SET a = 1; SET b = 2 */;\n'), [
        '/*!40101 SET NAMES utf8 */|;',
        '/*!50003 SET a = 1; SET b = 2 */|;',
      ]);
      assert.deepEqual(maria('CREATE TABLE t (a int /*M!100201 CHECK (a > 0); */);'), [
        'CREATE TABLE t (a int /*M!100201 CHECK (a > 0); */)|;',
      ]);
      assert.deepEqual(my("/*! SET a = '*/;' */; SELECT 1;"), ["/*! SET a = '*/;' */|;", 'SELECT 1|;']);
    });

    it("takes mariadb-dump's sandbox line for a client command", () => {
      assert.deepEqual(maria('/*M!999999\\- enable the sandbox mode */ \n-- dump\nSELECT 1;'), [
        '@/*M!999999\\- enable the sandbox mode */',
        'SELECT 1|;',
      ]);
    });
  });

  describe('client commands', () => {
    it('follows DELIMITER', () => {
      const text =
        'DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\nSELECT 1$$\ndelimiter ; -- back\nSELECT 2;';
      assert.deepEqual(my(text), [
        '@DELIMITER $$',
        'CREATE PROCEDURE p() BEGIN SELECT 1; END|$$',
        'SELECT 1|$$',
        '@delimiter ; -- back',
        'SELECT 2|;',
      ]);
    });

    it('follows delimiters of letters and quoted ones', () => {
      assert.deepEqual(
        my('DELIMITER d//\nCREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END d//\nSELECT 2d//'),
        [
          '@DELIMITER d//',
          'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END|d//',
          'SELECT 2|d//',
        ],
      );
      assert.deepEqual(my("DELIMITER '||'\nSELECT 1||\n"), ["@DELIMITER '||'", 'SELECT 1|||']);
      assert.deepEqual(my('DELIMITER go\nSELECT category, goal, go\nSELECT 1 go'), [
        '@DELIMITER go',
        'SELECT category, goal,|go',
        'SELECT 1|go',
      ]);
    });

    it('lets a semicolon end statements under another delimiter, as the server does', () => {
      assert.deepEqual(
        my('DELIMITER //\nDROP PROCEDURE IF EXISTS p;\nCREATE PROCEDURE p() BEGIN SELECT 1; END;\n//\n'),
        ['@DELIMITER //', 'DROP PROCEDURE IF EXISTS p|;', 'CREATE PROCEDURE p() BEGIN SELECT 1; END|;'],
      );
    });

    it('ends an unfinished statement at a DELIMITER line', () => {
      assert.deepEqual(my('DROP PROCEDURE IF EXISTS p\nDELIMITER //\nSELECT 1//\n  DELIMITER ;\n'), [
        'DROP PROCEDURE IF EXISTS p|-',
        '@DELIMITER //',
        'SELECT 1|//',
        '@DELIMITER ;',
      ]);
      assert.deepEqual(my('DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1;\nDELIMITER ;\nSELECT 2;'), [
        '@DELIMITER //',
        'CREATE PROCEDURE p() BEGIN SELECT 1;|-open',
        '@DELIMITER ;',
        'SELECT 2|;',
      ]);
    });

    it('knows a column named delimiter', () => {
      const table = 'CREATE TABLE t (\n  delimiter varchar(5),\n  delimiter_2 int\n)';
      assert.deepEqual(my(`${table};`), [`${table}|;`]);
    });

    it('takes the delimiter from the next line when that holds nothing else', () => {
      assert.deepEqual(
        my('DELIMITER\n$$\nCREATE PROCEDURE p() BEGIN SELECT 1; END\n$$\nDELIMITER ;\nSELECT 1;'),
        ['@DELIMITER\n$$', 'CREATE PROCEDURE p() BEGIN SELECT 1; END|$$', '@DELIMITER ;', 'SELECT 1|;'],
      );
    });

    it('knows source, \\. and \\G', () => {
      assert.deepEqual(my('source a/b.sql\n\\. c.sql\nSELECT 1\\G\nSELECT source FROM t;'), [
        '@source a/b.sql',
        '@\\. c.sql',
        'SELECT 1|\\G',
        'SELECT source FROM t|;',
      ]);
    });
  });

  describe('stored programs without DELIMITER', () => {
    it('reads nested blocks', () => {
      assertProgram('CREATE PROCEDURE p() BEGIN BEGIN SELECT 1; END; SELECT 2; END');
      assertProgram(
        'CREATE DEFINER=`a`@`%` PROCEDURE `p`(IN a INT)\n  SQL SECURITY INVOKER\nouter_block: BEGIN\n' +
          '  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END;\n' +
          '  IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; ELSE SELECT 3; END IF;\n' +
          '  l: LOOP LEAVE l; END LOOP l;\n  WHILE a < 1 DO SET a = 2; END WHILE;\n' +
          '  REPEAT SET a = 3; UNTIL a END REPEAT;\n' +
          '  CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE;\n' +
          '  SELECT CASE WHEN a THEN IF(a, 1, 2) ELSE 3 END FROM t;\nEND outer_block',
      );
    });

    it('reads triggers, functions and events', () => {
      assertProgram('CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; END');
      assertProgram(
        'CREATE OR REPLACE TRIGGER g AFTER UPDATE ON t FOR EACH ROW FOLLOWS `h` BEGIN SET @a = 1; END',
        maria,
      );
      assertProgram('CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC BEGIN RETURN a; END');
      assertProgram(
        "CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 1 DAY COMMENT 'x' DO BEGIN DELETE FROM t; END",
      );
      assertProgram('ALTER EVENT e DO BEGIN SELECT 1; SELECT 2; END');
    });

    it('reads bodies that are one compound statement without BEGIN', () => {
      assertProgram(
        'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW IF NEW.a THEN SET @a = 1; SET @b = 2; END IF',
      );
      assertProgram('CREATE PROCEDURE p(a INT) WHILE a DO IF b THEN SET a = 0; END IF; SET c = 1; END WHILE');
      assertProgram("CREATE PROCEDURE p() COMMENT 'x' CASE a WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE");
    });

    it('ends bodies that are one simple statement at the first semicolon', () => {
      assertProgram('CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = IF(NEW.b, 1, 2)');
      assertProgram('CREATE PROCEDURE p() SELECT a AS b, (1) AS c FROM t');
      assertProgram('CREATE FUNCTION f(a INT) RETURNS VARCHAR(20) RETURN a IS NULL');
      assertProgram('CREATE EVENT e ON SCHEDULE EVERY 1 DAY ENDS NOW() DO DELETE FROM t');
      assertProgram("CREATE FUNCTION f RETURNS STRING SONAME 'f.so'");
    });

    it('knows columns named begin and end', () => {
      assertProgram(
        'CREATE PROCEDURE p() BEGIN SELECT begin, end FROM t; SELECT t.end, t.begin FROM t ORDER BY end; SELECT 1; END',
      );
      assertProgram('CREATE PROCEDURE p() BEGIN UPDATE t SET end = 1, begin = 2; END');
    });

    it('reads what dumps write', () => {
      const trigger =
        '/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`l`*/ /*!50003 TRIGGER `g` BEFORE INSERT ON `t` FOR EACH ROW BEGIN SET @a=1; END */';
      assert.deepEqual(my(`DELIMITER ;;\n${trigger};;\nDELIMITER ;\n`), [
        '@DELIMITER ;;',
        `${trigger}|;;`,
        '@DELIMITER ;',
      ]);
      assertProgram(trigger);
    });

    it('reads other statements with the words of programs', () => {
      assert.deepEqual(my('DROP PROCEDURE IF EXISTS p; DROP TRIGGER g; BEGIN; SELECT 1; COMMIT;').length, 5);
      assert.deepEqual(my('BEGIN WORK; SELECT 1;'), ['BEGIN WORK|;', 'SELECT 1|;']);
      assert.deepEqual(my("CREATE USER trigger_user IDENTIFIED BY 'x'; SELECT 1;").length, 2);
      assert.deepEqual(my('CREATE TABLE event (a int); SELECT CASE WHEN 1 THEN 2 END; SELECT 1;').length, 3);
    });
  });

  describe('compound statements of MariaDB', () => {
    it('reads them outside of stored programs', () => {
      assertProgram('BEGIN NOT ATOMIC DECLARE a INT; SET a = 1; END', maria);
      assertProgram('IF @a THEN SET @b = 1; SET @c = 2; END IF', maria);
      assertProgram('FOR i IN 1..3 DO INSERT INTO t VALUES (i); SET @a = i; END FOR', maria);
      assertProgram('WHILE @a DO SET @a = 0; SET @b = 1; END WHILE', maria);
    });

    it('reads the bodies of Oracle mode', () => {
      assertProgram('CREATE PROCEDURE p (a INT) AS b INT; c INT; BEGIN SELECT a; END', maria);
      assertProgram('CREATE FUNCTION f (a INT) RETURN INT IS b INT; BEGIN RETURN a; END', maria);
      assertProgram('CREATE OR REPLACE PACKAGE p AS FUNCTION f RETURN INT; PROCEDURE q(a INT); END', maria);
      assertProgram(
        'CREATE PACKAGE BODY p AS v INT; FUNCTION f RETURN INT AS a INT; BEGIN RETURN a; END; ' +
          'PROCEDURE q AS BEGIN SELECT 1; END; BEGIN SET v = 1; END',
        maria,
      );
    });
  });
});
