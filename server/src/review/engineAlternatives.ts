import { baseNameOf, parentOf } from '../frameworks/paths.ts';
import type { Dialect } from '../syntax/dialect.ts';

const ENGINE_WORD =
  /(?:^|[._-])(mysql|mariadb|postgres(?:ql)?|pgsql|psql|pg|sqlite|cockroach(?:db)?|oracle|mssql|sqlserver|h2)\d*(?=[._-])/i;

/** The engine that a file's name names as a word of its own: `upgrade.mysql.sql`, `mariadb10.sql`. */
function engineWord(path: string): string | null {
  const word = ENGINE_WORD.exec(baseNameOf(path))?.[1]?.toLowerCase() ?? null;
  return word !== null && /^(?:postgres|pg|psql)/.test(word) ? 'postgresql' : word;
}

/**
 * True when a file of the same folder holds the same change for another engine, so that the reviewed one does not come
 * after it: both name an engine and not the same, or only this file does and it is another family's.
 */
export function isForAnotherEngine(path: string, reviewed: string, dialect: Dialect): boolean {
  const word = engineWord(path);
  if (word === null) return false;
  const own = engineWord(reviewed);
  if (own !== null) return word !== own;
  return word === 'mysql' || word === 'mariadb' ? dialect === 'postgresql' : word !== dialect;
}

/**
 * As {@link isForAnotherEngine}, for a file of a folder that may hold one step of several: where the folder has nothing
 * nearer to the reviewed file's engine, MySQL's file is MariaDB's as well and the other way round.
 */
export function isOtherEnginesStep(
  path: string,
  reviewed: string,
  dialect: Dialect,
  files: readonly { readonly path: string }[],
): boolean {
  if (!isForAnotherEngine(path, reviewed, dialect)) return false;
  const folder = parentOf(path);
  if (folder === parentOf(reviewed) || !areRelated(engineWord(path), engineWord(reviewed) ?? dialect))
    return true;
  return files.some(
    other => parentOf(other.path) === folder && !isForAnotherEngine(other.path, reviewed, dialect),
  );
}

function areRelated(left: string | null, right: string): boolean {
  const related = ['mysql', 'mariadb'];
  return left !== null && related.includes(left) && related.includes(right);
}
