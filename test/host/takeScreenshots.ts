/**
 * Takes the README's pictures in a hosted VS Code with the packaged extension, and draws the icon:
 *
 *     npx tsx test/host/takeScreenshots.ts [--vsix FILE] [NAME]...
 *
 * Without names all are taken. The extension has to be packaged before (`npm run package`).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Page, chromium as playwright } from 'playwright-core';
import { findChromium } from './chromium.ts';
import {
  applyQuickFix,
  openFile,
  positionOf,
  runCommand,
  showHover,
  waitForSquiggles,
} from './editorActions.ts';
import { openStudio, type Studio, takePicture } from './screenshot.ts';
import { repositoryFolder } from './toolCache.ts';

const IMAGES = join(repositoryFolder, 'images');
const ON_POSTGRESQL = 'examples/flyway-postgresql';
const ON_MYSQL = 'examples/flyway-mysql';

/** Nothing but the code and what Interlock says about it. */
const BARE_SETTINGS = {
  'diffEditor.renderGutterMenu': false,
  'diffEditor.wordWrap': 'on',
  'editor.folding': false,
  'editor.fontSize': 13,
  'editor.glyphMargin': false,
  'editor.guides.indentation': false,
  'editor.lightbulb.enabled': 'off',
  'editor.lineNumbersMinChars': 3,
  'editor.matchBrackets': 'never',
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.padding.top': 10,
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.selectionHighlight': false,
  'editor.wordWrap': 'on',
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
};

interface Picture {
  /** The folder that is opened; a copy of it is. */
  readonly workspace: string;
  /** CSS pixels of the window; the picture has twice as many. */
  readonly window: { readonly width: number; readonly height: number };
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Arranges the window and returns how much of its height to show. */
  readonly arrange: (studio: Studio) => Promise<number>;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  diagnostics: {
    workspace: ON_POSTGRESQL,
    window: { width: 1200, height: 520 },
    settings: { 'problems.autoReveal': false },
    async arrange({ page }) {
      await openMigration(page, 'db/migration/V3__add_payment_reference.sql');
      await runCommand(page, 'View: Focus Problems (Errors, Warnings, Infos)');
      await page.locator('.markers-panel .monaco-list-row').nth(5).waitFor();
      await page.keyboard.press('Escape');
      await runCommand(page, 'View: Focus Active Editor Group');
      const { width, y } = await boxOf(page, '.part.panel');
      await drag(page, { x: width / 2, y: y - 1 }, { x: width / 2, y: 240 });
      return 460;
    },
  },
  'lock-card': {
    workspace: ON_MYSQL,
    window: { width: 1000, height: 600 },
    async arrange({ page, workspaceFolder }) {
      const path = 'db/migration/V2__add_payment_reference.sql';
      const text = await readFile(join(workspaceFolder, path), 'utf8');
      await openMigration(page, path);
      const { line, column } = positionOf(text, 'ADD COLUMN');
      await showHover(page, { line, column: column + 4 });
      return 250;
    },
  },
  'quick-fix': {
    workspace: ON_POSTGRESQL,
    window: { width: 1100, height: 440 },
    async arrange({ page, workspaceFolder }) {
      const path = 'db/migration/V3__add_payment_reference.sql';
      const text = [
        "SET LOCAL lock_timeout = '3s';",
        '',
        "-- The bank's reference has to be stored with every payment.",
        'ALTER TABLE payments ADD COLUMN reference_id VARCHAR(64) NOT NULL;',
        '',
      ].join('\n');
      await writeFile(join(workspaceFolder, path), text);
      await openFile(page, path);
      await waitForSquiggles(page, 'error');
      await applyQuickFix(page, positionOf(text, 'NOT NULL'), 'nullable, require it later');
      const { x, width, height } = await boxOf(page, '.part.sidebar');
      await drag(page, { x: x + width + 1, y: height / 2 }, { x: 370, y: height / 2 });
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'V6__' }).waitFor();
      await openFile(page, 'db/migration/V6__require_payments_reference_id.sql');
      await runCommand(page, 'View: Move Editor into Group Below');
      return 415;
    },
  },
  'schema-diff': {
    workspace: ON_POSTGRESQL,
    window: { width: 1240, height: 600 },
    async arrange({ page }) {
      await openMigration(page, 'db/migration/V3__add_payment_reference.sql');
      await runCommand(page, 'Interlock: Show Schema Diff for This Migration');
      await page.locator('.monaco-diff-editor .char-insert').first().waitFor({ state: 'attached' });
      await page.keyboard.press('Control+Home');
      return 490;
    },
  },
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { vsix: { type: 'string', default: join(repositoryFolder, 'dist', 'interlock.vsix') } },
    allowPositionals: true,
  });
  await mkdir(IMAGES, { recursive: true });
  const known = ['icon', ...Object.keys(PICTURES)];
  const unknown = positionals.find(name => !known.includes(name));
  if (unknown !== undefined) throw new Error(`No picture "${unknown}"; there are ${known.join(', ')}.`);
  for (const name of positionals.length === 0 ? known : positionals) {
    const picture = PICTURES[name];
    if (picture === undefined) await drawIcon();
    else await take(name, picture, values.vsix);
    process.stdout.write(`images/${name}.png\n`);
  }
}

async function take(name: string, picture: Picture, vsix: string): Promise<void> {
  const studio = await openStudio({
    vsix: [vsix],
    workspace: join(repositoryFolder, picture.workspace),
    deviceScaleFactor: 2,
    viewport: picture.window,
    settings: { ...BARE_SETTINGS, ...picture.settings },
  });
  try {
    const height = await picture.arrange(studio);
    await studio.page.waitForTimeout(800); // Hovers fade in, layouts settle.
    await studio.page.screenshot({
      path: join(IMAGES, `${name}.png`),
      clip: { x: 0, y: 0, width: picture.window.width, height },
      animations: 'disabled',
      caret: 'hide',
    });
  } catch (error) {
    const failed = join(repositoryFolder, '.vscode-test', 'logs', `picture-${name}.png`);
    await takePicture(studio.page, failed);
    throw new Error(`${name}: see ${failed}`, { cause: error });
  } finally {
    await studio.close();
  }
}

/** Opens a migration with findings and nothing beside it. */
async function openMigration(page: Page, path: string): Promise<void> {
  await openFile(page, path);
  await waitForSquiggles(page, 'error');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
}

type Point = { readonly x: number; readonly y: number };

/** Moves a sash between two parts of the window. */
async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  // Away from the sash, which lights up under the pointer.
  await page.mouse.move(to.x + 200, 20);
}

async function boxOf(page: Page, selector: string): Promise<Point & { width: number; height: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not shown.`);
  return box;
}

const ICON_SIZE = 256;

/** The Marketplace wants a PNG. */
async function drawIcon(): Promise<void> {
  const chromium = await findChromium();
  const browser = await playwright.launch({
    executablePath: chromium.executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...definedVariables(), ...chromium.env },
  });
  try {
    const page = await browser.newPage({ viewport: { width: ICON_SIZE, height: ICON_SIZE } });
    const svg = await readFile(join(IMAGES, 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.screenshot({ path: join(IMAGES, 'icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

await main();
