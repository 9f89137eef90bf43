import type { TypeReference } from '../operations/columns.ts';
import { newType } from './fixes/newType.ts';
import { operationRule } from './rule.ts';
import { newColumns } from './subject/newColumns.ts';
import { code } from './subject/wording.ts';

export const avoidPaddedChar = operationRule({
  metadata: {
    id: 'avoid-padded-char',
    title: 'New column of a type that pads with blanks',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['ban-char-field'],
      'postgres-language-server': ['banCharField'],
      migrationpilot: ['MP041'],
    },
  },
  kinds: ['CreateTable', 'AddColumn'],
  *check(context) {
    const isPostgresql = context.target.engine === 'postgresql';
    for (const { definition, label } of newColumns(context)) {
      const { type } = definition;
      const length = type === null ? null : paddedLength(type);
      if (type === null || length === null || length <= (isPostgresql ? 1 : LONGEST_CODE)) continue;
      yield {
        span: type.span,
        message: isPostgresql
          ? `${code(type.text)} pads values of ${label} with blanks, which count in ${code('LIKE')} and in the stored size and not in ${code('=')} and ${code('length()')}.`
          : `${code(type.text)} stores values of ${label} padded with blanks and strips trailing blanks when they are read: what comes back is not what was written.`,
        fixes: type.arrayDimensions > 0 ? [] : newType(context, type, `varchar(${length})`),
      };
    }
  },
});

/** MySQL and MariaDB: two- and three-letter codes have one length anyway. */
const LONGEST_CODE = 3;

/** Null for types that do not pad. `bpchar` without a length does not either. */
function paddedLength(type: TypeReference): number | null {
  if (type.schema !== null || (type.name !== 'character' && type.name !== 'char')) return null;
  if (/^\W*bpchar\W*$/i.test(type.text)) return null;
  return Number(type.arguments[0] ?? 1);
}
