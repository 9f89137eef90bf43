import { findColumn, findTable } from '../catalog/catalog.ts';
import type { Refusal } from '../engines/lockNote.ts';
import type { OperationKind, OperationOf } from '../operations/operation.ts';
import type { Span } from '../text/span.ts';
import { columnAttributes } from './fixes/columnText.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, removeWithSpaceBefore, replaceAt, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { reservedNames } from './subject/reservedNames.ts';
import { engineTitle, serverName } from './subject/serverName.ts';
import { statementHead } from './subject/statementHead.ts';
import { isClauseSyntaxError } from './subject/withoutClauses.ts';
import { code } from './subject/wording.ts';
import { findPhrase, headThrough } from './subject/words.ts';

/** Everything that facts can refuse for the sake of the server and not of the schema. */
const KINDS = [
  'CreateTable',
  'AddColumn',
  'DropColumn',
  'RenameColumn',
  'AlterColumnType',
  'ModifyColumn',
  'SetColumnDefault',
  'DropNotNull',
  'AlterIdentity',
  'AlterColumnExpression',
  'SetColumnOption',
  'AddConstraint',
  'DropConstraint',
  'AlterConstraint',
  'SetTableOption',
  'ConvertCharset',
  'SetStorageParameters',
  'SetTableProperty',
  'AttachPartition',
  'DetachPartition',
  'AlterPartitions',
  'TableMaintenance',
  'CreateIndex',
  'DropIndex',
  'RenameIndex',
  'AlterIndex',
  'Reindex',
  'CreateRoutine',
  'CreateTrigger',
  'CreateSequence',
  'AlterSequence',
  'Merge',
  'Maintenance',
  'DropTable',
  'RenameTable',
  'CreateView',
  'Insert',
  'Update',
  'Delete',
] as const satisfies readonly OperationKind[];

export const notSupportedByTarget = operationRule({
  metadata: {
    id: 'not-supported-by-target',
    title: 'Syntax or feature the target lacks',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: { skeema: ['reserved-word'], spirit: ['reserved_words'], sqle: ['00049'] },
  },
  kinds: KINDS,
  *check(context) {
    if (!changesRows(context)) yield* reserved(context);
    const refusal = context.note?.refusal ?? null;
    if (refusal === null || !isLacking(refusal) || isClauseSyntaxError(context)) return;
    if (isInExecutableComment(context, context.operation.span)) return;
    const isMixed = mixesPartitionWork(context);
    if (isMixed && context.operation.kind !== 'AlterPartitions') return;
    const guard = guardOf(context);
    yield {
      span: guard ?? placeOf(context),
      message: messageOf(context, refusal, guard),
      // Nobody declared the server: what it lacks is a guess.
      ...(context.target.assumed ? { severity: 'info' as const } : {}),
      fixes: remedies(context, fixesOf(context, refusal, guard)),
    };
  },
});

/** Other actions beside one on partitions, which MySQL and MariaDB want alone. PARTITION BY may follow others. */
function mixesPartitionWork({ statement, note }: OperationContext): boolean {
  if (note?.refusal?.reason !== 'syntax' || statement.alterTable === null) return false;
  const work = statement.operations.filter(({ kind }) => kind === 'AlterPartitions');
  return work.length > 0 && work.length < statement.operations.length;
}

/** Of rows only what their clauses are made of is looked at: there may be very many. */
function changesRows({ operation }: OperationContext): boolean {
  return operation.kind === 'Insert' || operation.kind === 'Update' || operation.kind === 'Delete';
}

/** One finding for each name, since each is mended by itself. */
function* reserved(context: OperationContext): Generator<FindingDraft> {
  const { target } = context;
  for (const { name, since } of reservedNames(context)) {
    if (isInExecutableComment(context, name.span)) continue;
    const release = `${since.major}.${since.minor}${since.patch === 0 ? '' : `.${since.patch}`}`;
    yield {
      span: name.span,
      message: `${code(name.value)} is a reserved word from ${engineTitle(target.engine)} ${release} on, and a name only in quotes: ${serverName(target)} refuses the statement (error 1064).`,
      ...(target.assumed ? { severity: 'info' as const } : {}),
      fixes: remedies(context, [
        {
          title: `Quote ${code(name.value)}`,
          kind: 'safe',
          names: [name],
          build: ({ site }) => plan({ edits: [replaceAt(site, name.span, `\`${name.value}\``)] }),
        },
      ]),
    };
  }
}

/** Other refusals come from the state of the schema; ALGORITHM=INSTANT has a rule of its own. */
function isLacking({ reason, code: error }: Refusal): boolean {
  if (error === '1800') return false;
  return reason === 'needs-newer-version' || reason === 'syntax';
}

