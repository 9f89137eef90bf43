/** What MySQL says is missing, made: for cases that come without a schema. */
import type { Refusal } from '../bench.ts';
import { typeFor } from '../postgresql/repair.ts';

/** The statement to add to the setup; null when this cannot help. */
export function repairStatement({ code, message, statement }: Refusal): string | null {
  const names = [...message.matchAll(/'([^']*)'/g)].map(match => match[1] ?? '');
  const [first = ''] = names;
  switch (code) {
    case '1146':
    case '1051': {
      const table = first.slice(first.lastIndexOf('.') + 1);
      return first.startsWith('interlock_fixes.')
        ? `CREATE TABLE \`${table}\` (id bigint NOT NULL PRIMARY KEY)`
        : null;
    }
    case '1054':
    case '1072': {
      const table = tableIn(statement);
      const type = typeFor(first);
      return table === null
        ? null
        : `ALTER TABLE ${table} ADD COLUMN \`${first}\` ${type === 'text' ? 'varchar(50)' : type}`;
    }
    default:
      return null;
  }
}

function tableIn(statement: string): string | null {
  return /\b(?:TABLE|ON|UPDATE|INTO)\s+((?:`[^`]+`|\w+))/i.exec(statement)?.[1] ?? null;
}
