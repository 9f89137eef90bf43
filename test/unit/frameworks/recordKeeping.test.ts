import assert from 'node:assert/strict';
import { FRAMEWORK_NAMES, type FrameworkName } from '../../../server/src/frameworks/framework.ts';
import { identityOf, recordKeepingOf } from '../../../server/src/frameworks/recordKeeping.ts';

function same(tool: FrameworkName, left: string, right: string, folder = 'm'): boolean {
  const identity = (name: string): string | null =>
    identityOf(tool, {
      path: `${folder}/${name}`,
      version: /\d[\d.]*(?=_)/.exec(name)?.[0] ?? null,
      role: 'versioned',
    });
  return identity(left) === identity(right);
}

describe('what a tool knows a migration by', () => {
  it('is the version as a number, trailing zeros left out by Flyway', () => {
    assert.ok(same('flyway', 'V2__a.sql', 'V2.0__b.sql'));
    assert.ok(same('flyway', 'V01.2__a.sql', 'V1.2__b.sql'));
    assert.ok(!same('flyway', 'V1.2__a.sql', 'V1.20__a.sql'));
    assert.ok(same('golang-migrate', '000007_a.up.sql', '7_b.up.sql'));
    assert.ok(!same('goose', '00007_a.sql', '00070_a.sql'));
  });

  it('is the text of the version where tools keep it as text', () => {
    assert.ok(!same('atlas', '007_a.sql', '7_a.sql'));
    assert.ok(same('atlas', '20260101000000_a.sql', '20260101000000_b.sql'));
  });

  it('is the whole name where tools keep that', () => {
    assert.ok(!same('sql-migrate', '1_a.sql', '1_b.sql'));
    const folders = { left: '1_a/migration.sql', right: '1_b/migration.sql' };
    assert.ok(!same('prisma', folders.left, folders.right));
    assert.ok(same('prisma', folders.left, folders.left));
  });

  it('is nothing where nobody knows the tool', () => {
    assert.equal(identityOf('plain', { path: '1_a.sql', version: '1', role: 'versioned' }), null);
  });

  it('has a source for every tool', () => {
    for (const tool of FRAMEWORK_NAMES) assert.notEqual(recordKeepingOf(tool).source, '', tool);
  });
});
