/** pg_dump, psql, mysqldump and their like, out of Debian packages and beside the unpacked servers. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { provideEngineFiles } from '../mysql/debianPackages.ts';

interface ToolPackage {
  readonly key: string;
  readonly suite: string;
  readonly packageName: string;
  readonly folder: string;
}

/** Each of them talks to every server that is measured: pg_dump 18 to PostgreSQL 9.2 and newer. */
const PACKAGES = {
  postgresql: {
    key: 'postgresql-client-18',
    suite: 'sid',
    packageName: 'postgresql-client-18',
    folder: 'usr/lib/postgresql/18/bin',
  },
  mysql: { key: 'mysql-client-9', suite: 'sid', packageName: 'mysql-client-core', folder: 'usr/bin' },
  mariadb: {
    key: 'mariadb-client-10.11',
    suite: 'bookworm',
    packageName: 'mariadb-client',
    folder: 'usr/bin',
  },
} as const satisfies Readonly<Record<string, ToolPackage>>;

const LIBRARIES = [
  'lib/x86_64-linux-gnu',
  'usr/lib/x86_64-linux-gnu',
  'lib/aarch64-linux-gnu',
  'usr/lib/aarch64-linux-gnu',
];
const LOADERS = ['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'];

/** Runs a program of a package to its end; rejects with what it says on standard error. */
export async function runTool(
  name: keyof typeof PACKAGES,
  program: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const { key, suite, packageName, folder } = PACKAGES[name];
  const files = await provideEngineFiles({ key, suite, packageName, engine: 'mysql', quick: false });
  const folders = LIBRARIES.map(library => join(files, library)).filter(library => existsSync(library));
  const loader = folders
    .flatMap(library => LOADERS.map(one => join(library, one)))
    .find(path => existsSync(path));
  if (loader === undefined) throw new Error(`${key}: no program loader among its packages`);
  return new Promise((fulfil, reject) => {
    const child = execFile(
      loader,
      ['--library-path', folders.join(':'), join(files, folder, program), ...args],
      { maxBuffer: 1e9, encoding: 'utf8' },
      (error, output, errors) => {
        if (error === null) fulfil(output);
        else reject(new Error(`${program}: ${errors.trim() || error.message}`));
      },
    );
    child.stdin?.once('error', () => undefined);
    child.stdin?.end(input);
  });
}
