/** A string constant of PostgreSQL; the session has standard_conforming_strings on, as a dump does. */
export function quoteLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
