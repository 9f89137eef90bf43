import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import {
  isMigrationText,
  type LoadedProject,
  loadProject,
  type VersionControl,
  withFreshBranch,
} from '../review/loadProject.ts';
import { createProject, type Project } from '../review/project.ts';
import { classifyText } from '../syntax/textKind.ts';
import { inMemoryFiles, MAX_FILE_BYTES, type WorkspaceFiles } from '../workspace/files.ts';
import type { GitRepository } from '../workspace/git.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { createProjectFolders } from './projectFolders.ts';
import { type ListFilesParams, METHODS, type ReadFileParams } from './protocol.ts';
import type { ServerRuntime } from './runtime.ts';
import { pathInFolder, uriInFolder } from './uris.ts';

/** A document with the project that it is reviewed in. */
export interface DocumentSite {
  readonly folder: string;
  readonly path: string;
  readonly loaded: LoadedProject;
}

export interface OpenedProject {
  readonly folder: string;
  readonly loaded: LoadedProject;
  /** Its files that lie in the client's folders. */
  readonly paths: readonly string[];
}

/** The projects of the client's folders, with open documents laid over the files on disk. */
export interface Workspace {
  siteOf(uri: string): Promise<DocumentSite>;
  /** The files of the client's folders by project. */
  projects(): Promise<readonly OpenedProject[]>;
  setFolders(uris: readonly string[]): void;
  /** Files changed on disk. Returns true when some project may answer differently now. */
  filesChanged(
    changes: readonly { readonly uri: string; readonly kind: 'created' | 'changed' | 'deleted' }[],
  ): Promise<boolean>;
  /** The repository around a project; null where there is no git, or it must not be run because nobody trusts the workspace. */
  git(folder: string): GitRepository | null;
  /** Asks git again. Returns true when it says something else. */
  branchesChanged(): Promise<boolean>;
  /** From now on the user trusts the workspace: git may be run. */
  trust(): void;
  /** An interlock.json was edited, or a document came or went that the project did not know. */
  documentChanged(document: TextDocument): void;
  /**
   * From now on the file on disk counts. Returns true when some project may answer differently now: the document was
   * closed with changes that were not saved.
   */
  documentClosed(document: TextDocument): Promise<boolean>;
}

