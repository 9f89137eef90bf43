import assert from 'node:assert/strict';
import type { FrameworkName, MigrationFile, MigrationSet } from '../../../server/src/frameworks/framework.ts';
import { wayBackOf } from '../../../server/src/review/wayBack.ts';

function backOf(
  framework: FrameworkName,
  version: string | null,
  ...downs: readonly string[]
): string | null {
  const file: MigrationFile = { path: 'sql/1_b.up.sql', version, role: 'versioned' };
  const back = downs.map((path): MigrationFile => ({ path: `sql/${path}`, version, role: 'down' }));
  const set: MigrationSet = { framework, root: 'sql', files: [...back, file], settings: {} };
  return wayBackOf(set, file)?.path ?? null;
}

describe('the way back of a migration', () => {
  it('has its version', () => {
    assert.equal(backOf('golang-migrate', '1', '1_other.down.sql'), 'sql/1_other.down.sql');
    assert.equal(backOf('golang-migrate', null, '1_other.down.sql'), null);
  });

  it('has its name where no tool gives versions', () => {
    assert.equal(backOf('plain', '1', '1_a.down.sql', '1_b.down.sql'), 'sql/1_b.down.sql');
    assert.equal(backOf('plain', null, '1_a.down.sql'), null);
  });
});
