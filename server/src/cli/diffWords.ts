/** What may stand on either side of a comparison, for help and errors. */
export const SCHEMA_SOURCES =
  'empty, baseline, all, git:REF, before:FILE, after:FILE, a schema dump, a connection URL or env:NAME';

/** What a comparison is told as. */
export const DIFF_FORMATS = ['text', 'json', 'markdown', 'sql'] as const;
