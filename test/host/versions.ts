/** The VS Code versions that tests run in when VS Code itself is hosted by a server out of the npm registry. */

/** One hosted VS Code: the npm package that carries it and the Node it needs. */
export interface HostedVersion {
  /** The short name, as given to `--version`. */
  readonly name: string;
  /** The version of VS Code inside. */
  readonly vscode: string;
  /** The version of the npm package `code-server`. */
  readonly server: string;
  /** The major version of Node the server runs on, fetched when the running one is another. */
  readonly node: number;
}

/** Oldest first: one that Node 20 runs, and the newest one. */
export const hostedVersions: readonly HostedVersion[] = [
  { name: '1.100', vscode: '1.100.3', server: '4.100.3', node: 20 },
  { name: '1.139', vscode: '1.139.1', server: '4.139.1', node: 24 },
];

/** The version that screenshots and the web extension host use. */
export const newestVersion: HostedVersion = lastOf(hostedVersions);

/** Finds versions by short or full name; no names mean all versions. */
export function pickVersions(names: readonly string[]): readonly HostedVersion[] {
  if (names.length === 0) return hostedVersions;
  return names.map(name => {
    const found = hostedVersions.find(version => version.name === name || version.vscode === name);
    if (found) return found;
    const known = hostedVersions.map(version => version.name).join(', ');
    throw new Error(`No hosted VS Code "${name}"; known are ${known}.`);
  });
}

function lastOf(versions: readonly HostedVersion[]): HostedVersion {
  const last = versions.at(-1);
  if (!last) throw new Error('No hosted VS Code is listed.');
  return last;
}
