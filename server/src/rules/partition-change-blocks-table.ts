import { findTable, nameOfKey, relationKey } from '../catalog/catalog.ts';
import { displayName } from '../operations/names.ts';
import type { OperationOf } from '../operations/operation.ts';
import { hasFeature } from './fixes/availability.ts';
import { outsideTransaction } from './fixes/concurrently.ts';
import { boundedFollowUp, nonTransactionalFollowUp } from './fixes/followUps.ts';
import { quoteLike, slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, replaceAt, statementText, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { isLockWaitShort } from './subject/lockWait.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code, withDoubt } from './subject/wording.ts';

export const partitionChangeBlocksTable = operationRule({
  metadata: {
    id: 'partition-change-blocks-table',
    title: 'Partition attached, created or detached under a strong lock',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['require-concurrent-partition-detach'],
      pgfence: ['attach-partition', 'detach-partition'],
      migrationpilot: ['MP046', 'MP072', 'MP094'],
    },
  },
  kinds: ['AttachPartition', 'CreateTable', 'DetachPartition', 'DropTable', 'AlterPartitions'],
  check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null) return [];
    switch (operation.kind) {
      case 'AttachPartition':
        return attached(context, operation);
      case 'CreateTable':
        return created(context, operation);
      case 'DetachPartition':
        return detached(context, operation);
      case 'DropTable':
        return dropped(context, operation);
      case 'AlterPartitions':
        return exchanged(context, operation);
    }
  },
});

/** The default partition that is locked too, in back quotes; null when there is none or it is new. */
function defaultPartition({ note, isNew, before }: OperationContext): string | null {
  const name = note?.locks.find(({ role }) => role === 'default-partition')?.relation;
  if (name === undefined) return null;
  const [schema = '', table = ''] = name.includes('.') ? name.split('.') : ['', name];
  const identifier = (value: string) => ({ value, quoted: true, span: { start: 0, end: 0 } });
  const key = relationKey(before, {
    schema: schema === '' ? null : identifier(schema),
    name: identifier(table),
    span: { start: 0, end: 0 },
  });
  return isNew(key) ? null : code(name.replace(/^public\./, ''));
}

function* attached(
  context: OperationContext,
  operation: OperationOf<'AttachPartition'>,
): Generator<FindingDraft> {
  const parent = existingRelation(context, operation.table);
  if (parent === null || context.note?.scansTable !== true) return;
  const child = existingRelation(context, operation.partition);
  const byDefault = defaultPartition(context);
  if (child === null && byDefault === null) return;
  const scanned =
    child === null ? byDefault : byDefault === null ? child.label : `${child.label} and ${byDefault}`;
  const proof = child !== null && byDefault !== null ? ', as far as no valid CHECK vouches for them' : '';
  yield {
    span: operation.span,
    message: withDoubt(
      child ?? parent,
      `Attaching ${code(displayName(operation.partition))} reads all rows of ${scanned} while nobody else can use them${proof}.`,
    ),
    ...(child === null ? {} : { table: child.key }),
    fixes: remedies(context, byDefault === null ? provedFirst(context, operation) : []),
  };
}

/** A valid CHECK that implies the bound spares ATTACH its scan. For ranges of one column, whose bound is easily said. */
function provedFirst(context: OperationContext, operation: OperationOf<'AttachPartition'>): Remedy[] {
  const partitioning = findTable(context.before, operation.table)?.partitioning;
  const [column] = partitioning?.columns ?? [];
  const range = /FROM\s*\(([^,()]+)\)\s*TO\s*\(([^,()]+)\)\s*$/i.exec(operation.bound.text);
  const [, from = '', to = ''] = range ?? [];
  if (
    partitioning?.method !== 'range' ||
    partitioning.columns.length !== 1 ||
    partitioning.expressions.length > 0 ||
    column === undefined ||
    range === null ||
    /minvalue|maxvalue/i.test(operation.bound.text)
  )
    return [];
  const partition = operation.partition.name;
  return [
    {
      title: 'Prove the bound with a CHECK first',
      kind: 'safe',
      names: [partition],
      build(style) {
        const { site, sql } = style;
        const child = written(site, operation.partition.span);
        const name = quoteLike(partition, 'postgresql', `${partition.value}_bound`);
        const key = quoteLike(partition, 'postgresql', column);
        const head = { start: site.statement.start, end: site.statement.end };
        return plan({
          edits: [
            {
              span: head,
              newText: sql`ALTER TABLE ${child} ADD CONSTRAINT ${name} CHECK (${key} IS NOT NULL AND ${key} >= ${from.trim()} AND ${key} < ${to.trim()}) NOT VALID`,
            },
          ],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('validate', partition.value, 'bound'),
              statements: [sql`ALTER TABLE ${child} VALIDATE CONSTRAINT ${name};`],
            }),
            boundedFollowUp(style, {
              slug: slugOf('attach', partition.value),
              statements: [`${statementText(site)};`, sql`ALTER TABLE ${child} DROP CONSTRAINT ${name};`],
            }),
          ],
        });
      },
    },
  ];
}

