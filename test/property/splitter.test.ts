// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of migration templates are the subject
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import { resplitFile } from '../../server/src/syntax/resplit.ts';
import { splitFile } from '../../server/src/syntax/splitter.ts';
import type { SplitFile } from '../../server/src/syntax/statement.ts';

const DIALECTS: readonly Dialect[] = ['postgresql', 'mysql', 'mariadb'];
const dialects = fc.constantFrom(...DIALECTS);

/** Statements and other lines as they stand in real migrations, whole and torn. */
const FRAGMENTS: readonly string[] = [
  'ALTER TABLE t ADD COLUMN c integer NOT NULL DEFAULT 0;\n',
  "CREATE TABLE t (\n  id bigint PRIMARY KEY,\n  name text DEFAULT 'x'\n);\n",
  'CREATE INDEX CONCURRENTLY i ON t (a);\n',
  'DROP TABLE t\n',
  '\n',
  '\n\n',
  ' ',
  '\r\n',
  '-- a comment\n',
  "-- don't\n",
  '# a comment\n',
  '/* block */\n',
  '/*',
  '*/',
  '/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`l`*/ /*!50003 TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a=1; END */;;\n',
  '/*!40101 SET NAMES utf8 */;\n',
  '/*M!999999\\- enable the sandbox mode */\n',
  "INSERT INTO t VALUES (1, 'a''b', 'c\\'d', \"e\");\n",
  "INSERT INTO t VALUES (E'a\\'b', $1);\n",
  "'",
  '"',
  '`',
  '\\',
  '$$',
  '$body$',
  '$',
  ';',
  ';;',
  '(',
  ')',
  '[',
  '{{',
  '}}',
  '${x}',
  '"{{ a "b" }}"',
  '{{ x }}',
  ':x ',
  ":'x'",
  '{{#if x}}',
  'DELIMITER $$\n',
  'DELIMITER //\n',
  'DELIMITER ;\n',
  'delimiter\n',
  'END$$\n',
  'END //\n',
  'END;\n',
  'BEGIN\n',
  'BEGIN;\n',
  'COMMIT;\n',
  'CREATE PROCEDURE p()\nBEGIN\n  IF a THEN\n    UPDATE t SET b = CASE WHEN c THEN 1 ELSE 2 END;\n  END IF;\nEND;\n',
  'CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\nEND\n$$ LANGUAGE plpgsql;\n',
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n',
  'CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v);\n',
  'COPY t (a, b) FROM stdin;\n1\t2\n\\.\n',
  'COPY t FROM stdin;\n',
  '\\.\n',
  '\\connect other\n',
  'SELECT 1 \\gexec\n',
  '-- +goose Up\n',
  '-- +goose Down\n',
  '-- +goose StatementBegin\n',
  '-- +goose StatementEnd\n',
  '--> statement-breakpoint\n',
  '--changeset a:1 endDelimiter:@@\n',
  '--changeset a:2\n',
  '@@\n',
  'source x.sql\n',
  'SELECT 1\n',
  'SELECT 2 \\g out  ',
  '\ndelimiter int; x',
  '\n--changeset a;',
  'b:c\n',
  '/*!\\',
  '{% ',
  '%}',
  '<% ',
  '%>',
  '\nUPDATE a SET',
  '  ',
  'a',
  "'b",
  'CREATE TABLE a\n',
  '\n# --- !Ups\n',
  'COPY t FROM stdin;\n1\n\nCOPY u FROM stdin;\n2\n\\.\n',
  'AS ',
  'DO ',
  'é😀\u0000\ud800',
];
const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 }).map(parts => parts.join(''));
const units = fc.string({
  unit: fc.constantFrom(...'ab;\'"`$\\-/*#(){}:\n\r \u0000\ufeff\ud800é!@M'),
  maxLength: 60,
});
const anyText = fc.oneof(
  { weight: 4, arbitrary: texts },
  { weight: 1, arbitrary: units },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe('splitFile, for any text', () => {
  it('covers every unit once by a piece, terminator, comment or white space', () => {
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => assertCovers(text, splitFile(text, dialect))),
      { numRuns: 4000 },
    );
  });

  it('gives every piece as many units as its span and takes them from the text', () => {
    fc.assert(
      fc.property(anyText, dialects, (text, dialect) => {
        for (const { kind, span, sql, templated } of splitFile(text, dialect).pieces) {
          assert.equal(sql.length, span.end - span.start);
          if (!templated || kind !== 'sql') assert.equal(sql, text.slice(span.start, span.end));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('splits each piece into itself where nothing is left open', () => {
    const unprotected = texts.filter(text => !/delimiter|StatementBegin|<%/i.test(text));
    fc.assert(
      fc.property(unprotected, dialects, (text, dialect) => {
        const { pieces } = splitFile(text, dialect);
        if (pieces.some(piece => piece.unclosed)) return;
        for (const { kind, span, terminator, sql } of pieces) {
          if (kind !== 'sql' || terminator === null) continue;
          const alone = splitFile(text.slice(span.start, terminator.end), dialect);
          assert.deepEqual(
            alone.pieces.map(piece => piece.sql),
            [sql],
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('resplitFile', () => {
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat({ max: 25 }),
      inserted: fc.constantFrom('', 'x', ...FRAGMENTS),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('equals splitting from scratch after every edit', () => {
    fc.assert(
      fc.property(texts, dialects, edits, (start, dialect, changes) => {
        let text = start;
        let split = splitFile(text, dialect);
        for (const { at, removed, inserted } of changes) {
          const offset = Math.floor(at * (text.length + 1));
          const next = text.slice(0, offset) + inserted + text.slice(offset + removed);
          split = resplitFile({ text, split }, next, dialect);
          text = next;
          assert.deepEqual(split, splitFile(text, dialect));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the piece objects in front of an edit and the texts behind it', () => {
    const line = (index: number): string =>
      `ALTER TABLE t${index} ADD COLUMN some_column_${index} integer;\n`;
    const text = Array.from({ length: 200 }, (_, index) => line(index)).join('');
    const split = splitFile(text, 'postgresql');
    const at = text.indexOf('t100');
    const next = `${text.slice(0, at)}new_${text.slice(at)}`;
    const again = resplitFile({ text, split }, next, 'postgresql');
    assert.deepEqual(again, splitFile(next, 'postgresql'));
    const kept = again.pieces.filter((piece, index) => piece === split.pieces[index]).length;
    assert.ok(kept >= 98 && kept <= 100, `${kept} kept`);
    assert.equal(again.pieces[150]?.sql, split.pieces[150]?.sql);
  });
});

describe('splitFile, for hostile text', () => {
  const hostile: Readonly<Record<string, (count: number) => string>> = {
    'open strings at statement heads': count => "CREATE TABLE a 'x\n\n".repeat(count),
    'open identifiers': count => `${'CREATE TABLE a "x;\n'.repeat(count)}\``,
    'an odd quote and escaped quotes': count =>
      `'${"\n\nCREATE TABLE a (b text DEFAULT ''\n\\'".repeat(count)}'x`,
    'different open dollar quotes': count =>
      Array.from({ length: count }, (_, index) => `CREATE TABLE a $t${index}$\n\n`).join(''),
    'closed dollar quotes before AS': count => 'CREATE TABLE a;\n\nSELECT $$ AS $$;\n'.repeat(count),
    'open comments': count => '/* a\n\nCREATE TABLE a (b int);\n'.repeat(count),
    'nested comment openings': count => '/*'.repeat(count * 4),
    'open executable comments': count => '/*!50000 CREATE TABLE a;\n\nCREATE TABLE b;\n'.repeat(count),
    'open bodies': count => 'CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\n\n'.repeat(count),
    'open atomic bodies': count => 'CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;\n\n'.repeat(count),
    'ends without a beginning': count => 'END IF; END; END CASE;\n'.repeat(count),
    'deep blocks': count => `CREATE PROCEDURE p() ${'BEGIN '.repeat(count)}${'END; '.repeat(count)}`,
    'COPY without rows': count => 'COPY a FROM stdin;\nx\n\n'.repeat(count),
    'COPY whose rows end far away': count => `${'COPY a FROM stdin;\nx\n'.repeat(count)}\\.\n`,
    'open templates': count => '{{ ${ <% %( @a :a {% '.repeat(count),
    'half delimiters': count => `DELIMITER $$$$$$$\n${'$$$$$$ '.repeat(count)}`,
    'templates in one quoted name': count => `"${'{{ a " }}'.repeat(count)}"`,
    'dollar signs': count => '$'.repeat(count * 9),
    'long lines of comment dashes': count => '-'.repeat(count * 9),
    'white space': count => ' '.repeat(count * 9) + '\n'.repeat(count * 9),
    'heads inside parentheses': count => 'CREATE TABLE a (\nUPDATE a\nGRANT\n'.repeat(count),
    'one long word': count => 'a'.repeat(count * 20),
    'rows of quotes': count => "'".repeat(count * 9 + 1),
  };

  for (const [name, build] of Object.entries(hostile)) {
    it(`takes linear time on ${name}`, function () {
      this.timeout(20_000);
      for (const dialect of DIALECTS) {
        const text = build(20_000);
        const started = process.cpuUsage().user;
        assertCovers(text, splitFile(text, dialect));
        const milliseconds = (process.cpuUsage().user - started) / 1000;
        const perMegaUnit = milliseconds / (text.length / 1e6);
        assert.ok(perMegaUnit < 2500, `${dialect}: ${perMegaUnit.toFixed(0)} ms per million units`);
      }
    });
  }
});

function assertCovers(text: string, split: SplitFile): void {
  const covered = [
    ...split.pieces.map(piece => piece.span),
    ...split.pieces.flatMap(piece => piece.terminator ?? []),
    ...split.comments.map(comment => comment.span),
    ...split.strayTerminators,
  ].sort((first, second) => first.start - second.start || first.end - second.end);
  let at = 0;
  let rebuilt = '';
  for (const { start, end } of covered) {
    assert.ok(start >= at, `overlap at ${start}`);
    assert.ok(end > start, `nothing at ${start}`);
    assertWhiteSpace(text, at, start);
    rebuilt += text.slice(at, end);
    at = end;
  }
  assertWhiteSpace(text, at, text.length);
  assert.equal(rebuilt + text.slice(at), text);
  assertOrdered(split.pieces.map(piece => piece.span.start));
  assertOrdered(split.comments.map(comment => comment.span.start));
  assertOrdered(split.restartPoints.map(point => point.offset));
}

function assertWhiteSpace(text: string, start: number, end: number): void {
  const between = text.slice(start === 0 && text.startsWith('\ufeff') ? 1 : start, end);
  assert.match(between, /^[ \t\n\r\f\v]*$/);
}

function assertOrdered(offsets: readonly number[]): void {
  for (let index = 1; index < offsets.length; index++)
    assert.ok((offsets[index] ?? 0) > (offsets[index - 1] ?? 0));
}
