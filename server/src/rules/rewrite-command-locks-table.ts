import { relationKey } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { OperationOf } from '../operations/operation.ts';
import { hasFeature } from './fixes/availability.ts';
import { outsideTransaction } from './fixes/concurrently.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { replaceAt, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { existingRelation, existingRelationAt } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { code, whoWaits, withDoubt } from './subject/wording.ts';

export const rewriteCommandLocksTable = operationRule({
  metadata: {
    id: 'rewrite-command-locks-table',
    title: 'Maintenance or storage command rewrites the table',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['prefer-repack'],
      'postgres-language-server': ['banVacuumFull'],
      pgfence: ['vacuum-full', 'set-logged-unlogged'],
      migrationpilot: ['MP006', 'MP032', 'MP047', 'MP095'],
    },
  },
  kinds: [
    'Maintenance',
    'SetTableProperty',
    'SetTableOption',
    'AlterPartitions',
    'TableMaintenance',
    'AlterIndex',
  ],
  check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !note.blocksWrites) return [];
    if (operation.kind === 'AlterIndex') return movedIndex(context, operation);
    if (!note.rewritesTable || isDefaultOfNewColumns(operation)) return [];
    return rewritten(context, operation.table, commandText(operation));
  },
});

/** A charset or collation of the table touches no row by itself; when rows are copied, another clause is to blame. */
function isDefaultOfNewColumns(operation: Rewriting): boolean {
  return operation.kind === 'SetTableOption' && /^(?:charset|collat|default_c)/.test(operation.option.name);
}

type Rewriting = OperationOf<
  'Maintenance' | 'SetTableProperty' | 'SetTableOption' | 'AlterPartitions' | 'TableMaintenance'
>;

function commandText(operation: Rewriting): string {
  switch (operation.kind) {
    case 'Maintenance':
      return operation.command.replace('-', ' ').toUpperCase();
    case 'SetTableProperty':
      return `SET ${operation.property.replace('-', ' ').toUpperCase()}`;
    case 'SetTableOption':
      return `${operation.option.name.replaceAll('_', ' ').toUpperCase()} = ${operation.option.value}`;
    case 'AlterPartitions':
      return partitionText(operation.action);
    case 'TableMaintenance':
      return operation.action.replaceAll('-', ' ').toUpperCase();
  }
}

function partitionText(action: OperationOf<'AlterPartitions'>['action']): string {
  if (action === 'partition-by' || action === 'remove-partitioning')
    return action.replace('-', ' ').toUpperCase();
  return `${action.toUpperCase()} PARTITION`;
}

function* rewritten(
  context: OperationContext,
  table: ObjectName | null,
  command: string,
): Generator<FindingDraft> {
  const { note } = context;
  if (note === null) return;
  if (table === null) {
    yield {
      span: context.operation.span,
      message: `${code(command)} copies every table of the database, one after the other, while every query on it waits.`,
    };
    return;
  }
  const existing = existingRelation(context, table);
  if (existing === null) return;
  yield {
    span: context.operation.span,
    message: withDoubt(
      existing,
      `${code(command)} copies ${existing.label}${sizeText(context, existing.key)} while ${whoWaits(note)} on it wait.`,
    ),
    table: existing.key,
    fixes: remedies(context, context.target.engine === 'postgresql' ? [] : [noteOnlineTool(context, table)]),
  };
}

/** ALTER INDEX ... SET TABLESPACE copies the index while the table's queries cannot be planned. */
function* movedIndex(
  context: OperationContext,
  operation: OperationOf<'AlterIndex'>,
): Generator<FindingDraft> {
  if (operation.action !== 'tablespace') return;
  const key = relationKey(context.before, operation.index);
  const found = context.before.get(key);
  const owner = found?.kind === 'index' ? found.table : null;
  if (context.isNew(key) || (owner !== null && existingRelationAt(context, owner, '') === null)) return;
  const index = code(displayName(operation.index));
  yield {
    span: operation.span,
    message: withDoubt(
      { known: owner !== null },
      `Moving ${index} to another tablespace copies it while every query on its table waits.`,
    ),
    ...(owner === null ? {} : { table: owner }),
    fixes: remedies(
      context,
      hasFeature(context.target, 'reindex-tablespace') ? [reindexElsewhere(operation)] : [],
    ),
  };
}

function reindexElsewhere(operation: OperationOf<'AlterIndex'>): Remedy {
  return {
    title: 'Rebuild it there concurrently',
    kind: 'safe',
    names: [operation.index.name],
    build({ site, sql }) {
      const tablespace = /\bTABLESPACE\s+("(?:[^"]|"")+"|[\w$]+)\s*(?:NOWAIT\s*)?$/i.exec(
        written(site, operation.span),
      )?.[1];
      if (tablespace === undefined) return null;
      const statement = sql`REINDEX (CONCURRENTLY, TABLESPACE ${tablespace}) INDEX ${written(site, operation.index.span)}`;
      return outsideTransaction(site, {
        inPlace: [replaceAt(site, { start: 0, end: site.statement.end - site.statement.start }, statement)],
        elsewhere: nonTransactionalFollowUp(site, {
          slug: slugOf('reindex', operation.index.name.value),
          statements: [`${statement};`],
        }),
        provides: [],
      });
    },
  };
}
