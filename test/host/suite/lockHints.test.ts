import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openWorkspaceFile, until, withSetting } from '../suiteSupport.ts';
import { closeEditors, withFiles } from './editor.ts';

const NOTE = 'postgresql/db/migration/V3__add_note.sql';
const NOTE_SQL = "SET LOCAL lock_timeout = '3s';\nALTER TABLE payments ADD COLUMN note text;\n";

describe('what stands beside the statements', () => {
  afterEach(closeEditors);

  it('is the strongest lock behind each, until the setting switches it off', () =>
    withFiles({ [NOTE]: NOTE_SQL }, async () => {
      const { document } = await openWorkspaceFile(NOTE);
      const hints = async (): Promise<readonly string[]> => {
        const all = await vscode.commands.executeCommand<vscode.InlayHint[] | undefined>(
          'vscode.executeInlayHintProvider',
          document.uri,
          new vscode.Range(0, 0, document.lineCount, 0),
        );
        return (all ?? []).map(({ label }) => String(label));
      };
      const shown = await until('there are hints', async () => {
        const found = await hints();
        return found.length > 0 && found;
      });
      assert.deepEqual(shown, ['ACCESS EXCLUSIVE, brief']);
      await withSetting('interlock.inlayHints.enable', false, async () =>
        assert.deepEqual(await hints(), []),
      );
    }));

  it('is a summary above them, until the setting switches it off', () =>
    withFiles({ [NOTE]: NOTE_SQL }, async () => {
      const { document } = await openWorkspaceFile(NOTE);
      const titles = async (): Promise<readonly (string | undefined)[]> => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
          'vscode.executeCodeLensProvider',
          document.uri,
        );
        return (all ?? []).map(({ command }) => command?.title);
      };
      const shown = await until('there is a lens', async () => {
        const found = await titles();
        return found.length > 0 && found;
      });
      assert.deepEqual(shown, ['expand · strongest lock ACCESS EXCLUSIVE, brief · no findings']);
      await withSetting('interlock.codeLens.enable', false, async () => assert.deepEqual(await titles(), []));
    }));
});
