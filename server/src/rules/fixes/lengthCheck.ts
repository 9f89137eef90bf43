import type { TypeReference } from '../../operations/columns.ts';
import type { AlterColumnType } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import { boundedFollowUp } from './followUps.ts';
import { quoteLike, slugOf } from './identifiers.ts';
import type { Remedy } from './remedy.ts';
import { plan, replaceAt, written } from './site.ts';

const LIMITED_TEXT = new Set(['character varying', 'text']);

/** PostgreSQL: a shorter varchar: a CHECK gives the same limit and does not touch the rows. */
export function shorterByCheck(
  context: OperationContext,
  operation: AlterColumnType,
  old: TypeReference,
): Remedy[] {
  const { table, column, type } = operation;
  const [limit] = type.arguments;
  if (
    type.name !== 'character varying' ||
    limit === undefined ||
    !LIMITED_TEXT.has(old.name) ||
    operation.using !== null
  )
    return [];
  return [
    {
      title: `Limit the length with a check instead`,
      kind: 'suggestion',
      names: [table.name, column],
      build(style) {
        const { site, sql } = style;
        const name = quoteLike(column, context.target.engine, `${table.name.value}_${column.value}_length`);
        const columnSql = written(site, column.span);
        return plan({
          edits: [
            replaceAt(
              site,
              operation.span,
              sql`ADD CONSTRAINT ${name} CHECK (char_length(${columnSql}) <= ${limit}) NOT VALID`,
            ),
          ],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('validate', table.name.value, column.value, 'length'),
              statements: [sql`ALTER TABLE ${written(site, table.span)} VALIDATE CONSTRAINT ${name};`],
            }),
          ],
        });
      },
    },
  ];
}