export function createWorkspace(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  runtime: ServerRuntime,
  features: ClientFeatures,
): Workspace {
  const loading = new Map<string, Promise<LoadedProject>>();
  const lone = new Map<string, DocumentSite>();
  const openConfigurations = new Set<string>();
  /** Kept, since they know trees of commits already. */
  const repositories = new Map<string, VersionControl>();
  /**
   * Files that were deleted while their documents are open: an editor closes some of them much later. They are no part
   * of the project until somebody types in them or they come back.
   */
  const deleted = new Set<string>();
  let isTrusted = false;
  let settled: Promise<unknown> = Promise.resolve();
  /** Takes changes in one after the other. An answer waits for them, or it would speak of a schema that is gone. */
  const inTurn = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const done = settled.then(change);
    settled = done.catch(() => undefined);
    return done;
  };

  const projectFolders = createProjectFolders(
    runtime,
    folder =>
      runtime.files(folder) ??
      (features.options.files === true ? clientFiles(connection, folder) : inMemoryFiles({})),
  );
  const folderOf = projectFolders.of;
  const filesOf = projectFolders.files;

  const versionControlOf = (folder: string): VersionControl | null => {
    if (!isTrusted && features.options.trusted === false) return null;
    const kept = repositories.get(folder);
    if (kept !== undefined) return kept;
    const git = runtime.git(folder);
    if (git === null) return null;
    const versionControl = { git };
    repositories.set(folder, versionControl);
    return versionControl;
  };

  const openTexts = async (folder: string): Promise<Map<string, string>> => {
    const texts = new Map<string, string>();
    for (const document of documents.all()) {
      if (deleted.has(decodeURIComponent(document.uri)) || (await folderOf(document.uri)) !== folder)
        continue;
      const path = pathInFolder(folder, document.uri);
      if (path !== null && path !== '') texts.set(path, document.getText());
    }
    return texts;
  };

  const load = (folder: string): Promise<LoadedProject> => {
    const kept = loading.get(folder);
    if (kept !== undefined) return kept;
    const loaded = openTexts(folder)
      .then(overrides =>
        loadProject(filesOf(folder), { overrides, ...optionalVersionControl(versionControlOf(folder)) }),
      )
      .then(project => withOpenDocuments(project, path => openText(folder, path)));
    loading.set(folder, loaded);
    return loaded;
  };

  const forgetProjectsOf = (uri: string): void => {
    for (const folder of loading.keys()) if (pathInFolder(folder, uri) !== null) loading.delete(folder);
  };

  const openText = (folder: string, path: string): string | null => {
    const exact = documents.get(uriInFolder(folder, path));
    if (exact !== undefined) return exact.getText();
    return (
      documents
        .all()
        .find(document => pathInFolder(folder, document.uri) === path)
        ?.getText() ?? null
    );
  };

  return {
    async siteOf(uri) {
      await settled;
      const folder = await folderOf(uri);
      const path = folder === null ? null : pathInFolder(folder, uri);
      if (folder === null || path === null) {
        const site = lone.get(uri) ?? loneSite(uri, () => documents.get(uri)?.getText() ?? null);
        lone.set(uri, site);
        return site;
      }
      const loaded = await load(folder);
      if (loaded.project.paths.includes(path)) return { folder, path, loaded };
      // A file the listing does not know yet: just created, or not saved.
      projectFolders.forget();
      loading.delete(folder);
      return { folder, path, loaded: await load(folder) };
    },
    async projects() {
      await settled;
      return Promise.all(
        (await projectFolders.all()).map(async folder => {
          const loaded = await load(folder);
          const paths = loaded.project.paths.filter(path => projectFolders.holds(uriInFolder(folder, path)));
          return { folder, loaded, paths };
        }),
      );
    },
    setFolders(uris) {
      projectFolders.set(uris);
      loading.clear();
    },
    filesChanged: changes =>
      inTurn(async () => {
        for (const { uri, kind } of changes) {
          if (kind === 'deleted') deleted.add(decodeURIComponent(uri));
          else deleted.delete(decodeURIComponent(uri));
        }
        if (changes.some(({ kind }) => kind !== 'changed')) projectFolders.forget();
        if (changes.some(({ uri, kind }) => kind !== 'changed' && isConfiguration(uri))) {
          // A file may belong to another project now.
          loading.clear();
          return true;
        }
        let changed = false;
        for (const { uri, kind } of changes) {
          const folder = await folderOf(uri);
          const path = folder === null ? null : pathInFolder(folder, uri);
          if (folder === null || path === null || !loading.has(folder)) continue;
          changed = true;
          const loaded = await load(folder);
          const text =
            kind === 'changed' && loaded.texts.has(path) && isMigrationText(path) && path.endsWith('.sql')
              ? await filesOf(folder).read(path)
              : null;
          if (text === null) loading.delete(folder);
          else loaded.texts.set(path, text.text);
        }
        return changed;
      }),
    git: folder => versionControlOf(folder)?.git ?? null,
    branchesChanged: () =>
      inTurn(async () => {
        let changed = false;
        for (const [folder, known] of [...loading]) {
          const versionControl = versionControlOf(folder);
          if (versionControl === null) continue;
          const loaded = await known.catch(() => null);
          if (loaded === null) continue;
          const fresh = await withFreshBranch(loaded, versionControl);
          // Another load may have begun meanwhile, and knows more.
          if (fresh === loaded || loading.get(folder) !== known) continue;
          loading.set(folder, Promise.resolve(fresh));
          changed = true;
        }
        return changed;
      }),
    trust() {
      isTrusted = true;
    },
    documentChanged(document) {
      const cameBack = deleted.delete(decodeURIComponent(document.uri));
      if (cameBack || isConfiguration(document.uri)) forgetProjectsOf(document.uri);
      if (!isConfiguration(document.uri)) return;
      if (!openConfigurations.has(document.uri)) {
        // It may be new, and nobody need have told of it.
        openConfigurations.add(document.uri);
        projectFolders.forget();
      }
    },
    documentClosed: document =>
      inTurn(async () => {
        lone.delete(document.uri);
        openConfigurations.delete(document.uri);
        const folder = await folderOf(document.uri);
        const path = folder === null ? null : pathInFolder(folder, document.uri);
        if (folder === null || path === null || !loading.has(folder)) return false;
        const onDisk = await filesOf(folder).read(path);
        if (onDisk?.text === document.getText()) return false;
        loading.delete(folder);
        return true;
      }),
  };
}

function optionalVersionControl(versionControl: VersionControl | null): {
  readonly versionControl?: VersionControl;
} {
  return versionControl === null ? {} : { versionControl };
}

function isConfiguration(uri: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_FILE}`);
}

function withOpenDocuments(loaded: LoadedProject, openText: (path: string) => string | null): LoadedProject {
  const { project, texts } = loaded;
  return { ...loaded, project: { ...project, read: path => openText(path) ?? texts.get(path) ?? null } };
}

/** A document without folder (untitled, or opened alone in an editor that names no folder). */
function loneSite(uri: string, read: () => string | null): DocumentSite {
  const path = uri.slice(uri.lastIndexOf('/') + 1) || 'untitled.sql';
  const project: Project = createProject({ paths: [path], read: asked => (asked === path ? read() : null) });
  return {
    folder: uri.slice(0, uri.length - path.length),
    path,
    loaded: { project, texts: new Map(), configuration: null, branch: null },
  };
}

function clientFiles(connection: Connection, folder: string): WorkspaceFiles {
  return {
    list: () => connection.sendRequest<string[]>(METHODS.listFiles, { folder } satisfies ListFilesParams),
    async read(path) {
      const bytes = await connection.sendRequest<string | null>(METHODS.readFile, {
        uri: uriInFolder(folder, path),
        maxBytes: MAX_FILE_BYTES,
      } satisfies ReadFileParams);
      if (bytes === null) return null;
      const classified = classifyText(Uint8Array.from(atob(bytes), character => character.charCodeAt(0)));
      return classified.kind === 'text' ? { text: classified.text, modifiedAt: null } : null;
    },
  };
}
