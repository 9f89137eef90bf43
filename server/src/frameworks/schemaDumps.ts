import type { ProjectFiles } from './framework.ts';
import { baseNameOf, parentOf } from './paths.ts';

/** Rails: structure.sql, or <database>_structure.sql, in the folder db. */
const STRUCTURE = /^(?:\w+_)?structure\.sql$/;
const DUMP_NAME = /^(?:(?:\w+[-_.])?(?:schema|structure|dump))\.sql$/i;
const DUMP_HEAD =
  /^-- (?:PostgreSQL database (?:cluster )?dump|MySQL dump|MariaDB dump|Dump completed)\b|^\\restrict |^\/\*M!999999|^SET statement_timeout = 0;\s*SET lock_timeout = 0;/m;

/** True for a file into which a tool writes the schema as it has become: nobody runs it over a live database. */
export function isSchemaDump(project: ProjectFiles, path: string): boolean {
  const name = baseNameOf(path);
  if (STRUCTURE.test(name) && baseNameOf(parentOf(path)) === 'db') return true;
  return DUMP_NAME.test(name) && DUMP_HEAD.test((project.read(path) ?? '').slice(0, 2_000));
}
