import type { TypeReference } from '../../../operations/columns.ts';
import { type EngineVersion, isAtLeast, version } from '../../engine.ts';
import type { Refusal } from '../../lockNote.ts';
import { type ChangeContext, isMysql, refused } from '../context.ts';

interface TypeSince {
  readonly since: EngineVersion | null;
  readonly text: string;
}

const NEVER: TypeSince = { since: null, text: '' };

/** Types that came with a version, or that an engine does not have. */
const MYSQL_TYPES: Readonly<Record<string, TypeSince>> = {
  json: { since: version(5, 7, 8), text: '5.7.8' },
  vector: { since: version(9), text: '9.0' },
  uuid: NEVER,
  inet4: NEVER,
  inet6: NEVER,
  xmltype: NEVER,
};
const MARIADB_TYPES: Readonly<Record<string, TypeSince>> = {
  inet6: { since: version(10, 5), text: '10.5' },
  uuid: { since: version(10, 7), text: '10.7' },
  inet4: { since: version(10, 10), text: '10.10' },
  vector: { since: version(11, 7), text: '11.7' },
  xmltype: { since: version(12, 3), text: '12.3' },
};

/** Refuses a type that the version does not know: a syntax error in MySQL, 4161 in MariaDB. */
export function typeRefusal(type: TypeReference | null, context: ChangeContext): Refusal | null {
  const known = type === null ? undefined : (isMysql(context) ? MYSQL_TYPES : MARIADB_TYPES)[type.name];
  if (known === undefined || (known.since !== null && isAtLeast(context.version, known.since))) return null;
  const code = isMysql(context) ? '1064' : '4161';
  return known.since === null ? refused(code, 'syntax') : refused(code, 'needs-newer-version', known.text);
}
