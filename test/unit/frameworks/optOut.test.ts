import assert from 'node:assert/strict';
import type { FixEdits } from '../../../server/src/review/result.ts';
import type { Reviewer } from '../../../server/src/review/reviewer.ts';
import { reviewerFor } from '../reviewing.ts';
import { projectWith } from './sampleProjects.ts';

const DROP = 'DROP INDEX CONCURRENTLY i;\n';

/** A lone statement that refuses a transaction, and what is to become of its file. */
interface Case {
  readonly tool: string;
  readonly path: string;
  readonly text: string;
  readonly others?: Readonly<Record<string, string>>;
  /** The file after the fix. */
  readonly fixed: string;
  readonly creates?: FixEdits['creates'];
}

const cases: readonly Case[] = [
  {
    tool: 'goose',
    path: 'm/1_a.sql',
    text: `-- +goose Up\n${DROP}`,
    fixed: `-- +goose NO TRANSACTION\n-- +goose Up\n${DROP}`,
  },
  {
    tool: 'sql-migrate',
    path: 'm/1_a.sql',
    text: `-- +migrate Up\n${DROP}`,
    fixed: `-- +migrate Up notransaction\n${DROP}`,
  },
  {
    tool: 'sql-migrate, down part',
    path: 'm/1_a.sql',
    text: `-- +migrate Up\n-- +migrate Down \r\n${DROP}`,
    fixed: `-- +migrate Up\n-- +migrate Down notransaction \r\n${DROP}`,
  },
  {
    tool: 'dbmate',
    path: 'm/1_a.sql',
    text: `-- migrate:up\n${DROP}\n-- migrate:down\n`,
    fixed: `-- migrate:up transaction:false\n${DROP}\n-- migrate:down\n`,
  },
  {
    tool: 'Liquibase',
    path: 'm/1_a.sql',
    text: `--liquibase formatted sql\n\n--changeset a:1 labels:x\n${DROP}--changeset b:2\n`,
    fixed: `--liquibase formatted sql\n\n--changeset a:1 labels:x runInTransaction:false\n${DROP}--changeset b:2\n`,
  },
  {
    tool: 'tern',
    path: 'm/001_a.sql',
    text: DROP,
    others: { 'm/tern.conf': '' },
    fixed: `---- tern: disable-tx ----\n${DROP}`,
  },
  {
    tool: 'Atlas',
    path: 'm/1_a.sql',
    text: DROP,
    others: { 'm/atlas.sum': '' },
    fixed: `-- atlas:txmode none\n\n${DROP}`,
  },
  {
    tool: 'sqlx',
    path: 'migrations/1_a.sql',
    text: DROP,
    others: { 'Cargo.toml': 'sqlx = "0.8"' },
    fixed: `-- no-transaction\n${DROP}`,
  },
  {
    tool: 'Diesel',
    path: 'migrations/2024-01-01-000000_a/up.sql',
    text: DROP,
    fixed: DROP,
    creates: [
      {
        path: 'migrations/2024-01-01-000000_a/metadata.toml',
        text: 'run_in_transaction = false\n',
      },
    ],
  },
];

describe('leaving the transaction of a tool', () => {
  let reviewer: Reviewer;
  before(async () => {
    reviewer = await reviewerFor(['postgresql@16']);
  });

  const complaints = (files: Readonly<Record<string, string>>, path: string) =>
    (reviewer.review(projectWith(files), path)?.findings ?? []).filter(
      finding => finding.rule === 'concurrently-in-transaction',
    );

  for (const { tool, path, text, others = {}, fixed, creates = [] } of cases) {
    it(tool, () => {
      const before = complaints({ ...others, [path]: text }, path);
      assert.equal(before.length, 1);
      const edits = before[0]?.fixes[0]?.build();
      assert.ok(edits);
      assert.equal(applied(text, edits), fixed);
      assert.deepEqual(edits.creates, creates);
      const companions = Object.fromEntries(edits.creates.map(file => [file.path, file.text]));
      assert.deepEqual(complaints({ ...others, ...companions, [path]: fixed }, path), []);
    });
  }

  it('is not promised where the tool has no way out', () => {
    for (const path of ['supabase/migrations/1_a.sql', 'h/migrations/default/1704067200000_a/up.sql']) {
      const found = complaints({ [path]: `SELECT 1;\n${DROP}` }, path);
      assert.equal(found.length, 1, path);
      assert.equal(found[0]?.fixes[0]?.build(), null, path);
    }
  });

  it('does not move what leads back into a migration that leads forward', () => {
    const text = `-- +goose Up\nSELECT 1;\nSELECT 2;\n-- +goose Down\n${DROP}`;
    const found = complaints({ 'm/1_a.sql': text }, 'm/1_a.sql');
    assert.equal(found.length, 1);
    assert.equal(found[0]?.fixes[0]?.build(), null);
    const forward = complaints({ 'm/1_a.sql': `-- +goose Up\nSELECT 1;\n${DROP}` }, 'm/1_a.sql');
    assert.deepEqual(forward[0]?.fixes[0]?.build()?.creates, [
      {
        path: 'm/2_a_concurrently.sql',
        text: `-- +goose NO TRANSACTION\n-- +goose Up\n${DROP}\n-- +goose Down\n`,
      },
    ]);
  });

  for (const [tool, path] of [
    ['golang-migrate', 'm/1_a.up.sql'],
    ['Prisma', 'migrations/1_a/migration.sql'],
  ] as const) {
    it(`${tool} opens none around a lone statement`, () => {
      assert.deepEqual(complaints({ [path]: DROP }, path), []);
      assert.equal(complaints({ [path]: `${DROP}SELECT 1;\n` }, path).length, 1, 'but around two');
    });
  }
});

function applied(text: string, { edits }: FixEdits): string {
  return [...edits]
    .sort((left, right) => right.span.start - left.span.start)
    .reduce((kept, { span, newText }) => kept.slice(0, span.start) + newText + kept.slice(span.end), text);
}
