import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readSql } from './support/readSql.ts';

interface Page {
  /** Such as `AddColumn AddColumn` or `SetTableOption x10`. */
  readonly kinds: string;
  readonly statements: readonly string[];
}

/** Blocks of a fixture: a line with the operations, then statements that each give them. */
function pagesOf(dialect: string): Page[] {
  const file = new URL(`../../../fixtures/reading/${dialect}.sql`, import.meta.url);
  const blocks = readFileSync(file, 'utf8').trimEnd().split('\n\n').slice(1);
  return blocks.map(block => {
    const [head = '', ...statements] = block.split('\n');
    return { kinds: head.replace(/^# /, ''), statements };
  });
}

function expectedKinds(kinds: string): string[] {
  const repeated = /^(\w+) x(\d+)$/.exec(kinds);
  if (repeated !== null) return Array.from({ length: Number(repeated[2]) }, () => repeated[1] ?? '');
  return kinds === '' ? [] : kinds.split(' ');
}

describe('the statements of the manuals', () => {
  for (const dialect of ['mysql', 'mariadb'] as const) {
    describe(dialect, () => {
      for (const { kinds, statements } of pagesOf(dialect)) {
        it(`give ${kinds}`, () => {
          assert.ok(statements.length > 0);
          for (const sql of statements) {
            const { level, operations } = readSql(sql, { dialect });
            assert.equal(level, 'full', sql);
            assert.deepEqual(
              operations.map(({ kind }) => kind),
              expectedKinds(kinds),
              sql,
            );
            // An unread statement may be harmless, but never one that changes the schema.
            for (const operation of operations)
              assert.ok(operation.kind !== 'Unknown' || operation.harmless, sql);
          }
        });
      }
    });
  }

  it('are all read by MariaDB where MySQL has them', () => {
    for (const { kinds, statements } of pagesOf('mysql')) {
      for (const sql of statements) {
        const { level, operations } = readSql(sql, { dialect: 'mariadb' });
        if (/\bAS \$/.test(sql)) continue;
        assert.equal(level, 'full', sql);
        assert.equal(operations.length, expectedKinds(kinds).length, sql);
      }
    }
  });

  it('keep their spans and never throw when they are cut short after any word', () => {
    for (const dialect of ['mysql', 'mariadb'] as const) {
      for (const { statements } of pagesOf(dialect)) {
        for (const sql of statements) {
          for (const { index } of sql.matchAll(/\s+/g)) {
            readSql(sql.slice(0, index), { dialect });
          }
        }
      }
    }
  });
});
