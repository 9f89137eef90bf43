/** What the outside must offer: a folder of files. Paths use `/` and are relative to the folder. */
export interface WorkspaceFiles {
  /** All files below the folder, without version control, dependency and build folders. */
  list(): Promise<readonly string[]>;
  /** Null when the file does not exist, is no text, is too large or may not be read. */
  read(path: string): Promise<FileText | null>;
  /** The present day, ISO 8601, where the host has a calendar. */
  today?(): string;
}

export interface FileText {
  readonly text: string;
  /** Milliseconds since 1970, or null when the host does not know. */
  readonly modifiedAt: number | null;
}

/** Folders that never hold migrations of the project itself. */
export const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'target',
  'dist',
  'out',
  '.gradle',
  '.idea',
  '.vscode',
  '.vscode-test',
  '.venv',
  'venv',
  '__pycache__',
  '.next',
  '.nuxt',
  '.cache',
  '.terraform',
]);

/** Files above this size are not read: nobody writes such a migration by hand. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A folder in memory, for tests and for texts without a folder. */
export function inMemoryFiles(files: Readonly<Record<string, string>>): WorkspaceFiles {
  return {
    list: () => Promise.resolve(Object.keys(files)),
    read: path => {
      const text = files[path];
      return Promise.resolve(text === undefined ? null : { text, modifiedAt: null });
    },
  };
}
