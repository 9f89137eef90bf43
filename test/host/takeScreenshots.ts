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
import { openStudio, type Studio } from './screenshot.ts';
import { repositoryFolder } from './toolCache.ts';

const IMAGES = join(repositoryFolder, 'images');
const ON_POSTGRESQL = 'examples/flyway-postgresql';
const ON_MYSQL = 'examples/flyway-mysql';

/** Nothing but the code and what Interlock says about it. */
const BARE_SETTINGS = {
  'diffEditor.renderGutterMenu': false,
  'diffEditor.wordWrap': 'on',
  'editor.folding': false,
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
    window: { width: 1000, height: 760 },
    // Room for the hover above its line, so that it hides none of the others.
    settings: { 'editor.padding.top': 290 },
    async arrange({ page, workspaceFolder }) {
      const path = 'db/migration/V3__add_payment_reference.sql';
      const text = await readFile(join(workspaceFolder, path), 'utf8');
      await openMigration(page, path);
      const { line, column } = positionOf(text, 'NOT NULL');
      await showHover(page, { line, column: column + 2 });
      return 520;
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
    window: { width: 1100, height: 600 },
    settings: { 'editor.fontSize': 13 },
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
      await widenSideBar(page, 340);
      await openFile(page, 'db/migration/V6__require_payments_reference_id.sql');
      await runCommand(page, 'View: Move Editor into Below Group');
      return 400;
    },
  },
  'schema-diff': {
    workspace: ON_POSTGRESQL,
    window: { width: 1240, height: 600 },
    settings: { 'editor.fontSize': 13 },
    async arrange({ page }) {
      await openMigration(page, 'db/migration/V3__add_payment_reference.sql');
      await runCommand(page, 'Interlock: Show Schema Diff for This Migration');
      await page.locator('.diff-editor .line-insert').first().waitFor();
      return 500;
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

async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width + 1, y);
  await page.mouse.down();
  await page.mouse.move(width, y, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(width + 200, y);
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
