import { type DatabaseConnection, flag, list, type Row, required, text } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';
import { storageParameter } from './tables.ts';

/** Views and materialized views. */
export async function readViews(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const views = await connection.query(
    `SELECT c.oid, ${qualified('n.nspname', 'c.relname')} AS name, c.relkind AS kind, c.reltype AS row_type, c.relispopulated AS populated, c.reloptions AS options, pg_get_viewdef(c.oid) AS query
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND ${notOfExtension('pg_class', 'c.oid')}`,
  );
  return views.map(row =>
    entry(`pg_class:${required(row, 'oid')}`, 'view', required(row, 'name'), [viewStatement(row)], {
      aliases: [`pg_type:${required(row, 'row_type')}`],
    }),
  );
}

function viewStatement(row: Row): string {
  const options = list(row, 'options');
  const check = options.find(option => option.startsWith('check_option='))?.slice('check_option='.length);
  const parameters = options.filter(option => !option.startsWith('check_option=')).map(storageParameter);
  const isMaterialized = required(row, 'kind') === 'm';
  const written = parameters.length === 0 ? '' : ` WITH (${parameters.join(', ')})`;
  const query = required(row, 'query').trimEnd().replace(/;$/, '');
  const data = isMaterialized ? `\n  WITH ${flag(row, 'populated') ? '' : 'NO '}DATA` : '';
  const checked = check === undefined ? '' : `\n  WITH ${check.toUpperCase()} CHECK OPTION`;
  return `CREATE ${isMaterialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${required(row, 'name')}${written} AS\n${query}${checked}${data};`;
}

/** Rules that are no views, triggers, and policies of row security. */
export async function readTriggers(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const rules = await connection.query(
    `SELECT r.oid, c.oid AS owner_oid, ${qualified('n.nspname', 'c.relname')} AS owner, quote_ident(r.rulename) AS name, pg_get_ruledef(r.oid) AS definition
     FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND r.rulename <> '_RETURN' AND ${notOfExtension('pg_class', 'c.oid')}`,
  );
  const triggers = await connection.query(
    `SELECT t.oid, c.oid AS owner_oid, ${qualified('n.nspname', 'c.relname')} AS owner, quote_ident(t.tgname) AS name, pg_get_triggerdef(t.oid) AS definition, t.tgenabled AS enabled
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND NOT t.tgisinternal AND coalesce(to_jsonb(t) ->> 'tgparentid', '0') = '0' AND ${notOfExtension('pg_class', 'c.oid')}`,
  );
  const policies = await connection.query(
    `SELECT p.oid, c.oid AS owner_oid, ${qualified('n.nspname', 'c.relname')} AS owner, quote_ident(p.polname) AS name, p.polcmd AS command, p.polpermissive AS permissive,
       (SELECT array_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END ORDER BY 1) FROM unnest(p.polroles) r) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS visible, pg_get_expr(p.polwithcheck, p.polrelid) AS written
     FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${USER_SCHEMA}`,
  );
  return [
    ...rules.map(row => ofTable(row, 'pg_rewrite', 'rule', [required(row, 'definition')])),
    ...triggers.map(row =>
      ofTable(row, 'pg_trigger', 'trigger', [`${required(row, 'definition')};`, ...triggerState(row)]),
    ),
    ...policies.map(row => ofTable(row, 'pg_policy', 'policy', [policyStatement(row)])),
  ];
}

function ofTable(
  row: Row,
  catalogTable: string,
  section: 'rule' | 'trigger' | 'policy',
  statements: readonly string[],
): DumpEntry {
  return entry(
    `${catalogTable}:${required(row, 'oid')}`,
    section,
    `${required(row, 'owner')} ${required(row, 'name')}`,
    statements,
    { needs: [`pg_class:${required(row, 'owner_oid')}`] },
  );
}

const TRIGGER_STATES: Readonly<Record<string, string>> = {
  D: 'DISABLE',
  A: 'ENABLE ALWAYS',
  R: 'ENABLE REPLICA',
};

function triggerState(row: Row): readonly string[] {
  const state = TRIGGER_STATES[required(row, 'enabled')];
  return state === undefined
    ? []
    : [`ALTER TABLE ${required(row, 'owner')} ${state} TRIGGER ${required(row, 'name')};`];
}

const COMMANDS: Readonly<Record<string, string>> = { r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' };

function policyStatement(row: Row): string {
  const words = [`CREATE POLICY ${required(row, 'name')} ON ${required(row, 'owner')}`];
  if (!flag(row, 'permissive')) words.push('AS RESTRICTIVE');
  const command = COMMANDS[required(row, 'command')];
  if (command !== undefined) words.push(`FOR ${command}`);
  const roles = list(row, 'roles');
  if (roles.length > 0 && !(roles.length === 1 && roles[0] === 'PUBLIC'))
    words.push(`TO ${roles.join(', ')}`);
  const visible = text(row, 'visible');
  const written = text(row, 'written');
  if (visible !== null) words.push(`USING (${visible})`);
  if (written !== null) words.push(`WITH CHECK (${written})`);
  return `${words.join(' ')};`;
}
