import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { commentsOf, cut } from './cut.ts';

const PG_DUMP = `--
-- PostgreSQL database dump
--

\\restrict kQ1abc

-- Dumped from database version 17.6

SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: bump(); Type: FUNCTION; Schema: public; Owner: app
--

CREATE FUNCTION public.bump() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  EXECUTE 'SELECT $1;' USING NEW.id;
  RETURN NEW;
END;
$_$;


ALTER FUNCTION public.bump() OWNER TO app;

CREATE TABLE public.t (
    id bigint NOT NULL,
    note text DEFAULT 'it''s; fine'::text
);

COPY public.t (id, note) FROM stdin;
1\tit's
2\t\\N
\\.


COPY public.u (id) FROM stdin;
\\.


CREATE RULE r AS
    ON INSERT TO public.t DO ALSO ( SELECT 1;
 SELECT 2;
);

--
-- PostgreSQL database dump complete
--

\\unrestrict kQ1abc

`;

const MYSQLDUMP = `-- MySQL dump 10.13  Distrib 8.4.2, for Linux (x86_64)
--
-- Host: localhost    Database: shop
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS \`orders\`;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE \`orders\` (
  \`id\` int NOT NULL AUTO_INCREMENT,
  \`note\` varchar(20) DEFAULT 'a;b\\'c',
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB /*!50100 PARTITION BY HASH (\`id\`)
PARTITIONS 4 */;

LOCK TABLES \`orders\` WRITE;
/*!40000 ALTER TABLE \`orders\` DISABLE KEYS */;
INSERT INTO \`orders\` VALUES (1,'x\\\\'),(2,'y;\\nz');
UNLOCK TABLES;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`app\`@\`%\`*/ /*!50003 TRIGGER \`t\` BEFORE INSERT ON \`orders\` FOR EACH ROW BEGIN
  SET NEW.note = 'x';
  IF NEW.id THEN SET NEW.id = 1; END IF;
END */;;
DELIMITER ;
/*!50106 DROP EVENT IF EXISTS \`e\` */;
DELIMITER ;;
/*!50003 SET time_zone = 'SYSTEM' */ ;;
/*!50106 CREATE*/ /*!50117 DEFINER=\`app\`@\`%\`*/ /*!50106 EVENT \`e\` ON SCHEDULE EVERY 1 DAY DO DELETE FROM orders */ ;;
DELIMITER ;
DELIMITER ;;
CREATE DEFINER=\`app\`@\`%\` PROCEDURE \`p\`()
BEGIN
  SELECT 1;
END ;;
DELIMITER ;
-- Dump completed on 2026-01-01
`;

describe('splitFile on dumps', () => {
  it('reads what pg_dump writes', () => {
    const heads = cut(PG_DUMP, 'postgresql').map(piece => piece.slice(0, 28));
    assert.deepEqual(heads, [
      '@\\restrict kQ1abc',
      'SET statement_timeout = 0|;',
      'SET standard_conforming_stri',
      'SELECT pg_catalog.set_config',
      'CREATE FUNCTION public.bump(',
      'ALTER FUNCTION public.bump()',
      'CREATE TABLE public.t (\n    ',
      'COPY public.t (id, note) FRO',
      "=1\tit's\n2\t\\N\n\\.",
      'COPY public.u (id) FROM stdi',
      '=\\.',
      'CREATE RULE r AS\n    ON INSE',
      '@\\unrestrict kQ1abc',
    ]);
    assert.ok(commentsOf(PG_DUMP, 'postgresql').includes('PostgreSQL database dump complete'));
  });

  for (const dialect of ['mysql', 'mariadb'] as const) {
    it(`reads what mysqldump writes, in ${dialect}`, () => {
      const pieces = cut(MYSQLDUMP, dialect);
      assert.deepEqual(
        pieces.slice(0, 5).map(piece => piece.slice(0, 30)),
        [
          '/*!40101 SET @OLD_CHARACTER_SE',
          '/*!50503 SET NAMES utf8mb4 */|',
          'DROP TABLE IF EXISTS `orders`|',
          '/*!50503 SET character_set_cli',
          'CREATE TABLE `orders` (\n  `id`',
        ],
      );
      assert.match(pieces[4] ?? '', /PARTITIONS 4 \*\/\|;$/);
      assert.deepEqual(pieces.slice(5, 9), [
        'LOCK TABLES `orders` WRITE|;',
        '/*!40000 ALTER TABLE `orders` DISABLE KEYS */|;',
        "INSERT INTO `orders` VALUES (1,'x\\\\'),(2,'y;\\nz')|;",
        'UNLOCK TABLES|;',
      ]);
      const rest = pieces.slice(9);
      assert.deepEqual(
        rest.map(piece => piece.slice(0, 12)),
        [
          '@DELIMITER ;',
          '/*!50003 CRE',
          '@DELIMITER ;',
          '/*!50106 DRO',
          '@DELIMITER ;',
          '/*!50003 SET',
          '/*!50106 CRE',
          '@DELIMITER ;',
          '@DELIMITER ;',
          'CREATE DEFIN',
          '@DELIMITER ;',
        ],
      );
      assert.match(rest[1] ?? '', /END \*\/\|;;$/);
      assert.match(rest[6] ?? '', /FROM orders \*\/\|;;$/);
      assert.match(rest[9] ?? '', /SELECT 1;\nEND\|;;$/);
    });
  }

  const large: readonly [Dialect, string, string][] = [
    ['postgresql', PG_DUMP, 'pg_dump'],
    ['mysql', MYSQLDUMP, 'mysqldump'],
  ];
  for (const [dialect, dump, name] of large) {
    it(`reads 50,000 lines of ${name} in less than half a second`, function () {
      this.timeout(20_000);
      const once = splitFile(dump, dialect);
      const repeats = Math.ceil(50_000 / dump.split('\n').length);
      const text = dump.repeat(repeats);
      const started = process.cpuUsage();
      const { pieces } = splitFile(text, dialect);
      const { user, system } = process.cpuUsage(started);
      assert.equal(pieces.length, once.pieces.length * repeats);
      assert.ok(user + system < 500_000, `${(user + system) / 1000} ms`);
    });
  }
});
