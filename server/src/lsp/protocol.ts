import type { Range } from 'vscode-languageserver';

/*
 * What Interlock's client and server say to each other beyond LSP. Types only: the client imports this file too.
 */

/** Initialization options that the VS Code client sends; other editors need none of them. */
export interface InterlockInitializationOptions {
  /** Where rule pages are; `<docsBase>/<rule id>.md`. */
  readonly docsBase?: string;
  /** The client offers the commands below, so code actions may name them. */
  readonly commands?: boolean;
  /** The client answers the file requests below for folders that the server cannot reach itself. */
  readonly files?: boolean;
  /** The grammar's WASM, base64: for hosts where the server cannot read its own files. */
  readonly grammar?: string;
}

/** Commands of the client that code actions and lenses name. */
export const COMMANDS = {
  suppress: 'interlock.suppressWithReason',
  openRule: 'interlock.openRuleDocumentation',
  showFindings: 'interlock.showFindings',
} as const;

/** Arguments of the suppress command: where the comment goes, and its text up to the reason. */
export interface SuppressArguments {
  readonly uri: string;
  readonly rule: string;
  readonly line: number;
  readonly indent: string;
  readonly scope: 'next-line' | 'file';
}

export const METHODS = {
  /** Client to server: how a file is understood. */
  fileStatus: 'interlock/fileStatus',
  /** Client to server: review every migration of the workspace. */
  reviewWorkspace: 'interlock/reviewWorkspace',
  /** Client to server: canonical DDL before and after a migration. */
  schemaDiff: 'interlock/schemaDiff',
  /** Server to client: files of a folder that the server cannot list itself. */
  listFiles: 'interlock/listFiles',
  /** Server to client: the bytes of such a file in base64; null when it cannot be read or is too large. */
  readFile: 'interlock/readFile',
  /** Server to client: a status asked for earlier may have changed. */
  statusChanged: 'interlock/statusChanged',
} as const;

export interface ListFilesParams {
  readonly folder: string;
}

export interface ReadFileParams {
  readonly uri: string;
  readonly maxBytes: number;
}

export interface FileStatusParams {
  readonly uri: string;
}

export interface FileStatus {
  readonly framework: string;
  readonly targets: readonly { readonly title: string; readonly assumed: boolean }[];
  readonly transaction: 'file' | 'statement' | 'none';
  readonly phase: string | null;
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  readonly hasConfiguration: boolean;
}

export interface SchemaDiff {
  readonly before: string;
  readonly after: string;
  /** `V3__add_reference.sql`. */
  readonly title: string;
}

export interface WorkspaceFindings {
  readonly files: readonly {
    readonly uri: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: 'error' | 'warning' | 'info';
      readonly message: string;
      readonly range: Range;
    }[];
  }[];
  readonly reviewed: number;
}
