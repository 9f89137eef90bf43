import { type DatabaseConnection, flag, type Row, required, text } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';
import { quoteLiteral } from './literal.ts';

/** Functions, procedures and aggregates. PostgreSQL 10 has no procedures and another column for aggregates. */
export async function readRoutines(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const kind = `coalesce(to_jsonb(p) ->> 'prokind', CASE WHEN to_jsonb(p) ->> 'proisagg' = 'true' THEN 'a' ELSE 'f' END)`;
  const routines = await connection.query(
    `SELECT p.oid, ${qualified('n.nspname', 'p.proname')} AS name, pg_get_functiondef(p.oid) AS definition, pg_get_function_identity_arguments(p.oid) AS arguments
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')} AND ${notOfRangeType('p.oid')} AND ${kind} <> 'a'`,
  );
  const aggregates = await connection.query(
    `SELECT p.oid, ${qualified('n.nspname', 'p.proname')} AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
       a.aggtransfn::regproc::text AS transition, format_type(a.aggtranstype, NULL) AS state, nullif(a.aggfinalfn::regproc::text, '-') AS final,
       nullif(a.aggcombinefn::regproc::text, '-') AS combine, a.agginitval AS initial, to_jsonb(p) ->> 'proparallel' AS parallel, a.aggkind AS kind
     FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')}`,
  );
  return [
    ...routines.map(row =>
      entry(`pg_proc:${required(row, 'oid')}`, 'routine', signature(row), [
        `${required(row, 'definition')
          .replace(/^CREATE OR REPLACE /, 'CREATE ')
          .trimEnd()};`,
      ]),
    ),
    ...aggregates.map(row =>
      entry(`pg_proc:${required(row, 'oid')}`, 'aggregate', signature(row), [aggregate(row)]),
    ),
  ];
}

/** The constructors of a range type come with the type. */
function notOfRangeType(oid: string): string {
  return `NOT EXISTS (SELECT 1 FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = ${oid} AND i.deptype = 'i')`;
}

function signature(row: Row): string {
  return `${required(row, 'name')}(${required(row, 'arguments')})`;
}

function aggregate(row: Row): string {
  const name = required(row, 'name');
  // Ordered-set aggregates are written otherwise, and hardly anybody has one.
  if (required(row, 'kind') !== 'n') return `-- not captured: aggregate ${signature(row)}`;
  const options = [`SFUNC = ${required(row, 'transition')}`, `STYPE = ${required(row, 'state')}`];
  const initial = text(row, 'initial');
  const combine = text(row, 'combine');
  const final = text(row, 'final');
  if (initial !== null) options.push(`INITCOND = ${quoteLiteral(initial)}`);
  if (combine !== null) options.push(`COMBINEFUNC = ${combine}`);
  if (final !== null) options.push(`FINALFUNC = ${final}`);
  if (text(row, 'parallel') === 's') options.push('PARALLEL = safe');
  const parameters = required(row, 'arguments') === '' ? '*' : required(row, 'arguments');
  return `CREATE AGGREGATE ${name}(${parameters}) (\n${options.map(option => `    ${option}`).join(',\n')}\n);`;
}

/** Sequences that are objects of their own; those of identity columns are part of the column. */
export async function readSequences(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const sequences = await connection.query(
    `SELECT c.oid, ${qualified('n.nspname', 'c.relname')} AS name, format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS step,
       s.seqmin AS low, s.seqmax AS high, s.seqcache AS cache, s.seqcycle AS cycles, c.relpersistence AS persistence,
       (SELECT ${qualified('tn.nspname', 't.relname')} || '.' || quote_ident(a.attname) FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
          JOIN pg_namespace tn ON tn.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a') AS owner,
       (SELECT d.refobjid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a') AS owner_oid
     FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')} AND c.relpersistence <> 't'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')`,
  );
  return sequences.flatMap(row => {
    const id = `pg_class:${required(row, 'oid')}`;
    const name = required(row, 'name');
    const created = entry(id, 'sequence', name, [
      `CREATE ${required(row, 'persistence') === 'u' ? 'UNLOGGED ' : ''}SEQUENCE ${name}${sequenceOptions(row)};`,
    ]);
    const owner = text(row, 'owner');
    if (owner === null) return [created];
    return [
      created,
      entry(`${id} owner`, 'sequence owner', name, [`ALTER SEQUENCE ${name} OWNED BY ${owner};`], {
        needs: [id, `pg_class:${required(row, 'owner_oid')}`],
      }),
    ];
  });
}

const HIGHEST: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};
const LOWEST: Readonly<Record<string, string>> = {
  smallint: '-32768',
  integer: '-2147483648',
  bigint: '-9223372036854775808',
};

/** What differs from an ascending sequence from 1 by 1. */
export function sequenceOptions(row: Row): string {
  const type = required(row, 'type');
  const [start, step, low, high] = ['start', 'step', 'low', 'high'].map(name => required(row, name));
  const descending = step?.startsWith('-') === true;
  const words: string[] = type === 'bigint' ? [] : [`AS ${type}`];
  words.push(`START WITH ${start}`, `INCREMENT BY ${step}`);
  words.push(low === (descending ? LOWEST[type] : '1') ? 'NO MINVALUE' : `MINVALUE ${low}`);
  words.push(high === (descending ? '-1' : HIGHEST[type]) ? 'NO MAXVALUE' : `MAXVALUE ${high}`);
  words.push(`CACHE ${required(row, 'cache')}`);
  if (flag(row, 'cycles')) words.push('CYCLE');
  return ` ${words.join(' ')}`;
}
