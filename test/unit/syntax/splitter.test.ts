import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { commentsOf, cut } from './cut.ts';

const DIALECTS: readonly Dialect[] = ['postgresql', 'mysql', 'mariadb'];

describe('splitFile', () => {
  for (const dialect of DIALECTS) {
    describe(`in ${dialect}`, () => {
      it('finds nothing in a text without tokens', () => {
        const nothing = { pieces: [], comments: [], strayTerminators: [], restartPoints: [] };
        for (const text of ['', ' ', '\n\r\n\t\f\v', '\ufeff', '\ufeff \n']) {
          assert.deepEqual(splitFile(text, dialect), nothing, JSON.stringify(text));
        }
      });

      it('cuts at semicolons and keeps exact spans', () => {
        const { pieces } = splitFile('\ufeff SELECT 1 ;\r\n\tDROP TABLE t\r\n', dialect);
        assert.deepEqual(pieces, [
          {
            kind: 'sql',
            span: { start: 2, end: 10 },
            terminator: { start: 11, end: 12 },
            sql: 'SELECT 1',
            unclosed: false,
            templated: false,
          },
          {
            kind: 'sql',
            span: { start: 15, end: 27 },
            terminator: null,
            sql: 'DROP TABLE t',
            unclosed: false,
            templated: false,
          },
        ]);
      });

      it('keeps a terminator that ends no statement apart', () => {
        const split = splitFile(';SELECT 1;; ;', dialect);
        assert.deepEqual(split.strayTerminators, [
          { start: 0, end: 1 },
          { start: 10, end: 11 },
          { start: 12, end: 13 },
        ]);
        assert.deepEqual(cut(';SELECT 1;; ;', dialect), ['SELECT 1|;']);
      });

      it('takes a semicolon in a quoted text or comment for a part of it', () => {
        assert.deepEqual(cut("SELECT 'a;b', ';'';', \"c;d\"; SELECT 2", dialect), [
          "SELECT 'a;b', ';'';', \"c;d\"|;",
          'SELECT 2|-',
        ]);
        assert.deepEqual(cut('SELECT 1 -- a;b\n + 2 /* ; */;', dialect), ['SELECT 1 -- a;b\n + 2|;']);
      });

      it('lists comments between statements and not those within', () => {
        const text = '-- first\n/* second */ SELECT /* within */ 1 -- after\n; -- behind\n--\n-- last';
        assert.deepEqual(commentsOf(text, dialect), ['first', 'second', 'after', 'behind', '', 'last']);
        assert.deepEqual(cut(text, dialect), ['SELECT /* within */ 1|;']);
      });

      it('gives comments their spans and style', () => {
        assert.deepEqual(splitFile('-- a \r\n/* b\n*/', dialect).comments, [
          { span: { start: 0, end: 5 }, text: 'a', style: 'line' },
          { span: { start: 7, end: 14 }, text: 'b', style: 'block' },
        ]);
      });

      it('lists the comments behind an unfinished last statement', () => {
        const text = 'SELECT 1 -- why\n/* and */';
        assert.deepEqual(cut(text, dialect), ['SELECT 1|-']);
        assert.deepEqual(commentsOf(text, dialect), ['why', 'and']);
      });

      it('ends a statement at a semicolon even where a parenthesis is open', () => {
        assert.deepEqual(cut('CREATE TABLE t (a int; DROP TABLE u;', dialect), [
          'CREATE TABLE t (a int|;',
          'DROP TABLE u|;',
        ]);
      });

      it('leaves a line with GO to others', () => {
        assert.deepEqual(cut('SELECT 1\nGO\nSELECT 2;', dialect), ['SELECT 1\nGO\nSELECT 2|;']);
      });

      it("takes Flowable's calls of Java classes for client commands", () => {
        assert.deepEqual(cut('execute java org.example.Upgrade\nSELECT 1;', dialect), [
          '@execute java org.example.Upgrade',
          'SELECT 1|;',
        ]);
        assert.deepEqual(cut('EXECUTE javascript;', dialect), ['EXECUTE javascript|;']);
      });
    });
  }

  it('counts in UTF-16 units', () => {
    const [piece] = splitFile("SELECT '😀é';", 'postgresql').pieces;
    assert.deepEqual(piece?.span, { start: 0, end: 12 });
    assert.equal(piece?.sql, "SELECT '😀é'");
  });

  it('gives restart points after terminators, with the delimiter in force', () => {
    const text = 'SELECT 1;\nDELIMITER //\nSELECT 2//\n';
    assert.deepEqual(splitFile(text, 'mysql').restartPoints, [
      { offset: 9, delimiter: ';', inBlock: false },
      { offset: 22, delimiter: '//', inBlock: false },
      { offset: 33, delimiter: '//', inBlock: false },
    ]);
  });
});
