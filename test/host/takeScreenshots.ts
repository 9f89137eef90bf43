/**
 * Takes the pictures of the README from a hosted VS Code with the packaged extension, and draws the icon:
 *
 *     npx tsx test/host/takeScreenshots.ts [--vsix FILE] [NAME]...
 *
 * Without names all are taken. `npm run package` comes first.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Locator, type Page, chromium as playwright } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { goTo, openFile, positionOf, runCommand, showHover, showQuickFixes, waitForSquiggles } from './editorActions.ts';
import { openStudio, type Studio } from './screenshot.ts';
import { repositoryFolder } from './toolCache.ts';

const IMAGES = join(repositoryFolder, 'images');
const WORKSPACE = join(repositoryFolder, 'examples');
