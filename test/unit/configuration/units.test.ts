import assert from 'node:assert/strict';
import {
  formatDuration,
  formatSize,
  parseDuration,
  parseDurationInSeconds,
  parseSize,
} from '../../../server/src/configuration/units.ts';

describe('units', () => {
  it('reads durations in milliseconds, as PostgreSQL writes them', () => {
    assert.deepEqual(
      ['0', '250', '500ms', '3s', '5min', '1h', '1.5s', '2d'].map(parseDuration),
      [0, 250, 500, 3000, 300_000, 3_600_000, 1500, 172_800_000],
    );
    assert.deepEqual(['', 's', '3 parsecs', '-1s'].map(parseDuration), [null, null, null, null]);
  });

  it('reads a bare number as seconds where MySQL does', () => {
    assert.deepEqual(['3', '3s', '500ms'].map(parseDurationInSeconds), [3000, 3000, 500]);
  });

  it('reads sizes by 1024', () => {
    assert.deepEqual(['512', '16MB', '1 GB', '1k'].map(parseSize), [512, 16_777_216, 1_073_741_824, 1024]);
    assert.equal(parseSize('many'), null);
  });

  it('writes both for people', () => {
    assert.deepEqual([500, 3000, 90_000, 120_000, 3_600_000].map(formatDuration), [
      '500 ms',
      '3 s',
      '90 s',
      '2 min',
      '1 h',
    ]);
    assert.deepEqual([100, 12_000_000_000, 1_610_612_736].map(formatSize), ['100 bytes', '11 GB', '1.5 GB']);
  });
});
