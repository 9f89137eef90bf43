import { type DatabaseConnection, flag, list, type Row, required, text } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';
import { quoteLiteral } from './literal.ts';

/** Schemas, extensions and collations. */
export async function readSchemas(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const schemas = await connection.query(
    `SELECT n.oid, n.nspname AS plain, quote_ident(n.nspname) AS name FROM pg_namespace n
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_namespace', 'n.oid')}`,
  );
  const extensions = await connection.query(
    `SELECT x.oid, quote_ident(x.extname) AS name, n.nspname AS schema_name, n.oid AS schema_oid, quote_ident(n.nspname) AS schema
     FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql'`,
  );
  const collations = await connection.query(
    `SELECT c.oid, ${qualified('n.nspname', 'c.collname')} AS name, to_jsonb(c) ->> 'collprovider' AS provider, c.collcollate AS collate_name, c.collctype AS ctype_name,
       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale') AS locale,
       to_jsonb(c) ->> 'collisdeterministic' AS deterministic
     FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_collation', 'c.oid')}`,
  );
  return [
    ...schemas
      .filter(row => required(row, 'plain') !== 'public')
      .map(row => {
        const name = required(row, 'name');
        return entry(`pg_namespace:${required(row, 'oid')}`, 'schema', name, [`CREATE SCHEMA ${name};`]);
      }),
    ...extensions.map(row => {
      const name = required(row, 'name');
      const inCatalog = required(row, 'schema_name') === 'pg_catalog';
      const schema = inCatalog ? '' : ` WITH SCHEMA ${required(row, 'schema')}`;
      return entry(
        `pg_extension:${required(row, 'oid')}`,
        'extension',
        name,
        [`CREATE EXTENSION IF NOT EXISTS ${name}${schema};`],
        { needs: [`pg_namespace:${required(row, 'schema_oid')}`] },
      );
    }),
    ...collations.map(row => {
      const name = required(row, 'name');
      return entry(`pg_collation:${required(row, 'oid')}`, 'collation', name, [
        `CREATE COLLATION ${name} (${collationOptions(row).join(', ')});`,
      ]);
    }),
  ];
}

const PROVIDERS: Readonly<Record<string, string>> = { i: 'icu', c: 'libc', b: 'builtin' };

function collationOptions(row: Row): readonly string[] {
  const provider = PROVIDERS[text(row, 'provider') ?? ''];
  const collate = text(row, 'locale') ?? text(row, 'collate_name') ?? '';
  const ctype = text(row, 'ctype_name');
  const options = provider === undefined ? [] : [`provider = ${provider}`];
  if (text(row, 'deterministic') === 'false') options.push('deterministic = false');
  if (ctype === null || ctype === collate || provider !== 'libc')
    options.push(`locale = ${quoteLiteral(collate)}`);
  else options.push(`lc_collate = ${quoteLiteral(collate)}`, `lc_ctype = ${quoteLiteral(ctype)}`);
  return options;
}

/** Enums, composite and range types, and domains. */
export async function readTypes(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const types = await connection.query(
    `SELECT t.oid, ${qualified('n.nspname', 't.typname')} AS name, t.typtype AS kind, t.typarray AS array_oid, t.typrelid AS relation,
       (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
       (SELECT array_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped) AS attributes,
       (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid) AS subtype,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base, t.typnotnull AS not_null, t.typdefault AS default_value,
       (SELECT ${qualified('cn.nspname', 'co.collname')} FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
          JOIN pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd' AND co.oid = t.typcollation AND t.typcollation <> b.typcollation) AS collation_name
     FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_type', 't.oid')} AND t.typtype IN ('e', 'c', 'r', 'd')
       AND (t.typrelid = 0 OR (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')`,
  );
  const checks = await connection.query(
    `SELECT k.oid, k.contypid AS type, quote_ident(k.conname) AS name, k.convalidated AS valid, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k WHERE k.contypid <> 0 AND k.contype = 'c' ORDER BY k.conname`,
  );
  return types.map(row => {
    const oid = required(row, 'oid');
    const name = required(row, 'name');
    const ofType = checks.filter(check => required(check, 'type') === oid);
    return entry(
      `pg_type:${oid}`,
      required(row, 'kind') === 'd' ? 'domain' : 'type',
      name,
      typeStatements(row, name, ofType),
      {
        aliases: [
          `pg_type:${required(row, 'array_oid')}`,
          ...(required(row, 'relation') === '0' ? [] : [`pg_class:${required(row, 'relation')}`]),
          ...ofType.map(check => `pg_constraint:${required(check, 'oid')}`),
        ],
      },
    );
  });
}

function typeStatements(row: Row, name: string, checks: readonly Row[]): readonly string[] {
  switch (required(row, 'kind')) {
    case 'e':
      return [
        `CREATE TYPE ${name} AS ENUM (\n${list(row, 'labels')
          .map(label => `    ${quoteLiteral(label)}`)
          .join(',\n')}\n);`,
      ];
    case 'c':
      return [
        `CREATE TYPE ${name} AS (\n${list(row, 'attributes')
          .map(attribute => `    ${attribute}`)
          .join(',\n')}\n);`,
      ];
    case 'r':
      return [`CREATE TYPE ${name} AS RANGE (subtype = ${required(row, 'subtype')});`];
    default:
      return domainStatements(row, name, checks);
  }
}

function domainStatements(row: Row, name: string, checks: readonly Row[]): readonly string[] {
  const collation = text(row, 'collation_name');
  const value = text(row, 'default_value');
  const words = [`CREATE DOMAIN ${name} AS ${required(row, 'base')}`];
  if (collation !== null) words.push(` COLLATE ${collation}`);
  if (flag(row, 'not_null')) words.push(' NOT NULL');
  if (value !== null) words.push(` DEFAULT ${value}`);
  const constraints = checks.map(check => ({
    valid: flag(check, 'valid'),
    text: `CONSTRAINT ${required(check, 'name')} ${required(check, 'definition')}`,
  }));
  for (const { valid, text: constraint } of constraints) if (valid) words.push(`\n    ${constraint}`);
  const late = constraints.filter(({ valid }) => !valid);
  return [
    `${words.join('')};`,
    ...late.map(({ text: constraint }) => `ALTER DOMAIN ${name} ADD ${constraint};`),
  ];
}
