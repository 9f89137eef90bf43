import type { Operation } from '../operations/operation.ts';
import type { Span } from '../text/span.ts';
import { outsideTransaction } from './fixes/concurrently.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { statementText } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { standsAlone } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const concurrentlyInTransaction = operationRule({
  metadata: {
    id: 'concurrently-in-transaction',
    title: 'Statement refuses a transaction block',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe',
    related: {
      squawk: ['ban-concurrent-index-creation-in-transaction'],
      'postgres-language-server': ['banConcurrentIndexCreationInTransaction'],
      pgfence: ['concurrent-in-transaction'],
      migrationpilot: ['MP025'],
      bytebase: ['STATEMENT_NON_TRANSACTIONAL'],
    },
  },
  kinds: [
    'CreateIndex',
    'DropIndex',
    'Reindex',
    'DetachPartition',
    'Maintenance',
    'AddEnumValue',
    'CreateSchema',
    'DropObject',
    'CreateObject',
    'AlterObject',
  ],
  *check(context) {
    const { operation, note, run } = context;
    if (isInBody(context)) {
      if (note !== null && !note.transactional) yield inBody(context);
      return;
    }
    if (!run.inTransaction || note?.refusal?.reason !== 'not-in-transaction') return;
    const concurrently = findPhrase(context.sql, 'postgresql', spanOfSearch(context), ['concurrently']);
    yield {
      span: concurrently ?? statementHead(context),
      message: `${code(commandText(context))} cannot run in ${transactionText(context)} (SQLSTATE ${note.refusal.code}).`,
      fixes: remedies(context, [
        {
          title: isMoved(context) ? 'Run it outside a transaction' : 'Run the file outside a transaction',
          kind: 'safe',
          build({ site }) {
            if (context.statement.operations.length !== 1) return null;
            return outsideTransaction(site, {
              inPlace: [],
              elsewhere: nonTransactionalFollowUp(site, {
                slug: `${slugOfFile(site)}_concurrently`,
                statements: [`${statementText(site)};`],
              }),
              provides: providedNames(operation),
            });
          },
        },
      ]),
    };
  },
});

/** A DO block, and a function that the file calls, is part of one transaction wherever it stands. */
function isInBody(context: OperationContext): boolean {
  const outer = context.statement.operations[0]?.kind;
  return !standsAlone(context) && (outer === 'ExecuteBlock' || outer === 'CreateRoutine');
}

function inBody(context: OperationContext): FindingDraft {
  const { sql, operation, statement } = context;
  const where = statement.operations[0]?.kind === 'ExecuteBlock' ? 'a DO block' : 'a function';
  return {
    span: findPhrase(sql, 'postgresql', operation.span, ['concurrently']) ?? operation.span,
    message: `${code(commandText(context))} cannot run in ${where}, whoever runs it (SQLSTATE 25001). Write it as a statement of its own, outside of any transaction.`,
  };
}

/** Whether a transaction of the file itself has to go. */
function isMoved({ run }: OperationContext): boolean {
  return run.explicitTransaction;
}

/** CONCURRENTLY may stand before the name that the operation's span covers. */
function spanOfSearch({ statement, operation, sql }: OperationContext): Span {
  return statement.operations.includes(operation) ? { start: 0, end: sql.length } : operation.span;
}

function transactionText({ run, file }: OperationContext): string {
  if (run.explicitTransaction) return 'the transaction that is open here';
  if (run.transaction === 'file') return `the transaction that ${file.frameworkTitle} opens for this file`;
  const which = file.oneString ? 'all statements of this file' : 'what stands in one block';
  return `the one transaction in which PostgreSQL runs ${which}, since ${file.frameworkTitle} sends them together`;
}

function commandText({ operation, sql }: OperationContext): string {
  switch (operation.kind) {
    case 'CreateIndex':
      return 'CREATE INDEX CONCURRENTLY';
    case 'DropIndex':
      return 'DROP INDEX CONCURRENTLY';
    case 'Reindex':
      return operation.concurrently ? 'REINDEX CONCURRENTLY' : `REINDEX ${operation.target.toUpperCase()}`;
    case 'DetachPartition':
      return 'DETACH PARTITION ... CONCURRENTLY';
    case 'Maintenance':
      return operation.command.replace('-', ' ').toUpperCase();
    case 'AddEnumValue':
      return 'ALTER TYPE ... ADD VALUE';
    default:
      return sql.slice(operation.span.start).split(/\s+/, 2).join(' ').toUpperCase();
  }
}

function providedNames(operation: Operation): string[] {
  switch (operation.kind) {
    case 'CreateIndex':
      return operation.index.name === null ? [] : [operation.index.name.name.value];
    case 'DropIndex':
      return [operation.index.name.value];
    case 'AddEnumValue':
      return [operation.value.value];
    case 'DetachPartition':
      return [operation.partition.name.value];
    default:
      return [];
  }
}
