import assert from 'node:assert/strict';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { commentsOf, cut } from './cut.ts';

describe('marks of migration tools', () => {
  const sectionMarks = [
    '-- +goose Up',
    '-- +goose Down',
    '-- +goose down ',
    '-- +migrate Up',
    '-- +migrate Down notransaction',
    '-- migrate:up',
    '--migrate:down transaction:false',
    '-- Up Migration',
    '-- Down Migration',
    '--changeset author:1',
    '-- changeset some.body:add-column runOnChange:true',
    '-- //@UNDO',
    '-- !Downs',
    '-- rambler down',
    '---- create above / drop below ----',
    '--> statement-breakpoint',
  ];
  for (const mark of sectionMarks) {
    for (const dialect of ['postgresql', 'mysql'] as const) {
      it(`${mark} ends a statement and what it left open in ${dialect}`, () => {
        assert.deepEqual(cut(`ALTER TABLE a ADD b int\n${mark}\nDROP TABLE c;`, dialect), [
          'ALTER TABLE a ADD b int|-',
          'DROP TABLE c|;',
        ]);
        assert.deepEqual(cut(`CREATE TABLE a (\n  b int,\n${mark}\nDROP TABLE c;`, dialect), [
          'CREATE TABLE a (\n  b int,|-open',
          'DROP TABLE c|;',
        ]);
        assert.equal(commentsOf(`${mark}\nSELECT 1;`, dialect).length, 1);
      });
    }
  }

  const plainComments = [
    '-- +goose NO TRANSACTION',
    '-- up to here',
    '-- Down the road',
    '-- changeset of last week',
    '-- migrate: up',
    '-- statement-breakpoint',
    '--rollback DROP TABLE a;',
  ];
  for (const comment of plainComments) {
    it(`${comment} is a comment like any other`, () => {
      assert.deepEqual(cut(`SELECT 1\n${comment}\n, 2;`, 'postgresql'), [`SELECT 1\n${comment}\n, 2|;`]);
    });
  }

  it('end a string that would hide them', () => {
    assert.deepEqual(
      cut("ALTER TABLE a ADD b text DEFAULT 'x;\n\n-- +goose Down\nDROP TABLE a; -- ' ;\n", 'postgresql'),
      ["ALTER TABLE a ADD b text DEFAULT 'x;|-open", 'DROP TABLE a|;'],
    );
  });

  it('count on a line of their own only, but for the one of Drizzle', () => {
    assert.deepEqual(cut('SELECT 1 -- +goose Down\n, 2;', 'postgresql'), ['SELECT 1 -- +goose Down\n, 2|;']);
    for (const dialect of ['postgresql', 'mysql'] as const) {
      assert.deepEqual(
        cut('ALTER TABLE a ADD b int--> statement-breakpoint\nSELECT 2;--> statement-breakpoint', dialect),
        ['ALTER TABLE a ADD b int|-', 'SELECT 2|;'],
      );
    }
  });

  describe('StatementBegin and StatementEnd', () => {
    const begin = '-- +goose StatementBegin\n';
    const end = '\n-- +goose StatementEnd\n';

    it('hold a program together and bound it', () => {
      const program = 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; SET @b = 2; END';
      assert.deepEqual(cut(`${begin}${program};${end}SELECT 1;`, 'mysql'), [`${program}|;`, 'SELECT 1|;']);
      assert.deepEqual(cut(`${begin}${program}${end}SELECT 1;`, 'mysql'), [`${program}|-`, 'SELECT 1|;']);
    });

    it('keep the semicolons of a program whose body is not understood', () => {
      const program = 'CREATE PROCEDURE p() x := 1; y := 2; done';
      assert.deepEqual(cut(`${begin}${program};${end}SELECT 1;`, 'mysql'), [`${program}|;`, 'SELECT 1|;']);
    });

    it('let plain statements between them be several', () => {
      assert.deepEqual(cut(`${begin}CREATE TABLE a (b int);\nDROP TABLE c;${end}`, 'postgresql'), [
        'CREATE TABLE a (b int)|;',
        'DROP TABLE c|;',
      ]);
    });

    it('are known with the name of sql-migrate', () => {
      const program = 'CREATE PROCEDURE p() x := 1; done';
      assert.deepEqual(cut(`-- +migrate StatementBegin\n${program};\n-- +migrate StatementEnd\n`, 'mysql'), [
        `${program}|;`,
      ]);
    });
  });

  describe('delimiters in marks', () => {
    it('hold for one change set of Liquibase', () => {
      const text =
        '--liquibase formatted sql\n--changeset a:1 endDelimiter:@@\nSELECT 1@@\n--changeset a:2\nSELECT 2 @@ 3; SELECT 4;';
      assert.deepEqual(cut(text, 'postgresql'), ['SELECT 1|@@', 'SELECT 2 @@ 3|;', 'SELECT 4|;']);
    });

    it('are left alone where they are regular expressions', () => {
      assert.deepEqual(cut('--changeset a:1 endDelimiter:\\nGO\nSELECT 1;', 'postgresql'), ['SELECT 1|;']);
    });

    it('hold for the rest of a file of Atlas', () => {
      const text = '-- atlas:delimiter -- end\nCREATE PROCEDURE p() x := 1;\n-- end\nSELECT 1\n-- end\n';
      assert.deepEqual(cut(text, 'mysql'), ['CREATE PROCEDURE p() x := 1|;', 'SELECT 1|-- end']);
      assert.equal(splitFile(text, 'mysql').strayTerminators.length, 1);
    });
  });
});
