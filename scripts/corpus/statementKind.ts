/** What a statement is by its words alone, however well it can be read. */
export interface StatementKind {
  /** Lower case: `alter table`, `create index`, `insert`, `begin` ...; `other` when no word starts it. */
  readonly name: string;
  readonly isDdl: boolean;
}

const DDL_VERBS: ReadonlySet<string> = new Set(['create', 'alter', 'drop', 'rename', 'truncate', 'comment']);
const VERBS_WITH_OBJECT: ReadonlySet<string> = new Set(['create', 'alter', 'drop', 'rename', 'comment']);

/** Words that name what CREATE, ALTER and DROP are about. */
const OBJECTS: ReadonlySet<string> = new Set(
  `access aggregate cast catalog collation column constraint conversion database default domain event extension function
  group index instance key language library logfile operator owned package policy prepare procedure publication resource
  role routine rule schema sequence server statistics subscription system table tables tablespace text transform trigger
  type user view`.split(/\s+/),
);

/** Objects that another object's name follows: `EVENT TRIGGER`, `DEFAULT PRIVILEGES` ... */
const SECOND_WORDS: Readonly<Record<string, readonly string[]>> = {
  access: ['method'],
  default: ['privileges'],
  event: ['trigger'],
  operator: ['class', 'family'],
  text: ['search'],
  user: ['mapping'],
};

const MOST_WORDS = 24;
const HEAD_LENGTH = 600;

/** The kind of a statement. Comments are passed over; what an executable comment holds counts. */
export function statementKind(sql: string): StatementKind {
  const words = firstWords(sql);
  const verb = words[0] ?? 'other';
  const isDdl = DDL_VERBS.has(verb);
  if (!VERBS_WITH_OBJECT.has(verb)) return { name: verb, isDdl };
  const at = words.findIndex((word, index) => index > 0 && OBJECTS.has(word));
  const object = words[at];
  if (object === undefined) return { name: verb, isDdl };
  const before = words[at - 1];
  const prefix = before === 'materialized' || before === 'foreign' ? `${before} ` : '';
  const second = words[at + 1];
  const suffix = second !== undefined && SECOND_WORDS[object]?.includes(second) ? ` ${second}` : '';
  return { name: `${verb} ${prefix}${object === 'tables' ? 'table' : object}${suffix}`, isDdl };
}

function firstWords(sql: string): string[] {
  const head = sql
    .slice(0, HEAD_LENGTH)
    .replace(/\/\*M?!\d*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\/|\*\/|--[^\n]*|#[^\n]*/g, ' ')
    .replace(/DEFINER\s*=\s*\S+/i, ' ');
  return (head.match(/[A-Za-z_][A-Za-z_0-9]*/g) ?? []).slice(0, MOST_WORDS).map(word => word.toLowerCase());
}
