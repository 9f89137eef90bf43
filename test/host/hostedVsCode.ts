/**
 * A real VS Code, served to a browser by the server out of the npm registry. It needs npm, but no VS Code
 * installed, no display and no download from an update server.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { delay, type Running, startProcess } from './childProcess.ts';
import { completeNativeModules } from './nativeModules.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary.ts';
import { npmInstall, provideTool } from './toolCache.ts';
import type { HostedVersion } from './versions.ts';

/** Raise it when the contents of a provisioned server change. */
const REVISION = 1;
const START_TIMEOUT = 30_000;
const INSTALL_TIMEOUT = 60_000;
const HINT =
  'It comes from the npm registry; without access to one, run the suite with VSCODE_EXECUTABLE and test/host/runDesktop.ts.';

/** A VS Code server that is on this machine. */
export interface Provisioned {
  readonly version: HostedVersion;
  /** The Node that runs the server. */
  readonly node: string;
  /** The server's own folder (`lib/vscode`). */
  readonly folder: string;
}

/** A VS Code server that runs. */
export interface HostedServer {
  readonly version: HostedVersion;
  /** Host and port, as in `vscode-remote://<authority>/...`. */
  readonly authority: string;
  /** Where a browser finds it. */
  readonly origin: string;
  /** The fresh data folder: installed extensions, settings, logs. Removed by `stop`. */
  readonly dataFolder: string;
  /** The server's own folder (`lib/vscode`), whose `out/` it serves as static files. */
  readonly folder: string;
  /** Below which path of its address it serves that folder. */
  readonly staticPath: string;
  /** What the server printed. */
  readonly output: () => string;
  /** Fulfilled when the server has ended, wanted or not. */
  readonly ended: Promise<unknown>;
  /** Ends the server with all extension hosts and removes the data folder. */
  readonly stop: () => Promise<void>;
}

