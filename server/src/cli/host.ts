import type { OpenDatabase } from '../introspection/connection.ts';
import type { PostgresqlGrammar } from '../syntax/postgresql/grammar.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import type { GitRepository } from '../workspace/git.ts';

/** What the command line needs from the machine it runs on. Paths are the machine's own; `toPosix` makes them portable. */
export interface CliHost {
  readonly color: boolean;
  write(text: string): void;
  writeError(text: string): void;
  readStandardInput(): Promise<string>;
  /** What lies at a path that the user typed, counted from the working directory. */
  locate(path: string): Promise<{ readonly kind: 'file' | 'folder' | 'missing'; readonly absolute: string }>;
  /** The folder of the nearest interlock.json above, else of the nearest .git, else the given folder. */
  projectFolder(folder: string): Promise<string>;
  parent(absolute: string): string;
  /** With `/`, relative to `from`; `..` parts where it lies elsewhere. */
  relative(from: string, absolute: string): string;
  /** As a user in the working directory would type it, with `/`. */
  display(absolute: string): string;
  join(folder: string, path: string): string;
  files(folder: string): WorkspaceFiles;
  /** The repository around a folder; whether there is one is its own answer. */
  git(folder: string): GitRepository;
  readText(absolute: string): Promise<string | null>;
  /** As it is on disk, byte order mark included; null when it is not UTF-8 or cannot be read. */
  readUtf8(absolute: string): Promise<string | null>;
  loadGrammar(): Promise<PostgresqlGrammar>;
  /** The value of an environment variable. */
  environment(name: string): string | undefined;
  /** The time, ISO 8601. */
  now(): string;
  openDatabase: OpenDatabase;
  /**
   * Writes files, folders included: first all of them under other names, then each in its place, so that a failure
   * leaves what was there.
   */
  writeFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<void>;
  /** Runs the language server on standard input and output until the client leaves. */
  serveLanguage(): Promise<void>;
}

/** Wrong usage or configuration: exit code 2 and this one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name: a command that is loaded when it is asked for may come with a copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}

export const EXIT_CODES = { clean: 0, findings: 1, usage: 2 } as const;
