/** Opens the workbench of a hosted VS Code in a headless Chromium. */
import { type Browser, errors, type Page, chromium as playwright } from 'playwright-core';
import type { Chromium } from './chromium.ts';
import type { HostedServer } from './hostedVsCode.ts';

const SANDBOX_FREE = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
/** A rewritten page counts as a foreign one, which may otherwise not talk to the server on this machine. */
const LOCAL_ACCESS = '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests';
/** Nothing but the server is reached: no gallery, no telemetry, no update check. */
const NO_NETWORK = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** Splits the page into what is before, in and after the value of the attribute with the configuration. */
const CONFIGURATION = /(?<=id="vscode-workbench-web-configuration" data-settings=")([^"]*)(?=")/;
/** What would otherwise cover the editor, ask for something or keep the machine busy. */
const QUIET_SETTINGS = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A folder or a `.code-workspace` file to open. */
export type Target = { readonly folder: string } | { readonly workspace: string };

/** The part of the workbench configuration that the page carries and that tests change. */
export interface WorkbenchConfiguration {
  /** Settings as defaults, below those of user, machine and workspace. */
  readonly configurationDefaults?: Readonly<Record<string, unknown>>;
  /** Extensions and tests for the web extension host. */
  readonly developmentOptions?: Readonly<Record<string, unknown>>;
}

/** How to open the workbench. */
export interface OpenOptions {
  readonly server: HostedServer;
  readonly chromium: Chromium;
  readonly target: Target;
  /** Key and value pairs for the workbench, such as where the tests are. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly configuration?: WorkbenchConfiguration;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /** Called with the page before it navigates. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** An open workbench. */
export interface Workbench {
  readonly page: Page;
  /** What the page wrote to its console. */
  readonly console: () => string;
  readonly close: () => Promise<void>;
}

/** Milliseconds for the page to load, at the first and the second attempt; it takes two seconds as a rule. */
const LOAD_TIMEOUTS = [30_000, 60_000] as const;

/**
 * Starts Chromium and opens the workbench; returns as soon as the page itself is loaded. Once in a while a page does not
 * come, so a second browser is tried.
 */
export async function openWorkbench(options: OpenOptions): Promise<Workbench> {
  const [first, second] = LOAD_TIMEOUTS;
  try {
    return await attempt(options, first);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return attempt(options, second);
  }
}

async function attempt(options: OpenOptions, timeout: number): Promise<Workbench> {
  const browser = await startChromium(options.chromium);
  try {
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
    });
    const lines: string[] = [];
    page.on('console', message => lines.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', error => lines.push(`[page error] ${error.stack ?? error.message}`));
    await options.prepare?.(page);
    const address = addressOf(options);
    await rewriteConfiguration(page, address, options.configuration ?? {});
    await page.goto(address, { waitUntil: 'load', timeout });
    return { page, console: () => lines.join('\n'), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function startChromium(chromium: Chromium): Promise<Browser> {
  return playwright.launch({
    executablePath: chromium.executablePath,
    args: [...SANDBOX_FREE, LOCAL_ACCESS, NO_NETWORK],
    env: { ...definedOf(process.env), ...chromium.env },
  });
}

function addressOf(options: OpenOptions): string {
  const address = new URL(options.server.origin);
  for (const [key, value] of Object.entries(options.target)) address.searchParams.set(key, value);
  if (options.payload) address.searchParams.set('payload', JSON.stringify(options.payload));
  return address.href;
}

/** The server writes the configuration into an attribute of the page; the page is changed on its way. */
async function rewriteConfiguration(
  page: Page,
  address: string,
  changes: WorkbenchConfiguration,
): Promise<void> {
  await page.route(
    url => url.href === address,
    async route => {
      const response = await route.fetch();
      const [before, attribute, after] = (await response.text()).split(CONFIGURATION);
      if (before === undefined || attribute === undefined || after === undefined) {
        throw new Error('The page of the workbench has no configuration to change.');
      }
      await route.fulfill({ response, body: before + changeSettings(attribute, changes) + after });
    },
    { times: 1 },
  );
}

function changeSettings(attribute: string, changes: WorkbenchConfiguration): string {
  const settings: unknown = JSON.parse(attribute.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  if (!isRecord(settings)) throw new Error('The workbench configuration is not an object.');
  const development = isRecord(settings.developmentOptions) ? settings.developmentOptions : {};
  const product = isRecord(settings.productConfiguration) ? settings.productConfiguration : {};
  const changed = {
    ...settings,
    isEnabledCoderGettingStarted: false,
    productConfiguration: {
      ...product,
      enableTelemetry: false,
      serviceWorker: undefined,
      extensionsGallery: undefined,
    },
    configurationDefaults: { ...QUIET_SETTINGS, ...changes.configurationDefaults },
    developmentOptions: { ...development, ...changes.developmentOptions },
  };
  return JSON.stringify(changed).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) result[name] = value;
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
