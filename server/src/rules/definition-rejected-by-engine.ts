import { findRelation, isComplete } from '../catalog/catalog.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, replaceAt, written } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { errorText, meetsKnownSchema } from './subject/certainty.ts';
import { cutName } from './subject/cutNames.ts';
import { rejectedByMysql } from './subject/mysqlDefinitions.ts';
import { type Rejected, rejectedByPostgresql } from './subject/postgresqlDefinitions.ts';
import { serverName } from './subject/serverName.ts';

const PREFIX = 191;

export const definitionRejectedByEngine = operationRule({
  metadata: {
    id: 'definition-rejected-by-engine',
    title: 'Column, index or expression the engine rejects',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { squawk: ['identifier-too-long'], goinception: ['ER_TOO_LONG_KEY'], skeema: ['zero-date'] },
  },
  kinds: [
    'CreateTable',
    'AddColumn',
    'ModifyColumn',
    'AlterColumnType',
    'SetColumnDefault',
    'CreateIndex',
    'AddConstraint',
  ],
  *check(context) {
    for (const rejected of rejectedIn(context)) {
      yield {
        span: rejected.span,
        message: `${rejected.what}: ${serverName(context.target)} refuses it (${errorText(context, rejected.code)}).`,
        fixes: remedies(context, fixesOf(context, rejected)),
      };
    }
  },
});

function rejectedIn(context: OperationContext): Iterable<Rejected> {
  if (mayBeThere(context)) return [];
  const cut = cutName(context);
  if (cut !== null) return [cut];
  if (!meetsKnownSchema(context)) return [];
  return context.target.engine === 'postgresql' ? rejectedByPostgresql(context) : rejectedByMysql(context);
}

/** With IF NOT EXISTS the server looks at the rest only where the thing is not there. */
function mayBeThere({ operation, before }: OperationContext): boolean {
  if (!('ifNotExists' in operation) || !operation.ifNotExists) return false;
  return (
    operation.kind !== 'CreateTable' ||
    !isComplete(before) ||
    findRelation(before, operation.table) !== undefined
  );
}

function fixesOf({ operation }: OperationContext, { cure, span }: Rejected): Remedy[] {
  if (cure === undefined) return [];
  switch (cure) {
    case 'using':
      // Between an array and one value there is no cast: what is meant is the author's to say.
      if (operation.kind !== 'AlterColumnType' || operation.type.arrayDimensions > 0) return [];
      return [
        {
          title: 'Cast with USING',
          kind: 'suggestion',
          build: ({ site, sql }) =>
            plan({
              edits: [
                insertAt(
                  site,
                  operation.span.end,
                  sql` USING ${written(site, operation.column.span)}::${written(site, operation.type.span)}`,
                ),
              ],
            }),
        },
      ];
    case 'prefix':
      return [
        {
          title: `Index the first ${PREFIX} characters`,
          kind: 'suggestion',
          build: ({ site }) => plan({ edits: [insertAt(site, span.end, `(${PREFIX})`)] }),
        },
      ];
    case 'expression-default':
      return [
        {
          title: 'Write the default as an expression',
          kind: 'suggestion',
          build({ site }) {
            const text = written(site, span);
            const value = text.replace(/^\s*default\s+/i, '');
            return plan({
              edits: [replaceAt(site, span, `${text.slice(0, text.length - value.length)}(${value})`)],
            });
          },
        },
      ];
  }
}
