import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createProject } from '../../../server/src/review/project.ts';
import type { ReviewResult } from '../../../server/src/review/result.ts';
import { reviewerFor } from '../reviewing.ts';

const STATEMENTS = [
  'CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), total numeric(10, 2))',
  'ALTER TABLE users ADD COLUMN name text NOT NULL',
  'ALTER TABLE users ALTER COLUMN email TYPE varchar(100)',
  'ALTER TABLE users ALTER COLUMN email SET NOT NULL',
  'CREATE INDEX users_email ON users (email)',
  'DROP INDEX users_email',
  'ALTER TABLE users RENAME COLUMN email TO mail',
  'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id)',
  'UPDATE users SET total = 0',
  "SET LOCAL lock_timeout = '3s'",
  'BEGIN',
  'COMMIT',
  'DROP TABLE users',
  'ALTER TABLE users RENAME TO people',
  'ALTER TABLE people DROP COLUMN total',
] as const;

const FRAGMENTS = [
  '',
  ';',
  "'",
  '"',
  '--',
  '/*',
  '$$',
  'users',
  ' NOT NULL',
  '(',
  ')',
  '\n',
  'DROP COLUMN total',
] as const;

/** What people see of a review, as data that can be compared. */
function visible(result: ReviewResult | null): unknown {
  return {
    findings: result?.findings.map(({ rule, severity, message, span, targets, related }) => ({
      rule,
      severity,
      message,
      span,
      targets,
      related,
    })),
    statements: result?.statements.map(({ span, inTransaction, operations }) => ({
      span,
      inTransaction,
      operations: operations.map(({ object, notes }) => ({ object, notes: notes.map(({ note }) => note) })),
    })),
    read: result?.read,
  };
}

describe('reviewing again after an edit', () => {
  for (const target of ['postgresql@16', 'mysql@8.0.32']) {
    it(`equals reviewing from scratch (${target})`, async () => {
      const kept = await reviewerFor([target]);
      const edit = fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        remove: fc.nat(12),
        insert: fc.constantFrom(...FRAGMENTS),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...STATEMENTS), { minLength: 1, maxLength: 14 }),
          fc.array(edit, { minLength: 1, maxLength: 5 }),
          async (statements, edits) => {
            let text = `${statements.join(';\n')};\n`;
            const project = createProject({ paths: ['m.sql'], read: () => text });
            kept.review(project, 'm.sql');
            for (const { at, remove, insert } of edits) {
              const start = Math.floor(at * text.length);
              text = text.slice(0, start) + insert + text.slice(start + remove);
              const fresh = (await reviewerFor([target])).review(project, 'm.sql');
              assert.deepEqual(visible(kept.review(project, 'm.sql')), visible(fresh));
            }
          },
        ),
        { numRuns: 60 },
      );
    }).timeout(60_000);
  }

  it('answers with the same object when nothing changed', async () => {
    const reviewer = await reviewerFor(['postgresql@16']);
    const project = createProject({
      paths: ['m.sql'],
      read: () => 'ALTER TABLE t ADD COLUMN a int NOT NULL;',
    });
    assert.equal(reviewer.review(project, 'm.sql'), reviewer.review(project, 'm.sql'));
  });

  it('follows an edit of an earlier migration', async () => {
    const reviewer = await reviewerFor(['postgresql@16']);
    const texts = new Map([
      ['V1__a.sql', 'CREATE TABLE t (id bigint PRIMARY KEY, n varchar(50));'],
      ['V2__b.sql', 'ALTER TABLE t ALTER COLUMN n TYPE varchar(80);'],
    ]);
    const project = createProject({ paths: [...texts.keys()], read: path => texts.get(path) ?? null });
    const rewrites = (): boolean =>
      reviewer
        .review(project, 'V2__b.sql')
        ?.findings.some(finding => finding.rule === 'type-change-rewrites-table') === true;
    assert.equal(rewrites(), false, 'varchar grows without a rewrite');
    texts.set('V1__a.sql', 'CREATE TABLE t (id bigint PRIMARY KEY, n integer);');
    assert.equal(rewrites(), true, 'integer to varchar rewrites');
  });
});
