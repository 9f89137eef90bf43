import { access, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { CliHost } from '../cli/host.ts';
import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import { classifyText } from '../syntax/textKind.ts';
import { folderFiles } from './folderFiles.ts';
import { gitRepository } from './gitRepository.ts';
import { writeFiles } from './writeFiles.ts';

/** The command line's host on Node. */
export function nodeCliHost(serveLanguage: () => Promise<void>): CliHost {
  const cwd = process.cwd();
  const toPosix = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));
  return {
    color:
      process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined
        ? true
        : process.env['FORCE_COLOR'] !== undefined,
    write: text => void process.stdout.write(text),
    writeError: text => void process.stderr.write(text),
    readStandardInput: () => readAll(process.stdin),
    async locate(path) {
      const absolute = resolve(cwd, path);
      try {
        const entry = await stat(absolute);
        return { kind: entry.isDirectory() ? 'folder' : 'file', absolute };
      } catch {
        return { kind: 'missing', absolute };
      }
    },
    projectFolder,
    parent: dirname,
    relative: (from, absolute) => toPosix(relative(from, absolute)),
    display: absolute => toPosix(relative(cwd, absolute)) || '.',
    join,
    files: folderFiles,
    git: folder => gitRepository(folder),
    async readText(absolute) {
      try {
        const classified = classifyText(await readFile(absolute));
        return classified.kind === 'text' ? classified.text : null;
      } catch {
        return null;
      }
    },
    async readUtf8(absolute) {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(absolute));
      } catch {
        return null;
      }
    },
    // Who has no PostgreSQL never loads its grammar.
    loadGrammar: async () => (await import('./grammarFile.ts')).loadGrammarFile(),
    environment: name => process.env[name],
    now: () => new Date().toISOString(),
    // Drivers are loaded by those who connect; a check never pays for them.
    openDatabase: async address => (await import('./databaseConnection.ts')).openDatabase(address),
    writeFiles,
    serveLanguage,
  };
}

async function projectFolder(folder: string): Promise<string> {
  return (await nearest(folder, CONFIGURATION_FILE)) ?? (await nearest(folder, '.git')) ?? folder;
}

async function nearest(folder: string, name: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, name))) return at;
    if (dirname(at) === at) return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