/** What to start. */
export interface ServerOptions {
  readonly version: HostedVersion;
  /** Paths of the VSIX files to install first. */
  readonly extensions?: readonly string[];
  /** Whether tests will run in it. Toasts, for one, are shown only when not. */
  readonly forTests: boolean;
  /** Variables for the extension host beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes sure that a version is on this machine. */
export async function provision(version: HostedVersion): Promise<Provisioned> {
  const [root, node] = await Promise.all([provideServer(version), provideNode(version.node)]);
  return { version, node, folder: serverFolder(root) };
}

/** Starts a server with a fresh data folder and the given extensions. */
export async function startServer(options: ServerOptions): Promise<HostedServer> {
  const provisioned = await provision(options.version);
  const data = await temporaryFolder('server');
  try {
    for (const vsix of options.extensions ?? []) await installExtension(provisioned, data.path, vsix);
    return await launch(provisioned, data, options);
  } catch (error) {
    await data.remove();
    throw error;
  }
}

/** Unpacks a VSIX as VS Code would install it and returns the folder of the extension. */
export async function unpackExtension(version: HostedVersion, vsix: string, into: string): Promise<string> {
  await installExtension(await provision(version), into, vsix);
  const extensions = join(into, 'extensions');
  const names = await readdir(extensions, { withFileTypes: true });
  const found = names.find(name => name.isDirectory() && !name.name.startsWith('.'));
  if (!found) throw new Error(`VS Code installed nothing from ${vsix}.`);
  return join(extensions, found.name);
}

/** The logs of the extension hosts of a server, each with its path. */
export async function readExtensionHostLogs(server: HostedServer): Promise<string> {
  const logs = join(server.dataFolder, 'data', 'logs');
  if (!existsSync(logs)) return '';
  const names = await readdir(logs, { recursive: true });
  const wanted = names.filter(name => /exthost/.test(name) && name.endsWith('.log')).sort();
  const texts = await Promise.all(wanted.map(name => readFile(join(logs, name), 'utf8')));
  return wanted.map((name, index) => `--- ${join(logs, name)}\n${texts[index] ?? ''}`).join('\n');
}

async function installExtension(provisioned: Provisioned, dataFolder: string, vsix: string): Promise<void> {
  const path = resolve(vsix);
  if (!existsSync(path)) throw new Error(`There is no VSIX at ${path}.`);
  const child = runServerMain(provisioned, dataFolder, ['--install-extension', path, '--force'], {});
  const code = await Promise.race([child.exited, delay(INSTALL_TIMEOUT)]);
  await child.stop();
  if (code !== 0) throw new Error(`VS Code did not install ${path}:\n${withoutNoise(child.output())}`);
}

async function launch(
  provisioned: Provisioned,
  data: TemporaryFolder,
  options: ServerOptions,
): Promise<HostedServer> {
  const args = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  args.push('--disable-workspace-trust');
  if (options.forTests) args.push('--enable-smoke-test-driver');
  const child = runServerMain(provisioned, data.path, args, options.env ?? {});
  const port = await portOf(child);
  const authority = `127.0.0.1:${port}`;
  const origin = `http://${authority}`;
  return {
    version: provisioned.version,
    authority,
    origin,
    dataFolder: data.path,
    folder: provisioned.folder,
    staticPath: await staticPathOf(origin),
    output: () => withoutNoise(child.output()),
    ended: child.exited,
    stop: async () => {
      await child.stop();
      await data.remove();
    },
  };
}

function runServerMain(
  provisioned: Provisioned,
  dataFolder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Running {
  const main = join(provisioned.folder, 'out', 'server-main.js');
  const always = [
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--server-data-dir',
    dataFolder,
  ];
  return startProcess(provisioned.node, [main, ...always, ...args], { ...cleanEnvironment(), ...env });
}

/** Started from a terminal of VS Code or by a tool that hooks into Node, the server must not inherit either. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** The path carries the commit of the server; the page of the workbench names it. */
async function staticPathOf(origin: string): Promise<string> {
  const page = await (await fetch(origin)).text();
  const path = /([\w.-]+\/static)\/out\//.exec(page)?.[1];
  if (path === undefined) throw new Error('The page of the workbench does not say where static files are.');
  return `/${path}`;
}

async function portOf(child: Running): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT;
  const ended = child.exited.then(() => true);
  while (Date.now() < deadline) {
    const port = /Extension host agent listening on (\d+)/.exec(child.output())?.[1];
    if (port !== undefined) return port;
    if (await Promise.race([ended, delay(50).then(() => false)])) break;
  }
  await child.stop();
  throw new Error(`The VS Code server did not start:\n${withoutNoise(child.output())}`);
}

/** Other native modules are not built; the server does without, but prints a long report on each. */
function withoutNoise(output: string): string {
  return output.replace(/Error: Could not locate the bindings file[\s\S]*?\n {2}\]\n\}\n/g, '');
}

function serverFolder(root: string): string {
  return join(root, 'node_modules', 'code-server', 'lib', 'vscode');
}

function provideServer(version: HostedVersion): Promise<string> {
  return provideTool({
    title: `VS Code ${version.vscode} (server)`,
    key: `vscode-server-${version.vscode}-${REVISION}`,
    hint: HINT,
    install: async folder => {
      await npmInstall(folder, [`code-server@${version.server}`]);
      await npmInstall(serverFolder(folder), []);
      await completeNativeModules(serverFolder(folder));
    },
  });
}

/** The running Node when its major version fits, else one out of the npm registry. */
async function provideNode(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = nodePackage();
  const folder = await provideTool({
    title: `Node ${major}`,
    key: `node-${major}-${process.platform}-${process.arch}`,
    hint: HINT,
    install: folder => npmInstall(folder, [`${name}@${major}`]),
  });
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', name, 'bin', binary);
}

/** The package that carries the binary; the package `node` only picks it in an install script. */
function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}
