import { moveToFollowUp, slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { fileRule, type OperationContext } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange, statementWords } from './subject/statementWords.ts';
import { strongLockOf } from './subject/strongLock.ts';
import { code, withDoubt } from './subject/wording.ts';

export const schemaAndDataMixed = fileRule({
  metadata: {
    id: 'schema-and-data-mixed',
    title: 'Change of rows and change of the schema share a migration',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP080'], goInception: ['ER_DDL_DML_COEXIST'] },
  },
  *check({ statements }) {
    const up = statements.filter(({ run }) => run.direction === 'up');
    const schema = up.find(({ operations }) => operations.some(changesSchema));
    if (schema === undefined) return;
    const data = up.flatMap(statement => {
      const context = statement.operations.find(changesManyRows);
      return context === undefined ? [] : [{ statement, context }];
    });
    const [first] = data;
    if (first === undefined || first.statement === schema) return;
    const { statement, context } = first;
    const subject = 'table' in context.operation ? context.operation.table : null;
    const existing = subject === null ? null : existingRelation(context, subject);
    if (existing === null) return;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: withDoubt(
        existing,
        `This ${code(statementWords(context.operation))} changes rows of ${existing.label} in the migration that changes the schema: it cannot be repeated, batched or run at another hour by itself.`,
      ),
      table: existing.key,
      fixes: remedies(context, [
        {
          title:
            data.length === 1
              ? 'Move it to the next migration'
              : 'Move the changes of rows to the next migration',
          kind: 'suggestion',
          build: style =>
            moveToFollowUp(
              style,
              data.map(entry => entry.statement.index),
              { slug: `${slugOfFile(style.site)}_data` },
            ),
        },
      ]),
    };
  },
});

function changesSchema(context: OperationContext): boolean {
  const { operation } = context;
  if (operation.kind === 'CreateTable') return operation.persistence !== 'temporary';
  return !isDataChange(operation) && strongLockOf(context) !== null;
}

/** Rows that are written out in the file are few enough. */
const FEW_ROWS = 100;

function changesManyRows(context: OperationContext): boolean {
  const { operation } = context;
  if (!('table' in operation) || operation.table === null) return false;
  switch (operation.kind) {
    case 'Insert':
      return (
        (operation.source === 'select' ? operation.reads.length > 0 : operation.rows >= FEW_ROWS) &&
        existingRelation(context, operation.table) !== null
      );
    case 'Update':
    case 'Delete':
      return !operation.limit && existingRelation(context, operation.table) !== null;
    case 'Merge':
      return existingRelation(context, operation.table) !== null;
    case 'CopyRows':
      return operation.direction === 'from' && existingRelation(context, operation.table) !== null;
    default:
      return false;
  }
}
