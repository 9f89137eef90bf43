/** A migration's name for people; with its folder where all migrations have one file name. */
export function migrationName(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return /^(?:up|migration)\.sql$/.test(name) ? parts.slice(-2).join('/') : name;
}
