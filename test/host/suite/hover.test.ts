import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openWorkspaceFile, until } from '../suiteSupport.ts';
import { closeEditors, rangeOfText, withFiles } from './editor.ts';

describe('the lock card', () => {
  afterEach(closeEditors);

  it('has a row for PostgreSQL 16 and one for MySQL 8.0.32', async () => {
    const card = await cardOf('both/db/migration/V2__add_payment_reference.sql', 'ADD COLUMN');
    assert.match(card, /ADD COLUMN/);
    assert.deepEqual(rowOf(card, 'production (PostgreSQL 16)').slice(1, 4), [
      'ACCESS EXCLUSIVE',
      'wait',
      'wait',
    ]);
    assert.deepEqual(rowOf(card, 'archive (MySQL 8.0.32)').slice(1, 4), [
      'INSTANT, LOCK=NONE',
      'go on',
      'go on',
    ]);
  });

  it('shows what MySQL does with a MODIFY', async () => {
    const card = await cardOf('mysql/db/migration/V2__change_status.sql', 'MODIFY');
    const row = rowOf(card, 'archive (MySQL 8.0.32)');
    assert.equal(row[1], 'COPY, LOCK=SHARED');
    assert.equal(row[4], 'table rewrite');
    assert.doesNotMatch(card, /PostgreSQL/);
  });

  it('is there for a statement without findings too', () =>
    withFiles(
      {
        'postgresql/db/migration/V3__add_note.sql':
          "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD COLUMN note text;\n",
      },
      async () => {
        const card = await cardOf('postgresql/db/migration/V3__add_note.sql', 'ADD COLUMN');
        assert.deepEqual(rowOf(card, 'production (PostgreSQL 16)').slice(1), [
          'ACCESS EXCLUSIVE',
          'wait',
          'wait',
          'catalog only',
          'brief',
        ]);
        const uri = vscode.window.activeTextEditor?.document.uri;
        assert.deepEqual(uri && vscode.languages.getDiagnostics(uri), []);
      },
    ));
});

/** The text of Interlock's hover at a piece of a file. */
async function cardOf(path: string, piece: string): Promise<string> {
  const { document } = await openWorkspaceFile(path);
  const { start } = rangeOfText(document, piece);
  return until('there is a lock card', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      start.translate(0, 1),
    );
    return hovers
      .flatMap(({ contents }) =>
        contents.map(content => (typeof content === 'string' ? content : content.value)),
      )
      .find(text => text.includes('| target'));
  });
}

/** The cells of a target's row. */
function rowOf(card: string, target: string): string[] {
  const rows = card.split('\n').map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell =>
        cell
          .replaceAll('\\', '')
          .replace(/[\u00a0\u2060 ]+/g, ' ')
          .trim(),
      ),
  );
  const row = rows.find(([name]) => name === target);
  assert.ok(row !== undefined, `no row of ${target} in\n${card}`);
  return row;
}
