import { openStudio, takePicture } from './screenshot.ts';
import { openFile, runCommand, showHover, showQuickFixes, applyQuickFix, waitForSquiggles, goTo } from './editorActions.ts';
const settings = {
  'workbench.activityBar.location': 'hidden', 'window.menuBarVisibility': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden', 'editor.scrollbar.vertical': 'hidden', 'editor.scrollbar.horizontal': 'hidden', 'editor.overviewRulerLanes': 0,
  'editor.overviewRulerBorder': false, 'editor.hideCursorInOverviewRuler': true, 'editor.wordWrap': 'on', 'editor.occurrencesHighlight': 'off', 'editor.selectionHighlight': false,
  'editor.lightbulb.enabled': 'off', 'editor.renderLineHighlight': 'none', 'editor.guides.indentation': false, 'editor.folding': false, 'editor.glyphMargin': false, 'editor.lineNumbersMinChars': 3, 'editor.padding.top': 10,
  'editor.matchBrackets': 'never', 'diffEditor.renderGutterMenu': false,
};
const go = async (workspace: string, f: (p: any) => Promise<void>, size = { width: 1040, height: 640 }) => {
  const s = await openStudio({ vsix: ['/tmp/hb/interlock.vsix'], workspace, deviceScaleFactor: 2, viewport: size, settings });
  try { await f(s.page); } catch (e) { console.log(e); await takePicture(s.page, '/tmp/hb/perr.png'); }
  await s.close();
};
await go('examples/flyway-postgresql', async page => {
  await openFile(page, 'db/migration/V3__add_payment_reference.sql');
  await waitForSquiggles(page, 'error');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await showHover(page, { line: 2, column: 60 });
  await takePicture(page, '/tmp/hb/p1.png');
  await page.keyboard.press('Escape');
  await runCommand(page, 'View: Toggle Problems (Errors');
  await page.waitForTimeout(600);
  await takePicture(page, '/tmp/hb/p2.png');
});
await go('examples/flyway-mysql', async page => {
  await openFile(page, 'db/migration/V2__add_payment_reference.sql');
  await waitForSquiggles(page, 'error');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await showHover(page, { line: 1, column: 28 });
  await takePicture(page, '/tmp/hb/p3.png');
});
