import assert from 'node:assert/strict';
import { applyWorkspaceEdit, MINIMAL_CAPABILITIES, withClient } from './testClient.ts';

const PAYMENTS = 'CREATE TABLE payments (\n  id bigint PRIMARY KEY,\n  amount numeric(12, 2) NOT NULL\n);\n';
const CONFIGURATION = '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }\n';
const PROJECT = {
  'interlock.json': CONFIGURATION,
  'db/migration/V1__create_payments.sql': PAYMENTS,
  'db/migration/V2__add_reference.sql':
    'ALTER TABLE payments ADD COLUMN reference_id varchar(64) NOT NULL;\n',
};
const V2 = 'db/migration/V2__add_reference.sql';
const RULE = 'add-not-null-column-without-default';

function codes(diagnostics: readonly { readonly code?: unknown }[]): unknown[] {
  return diagnostics.map(diagnostic => diagnostic.code);
}

describe('the language server', () => {
  it('announces pull diagnostics, hover and fix-all to a client that has them', () =>
    withClient({}, async ({ initialized }) => {
      assert.equal(initialized.serverInfo?.name, 'Interlock');
      assert.deepEqual(initialized.capabilities.diagnosticProvider, {
        interFileDependencies: true,
        workspaceDiagnostics: false,
      });
      assert.equal(initialized.capabilities.hoverProvider, true);
      assert.deepEqual(initialized.capabilities.codeActionProvider, {
        codeActionKinds: ['quickfix', 'source.fixAll.interlock'],
      });
    }));

  it('answers a pulled diagnostic with the rule, its page and the exact range', () =>
    withClient(
      { files: PROJECT, initializationOptions: { docsBase: 'https://example.test/rules' } },
      async client => {
        await client.open(V2, PROJECT[V2]);
        const found = (await client.diagnostics(V2)).find(diagnostic => diagnostic.code === RULE);
        assert.ok(found !== undefined);
        assert.equal(found.source, 'interlock');
        assert.equal(found.codeDescription?.href, `https://example.test/rules/${RULE}.md`);
        assert.match(String(found.message), /payments\.reference_id is required but has no default/);
        assert.equal(found.range.start.line, 0);
        const underlined = PROJECT[V2].slice(found.range.start.character, found.range.end.character);
        assert.match(underlined, /NOT NULL/);
      },
    ));

  it('pushes to a client that cannot pull, and clears on close', () =>
    withClient({ files: PROJECT, capabilities: MINIMAL_CAPABILITIES }, async client => {
      assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
      const pushed = client.pushed(V2);
      await client.open(V2, PROJECT[V2]);
      assert.ok(codes(await pushed).includes(RULE));
      const cleared = client.pushed(V2);
      await client.close(V2);
      assert.deepEqual(await cleared, []);
    }));

  it('knows the tables of earlier migrations', () =>
    withClient({ files: PROJECT }, async client => {
      const sql = 'ALTER TABLE payments ALTER COLUMN amount TYPE numeric(14, 2);\n';
      await client.open(V2, `SET LOCAL lock_timeout = '3s';\n${sql}`);
      assert.deepEqual(
        codes(await client.diagnostics(V2)),
        [],
        'numeric grows without a rewrite, which only the old type tells',
      );
      await client.change(V2, `SET LOCAL lock_timeout = '3s';\n${sql.replace('14, 2', '14, 4')}`);
      assert.ok(codes(await client.diagnostics(V2)).includes('type-change-rewrites-table'));
    }));

  it('keeps the findings around a statement that is half typed', () =>
    withClient({ files: PROJECT }, async client => {
      const first = 'ALTER TABLE payments DROP COLUMN amount;\n';
      const last = 'CREATE INDEX payments_amount ON payments (id);\n';
      await client.open(V2, `${first}\n${last}`);
      const whole = codes(await client.diagnostics(V2));
      assert.ok(whole.includes('drop-column-in-use') && whole.includes('create-index-blocks-writes'));
      await client.change(V2, `${first}ALTER TABLE payments ADD COLUMN x (\n\n${last}`);
      const broken = codes(await client.diagnostics(V2));
      assert.ok(broken.includes('drop-column-in-use'), 'the finding before');
      assert.ok(broken.includes('create-index-blocks-writes'), 'the finding after');
    }));

  it('hovers with a row for every target', () =>
    withClient(
      {
        files: {
          ...PROJECT,
          'interlock.json':
            '{ "targets": [{ "name": "new", "engine": "postgresql", "version": "16" }, { "name": "old", "engine": "postgresql", "version": "10" }] }',
        },
      },
      async client => {
        await client.open(V2, "ALTER TABLE payments ADD COLUMN note text DEFAULT 'x';\n");
        const hover = await client.hover(V2, { line: 0, character: 30 });
        const markdown =
          typeof hover?.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
        const text = markdown.replace(/[\u00a0\u2060 ]+/g, ' ');
        assert.match(text, /new \(PostgreSQL 16\) \| ACCESS EXCLUSIVE \| wait \| wait \| catalog only/);
        assert.match(text, /old \(PostgreSQL 10\) \| ACCESS EXCLUSIVE \| wait \| wait \| table rewrite/);
      },
    ));

  it('says below the lock card which target refuses the statement, and which other tables are locked', () =>
    withClient({ files: PROJECT }, async client => {
      const cardOf = async (sql: string): Promise<string> => {
        await client.change(V2, sql);
        const hover = await client.hover(V2, { line: 0, character: 30 });
        return (
          typeof hover?.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''
        ).replace(/[\u00a0\u2060 ]+/g, ' ');
      };
      await client.open(V2, '');
      const refused = await cardOf(
        'CREATE INDEX CONCURRENTLY payments_amount ON payments (amount);\nSELECT 1;\n',
      );
      assert.match(refused, /\| production \(PostgreSQL 16\) \| refused \| – \| – \| – \| – \|/);
      assert.match(
        refused,
        /production \(PostgreSQL 16\): refused inside a transaction \(SQLSTATE 25001\)\./,
      );
      const beside = await cardOf('ALTER TABLE payments ADD FOREIGN KEY (id) REFERENCES customers (id);\n');
      assert.match(beside, /\| SHARE ROW EXCLUSIVE \| go on \| wait \|/);
      assert.match(beside, /Also locks: SHARE ROW EXCLUSIVE on (?:public\.)?customers\./);
    }));

  it('hovers in plain text for a client without Markdown', () =>
    withClient({ files: PROJECT, capabilities: MINIMAL_CAPABILITIES }, async client => {
      await client.open(V2, PROJECT[V2]);
      const hover = await client.hover(V2, { line: 0, character: 30 });
      assert.ok(typeof hover?.contents === 'object' && 'kind' in hover.contents);
      assert.equal(hover.contents.kind, 'plaintext');
      assert.match(
        hover.contents.value,
        /^ADD COLUMN public\.payments\.reference_id\nproduction \(PostgreSQL 16\): ACCESS EXCLUSIVE/,
      );
    }));

  it('offers a fix that makes the column nullable and creates the follow-up migrations', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V2, PROJECT[V2]);
      const [diagnostic] = (await client.diagnostics(V2)).filter(found => found.code === RULE);
      assert.ok(diagnostic !== undefined);
      const actions = await client.actions(V2, diagnostic.range);
      const fix = actions.find(action => action.title === 'Add reference_id nullable, require it later');
      assert.ok(fix?.edit !== undefined, `offered: ${actions.map(action => action.title).join(', ')}`);
      const { text, created } = applyWorkspaceEdit(fix.edit, client.uri(V2), PROJECT[V2]);
      assert.doesNotMatch(text, /NOT NULL/);
      const names = [...created.keys()].map(uri => uri.slice(uri.lastIndexOf('/') + 1));
      assert.ok(names.length >= 1 && names[0]?.startsWith('V3__'), `created: ${names.join(', ')}`);
      assert.ok([...created.values()].every(body => body.trim() !== ''));
    }));

  it('offers no fix that creates files to a client that cannot create them', () =>
    withClient({ files: PROJECT, capabilities: MINIMAL_CAPABILITIES }, async client => {
      await client.open(V2, PROJECT[V2]);
      const actions = await client.actions(V2, {
        start: { line: 0, character: 0 },
        end: { line: 0, character: 66 },
      });
      assert.ok(!actions.some(action => action.title === 'Add reference_id nullable, require it later'));
    }));

  it('suppresses with a comment, and honours it', () =>
    withClient({ files: PROJECT, capabilities: MINIMAL_CAPABILITIES }, async client => {
      await client.open(V2, PROJECT[V2]);
      const actions = await client.actions(V2, {
        start: { line: 0, character: 0 },
        end: { line: 0, character: 66 },
      });
      const suppress = actions.find(action => action.title === `Suppress ${RULE} for this statement`);
      assert.ok(suppress?.edit !== undefined);
      const { text } = applyWorkspaceEdit(suppress.edit, client.uri(V2), PROJECT[V2]);
      await client.change(V2, text);
      const pushed = await client.pushed(V2);
      assert.ok(!codes(pushed).includes(RULE));
      assert.ok(!codes(pushed).includes('unused-suppression'));
    }));

  it('applies safe fixes without new files on fix-all, and only when asked', () =>
    withClient({ files: PROJECT }, async client => {
      const sql = 'ALTER TABLE payments ADD COLUMN note text;\n';
      await client.open(V2, sql);
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 40 } };
      assert.ok(!(await client.actions(V2, range)).some(action => action.kind === 'source.fixAll.interlock'));
      const [fixAll] = await client.actions(V2, range, ['source.fixAll']);
      assert.ok(fixAll?.edit !== undefined);
      const { text, created } = applyWorkspaceEdit(fixAll.edit, client.uri(V2), sql);
      assert.equal(created.size, 0);
      assert.match(text, /lock_timeout/);
      await client.change(V2, text);
      assert.deepEqual(codes(await client.diagnostics(V2)), []);
    }));

  it('reports the mistakes of interlock.json in that file, and goes on without it', () =>
    withClient({ files: { ...PROJECT, 'interlock.json': '{ "targts": [] }' } }, async client => {
      await client.open('interlock.json', '{ "targts": [] }');
      const [problem] = await client.diagnostics('interlock.json');
      assert.match(String(problem?.message), /Unknown setting "targts"/);
      assert.deepEqual(problem?.range, { start: { line: 0, character: 2 }, end: { line: 0, character: 10 } });
      await client.open(V2, PROJECT[V2]);
      assert.ok(codes(await client.diagnostics(V2)).includes(RULE));
    }));

  it('follows an edit of interlock.json without a restart', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V2, PROJECT[V2]);
      assert.ok(codes(await client.diagnostics(V2)).includes(RULE));
      await client.open('interlock.json', CONFIGURATION);
      await client.change(
        'interlock.json',
        CONFIGURATION.replace('] }', `], "rules": { "${RULE}": "off" } }`),
      );
      assert.ok(!codes(await client.diagnostics(V2)).includes(RULE));
    }));

  it('says unchanged when nothing changed', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V2, PROJECT[V2]);
      const pull = (
        previousResultId?: string,
      ): Promise<{ readonly kind: string; readonly resultId?: string }> =>
        client.request('textDocument/diagnostic', {
          textDocument: { uri: client.uri(V2) },
          ...(previousResultId === undefined ? {} : { previousResultId }),
        });
      const first = await pull();
      assert.equal(first.kind, 'full');
      assert.equal((await pull(first.resultId)).kind, 'unchanged');
      await client.change(V2, `${PROJECT[V2]}-- a word\n`);
      assert.equal((await pull(first.resultId)).kind, 'full');
    }));

  it('counts positions in UTF-16 units', () =>
    withClient({ files: PROJECT }, async client => {
      const sql = '/* 🐘 */ ALTER TABLE payments ADD COLUMN "größe" varchar(64) NOT NULL;\n';
      await client.open(V2, sql);
      const found = (await client.diagnostics(V2)).find(diagnostic => diagnostic.code === RULE);
      assert.ok(found !== undefined);
      assert.match(
        sql.slice(found.range.start.character, found.range.end.character),
        /^(?:"größe" varchar\(64\) )?NOT NULL$/,
      );
    }));

  it('reviews a document without a folder', () =>
    withClient({}, async client => {
      const uri = 'untitled:Untitled-1';
      await client.connection.sendNotification('textDocument/didOpen', {
        textDocument: {
          uri,
          languageId: 'sql',
          version: 1,
          text: 'ALTER TABLE payments ALTER COLUMN amount SET NOT NULL;\n',
        },
      });
      const report = await client.request<{ readonly items: readonly { readonly code: string }[] }>(
        'textDocument/diagnostic',
        { textDocument: { uri } },
      );
      assert.ok(codes(report.items).includes('set-not-null-scans-table'));
    }));

  it('gives the schema before and after', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V2, PROJECT[V2]);
      const diff = await client.request<{ readonly before: string; readonly after: string }>(
        'interlock/schemaDiff',
        { uri: client.uri(V2) },
      );
      assert.doesNotMatch(diff.before, /reference_id/);
      assert.match(diff.after, /reference_id character varying\(64\) NOT NULL/i);
    }));

  it('reviews the whole workspace when asked', () =>
    withClient({ files: PROJECT }, async client => {
      const found = await client.request<{
        readonly reviewed: number;
        readonly files: readonly {
          readonly uri: string;
          readonly findings: readonly { readonly rule: string }[];
        }[];
      }>('interlock/reviewWorkspace', null);
      assert.equal(found.reviewed, 2);
      assert.deepEqual(
        found.files.map(file => file.uri),
        [client.uri(V2)],
      );
    }));

  it('tells how a file is understood', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V2, PROJECT[V2]);
      const status = await client.request<Record<string, unknown>>('interlock/fileStatus', {
        uri: client.uri(V2),
      });
      assert.equal(status['framework'], 'Flyway');
      assert.equal(status['transaction'], 'file');
      assert.deepEqual(status['targets'], [{ title: 'production (PostgreSQL 16)', assumed: false }]);
    }));
});
