/**
 * The paths that the way forward of a way back may have, by its name: `3_x.up.sql` and `3_x.sql` of `3_x.down.sql`,
 * `up.sql` of `down.sql`. Empty for every other name.
 */
export function waysForward(path: string): readonly string[] {
  const [, stem, separator, end] = /^(.*?)([._-]?)down(\.sql)$/i.exec(path) ?? [];
  if (stem === undefined || separator === undefined || end === undefined) return [];
  if (separator !== '') return [`${stem}${separator}up${end}`, `${stem}${end}`];
  return stem === '' || stem.endsWith('/') ? [`${stem}up${end}`] : [];
}
