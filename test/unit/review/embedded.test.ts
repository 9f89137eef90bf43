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
});
