import assert from 'node:assert/strict';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import { type TestClient, withClient } from './testClient.ts';

const V1 = 'CREATE TABLE payments (id bigint PRIMARY KEY, amount numeric(12, 2) NOT NULL, state text);\n';
const PATH = 'db/migration/V2__change.sql';

function project(
  sql: string,
  targets: string = '{ "name": "production", "engine": "postgresql", "version": "16" }',
): Readonly<Record<string, string>> {
  return {
    'interlock.json': `{ "targets": [${targets}] }\n`,
    'db/migration/V1__create_payments.sql': V1,
    [PATH]: sql,
  };
}

/** The text with each hint in brackets where the editor shows it. */
async function hinted(client: TestClient, sql: string, lines: { from: number; to: number }): Promise<string> {
  const hints = await client.request<readonly InlayHint[] | null>('textDocument/inlayHint', {
    textDocument: { uri: client.uri(PATH) },
    range: { start: { line: lines.from, character: 0 }, end: { line: lines.to, character: 0 } },
  });
  return sql
    .split('\n')
    .map((text, line) =>
      (hints ?? [])
        .filter(({ position }) => position.line === line)
        .toSorted((left, right) => right.position.character - left.position.character)
        .reduce(
          (shown, { position, label }) =>
            `${shown.slice(0, position.character)} [${String(label)}]${shown.slice(position.character)}`,
          text,
        ),
    )
    .join('\n');
}

async function lensesOf(client: TestClient): Promise<readonly (readonly [number, string | undefined])[]> {
  const lenses = await client.request<readonly CodeLens[] | null>('textDocument/codeLens', {
    textDocument: { uri: client.uri(PATH) },
  });
  return (lenses ?? []).map(({ range, command }) => [range.start.line, command?.title]);
}

describe('inlay hints', () => {
  const SQL = [
    "SET LOCAL lock_timeout = '3s';",
    'ALTER TABLE payments ADD COLUMN note text;  ALTER TABLE payments ALTER COLUMN amount TYPE text;',
    'CREATE TABLE refunds (id bigint PRIMARY KEY); -- later',
    "INSERT INTO refunds VALUES (1); UPDATE payments SET state = 'x'",
    '',
  ].join('\n');

  it('name the strongest lock behind each DDL statement, and say nothing of row changes', () =>
    withClient({ files: project(SQL) }, async client => {
      await client.open(PATH, SQL);
      assert.equal(
        await hinted(client, SQL, { from: 0, to: 5 }),
        [
          "SET LOCAL lock_timeout = '3s';",
          'ALTER TABLE payments ADD COLUMN note text; [ACCESS EXCLUSIVE, brief]  ALTER TABLE payments ALTER COLUMN amount TYPE text; [ACCESS EXCLUSIVE, grows with table]',
          'CREATE TABLE refunds (id bigint PRIMARY KEY); [no lock] -- later',
          "INSERT INTO refunds VALUES (1); UPDATE payments SET state = 'x'",
          '',
        ].join('\n'),
      );
    }));

  it('come for the asked lines alone', () =>
    withClient({ files: project(SQL) }, async client => {
      await client.open(PATH, SQL);
      const shown = await hinted(client, SQL, { from: 2, to: 3 });
      assert.deepEqual(shown.match(/\[[^\]]*\]/g), ['[no lock]']);
    }));

  it('take the target that it is worst on, and name one that refuses', () => {
    const targets =
      '{ "name": "archive", "engine": "mysql", "version": "8.0.28" }, { "name": "main", "engine": "mysql", "version": "8.0.32" }';
    const sql =
      'ALTER TABLE payments ADD COLUMN a int FIRST;\nALTER TABLE payments ADD COLUMN b int FIRST, ALGORITHM=INSTANT;\n';
    return withClient({ files: project(sql, targets) }, async client => {
      await client.open(PATH, sql);
      const shown = await hinted(client, sql, { from: 0, to: 3 });
      assert.deepEqual(shown.match(/\[[^\]]*\]/g), [
        '[INPLACE, LOCK=NONE, grows with table]',
        '[refused by archive]',
      ]);
    });
  });
});

describe('the code lens', () => {
  it('sums a migration up', () => {
    const sql = "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments DROP COLUMN state;\n";
    return withClient({ files: project(sql) }, async client => {
      await client.open(PATH, sql);
      assert.deepEqual(await lensesOf(client), [
        [0, 'contract · strongest lock ACCESS EXCLUSIVE, brief · 1 finding'],
      ]);
      await client.change(
        PATH,
        "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD COLUMN note text;\n",
      );
      assert.deepEqual(await lensesOf(client), [
        [0, 'expand · strongest lock ACCESS EXCLUSIVE, brief · no findings'],
      ]);
    });
  });

  it('is not there for a file of queries', () =>
    withClient({ files: project('SELECT 1;\n') }, async client => {
      await client.open(PATH, 'SELECT 1;\n');
      assert.deepEqual(await lensesOf(client), []);
    }));
});
