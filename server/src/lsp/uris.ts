/* Folder and file URIs as clients write them. Paths inside a folder use `/` and are not encoded. */

/** A folder URI with one `/` at its end. */
export function folderUri(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** The path of a file in a folder; null when it lies elsewhere. */
export function pathInFolder(folder: string, uri: string): string | null {
  const root = normalized(folderUri(folder));
  const file = normalized(uri);
  return file.startsWith(root) ? file.slice(root.length) : null;
}

export function uriInFolder(folder: string, path: string): string {
  return (
    folderUri(folder) +
    path
      .split('/')
      .map(part => encodeURIComponent(part))
      .join('/')
  );
}

/** Clients differ in what they encode (`%3A`, `%20`); comparing decoded texts does not. */
function normalized(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
