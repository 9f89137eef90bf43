import type { OpenDatabase } from '../introspection/connection.ts';
import type { PostgresqlGrammar } from '../syntax/postgresql/grammar.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import type { GitRepository } from '../workspace/git.ts';
import type { InterlockInitializationOptions } from './protocol.ts';

/** What the language server needs from where it runs. */
export interface ServerRuntime {
  loadGrammar(options: InterlockInitializationOptions): Promise<PostgresqlGrammar>;
  /** The files of a folder that the server can reach itself; null when the client has to be asked. */
  files(folderUri: string): WorkspaceFiles | null;
  /** The repository around a folder; null where git cannot be run. */
  git(folderUri: string): GitRepository | null;
  /** The folder of the nearest interlock.json or .git above a file outside every workspace folder; null when unknown. */
  folderOf(fileUri: string): Promise<string | null>;
  /** Connects to a database that the user named; null where no driver runs. */
  readonly openDatabase: OpenDatabase | null;
  /** Where rule pages are for clients that do not say; null when there are none. */
  readonly docsBase: string | null;
}
