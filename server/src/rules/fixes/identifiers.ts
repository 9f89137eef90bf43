import type { Engine } from '../../engines/engine.ts';
import type { Identifier } from '../../operations/names.ts';

/*
 * Words that cannot stand unquoted as a column or table name. PostgreSQL 18, appendix C ("reserved", and "reserved
 * (can be function or type)"); MySQL 9 and MariaDB 11, "Keywords and Reserved Words", as far as people use them as names.
 */
const POSTGRESQL_RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
  select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using
  variadic verbose when where window with`.split(/\s+/),
);
const MYSQL_RESERVED = new Set(
  `accessible add all alter analyze and as asc before between bigint binary blob both by call cascade case change char
  character check collate column condition constraint continue convert create cross cube cume_dist current_date
  current_time current_timestamp current_user cursor database databases dec decimal declare default delayed delete
  dense_rank desc describe distinct div double drop dual each else elseif empty enclosed escaped except exists exit explain
  false fetch first_value float for force foreign from fulltext function generated get grant group grouping groups having
  high_priority if ignore in index infile inner inout insert int integer intersect interval into is iterate join
  json_table key keys kill lag last_value lateral lead leading leave left like limit linear lines load localtime
  localtimestamp lock long loop low_priority match mod modifies natural not nth_value ntile null numeric of offset on optimize
  option optionally or order out outer outfile over partition percent_rank precision primary procedure purge range rank
  read reads real recursive references regexp release rename repeat replace require resignal restrict return revoke right
  rlike row row_number rows schema schemas select sensitive separator set show signal smallint spatial specific sql
  sqlexception sqlstate sqlwarning ssl starting stored straight_join system table terminated then to trailing trigger true
  undo union unique unlock unsigned update usage use using values varchar virtual when where while window with write xor
  year_month zerofill`.split(/\s+/),
);

/** The name as SQL, quoted only where it has to be. */
export function quoteIdentifier(engine: Engine, name: string): string {
  if (engine === 'postgresql') {
    return /^[a-z_][a-z0-9_$]*$/.test(name) && !POSTGRESQL_RESERVED.has(name)
      ? name
      : quotedName(engine, name);
  }
  return /^[A-Za-z_$][\w$]*$/.test(name) && !MYSQL_RESERVED.has(name.toLowerCase())
    ? name
    : quotedName(engine, name);
}

/** The name as SQL, quoted when `neighbour` is, so that it looks like the author's own. */
export function quoteLike(neighbour: Identifier, engine: Engine, name: string): string {
  return neighbour.quoted ? quotedName(engine, name) : quoteIdentifier(engine, name);
}

function quotedName(engine: Engine, name: string): string {
  return engine === 'postgresql' ? `"${name.replaceAll('"', '""')}"` : `\`${name.replaceAll('`', '``')}\``;
}

/** Words for a file name: lower-case letters, digits and single underscores. */
export function slugOf(...names: readonly string[]): string {
  return names
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 80);
}
