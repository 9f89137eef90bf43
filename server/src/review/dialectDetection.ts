import type { Dialect } from '../syntax/dialect.ts';

/** Words that one engine's migrations use and the other's do not. Each counts once per file. */
const SIGNS: readonly { readonly dialect: Dialect; readonly sign: RegExp }[] = [
  { dialect: 'mysql', sign: /`\w+`/ },
  { dialect: 'mysql', sign: /\bENGINE\s*=/i },
  { dialect: 'mysql', sign: /\bAUTO_INCREMENT\b/i },
  {
    dialect: 'mysql',
    sign: /\b(?:TINY|MEDIUM)INT\b|\bUNSIGNED\b|\b(?:MEDIUM|LONG)(?:TEXT|BLOB)\b|\bDATETIME\b/i,
  },
  { dialect: 'mysql', sign: /\b(?:MODIFY|CHANGE)\s+(?:COLUMN\s+)?[\w`]+\s+\w+/i },
  { dialect: 'mysql', sign: /\bALGORITHM\s*=|\bLOCK\s*=\s*(?:NONE|SHARED|EXCLUSIVE)/i },
  { dialect: 'mysql', sign: /^\s*DELIMITER\s/im },
  {
    dialect: 'mysql',
    sign: /\/\*!\d{5}|\bCHARACTER SET\b|\butf8mb4\b|\block_wait_timeout\b|\bforeign_key_checks\b|\binnodb_\w+/i,
  },
  { dialect: 'mysql', sign: /@@(?:account|session|global|sql_mode)\b|\bSET\s+@[\w`]/i },
  {
    dialect: 'mariadb',
    sign: /\/\*M!|\bADD\s+COLUMN\s+IF\s+NOT\s+EXISTS\s+`|\bALGORITHM\s*=\s*NOCOPY|\bSYSTEM\s+VERSIONING\b/i,
  },
  { dialect: 'postgresql', sign: /\bCONCURRENTLY\b/i },
  { dialect: 'postgresql', sign: /\$\w*\$/ },
  {
    dialect: 'postgresql',
    sign: /\b(?:BIG)?SERIAL\b|\bGENERATED\s+(?:ALWAYS|BY DEFAULT)\s+AS\s+IDENTITY\b/i,
  },
  {
    dialect: 'postgresql',
    sign: /\b(?:timestamptz|jsonb|bytea|uuid|timestamp\s+with(?:out)?\s+time\s+zone|character varying)\b/i,
  },
  { dialect: 'postgresql', sign: /::\s*\w+/ },
  {
    dialect: 'postgresql',
    sign: /\bALTER\s+COLUMN\s+\S+\s+(?:SET|DROP)\s+NOT\s+NULL\b|\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b/i,
  },
  {
    dialect: 'postgresql',
    sign: /\bNOT\s+VALID\b|\bVALIDATE\s+CONSTRAINT\b|\bCREATE\s+(?:TYPE|DOMAIN|EXTENSION|POLICY|MATERIALIZED\s+VIEW)\b|\block_timeout\b(?<!_lock_timeout)/i,
  },
  { dialect: 'postgresql', sign: /"\w+"\s*\(|"\w+"\."\w+"|\bALTER TABLE (?:ONLY )?"/i },
];

const PATH_SIGNS: readonly { readonly dialect: Dialect; readonly sign: RegExp }[] = [
  { dialect: 'mariadb', sign: /mariadb/i },
  { dialect: 'mysql', sign: /mysql/i },
  { dialect: 'postgresql', sign: /postgres|(?:^|[/._-])(?:pg|pgsql|psql)(?:[/._-]|$)|supabase/i },
];

/** What a path says: `db/migration/mysql/V1__x.sql`. The last part that says anything counts. Null when nothing does. */
export function dialectOfPath(path: string): Dialect | null {
  for (const part of path.split('/').reverse()) {
    const found = PATH_SIGNS.find(({ sign }) => sign.test(part));
    if (found !== undefined) return found.dialect;
  }
  return null;
}

/** What a connection URL or driver name in a tool's configuration says. */
export function dialectOfUrl(text: string): Dialect | null {
  const match = /\b(?:jdbc:)?(postgres(?:ql)?|mysql|mariadb)(?::|\b)/i.exec(text);
  const name = match?.[1]?.toLowerCase();
  return name === undefined
    ? null
    : name.startsWith('postgres')
      ? 'postgresql'
      : name === 'mysql'
        ? 'mysql'
        : 'mariadb';
}

/** How many units of a text are looked at: enough for any migration, little enough for a dump. */
const SAMPLE_LENGTH = 60_000;

/** Line comments and short strings: `'PROJECT::READ'` is no cast. */
const NO_SQL = /--.*$|'(?:[^'\\\n]|'')*'/gm;

/** `'app'@'%'`, which PostgreSQL does not have: a name of an account with its host, one of them in quotes. */
const ACCOUNT =
  /'[^'\n]*'@(?:'[^'\n]*'|`[^`\n]*`|[\w%.])|`[^`\n]*`@(?:'[^'\n]*'|`[^`\n]*`|[\w%.])|"[^"\n]*"@"[^"\n]*"|[\w$]@'[^'\n]*'/g;

/** Signs counted in the text; null when they are equal or there are none. MariaDB is told from MySQL by its own syntax only. */
export function dialectOfText(text: string): Dialect | null {
  const sample = text.slice(0, SAMPLE_LENGTH).replace(ACCOUNT, ' @@account ').replace(NO_SQL, ' ');
  const counts = { postgresql: 0, mysql: 0, mariadb: 0 };
  for (const { dialect, sign } of SIGNS) if (sign.test(sample)) counts[dialect] += 1;
  const mysqlFamily = counts.mysql + counts.mariadb;
  if (counts.postgresql === mysqlFamily) return null;
  if (counts.postgresql > mysqlFamily) return 'postgresql';
  return counts.mariadb > 0 ? 'mariadb' : 'mysql';
}

/** Types of changelogs that the tool translates to whatever the engine has. */
const TRANSLATED = /\b(?:type|newDataType|columnDataType)["']?\s*[=:]\s*["']?(?:datetime|tinyint|uuid)\b/gi;
const DBMS = /\bdbms["']?\s*[=:]\s*["']?(postgresql|mysql|mariadb)\b/gi;

/** `removeChangeSetProperty` takes a word away for one engine, so the others are meant as well. */
const PROPERTY_REMOVED = /\bremoveChangeSetProperty\b[^-<{}]*/gi;

/** As {@link dialectOfText}, for structured changelogs: which engines change sets are for counts too. */
export function dialectOfChangelog(text: string): Dialect | null {
  const sample = text.slice(0, SAMPLE_LENGTH).replace(PROPERTY_REMOVED, '');
  const named = new Set([...sample.matchAll(DBMS)].map(match => match[1]?.toLowerCase()));
  // Change sets for several engines say nothing of the one in use.
  if (named.size > 1) return null;
  const [only] = named;
  return dialectOfText(sample.replace(TRANSLATED, '')) ?? (only === undefined ? null : dialectOfUrl(only));
}
