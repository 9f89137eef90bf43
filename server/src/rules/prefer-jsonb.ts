import { newType } from './fixes/newType.ts';
import { operationRule } from './rule.ts';
import { newColumns } from './subject/newColumns.ts';
import { code } from './subject/wording.ts';

export const preferJsonb = operationRule({
  metadata: {
    id: 'prefer-jsonb',
    title: 'New column of the type json',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {
      'postgres-language-server': ['preferJsonb'],
      eugene: ['E3'],
      strong_migrations: ['add_column_json'],
    },
  },
  kinds: ['CreateTable', 'AddColumn'],
  *check(context) {
    for (const { definition, label } of newColumns(context)) {
      const { type } = definition;
      if (type?.name !== 'json' || type.schema !== null) continue;
      yield {
        span: type.span,
        message: `${code('json')} has no equality: with ${label}, ${code('SELECT DISTINCT')}, ${code('UNION')} and ${code('GROUP BY')} over whole rows fail.`,
        fixes: type.arrayDimensions > 0 ? [] : newType(context, type, 'jsonb'),
      };
    }
  },
});
