import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

describe('statements inside a body that runs', () => {
  const block = (body: string): string => `DO $$\nBEGIN\n  IF true THEN\n    ${body}\n  END IF;\nEND $$;\n`;

  it('are reviewed, with findings at their own text', async () => {
    const sql = block('ALTER TABLE users ADD COLUMN name text NOT NULL;');
    const { findings } = await reviewText(sql, ['postgresql@16']);
    const found = findings.find(finding => finding.rule === 'add-not-null-column-without-default');
    assert.equal(sql.slice(found?.span.start, found?.span.end), 'NOT NULL');
  });

  it('have their lock notes', async () => {
    const { statements } = await reviewText(block('DROP TABLE users;'), ['postgresql@16']);
    const operations = statements[0]?.operations.map(({ operation, notes }) => [
      operation.kind,
      notes[0]?.note.locks[0]?.mode,
    ]);
    assert.deepEqual(operations, [
      ['ExecuteBlock', undefined],
      ['DropTable', 'ACCESS EXCLUSIVE'],
    ]);
  });

  it('are quiet on a table that the block makes', async () => {
    const { findings } = await reviewText(
      block('CREATE TABLE fresh (id int); CREATE INDEX i ON fresh (id);'),
      ['postgresql@16'],
    );
    assert.deepEqual(
      findings.map(finding => finding.rule),
      [],
    );
  });

  it('do not run when a function is only defined', async () => {
    const sql = 'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE users; END $$;';
    const { findings } = await reviewText(sql, ['postgresql@16']);
    assert.ok(!findings.some(finding => finding.rule === 'drop-table-in-use'));
  });

  it('run when the file calls the function that it defined', async () => {
    const body = 'BEGIN ALTER TABLE users ADD COLUMN name text NOT NULL; DROP TABLE IF EXISTS old_users; END';
    const define = `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ ${body} $$;\n`;
    const sql = `SET LOCAL lock_timeout = '3s';\n${define}SELECT f();\nDROP FUNCTION f();\n`;
    const { findings } = await reviewText(sql, ['postgresql@16'], { path: 'db/migration/V2__f.sql' });
    const found = findings.map(({ rule, span }) => [rule, sql.slice(span.start, span.end)]);
    assert.deepEqual(found, [
      ['add-not-null-column-without-default', 'NOT NULL'],
      ['drop-table-in-use', 'old_users'],
    ]);
  });

  it('of a procedure are told once, however often it is called, and on MySQL too', async () => {
    const sql = `CREATE PROCEDURE p() BEGIN
      IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'code') THEN
        ALTER TABLE users ADD COLUMN code varchar(10) NOT NULL;
      END IF;
    END;`;
    const file = `DELIMITER $$\n${sql.replace(/;$/, '')}$$\nDELIMITER ;\nCALL p();\nCALL p();\nDROP PROCEDURE p;\n`;
    const { findings } = await reviewText(file, ['mysql@8.4'], { path: 'db/migration/V2__p.sql' });
    const found = findings.filter(({ rule }) => rule === 'add-not-null-column-without-default');
    assert.deepEqual(
      found.map(({ span }) => file.slice(span.start, span.end)),
      ['NOT NULL'],
    );
  });

  it('of a function that another file made are the application of that file', async () => {
    const define = 'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE users; $$;';
    const { findings } = await reviewText('SELECT f();', ['postgresql@16'], {
      path: 'db/migration/V2__f.sql',
      files: { 'db/migration/V1__f.sql': define },
    });
    assert.ok(!findings.some(finding => finding.rule === 'drop-table-in-use'));
  });
});
