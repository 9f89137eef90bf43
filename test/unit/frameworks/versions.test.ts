import assert from 'node:assert/strict';
import { compareDigits, followingVersion } from '../../../server/src/frameworks/versions.ts';

describe('versions', () => {
  it('follow in their own style', () => {
    const cases: readonly (readonly [version: string, by: number, expected: string])[] = [
      ['7', 1, '8'],
      ['007', 2, '009'],
      ['099', 1, '100'],
      ['20240228235959', 1, '20240229000000'],
      ['20230228235959', 2, '20230301000001'],
      ['20241231235959', 1, '20250101000000'],
      ['2024-12-31-235959', 1, '2025-01-01-000000'],
      ['2026-07-27-143313-0000', 1, '2026-07-27-143313-0001'],
      ['20241231235959123', 1, '20250101000000123'],
      ['20241399000000', 1, '20241399000001'],
      ['00000000000000', 1, '00000000000001'],
      ['1704067200000', 3, '1704067200003'],
    ];
    for (const [version, by, expected] of cases) assert.equal(followingVersion(version, by), expected);
  });

  it('compare by their digits', () => {
    assert.ok(compareDigits('9', '10') < 0);
    assert.ok(compareDigits('009', '10') < 0);
    assert.equal(compareDigits('007', '7'), 0);
    assert.equal(compareDigits('2024-01-02-030405', '20240102030405'), 0);
    assert.ok(compareDigits('99999999999999999998', '99999999999999999999') < 0);
  });
});
