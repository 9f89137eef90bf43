import assert from 'node:assert/strict';
import { withCapture } from '../../../server/src/configuration/captureEdit.ts';
import { readConfiguration } from '../../../server/src/configuration/readConfiguration.ts';

const CAPTURED = {
  name: 'production',
  engine: 'mysql',
  version: '8.0.36',
  settings: { lock_wait_timeout: '60s', sql_mode: 'ANSI' },
  statistics: 'db/production.stats.json',
  baseline: 'db/baseline-schema.sql',
} as const;

describe('interlock.json after a capture', () => {
  it('is made where there is none, and is valid', () => {
    const { file, problems } = readConfiguration(withCapture(null, CAPTURED), { ruleIds: [] });
    assert.deepEqual(problems, []);
    assert.deepEqual(file, {
      targets: [
        {
          name: 'production',
          engine: 'mysql',
          version: '8.0.36',
          settings: { lock_wait_timeout: '60s', sql_mode: 'ANSI' },
          statistics: 'db/production.stats.json',
        },
      ],
      baseline: { path: 'db/baseline-schema.sql' },
    });
  });

  it('keeps comments, other targets and settings that the server did not tell', () => {
    const text = `{
  // the servers
  "targets": [
    { "name": "staging", "engine": "mysql" }, // small
    {
      "name": "production", // the large one
      "engine": "mysql",
      "version": "8.0.20 - 8.0.30",
      "settings": { "SQL_MODE": "old", "custom": 1 }
    }
  ],
  "runner": { "timeout": "30s" } /* of the pipeline */
}
`;
    const edited = withCapture(text, CAPTURED);
    for (const comment of ['// the servers', '// small', '// the large one', '/* of the pipeline */'])
      assert.ok(edited.includes(comment), comment);
    const { file, problems } = readConfiguration(edited, { ruleIds: [] });
    assert.deepEqual(problems, []);
    assert.deepEqual(file.targets?.[0], { name: 'staging', engine: 'mysql' });
    assert.equal(file.targets?.[1]?.version, '8.0.36');
    assert.deepEqual(file.targets?.[1]?.settings, { SQL_MODE: 'ANSI', custom: 1, lock_wait_timeout: '60s' });
    assert.deepEqual(file.runner, { timeout: '30s' });
    assert.equal(withCapture(edited, CAPTURED), edited, 'a second capture changes nothing');
  });

  it('adds a target that is not there yet, and keeps line ends', () => {
    const edited = withCapture('{\r\n\t"targets": [{ "name": "a", "engine": "mariadb" }]\r\n}\r\n', CAPTURED);
    assert.equal(/[^\r]\n/.test(edited), false);
    const { file } = readConfiguration(edited, { ruleIds: [] });
    assert.deepEqual(
      file.targets?.map(target => target.name),
      ['a', 'production'],
    );
  });
});