/** A comment that older servers pass over: the author knows. */
function isInExecutableComment({ sql }: OperationContext, place: Span): boolean {
  const from = Math.max(sql.lastIndexOf('/*!', place.start), sql.lastIndexOf('/*M!', place.start));
  if (from !== -1 && sql.indexOf('*/', from) >= place.start) return true;
  return /\/\*M?!/.test(sql.slice(place.start, place.end));
}

const GUARDS = [
  ['if', 'not', 'exists'],
  ['if', 'exists'],
];

/** IF [NOT] EXISTS where MySQL, which has it for few statements, stumbles over it. */
function guardOf({ operation, note, target, sql }: OperationContext): Span | null {
  if (target.engine !== 'mysql' || note?.refusal?.reason !== 'syntax') return null;
  const isGuarded =
    ('ifNotExists' in operation && operation.ifNotExists) ||
    ('ifExists' in operation && operation.ifExists) ||
    ('tableIfExists' in operation && operation.tableIfExists);
  if (!isGuarded) return null;
  const range = { start: 0, end: operation.span.end };
  for (const words of GUARDS) {
    const found =
      findPhrase(sql, target.engine, operation.span, words) ?? findPhrase(sql, target.engine, range, words);
    if (found !== null) return found;
  }
  return null;
}

function placeOf(context: OperationContext): Span {
  const { statement, operation, target } = context;
  if ('returning' in operation && operation.returning !== undefined) return operation.returning;
  if (target.engine === 'mysql' && statement.wait !== null) return statement.wait.span;
  if (operation.kind === 'CreateIndex' && statement.alterTable === null)
    return headThrough(context.sql, target.engine, operation.span, ['index']);
  return statement.alterTable === null ? statementHead(context) : operation.span;
}

function messageOf(context: OperationContext, refusal: Refusal, guard: Span | null): string {
  const { target, operation, statement } = context;
  const action = code(operationWords(context, operation));
  const refuses = `${serverName(target)} refuses the statement (${target.engine === 'postgresql' ? 'SQLSTATE' : 'error'} ${refusal.code})`;
  if ('returning' in operation && operation.returning !== undefined) {
    const clause = `${code('RETURNING')} in ${action}`;
    return refusal.since === null
      ? `${engineTitle(target.engine)} has no ${clause}: ${refuses}.`
      : `${clause} needs ${engineTitle(target.engine)} ${refusal.since}; ${refuses}.`;
  }
  if (refusal.since !== null) {
    // The words of an operation do not tell which part of it is new.
    const subject = operation.kind === 'RenameColumn' ? action : `This form of ${action}`;
    return `${subject} needs ${engineTitle(target.engine)} ${refusal.since}; ${refuses}.`;
  }
  if (operation.kind === 'AlterPartitions' && mixesPartitionWork(context))
    return `${action} has to be the only action of its ALTER TABLE: ${refuses}.`;
  if (guard !== null)
    return `${engineTitle(target.engine)} knows no ${code(context.sql.slice(guard.start, guard.end).toUpperCase())} in ${action}: ${refuses}.`;
  if (target.engine === 'mysql' && statement.wait !== null)
    return `WAIT and NOWAIT are words of MariaDB: ${refuses}.`;
  if (target.engine === 'mysql' && statement.online) return `ONLINE is a word of MariaDB: ${refuses}.`;
  return `${engineTitle(target.engine)} does not have this form of ${action}: ${refuses}.`;
}

function fixesOf(context: OperationContext, refusal: Refusal, guard: Span | null): Remedy[] {
  const { operation } = context;
  if (operation.kind === 'RenameColumn' && refusal.since !== null) return [changeInstead(context, operation)];
  if (guard === null) return [];
  return [
    {
      title: `Remove ${context.sql.slice(guard.start, guard.end).toUpperCase()}`,
      kind: 'suggestion',
      build: ({ site }) => plan({ edits: [removeWithSpaceBefore(site, guard)] }),
    },
  ];
}

/** CHANGE renames on every version, but wants the whole definition. */
function changeInstead(context: OperationContext, operation: OperationOf<'RenameColumn'>): Remedy {
  return {
    title: 'Write it as CHANGE',
    kind: 'safe',
    names: [operation.column, operation.to],
    build({ site, sql }) {
      const table = findTable(context.before, operation.table);
      const column = findColumn(context.before, table, operation.column);
      const attributes = table?.certain === true && column !== undefined ? columnAttributes(column) : null;
      if (attributes === null) return null;
      return plan({
        edits: [
          replaceAt(
            site,
            operation.span,
            sql`CHANGE ${written(site, operation.column.span)} ${written(site, operation.to.span)} ${attributes}`,
          ),
        ],
      });
    },
  };
}
