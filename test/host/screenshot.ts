/**
 * A hosted VS Code to look at, as a user sees it: the packaged extension installed, no tests. For pictures and for
 * checks that only the finished screen can answer. See editorActions.ts for what can be done in it.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { pictureFonts } from './fonts.ts';
import { type HostedServer, startServer } from './hostedVsCode.ts';
import { type HostedVersion, newestVersion } from './versions.ts';
import { openWorkbench } from './workbench.ts';
import { copyWorkspace } from './workspaceCopy.ts';

/** Settings that give a calm picture. */
const PICTURE_SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontFamily': 'JetBrains Mono, monospace',
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'explorer.openEditors.visible': 0,
  'git.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Parts of the window that are there only because VS Code is hosted. */
const HOSTING_ONLY = ['host', 'forwardedPorts', 'workbench\\.keyboardLayout'].map(
  name => `.statusbar-item#status\\.${name}`,
);
const CALM_STYLE = `${HOSTING_ONLY.join(', ')} { display: none !important; }`;

/** What to show. */
export interface StudioOptions {
  /** The packaged extensions to install. */
  readonly vsix: readonly string[];
  /** The folder to open; a copy of it is. */
  readonly workspace: string;
  readonly version?: HostedVersion;
  /** A colour theme by its identifier, such as `Default Light Modern`; `Default Dark Modern` by default. */
  readonly theme?: string;
  /** More settings, as defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** 2 gives sharp pictures for dense screens. */
  readonly deviceScaleFactor?: number;
}

/** An open VS Code. */
export interface Studio {
  readonly page: Page;
  readonly server: HostedServer;
  /** Where the copy of the workspace is, for looking at files that were written. */
  readonly workspaceFolder: string;
  readonly close: () => Promise<void>;
}

/** Opens VS Code on a copy of a folder and returns when it can be used. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const workspace = await copyWorkspace(options.workspace);
    undo.push(workspace.remove);
    const version = options.version ?? newestVersion;
    const server = await startServer({ version, forTests: false, extensions: options.vsix });
    undo.push(server.stop);
    const chromium = await findChromium();
    const workbench = await openWorkbench({
      server,
      chromium: { ...chromium, env: { ...chromium.env, ...(await pictureFonts()) } },
      target: workspace.target,
      configuration: {
        configurationDefaults: {
          ...PICTURE_SETTINGS,
          'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
          ...options.settings,
        },
      },
      ...(options.viewport ? { viewport: options.viewport } : {}),
      ...(options.deviceScaleFactor ? { deviceScaleFactor: options.deviceScaleFactor } : {}),
    });
    undo.push(workbench.close);
    await waitUntilUsable(workbench.page);
    await workbench.page.addStyleTag({ content: CALM_STYLE });
    return { page: workbench.page, server, workspaceFolder: workspace.folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Writes a PNG of the whole page or of one element. */
export async function takePicture(page: Page, path: string, part?: Locator): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await page.waitForTimeout(400); // Menus and hovers fade in.
  await (part ?? page).screenshot({ path, type: 'png', animations: 'disabled' });
}

async function waitUntilUsable(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
}