function* created(context: OperationContext, operation: OperationOf<'CreateTable'>): Generator<FindingDraft> {
  const { partitionOf } = operation;
  const parent = partitionOf === null ? null : existingRelation(context, partitionOf.parent);
  if (partitionOf === null || parent === null || context.note?.blocksReads !== true) return;
  const byDefault = context.note.scansTable ? defaultPartition(context) : null;
  if (byDefault !== null) {
    yield {
      span: statementHead(context),
      message: `This new partition makes PostgreSQL read all rows of the default partition ${byDefault} while every query on ${parent.label} waits.`,
    };
    return;
  }
  const isPlain =
    operation.columns.length === 0 &&
    operation.constraints.length === 0 &&
    operation.options.length === 0 &&
    operation.partitionBy === null &&
    !operation.ifNotExists &&
    operation.persistence === 'permanent';
  const hasDefault = context.note.locks.some(({ role }) => role === 'default-partition');
  yield {
    span: statementHead(context),
    severity: 'info',
    ...(isLockWaitShort(context) ? { isWaitLimited: true as const } : {}),
    table: parent.key,
    message: withDoubt(
      parent,
      `PARTITION OF needs an exclusive lock on ${parent.label}; every query on it queues behind it while it waits.`,
    ),
    fixes: remedies(
      context,
      isPlain && parent.known && !hasDefault && hasFeature(context.target, 'attach-beside-readers')
        ? [createThenAttach(operation, partitionOf)]
        : [],
    ),
  };
}

function createThenAttach(
  operation: OperationOf<'CreateTable'>,
  { parent, bound }: NonNullable<OperationOf<'CreateTable'>['partitionOf']>,
): Remedy {
  return {
    title: 'Create the table by itself, then attach it',
    kind: 'safe',
    build({ site, sql }) {
      const child = written(site, operation.table.span);
      const whole = written(site, parent.span);
      const lines = [
        sql`CREATE TABLE ${child} (LIKE ${whole} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE);`,
        sql`ALTER TABLE ${whole} ATTACH PARTITION ${child} ${forValues(written(site, bound.span))}`,
      ];
      return plan({ edits: [replaceAt(site, operation.span, lines.join(site.newline))] });
    },
  };
}

/** The bound as ATTACH PARTITION wants it, whether or not its span holds the words before it. */
function forValues(text: string): string {
  return /^(?:for\s+values|default)\b/i.test(text) ? text : `FOR VALUES ${text}`;
}

function* detached(
  context: OperationContext,
  operation: OperationOf<'DetachPartition'>,
): Generator<FindingDraft> {
  const parent = existingRelation(context, operation.table);
  if (parent === null || context.note?.blocksReads !== true || operation.concurrently || operation.finalize)
    return;
  const hasDefault = context.note.locks.some(({ role }) => role === 'default-partition');
  const canBeConcurrent = parent.known && !hasDefault && hasFeature(context.target, 'detach-concurrently');
  const partition = operation.partition.name.value;
  yield {
    span: operation.span,
    message: withDoubt(
      parent,
      `DETACH PARTITION needs an exclusive lock on ${parent.label}; every query on it queues behind it while it waits.`,
    ),
    fixes: remedies(
      context,
      canBeConcurrent
        ? [
            {
              title: 'Detach concurrently',
              // The server leaves a CHECK of the bound on the detached table, which the plain form does not.
              kind: 'suggestion',
              build: ({ site, sql }) =>
                outsideTransaction(site, {
                  inPlace: [insertAt(site, operation.span.end, sql` CONCURRENTLY`)],
                  elsewhere: nonTransactionalFollowUp(site, {
                    slug: slugOf('detach', partition),
                    statements: [`${statementText(site)}${sql` CONCURRENTLY`};`],
                  }),
                  provides: [partition],
                }),
            },
          ]
        : [],
    ),
  };
}

/** Dropping an attached partition closes its parent, too. */
function* dropped(context: OperationContext, operation: OperationOf<'DropTable'>): Generator<FindingDraft> {
  const child = existingRelation(context, operation.table);
  const key = child?.table?.partitionOf?.parent;
  if (child === null || key === undefined || context.target.engine !== 'postgresql' || context.isNew(key))
    return;
  yield {
    span: operation.span,
    severity: 'warning',
    message: `Dropping the attached partition ${child.label} needs an exclusive lock on ${code(nameOfKey(key).replace(/^public\./, ''))}; every query on it queues behind it while it waits.`,
  };
}

/** MySQL, MariaDB: the rows of the table that comes in are checked against the partition. */
function* exchanged(
  context: OperationContext,
  operation: OperationOf<'AlterPartitions'>,
): Generator<FindingDraft> {
  const { action, validation, exchangeWith, table } = operation;
  if (action !== 'exchange' || !validation || exchangeWith === null || context.note?.scansTable !== true)
    return;
  const parent = existingRelation(context, table);
  const other = existingRelation(context, exchangeWith);
  if (parent === null || other === null) return;
  yield {
    span: operation.span,
    message: withDoubt(
      other,
      `EXCHANGE PARTITION reads all rows of ${other.label} while nobody else can use it or ${parent.label}.`,
    ),
    table: other.key,
  };
}
