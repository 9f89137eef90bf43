import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import type { ServerRuntime } from './runtime.ts';
import { folderUri, pathInFolder, uriInFolder } from './uris.ts';

/**
 * Which folder's project a file belongs to, found as the command line finds it: that of the nearest interlock.json above
 * the file, be it inside the client's folder or above it; without one, the client's folder.
 */
export interface ProjectFolders {
  /** The client's folders. */
  set(uris: readonly string[]): void;
  /** Null for files whose place says nothing, such as untitled ones. */
  of(uri: string): Promise<string | null>;
  /** Every project that has a file in the client's folders. */
  all(): Promise<readonly string[]>;
  /** The files of a project, without those of projects within it. */
  files(folder: string): WorkspaceFiles;
  /** True for files in one of the client's folders. */
  holds(uri: string): boolean;
  /** Files came or went: what was listed is listed anew when it is asked for. */
  forget(): void;
}

/** Folders where a listing starts: one of the client's, or one above it with an interlock.json. */
interface Listing {
  readonly files: WorkspaceFiles;
  readonly paths: Promise<readonly string[]>;
  /** Folders with an interlock.json: empty for the folder itself, or ending in `/`. */
  readonly configured: Promise<readonly string[]>;
}

export function createProjectFolders(
  runtime: ServerRuntime,
  filesAt: (folder: string) => WorkspaceFiles,
): ProjectFolders {
  let folders: readonly string[] = [];
  const listings = new Map<string, Listing>();
  const starts = new Map<string, Promise<string>>();
  const strays = new Map<string, Promise<string | null>>();

  const listing = (folder: string): Listing => {
    const kept = listings.get(folder);
    if (kept !== undefined) return kept;
    const files = filesAt(folder);
    // A client that cannot list leaves the files that it opens.
    const paths = files.list().catch(() => []);
    const listed = { files, paths, configured: paths.then(configuredFolders) };
    listings.set(folder, listed);
    return listed;
  };

  /** Where the listing for one of the client's folders starts. */
  const startOf = (folder: string): Promise<string> => {
    const start = starts.get(folder) ?? findStart(folder);
    starts.set(folder, start);
    return start;
  };

  const findStart = async (folder: string): Promise<string> => {
    if ((await listing(folder).configured).includes('')) return folder;
    const above = await outside(folder);
    const isConfigured = above !== null && (await filesAt(above).read(CONFIGURATION_FILE)) !== null;
    return isConfigured ? above : folder;
  };

  const outside = (uri: string): Promise<string | null> => {
    const known = strays.get(uri) ?? runtime.folderOf(uri);
    strays.set(uri, known);
    return known;
  };

  const clientFolderOf = (uri: string): string | null =>
    folders
      .filter(folder => pathInFolder(folder, uri) !== null)
      .sort((left, right) => right.length - left.length)[0] ?? null;

  /** The listing that a project's files are part of, with the project's path in it. */
  const partOf = (folder: string): { readonly listing: Listing; readonly below: string } => {
    for (const [start, listed] of listings) {
      const below = pathInFolder(start, folder);
      if (below !== null) return { listing: listed, below };
    }
    return { listing: listing(folder), below: '' };
  };

  const forget = (): void => {
    listings.clear();
    starts.clear();
    strays.clear();
  };

  return {
    set(uris) {
      folders = uris.map(folderUri);
      forget();
    },
    async of(uri) {
      const own = clientFolderOf(uri);
      if (own === null) return outside(uri);
      const start = await startOf(own);
      const path = pathInFolder(start, uri) ?? '';
      const nearest = (await listing(start).configured)
        .filter(below => path.startsWith(below))
        .sort((left, right) => right.length - left.length)[0];
      return nearest === undefined || nearest === ''
        ? start
        : folderUri(uriInFolder(start, nearest.slice(0, -1)));
    },
    async all() {
      const found = new Set<string>();
      for (const folder of folders) {
        const start = await startOf(folder);
        found.add(start);
        for (const below of await listing(start).configured) {
          const nested = folderUri(uriInFolder(start, below.slice(0, -1)));
          if (below !== '' && pathInFolder(folder, nested) !== null) found.add(nested);
        }
      }
      return [...found];
    },
    files(folder) {
      const { listing: whole, below } = partOf(folder);
      return {
        async list() {
          const paths = await whole.paths;
          const nested = (await whole.configured).filter(inner => inner !== below && inner.startsWith(below));
          return paths
            .filter(path => path.startsWith(below) && !nested.some(inner => path.startsWith(inner)))
            .map(path => path.slice(below.length));
        },
        read: path => whole.files.read(below + path),
      };
    },
    holds: uri => clientFolderOf(uri) !== null,
    forget,
  };
}

function configuredFolders(paths: readonly string[]): readonly string[] {
  return paths
    .filter(path => path === CONFIGURATION_FILE || path.endsWith(`/${CONFIGURATION_FILE}`))
    .map(path => path.slice(0, -CONFIGURATION_FILE.length));
}
