/** What a person does in the workbench, as functions on its page. Positions are 1-based, as the status bar shows them. */
import type { Locator, Page } from 'playwright-core';

const PATIENCE = 20_000;

/** A position in a text. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Where a piece of text starts within a text. */
export function positionOf(text: string, piece: string): TextPosition {
  const offset = text.indexOf(piece);
  if (offset < 0) throw new Error(`The text has no "${piece}".`);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The kinds of squiggles. */
export type Squiggle = 'error' | 'warning' | 'info' | 'hint';

/** Opens a file of the workspace by its path below the workspace folder and waits for its text. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  await pickFrom(page, 'Control+P', path, name);
  await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: PATIENCE });
  await page.locator('.editor-instance .view-line').first().waitFor({ timeout: PATIENCE });
}

/** Runs a command by its title in the command palette, such as `Interlock: Explain locks`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await pickFrom(page, 'F1', `>${title}`, title);
}

/** Puts the cursor at a position of the active editor and scrolls it into view. */
export async function goTo(page: Page, position: TextPosition): Promise<void> {
  const input = await openQuickInput(page, 'Control+G');
  await input.fill(`:${position.line}:${position.column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden', timeout: PATIENCE });
}

/** Waits until the active editor shows squiggles of a kind, and returns them. */
export async function waitForSquiggles(page: Page, kind: Squiggle): Promise<Locator> {
  const squiggles = page.locator(`.editor-instance .squiggly-${kind}`);
  await squiggles.first().waitFor({ state: 'attached', timeout: PATIENCE });
  return squiggles;
}

/** Shows the hover of a position and returns it. */
export async function showHover(page: Page, position: TextPosition): Promise<Locator> {
  await goTo(page, position);
  await runCommand(page, 'Show or Focus Hover');
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-row').first();
  await hover.waitFor({ timeout: PATIENCE });
  await waitForWords(hover);
  return page.locator('.monaco-hover:not(.hidden)').first();
}

/** Opens the quick fix menu at a position and returns its entries. */
export async function showQuickFixes(page: Page, position: TextPosition): Promise<Locator> {
  await goTo(page, position);
  // Not by its key, which goes nowhere while the focus is on its way back to the editor.
  await runCommand(page, 'Quick Fix...');
  const entries = page.locator('.action-widget .monaco-list-row.action');
  await entries.first().waitFor({ timeout: PATIENCE });
  return entries;
}

/** Applies the quick fix at a position whose title contains the given text. */
export async function applyQuickFix(page: Page, position: TextPosition, title: string): Promise<void> {
  const entries = await showQuickFixes(page, position);
  const entry = entries.filter({ hasText: title }).first();
  // Until the pointer moves, a menu shields itself from clicks.
  await entry.hover({ force: true });
  await entry.click();
  await entries.first().waitFor({ state: 'hidden', timeout: PATIENCE });
}

/** Waits for a notification that contains a text and returns it. */
export async function waitForNotification(page: Page, text: string): Promise<Locator> {
  const toast = page.locator('.notification-toast', { hasText: text }).first();
  await toast.waitFor({ timeout: PATIENCE });
  return toast;
}

/** Closes whatever menu, hover or input is open, and all notifications. */
export async function dismissAll(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const notifications = page.locator('.notification-toast');
  if ((await notifications.count()) > 0) await runCommand(page, 'Notifications: Clear All Notifications');
}

async function openQuickInput(page: Page, keys: string): Promise<Locator> {
  const input = page.locator('.quick-input-widget:visible .quick-input-box input');
  await page.keyboard.press(keys);
  await input.waitFor({ timeout: PATIENCE });
  return input;
}

/** Types into a quick input and takes the first entry that shows the wanted text. */
async function pickFrom(page: Page, keys: string, typed: string, wanted: string): Promise<void> {
  const input = await openQuickInput(page, keys);
  await input.fill(typed);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: wanted }).first();
  await row.waitFor({ timeout: PATIENCE });
  await row.click();
  await input.waitFor({ state: 'hidden', timeout: PATIENCE });
}

/** A hover first says that it is loading. */
async function waitForWords(hover: Locator): Promise<void> {
  await hover.filter({ hasNotText: /^Loading\.\.\.$/ }).waitFor({ timeout: PATIENCE });
}
