import assert from 'node:assert/strict';
import { applyEdits } from '../../../../server/src/text/textEdit.ts';
import { reviewText } from '../../reviewing.ts';

const SCHEMA = `CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int, ${numbered(63, 'x')});\n`;

function numbered(count: number, name: string): string {
  return Array.from({ length: count }, (_, at) => `${name}${at} int`).join(', ');
}

/** The file after the fix of that title, of the last finding of the rule; null when there is none. */
async function fixed(rule: string, title: RegExp, sql: string, earlier = ''): Promise<string | null> {
  const result = await reviewText(sql, ['mysql@8.0.35'], {
    path: 'migrations/002_b.sql',
    files: { 'migrations/001_a.sql': SCHEMA + earlier },
    configuration: '{ "preset": "strict" }',
  });
  const finding = result.findings.filter(found => found.rule === rule).at(-1);
  const plan = finding?.fixes.find(fix => title.test(fix.title))?.build() ?? null;
  return plan === null
    ? null
    : applyEdits(
        sql,
        plan.edits.map(({ span, newText }) => ({ span, newText })),
      );
}

describe('the fix that joins two ALTER TABLE', () => {
  const join = (sql: string): Promise<string | null> => fixed('several-alters-on-one-table', /^Join/, sql);

  it('keeps comments and leaves out clauses that the first one has', async () => {
    assert.equal(
      await join(
        'ALTER TABLE orders MODIFY a bigint, ALGORITHM=COPY;\n\n-- amounts grow\nALTER TABLE orders MODIFY b bigint, ALGORITHM=COPY;\n',
      ),
      'ALTER TABLE orders MODIFY a bigint, ALGORITHM=COPY,\n  -- amounts grow\n  MODIFY b bigint;\n',
    );
  });

  it('goes past statements about something else', async () => {
    assert.equal(
      await join(
        'ALTER TABLE orders MODIFY a bigint;\nALTER TABLE users ADD COLUMN n int;\nALTER TABLE orders MODIFY b bigint;\n',
      ),
      'ALTER TABLE orders MODIFY a bigint,\n  MODIFY b bigint;\nALTER TABLE users ADD COLUMN n int;\n',
    );
  });

  it('is none where a comment would have no place', async () => {
    assert.equal(
      await join('ALTER TABLE orders MODIFY a bigint;\nALTER TABLE orders MODIFY b bigint; -- why\n'),
      null,
    );
  });
});

describe('the fix that saves a row version', () => {
  const earlier = Array.from({ length: 60 }, (_, at) => `ALTER TABLE orders DROP COLUMN x${at};\n`).join('');
  const join = (sql: string): Promise<string | null> =>
    fixed('instant-row-version-limit', /^Join it/, sql, earlier);

  it('puts both changes into one statement', async () => {
    assert.equal(
      await join(
        'ALTER TABLE orders ADD COLUMN n int, ALGORITHM=INSTANT;\nALTER TABLE orders DROP COLUMN a, ALGORITHM=INSTANT;\n',
      ),
      'ALTER TABLE orders ADD COLUMN n int, ALGORITHM=INSTANT,\n  DROP COLUMN a;\n',
    );
  });

  it('is none where the one needs the other, or is no instant change', async () => {
    for (const sql of [
      'ALTER TABLE orders ADD COLUMN n int;\nALTER TABLE orders ADD COLUMN m int AFTER n;\n',
      'ALTER TABLE orders ADD COLUMN n int, ADD INDEX (b);\nALTER TABLE orders ADD COLUMN m int;\n',
      'ALTER TABLE orders ADD COLUMN n int, ALGORITHM=INSTANT;\nALTER TABLE orders ADD COLUMN m int;\n',
      'ALTER TABLE users ADD COLUMN n int;\nALTER TABLE orders ADD COLUMN m int;\n',
    ])
      assert.equal(await join(sql), null, sql);
  });
});
