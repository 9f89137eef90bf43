/* Conditions that the queries share. The session's search_path is empty, so that names come qualified;
 * pg_catalog is searched all the same, and first. */

/** Schemas of users. */
export const USER_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Objects that no extension brought. `oid` is an SQL expression, `table` the catalog table it is of. */
export function notOfExtension(table: string, oid: string): string {
  return `NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_catalog.${table}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}

/** Qualified and quoted where needed. */
export function qualified(schema: string, name: string): string {
  return `quote_ident(${schema}) || '.' || quote_ident(${name})`;
}
