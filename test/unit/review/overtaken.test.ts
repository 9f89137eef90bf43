import assert from 'node:assert/strict';
import type { Fix, ReviewResult } from '../../../server/src/review/result.ts';
import { parseFixture } from '../rules/support/fixtureFile.ts';
import { casePath, filesOf, reviewFile } from '../rules/support/reviewCase.ts';

const HEADER = `-- engine: postgresql@16
-- framework: golang-migrate
-- path: migrations/007_change.up.sql
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY, note text, ref text);
--   CREATE INDEX orders_note_idx ON orders (note);
`;

async function review(sql: string, later: string | null = null): Promise<ReviewResult> {
  const { reviewCase } = parseFixture(`${HEADER}${sql}`);
  const files = new Map(filesOf(reviewCase));
  if (later !== null) files.set('migrations/008_later.up.sql', later);
  return reviewFile(reviewCase, files, casePath(reviewCase));
}

function fixOf({ findings }: ReviewResult, title: string): Fix {
  const fix = findings.flatMap(({ fixes }) => fixes).find(candidate => candidate.title.startsWith(title));
  assert.ok(fix, `a fix that begins with: ${title}`);
  return fix;
}

describe('fixes that put something off', () => {
  const DROP = 'DROP INDEX orders_note_idx;\nCREATE TABLE remarks (id bigint PRIMARY KEY);\n';
  const REQUIRE =
    'ALTER TABLE orders ALTER COLUMN ref SET NOT NULL;\nALTER TABLE orders ADD COLUMN remark text;\n';

  it('are offered where nothing in between touches what they speak of', async () => {
    const later = 'CREATE INDEX orders_ref_idx ON orders (ref);';
    assert.ok(fixOf(await review(DROP), 'Drop the index concurrently').build());
    assert.ok(fixOf(await review(DROP, later), 'Drop the index concurrently').build());
    assert.ok(fixOf(await review(REQUIRE, later), 'Prove it with a check first').build());
  });

  it('are not where a later migration makes the index again, or a new one without a name takes its name', async () => {
    for (const later of [
      'CREATE INDEX orders_note_idx ON orders (note, id);',
      'CREATE INDEX ON orders (note);',
      'ALTER INDEX orders_ref_idx RENAME TO orders_note_idx;',
    ])
      assert.equal(fixOf(await review(DROP, later), 'Drop the index concurrently').build(), null, later);
  });

  it('are not where the table or the column is gone or has another name by then', async () => {
    for (const then of [
      'DROP TABLE orders;',
      'ALTER TABLE orders RENAME TO purchases;',
      'ALTER TABLE orders DROP COLUMN ref;',
      'ALTER TABLE orders RENAME COLUMN ref TO reference;',
    ]) {
      assert.equal(fixOf(await review(`${REQUIRE}${then}\n`), 'Prove it with a check').build(), null, then);
      assert.equal(fixOf(await review(REQUIRE, then), 'Prove it with a check').build(), null, then);
    }
  });

  it('are where only another column of the table goes', async () => {
    const then = 'ALTER TABLE orders DROP COLUMN note;';
    assert.ok(fixOf(await review(REQUIRE, then), 'Prove it with a check').build());
  });
});
