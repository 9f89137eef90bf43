import assert from 'node:assert/strict';
import {
  postgresqlMilliseconds,
  secondsAsMilliseconds,
} from '../../../../server/src/rules/subject/durations.ts';

describe('durations of settings', () => {
  it('count milliseconds without a unit on PostgreSQL', () => {
    const cases: readonly (readonly [string, number | null])[] = [
      ['3s', 3000],
      ['500ms', 500],
      ['1min', 60_000],
      ['2 min', 120_000],
      ['3000', 3000],
      ['0', 0],
      ['1h', 3_600_000],
      ['3 seconds', null],
      ['S', null],
      ['', null],
      ['-1', null],
    ];
    for (const [text, expected] of cases) assert.equal(postgresqlMilliseconds(text), expected, text);
  });

  it('count seconds without a unit on MySQL and MariaDB', () => {
    assert.equal(secondsAsMilliseconds('3'), 3000);
    assert.equal(secondsAsMilliseconds('0.5'), 500);
    assert.equal(secondsAsMilliseconds('30s'), 30_000);
    assert.equal(secondsAsMilliseconds('DEFAULT'), null);
  });
});
