import { type DatabaseConnection, flag, list, type Row, required } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';
import { quoteLiteral } from './literal.ts';

/** COMMENT ON for everything that has one and is captured. */
export async function readComments(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const rows = await connection.query(
    `SELECT d.classoid::regclass::text AS class, d.objoid AS oid, d.objsubid AS part, i.type AS kind, i.identity AS name, d.description AS comment
     FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
     WHERE d.objoid >= 16384 AND i.type IS NOT NULL AND coalesce(i.schema, '') !~ '^pg_'
       AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')`,
  );
  return rows.flatMap(row => {
    const words = COMMENTED[required(row, 'kind')];
    if (words === undefined) return [];
    const name =
      required(row, 'kind') === 'domain constraint'
        ? required(row, 'name').replace(/ on /, ' ON DOMAIN ')
        : required(row, 'name').replace(/(?<=^(?:"(?:[^"]|"")*"|[^" ]+)) on /, ' ON ');
    const owner = `${required(row, 'class').replace(/^pg_catalog\./, '')}:${required(row, 'oid')}`;
    return [
      entry(
        `comment ${owner} ${required(row, 'part')}`,
        'comment',
        `${words} ${name}`,
        [`COMMENT ON ${words} ${name} IS ${quoteLiteral(required(row, 'comment'))};`],
        { needs: [owner] },
      ),
    ];
  });
}

const COMMENTED: Readonly<Record<string, string>> = {
  schema: 'SCHEMA',
  extension: 'EXTENSION',
  collation: 'COLLATION',
  type: 'TYPE',
  domain: 'DOMAIN',
  table: 'TABLE',
  'foreign table': 'FOREIGN TABLE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  sequence: 'SEQUENCE',
  index: 'INDEX',
  'table column': 'COLUMN',
  'foreign table column': 'COLUMN',
  'view column': 'COLUMN',
  'materialized view column': 'COLUMN',
  'composite type column': 'COLUMN',
  'table constraint': 'CONSTRAINT',
  'domain constraint': 'CONSTRAINT',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  aggregate: 'AGGREGATE',
  trigger: 'TRIGGER',
  policy: 'POLICY',
  rule: 'RULE',
};

/** Privileges given to others than the owner, and those that everybody has by default and has no more. */
export async function readGrants(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const objects = [
    grantQuery(
      'pg_class',
      `CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END`,
      qualified('n.nspname', 'c.relname'),
      'pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
      'c.relacl',
      'c.relowner',
      `${USER_SCHEMA} AND c.relpersistence <> 't'`,
      'c',
    ),
    grantQuery(
      'pg_proc',
      `CASE coalesce(to_jsonb(c) ->> 'prokind', 'f') WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END`,
      `${qualified('n.nspname', 'c.proname')} || '(' || pg_get_function_identity_arguments(c.oid) || ')'`,
      'pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace',
      'c.proacl',
      'c.proowner',
      USER_SCHEMA,
      'c',
    ),
    grantQuery(
      'pg_type',
      `'TYPE'`,
      qualified('n.nspname', 'c.typname'),
      'pg_type c JOIN pg_namespace n ON n.oid = c.typnamespace',
      'c.typacl',
      'c.typowner',
      USER_SCHEMA,
      'c',
    ),
    grantQuery(
      'pg_namespace',
      `'SCHEMA'`,
      'quote_ident(n.nspname)',
      'pg_namespace n',
      'n.nspacl',
      'n.nspowner',
      `${USER_SCHEMA} AND n.nspname <> 'public'`,
      'n',
    ),
  ];
  const rows = await connection.query(objects.join('\nUNION ALL\n'));
  const columns = await connection.query(
    `SELECT c.oid, 'pg_class' AS class, 'TABLE' AS kind, ${qualified('n.nspname', 'c.relname')} AS name, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee,
       x.is_grantable AS grantable, array_agg(x.privilege_type || ' (' || quote_ident(a.attname) || ')' ORDER BY x.privilege_type, a.attname) AS privileges
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(a.attacl) x
     WHERE ${USER_SCHEMA} AND NOT a.attisdropped AND x.grantee <> c.relowner GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  const revoked = await connection.query(
    `SELECT p.oid, 'pg_proc' AS class, CASE coalesce(to_jsonb(p) ->> 'prokind', 'f') WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
       ${qualified('n.nspname', 'p.proname')} || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')} AND p.proacl IS NOT NULL AND NOT EXISTS (SELECT 1 FROM aclexplode(p.proacl) x WHERE x.grantee = 0)`,
  );
  return [
    ...revoked.map(row => {
      const object = `${required(row, 'kind')} ${required(row, 'name')}`;
      // `#` sorts before every grant of the same object.
      return grantEntry(row, `${object} #`, `REVOKE ALL ON ${object} FROM PUBLIC;`);
    }),
    ...[...rows, ...columns].map(grantOf),
  ];
}

function grantOf(row: Row): DumpEntry {
  const object = `${required(row, 'kind')} ${required(row, 'name')}`;
  const privileges = list(row, 'privileges').join(', ');
  const option = flag(row, 'grantable') ? ' WITH GRANT OPTION' : '';
  return grantEntry(
    row,
    `${object} ${required(row, 'grantee')} ${privileges}`,
    `GRANT ${privileges} ON ${object} TO ${required(row, 'grantee')}${option};`,
  );
}

function grantEntry(row: Row, key: string, statement: string): DumpEntry {
  return entry(`grant ${key}`, 'grant', key, [statement], {
    needs: [`${required(row, 'class')}:${required(row, 'oid')}`],
  });
}

function grantQuery(
  catalogTable: string,
  kind: string,
  name: string,
  from: string,
  acl: string,
  owner: string,
  condition: string,
  alias: string,
): string {
  // What everybody has by default need not be given: EXECUTE on functions, USAGE on types.
  const byDefault = catalogTable === 'pg_proc' || catalogTable === 'pg_type' ? ' AND x.grantee <> 0' : '';
  return `SELECT ${alias}.oid, '${catalogTable}' AS class, ${kind} AS kind, ${name} AS name, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee,
       x.is_grantable AS grantable, array_agg(x.privilege_type::text ORDER BY x.privilege_type) AS privileges
     FROM ${from} CROSS JOIN LATERAL aclexplode(${acl}) x
     WHERE ${condition} AND ${notOfExtension(catalogTable, `${alias}.oid`)} AND x.grantee <> ${owner}${byDefault} GROUP BY 1, 2, 3, 4, 5, 6`;
}
