import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationJsonSchema } from '../../server/src/configuration/model.ts';
import { INTERLOCK_VERSION } from '../../server/src/version.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const MEGABYTE = 1024 ** 2;

describe('the package', () => {
  it('has one version', () => assert.equal(INTERLOCK_VERSION, manifest.version));

  it('ships the JSON schema of the configuration as the model has it', () => {
    const shipped = JSON.parse(readFileSync(`${ROOT}server/schema/interlock.schema.json`, 'utf8'));
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(configurationJsonSchema())), 'run `npm run schema`');
  });

  it('claims no language for .sql', () => {
    for (const language of manifest.contributes.languages)
      assert.ok(!(language.extensions ?? []).includes('.sql'));
  });

  it('registers every command that it contributes', () => {
    const client = readFileSync(`${ROOT}dist/client/node.cjs`, 'utf8');
    for (const { command } of manifest.contributes.commands)
      assert.ok(client.includes(`"${command}"`), command);
  });

  it('packs what it needs and nothing else, in at most 6 MB', () => {
    const listed = execFileSync(
      process.execPath,
      [`${ROOT}node_modules/@vscode/vsce/vsce`, 'ls', '--no-dependencies'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    const files = listed
      .split('\n')
      .filter(line => line !== '')
      .map(line =>
        line.replace(/shared-\w+\.mjs/, 'shared.mjs').replace(/^docs\/(rules|locks)\/.*/, 'docs/$1'),
      );
    const expected = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/client/browser.cjs',
      'dist/client/browser.cjs.js',
      'dist/client/node.cjs',
      'dist/server/browser.js',
      'dist/server/cli.mjs',
      'dist/server/libpg-query.wasm',
      'dist/server/server.mjs',
      'dist/server/shared.mjs',
      'docs/rules',
      'images/icon.png',
      'package.json',
      'server/schema/interlock.schema.json',
      'syntaxes/interlock-directives.tmLanguage.json',
    ];
    assert.deepEqual([...new Set(files)].filter(file => file !== 'docs/locks').sort(), expected);
    assert.ok(statSync(`${ROOT}dist/interlock.vsix`).size <= 6 * MEGABYTE);
  }).timeout(60_000);
});
