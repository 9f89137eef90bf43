import { likeWritten } from './fixes/newType.ts';
import { remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { type FixDraft, type OperationContext, operationRule } from './rule.ts';
import { type NewColumn, newColumns } from './subject/newColumns.ts';
import { code } from './subject/wording.ts';

export const preferTextOverVarchar = operationRule({
  metadata: {
    id: 'prefer-text-over-varchar',
    title: 'New column with a length limit in its type',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {
      squawk: ['prefer-text-field'],
      'postgres-language-server': ['preferTextField'],
      migrationpilot: ['MP037'],
    },
  },
  kinds: ['CreateTable', 'AddColumn'],
  *check(context) {
    for (const column of newColumns(context)) {
      const { type } = column.definition;
      if (type?.name !== 'character varying' || type.schema !== null || type.arguments.length === 0) continue;
      yield {
        span: type.span,
        message: `${code(type.text)} makes another length of ${column.label} a change of type: shrinking it rewrites or checks every row under a lock. A check on ${code('text')} can be replaced without one.`,
        fixes: fixes(context, column),
      };
    }
  },
});

/** The limit as a check, which NOT VALID and VALIDATE can change later without a long lock. */
function fixes(context: OperationContext, { definition }: NewColumn): FixDraft[] {
  const { type, name } = definition;
  const limit = type?.arguments[0];
  if (type === null || limit === undefined || type.arrayDimensions > 0) return [];
  return remedies(context, [
    {
      title: 'Write text with a check of the length',
      kind: 'suggestion',
      names: [name],
      build: ({ site, sql }) =>
        plan({
          edits: [
            replaceAt(
              site,
              type.span,
              `${likeWritten(type, 'text')} ${sql`CHECK (char_length(`}${written(site, name.span)}) <= ${limit})`,
            ),
          ],
        }),
    },
  ]);
}
