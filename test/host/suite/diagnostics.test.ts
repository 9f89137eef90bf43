import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, openWorkspaceFile, untilDiagnostics, workspaceUri } from '../suiteSupport.ts';
import { closeEditors, rangeOfText, replaceText, withFiles } from './editor.ts';

const RULE = 'add-not-null-column-without-default';
const ARTICLE = 'postgresql/db/migration/V2__add_payment_reference.sql';

describe('diagnostics', () => {
  afterEach(closeEditors);

  it('underlines NOT NULL of the required column and links the rule to its page', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    const found = await untilDiagnostics(document.uri, has(RULE));
    const [diagnostic, ...others] = found.filter(one => codeOf(one) === RULE);
    assert.ok(diagnostic !== undefined);
    assert.equal(others.length, 0);
    assert.equal(document.getText(diagnostic.range), 'NOT NULL');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic.source, 'interlock');
    assert.match(diagnostic.message, /payments\.reference_id is required but has no default/);
    assert.ok(typeof diagnostic.code === 'object');
    assert.equal(
      diagnostic.code.target.toString(),
      `${vscode.env.uriScheme}://interlock.interlock/rules/${RULE}.md`,
    );
  });

  it('keeps the findings around a statement that is being typed', () =>
    withFiles(
      {
        'postgresql/db/migration/V3__three_statements.sql': [
          'ALTER TABLE payments DROP COLUMN amount;',
          'ALTER TABLE payments ADD COLUMN note text;',
          'CREATE INDEX payments_created_at ON payments (created_at);',
          '',
        ].join('\n'),
      },
      async () => {
        const { document } = await openWorkspaceFile('postgresql/db/migration/V3__three_statements.sql');
        const around = hasAll('drop-column-in-use', 'create-index-blocks-writes');
        await untilDiagnostics(document.uri, around);

        await replaceText(document, 'ADD COLUMN note text;', 'ADD COLUMN note (');
        // What the next edit brings proves that the answer is one to the broken text.
        await replaceText(
          document,
          '(created_at);',
          '(created_at);\nALTER TABLE payments ADD COLUMN kind text NOT NULL;',
        );
        const broken = await untilDiagnostics(document.uri, has(RULE));
        assert.ok(around(broken), `left: ${broken.map(codeOf).join(', ')}`);

        await replaceText(document, 'ADD COLUMN note (', 'ADD COLUMN note text NOT NULL;');
        const repaired = await untilDiagnostics(
          document.uri,
          found => found.filter(one => codeOf(one) === RULE).length === 2,
        );
        assert.ok(around(repaired), `left: ${repaired.map(codeOf).join(', ')}`);
      },
    ));

  it('puts an underline behind an emoji and in a file with CRLF at the right place', () =>
    withFiles(
      {
        'postgresql/db/migration/V9__emoji.sql':
          "SET LOCAL lock_timeout = '3s';\r\n/* 🐘🐬 */ ALTER TABLE payments ADD COLUMN größe text NOT NULL;\r\n",
      },
      async () => {
        const { document } = await openWorkspaceFile('postgresql/db/migration/V9__emoji.sql');
        const [found] = await untilDiagnostics(document.uri, all => all.length === 1 && has(RULE)(all));
        assert.ok(found !== undefined);
        assert.equal(document.getText(found.range), 'NOT NULL');
      },
    ));

  it('says nothing about files that are no text or empty, and goes on', () =>
    withFiles(
      {
        'postgresql/db/migration/V3__binary.sql': Uint8Array.from(
          { length: 4096 },
          (_, at) => (at * 37) % 256,
        ),
        'postgresql/db/migration/V4__empty.sql': '',
      },
      async () => {
        const binary = workspaceUri('postgresql/db/migration/V3__binary.sql');
        const empty = await openWorkspaceFile('postgresql/db/migration/V4__empty.sql');
        const nul = await vscode.workspace.openTextDocument({
          language: 'sql',
          content: '\0\0\u0001PNG\0\n;\0;\r\0',
        });
        await vscode.window.showTextDocument(nul);
        const { document } = await openWorkspaceFile(ARTICLE);
        await untilDiagnostics(document.uri, has(RULE));
        for (const uri of [binary, empty.document.uri, nul.uri]) {
          assert.deepEqual(vscode.languages.getDiagnostics(uri), [], uri.toString());
        }
        assert.equal(rangeOfText(document, 'NOT NULL').start.line, 0);
      },
    ));
});

function has(rule: string): (diagnostics: readonly vscode.Diagnostic[]) => boolean {
  return hasAll(rule);
}

function hasAll(...rules: readonly string[]): (diagnostics: readonly vscode.Diagnostic[]) => boolean {
  return diagnostics => rules.every(rule => diagnostics.some(one => codeOf(one) === rule));
}
