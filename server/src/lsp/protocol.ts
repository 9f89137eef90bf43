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
  /** False in a workspace that the user does not trust: git is not run there. */
  readonly trusted?: boolean;
}

/** Commands of the client that code actions and lenses name. */
export const COMMANDS = {
  suppress: 'interlock.suppressWithReason',
  openRule: 'interlock.openRuleDocumentation',
  showFindings: 'interlock.showFindings',
} as const;

/** Commands of the server, which code actions name as well. */
export const SERVER_COMMANDS = {
  /** Takes the id of a rule. */
  fixRuleInWorkspace: 'interlock.fixRuleInWorkspace',
} as const;

/** Arguments of the suppress command: where the comment goes, and its text up to the reason. */
export interface SuppressArguments {
  readonly uri: string;
  readonly rule: string;
  readonly line: number;
  readonly indent: string;
  readonly scope: 'next-line' | 'file';
  /** What stands before and after the words of the comment. */
  readonly open: string;
  readonly close: string;
}

export const METHODS = {
  /** Client to server: how a file is understood. */
  fileStatus: 'interlock/fileStatus',
  /** Client to server: review every migration of the workspace. */
  reviewWorkspace: 'interlock/reviewWorkspace',
  /** Client to server: canonical DDL of two schemas, by default before and after a migration, and what differs. */
  schemaDiff: 'interlock/schemaDiff',
  /** Client to server: reads a live server and answers with the files to write. */
  capture: 'interlock/capture',
  /** Client to server: the declared targets of a file's project. */
  targets: 'interlock/targets',
  /** Server to client: files of a folder that the server cannot list itself. */
  listFiles: 'interlock/listFiles',
  /** Server to client: the bytes of such a file in base64; null when it cannot be read or is too large. */
  readFile: 'interlock/readFile',
  /** Client to server: its window got the focus, or the workspace is trusted now; git may say something else. */
  versionControlChanged: 'interlock/versionControlChanged',
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
  /** Whether it still has to run; unknown where nobody tells. */
  readonly standing: 'pending' | 'history' | 'unknown';
  /** The branch that it is compared with: `origin/main`; null where there is none. */
  readonly base: string | null;
}

export interface VersionControlChangedParams {
  readonly trusted: boolean;
}

/** `pending` leaves out what is merged or deployed. */
export interface ReviewWorkspaceParams {
  readonly scope: 'pending' | 'all';
}

/** A schema to compare. `before` and `after` are those of the request's migration; `all` is after every migration. */
export type SchemaSideParams =
  | { readonly kind: 'before' | 'after' | 'all' | 'baseline' | 'empty' }
  | { readonly kind: 'revision'; readonly revision: string }
  | { readonly kind: 'dump'; readonly uri: string }
  /** The URL may hold a password; it is used once and kept nowhere. */
  | { readonly kind: 'database'; readonly url: string };

/** Without sides: before and after the migration of `uri`. */
export interface SchemaDiffParams {
  readonly uri: string;
  readonly from?: SchemaSideParams;
  readonly to?: SchemaSideParams;
}

export interface SchemaDiff {
  readonly before: string;
  readonly after: string;
  /** `V3__add_reference.sql`. */
  readonly title: string;
  readonly beforeTitle: string;
  readonly afterTitle: string;
  readonly changes: readonly SchemaChange[];
}

export interface SchemaChange {
  readonly change: 'added' | 'changed' | 'dropped';
  readonly kind: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Why the running application may fail; null when it will not notice. */
  readonly breaks: string | null;
  readonly certain: boolean;
  /** The statement that made the change, where a file holds it. */
  readonly place: { readonly uri: string; readonly range: Range } | null;
}

/** One line for people in place of an answer. */
export interface RequestFailure {
  readonly failure: string;
}

export interface CaptureParams {
  /** A file or folder of the project. */
  readonly uri: string;
  readonly url: string;
  readonly target: string | null;
}

export interface CaptureResult {
  readonly target: string;
  readonly tables: number;
  readonly files: readonly { readonly uri: string; readonly text: string }[];
}

export interface DeclaredTarget {
  readonly name: string;
  readonly engine: string;
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
  /** Migrations of history that were left out. */
  readonly leftOut: number;
}
