import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { withClient } from './testClient.ts';

const MIGRATION = 'db/migration/V2__drop.sql';
const DROP = "SET LOCAL lock_timeout = '3s';\nALTER TABLE users DROP COLUMN nick_name;\n";

describe('uses in source files', () => {
  it('come to the diagnostics once they were found, with their places', () =>
    withClient(
      {
        files: {
          'interlock.json':
            '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }\n',
          'db/migration/V1__users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, nick_name text);\n',
          [MIGRATION]: DROP,
          'src/user.ts': 'export class User {\n  nickName = "";\n}\n',
          'ignored/user.ts': 'export class User { nickName = ""; }\n',
          '.gitignore': 'ignored/\n',
        },
      },
      async client => {
        await client.open(MIGRATION, DROP);
        const deadline = Date.now() + 10_000;
        for (;;) {
          const found = (await client.diagnostics(MIGRATION)).find(
            ({ code }) => code === 'drop-column-in-use',
          );
          const [use] = found?.relatedInformation ?? [];
          if (use !== undefined) {
            assert.match(String(found?.message), /Used in src\/user\.ts\.$/);
            assert.equal(use.location.uri, client.uri('src/user.ts'));
            assert.deepEqual(use.location.range, {
              start: { line: 1, character: 2 },
              end: { line: 1, character: 10 },
            });
            return;
          }
          assert.ok(Date.now() < deadline, 'the use was not found');
          await setTimeout(20);
        }
      },
    ));

  it('are not looked for in a migration that was added later', () => {
    const LATER = 'db/migration/V3__drop.sql';
    return withClient(
      {
        files: {
          'interlock.json':
            '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }\n',
          'db/migration/V1__users.sql':
            'CREATE TABLE users (id bigint PRIMARY KEY, nick_name text, login_name text);\n',
          [MIGRATION]: DROP,
          'src/user.ts': 'export class User {\n  nickName = "";\n}\n',
        },
      },
      async client => {
        const message = async (path: string, until: RegExp): Promise<string> => {
          const deadline = Date.now() + 10_000;
          for (;;) {
            const found = (await client.diagnostics(path)).find(({ code }) => code === 'drop-column-in-use');
            if (until.test(String(found?.message))) return String(found?.message);
            assert.ok(Date.now() < deadline, `still: ${found?.message}`);
            await setTimeout(20);
          }
        };
        await client.open(MIGRATION, DROP);
        await message(MIGRATION, /Used in src/);
        const later = DROP.replace('nick_name', 'login_name');
        await client.write(LATER, later);
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: client.uri(LATER), type: FileChangeType.Created }],
        });
        await client.open(LATER, later);
        assert.match(await message(LATER, /source file/), /No use was found in one source file here\.$/);
      },
    );
  });
});
