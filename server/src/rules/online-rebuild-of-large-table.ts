import { isSmallSize } from '../engines/tableSize.ts';
import type { OperationKind } from '../operations/operation.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, removeWithSpaceBefore } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { statementHead } from './subject/statementHead.ts';
import { sizeOf } from './subject/tableSize.ts';
import { noteAlone } from './subject/withoutClauses.ts';
import { withDoubt } from './subject/wording.ts';

const KINDS = [
  'AddColumn',
  'DropColumn',
  'ModifyColumn',
  'AddConstraint',
  'DropConstraint',
  'SetTableOption',
  'ConvertCharset',
  'TableMaintenance',
  'Maintenance',
  'CreateIndex',
] as const satisfies readonly OperationKind[];

export const onlineRebuildOfLargeTable = operationRule({
  metadata: {
    id: 'online-rebuild-of-large-table',
    title: 'Online rebuild: replicas lag, disk doubles',
    categories: ['locking'],
    severity: 'info',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { bytebase: ['ADVICE_ONLINE_MIGRATION'], skeema: ['alter-wrapper-min-size'] },
  },
  kinds: KINDS,
  *check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || note.blocksWrites || operation.table === null) return;
    if (!note.rewritesTable && !note.buildsIndex) return;
    const existing = existingRelation(context, operation.table);
    if (existing === null) return;
    const { small, large } = context.settings.tables;
    const size = sizeOf(context, existing.key);
    // Who writes the algorithm knows of the rebuild.
    if (size === null && !/^(?:default)?$/i.test(context.statement.algorithm?.value ?? '')) return;
    const isLarge = size !== null && (size.rows >= large.rows || size.bytes >= large.bytes);
    if ((size !== null && isSmallSize(size, small)) || (!note.rewritesTable && !isLarge)) return;
    const whole = `${existing.label}${sizeText(context, existing.key)}`;
    const fromOther = mayChangeEngine(context, existing);
    const work = workOn(whole, note.rewritesTable ? (fromOther ? 'perhaps' : 'rebuild') : 'index');
    const stall = size === null ? 'replicas of a large table stall' : 'replicas stall';
    const disk = note.rewritesTable ? ', and as much free disk is needed' : '';
    yield {
      span: statementHead(context),
      message: withDoubt(
        existing,
        `${work}: writes go on, but ${stall} until they have done the same${disk}${fromOther ? '; from another engine the server copies it while writes wait' : ''}.`,
      ),
      table: existing.key,
      fixes: remedies(context, [...withoutPosition(context), noteOnlineTool(context, operation.table)]),
    };
  },
});

/** `perhaps`: a rebuild of the same engine's table, unless it has another engine so far. */
function workOn(table: string, work: 'rebuild' | 'perhaps' | 'index'): string {
  switch (work) {
    case 'rebuild':
      return `This rebuilds ${table} online`;
    case 'perhaps':
      return `If ${table} is InnoDB already, this rebuilds it online`;
    case 'index':
      return `This builds an index on ${table} online`;
  }
}

/** ENGINE=InnoDB of a table whose engine nobody has said: it may be the change from another one. */
function mayChangeEngine({ operation }: OperationContext, { table, known }: ExistingRelation): boolean {
  return (
    operation.kind === 'SetTableOption' &&
    operation.option.name === 'engine' &&
    !known &&
    table?.options['engine'] === undefined
  );
}

/** A column that goes to the end may be instant where one in another place is not. */
function withoutPosition(context: OperationContext): Remedy[] {
  const { operation } = context;
  if (operation.kind !== 'AddColumn' || operation.position === null) return [];
  const { position } = operation;
  if (noteAlone(context, { ...operation, position: null })?.algorithm !== 'INSTANT') return [];
  return [
    {
      title: 'Add the column at the end, where it is instant',
      kind: 'suggestion',
      build: ({ site }) => plan({ edits: [removeWithSpaceBefore(site, position.span)] }),
    },
  ];
}
