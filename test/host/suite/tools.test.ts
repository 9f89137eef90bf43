import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openWorkspaceFile, until, workspaceUri } from '../suiteSupport.ts';
import { closeEditors, writeFile } from './editor.ts';

/** Folder of the repository, given when the suite is bundled. */
declare const REPOSITORY: string;

const TRANSACTIONS = {
  file: 'one transaction per file',
  statement: 'each statement commits',
  none: 'no transaction',
} as const;

/** A sample project, one file of it, and what the status is to say. */
const cases: readonly [
  project: string,
  file: string,
  tool: string,
  engine: string,
  transaction: keyof typeof TRANSACTIONS,
][] = [
  ['flyway-conf', 'migrations/V1.2__orders.sql', 'Flyway', 'PostgreSQL', 'file'],
  ['flyway-toml', 'sql/production/M2-users-email.sql', 'Flyway', 'MariaDB', 'statement'],
  [
    'flyway-spring',
    'src/main/resources/db/scripts/S20240102000000__names.sql',
    'Flyway',
    'MySQL',
    'statement',
  ],
  ['liquibase', 'db/changelog/1.0/001-users.sql', 'Liquibase', 'PostgreSQL', 'file'],
  [
    'liquibase-xml',
    'src/main/resources/db/changelog/releases/2-users.xml',
    'Liquibase',
    'PostgreSQL',
    'file',
  ],
  [
    'liquibase-yaml',
    'src/main/resources/db/changelog/changes/001-users.yaml',
    'Liquibase',
    'MySQL',
    'statement',
  ],
  ['liquibase-json', 'db/changelog/changelog.json', 'Liquibase', 'PostgreSQL', 'file'],
  ['golang-migrate', 'migrations/10_orders.up.sql', 'golang-migrate', 'PostgreSQL', 'none'],
  ['goose', 'sql/00001_users.sql', 'goose', 'PostgreSQL', 'file'],
  ['dbmate', 'db/migrations/20240101000000_users.sql', 'dbmate', 'PostgreSQL', 'file'],
  ['prisma', 'prisma/migrations/20240101000000_init/migration.sql', 'Prisma Migrate', 'PostgreSQL', 'none'],
  ['drizzle', 'drizzle/0000_users.sql', 'Drizzle', 'PostgreSQL', 'file'],
  ['sqlx', 'migrations/20240101000000_users.sql', 'sqlx', 'PostgreSQL', 'file'],
  ['diesel', 'migrations/2024-01-01-000000_users/up.sql', 'Diesel', 'PostgreSQL', 'file'],
  ['node-pg-migrate', 'migrations/1704067200000_users.sql', 'node-pg-migrate', 'PostgreSQL', 'file'],
  ['rails', 'db/migrate/20240101000000_create_users.sql', 'Rails', 'PostgreSQL', 'file'],
  ['sql-migrate', 'migrations/1-users.sql', 'sql-migrate', 'PostgreSQL', 'file'],
  ['tern', 'migrations/001_users.sql', 'tern', 'PostgreSQL', 'file'],
  ['atlas', 'migrations/20240101000000_users.sql', 'Atlas', 'PostgreSQL', 'file'],
  ['hasura', 'migrations/default/1704067200000_users/up.sql', 'Hasura', 'PostgreSQL', 'file'],
  ['supabase', 'supabase/migrations/20240101000000_users.sql', 'Supabase', 'PostgreSQL', 'file'],
  ['plain', 'sql/001_users.sql', 'plain SQL files', 'PostgreSQL', 'none'],
];

describe('The status', () => {
  const projects = workspaceUri('tools');

  before(async () => {
    for (const [project] of cases) {
      const folder = join(REPOSITORY, 'test', 'fixtures', 'projects', project);
      for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const file = join(folder, path);
        if (statSync(file).isFile())
          await writeFile(`tools/${project}/${path.replaceAll('\\', '/')}`, readFileSync(file));
      }
      // A project of its own, whose engine is not declared.
      await writeFile(`tools/${project}/interlock.json`, '{}\n');
    }
  });

  afterEach(closeEditors);
  after(() => vscode.workspace.fs.delete(projects, { recursive: true }));

  for (const [project, file, tool, engine, transaction] of cases) {
    it(`names the tool, engine and transaction of ${project}`, async () => {
      const { document } = await openWorkspaceFile(`tools/${project}/${file}`);
      const wanted = `${tool} · ${engine} `;
      const last = { said: '' };
      await until(`the status begins with "${wanted}"`, () => {
        const [text, detail] = status();
        last.said = `${text} / ${detail}`;
        return text.startsWith(wanted) && detail.startsWith(TRANSACTIONS[transaction]);
      }).catch((error: unknown) => {
        throw new Error(`${error instanceof Error ? error.message : error} It says "${last.said}".`);
      });
      assert.equal(vscode.window.activeTextEditor?.document, document);
    });
  }

  it('leaves other XML, YAML and JSON documents alone', async () => {
    const uri = await writeFile('tools/other.json', '{ "drop": "DROP TABLE users;" }\n');
    const { document } = await openWorkspaceFile('tools/other.json');
    await new Promise(fulfil => setTimeout(fulfil, 500));
    assert.deepEqual(
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'interlock'),
      [],
    );
    await vscode.workspace.fs.delete(uri);
  });
});

function status(): readonly [string, string] {
  const api: unknown = vscode.extensions.getExtension('interlock.interlock')?.exports;
  if (typeof api !== 'object' || api === null || !('status' in api) || typeof api.status !== 'function')
    return ['', ''];
  const [text, detail] = api.status();
  return [String(text), String(detail)];
}
