import { findColumn, keysIn, nameKey, sameName } from '../catalog/catalog.ts';
import type { Column, Index, OtherType } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { AlterTypeAttribute } from '../operations/objectOperations.ts';
import type { Operation } from '../operations/operation.ts';
import type { DropColumn } from '../operations/tableOperations.ts';
import { actionPlace, isOnlyAction, removeAction } from './fixes/alterActions.ts';
import { columnAttributes } from './fixes/columnText.ts';
import { boundedFollowUp, CONTRACT_MARK, type FollowUpStyle } from './fixes/followUps.ts';
import { quoteIdentifier, slugOf } from './fixes/identifiers.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { isFollowedBy } from './fixes/otherStatements.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import {
  type FindingDraft,
  type FixPlan,
  fileRule,
  type OperationContext,
  type ReviewedFile,
} from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { type ExistingRelation, existingRelation, isNewColumn } from './subject/relations.ts';
import { makesRoomForNewColumn } from './subject/roomForNew.ts';
import { usesOf } from './subject/uses.ts';
import { valuesGone } from './subject/valuesGone.ts';
import { code, columnCode, listed, withDoubt } from './subject/wording.ts';
import { mentions } from './subject/words.ts';

export const dropColumnInUse = fileRule({
  metadata: {
    id: 'drop-column-in-use',
    title: 'Column dropped while old code may use it',
    categories: ['compatibility', 'data-loss'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['ban-drop-column'],
      'postgres-language-server': ['banDropColumn'],
      pgfence: ['drop-column'],
      strong_migrations: ['remove_column'],
      migrationpilot: ['MP017'],
      atlas: ['DS103'],
      'django-migration-linter': ['DROP_COLUMN'],
      bytebase: ['SCHEMA_BACKWARD_COMPATIBILITY', 'COLUMN_DISALLOW_DROP_IN_INDEX'],
      flyway: ['RG14'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(losses)) {
      const { context } = change;
      if (makesRoomForNewColumn(reviewed, change)) continue;
      const isUnused = isMarkedUnused(reviewed, context);
      const values = valuesGone(reviewed, change);
      for (const draft of drafts) {
        // That a key shrinks has nothing to do with who reads the column.
        if (draft.categories !== undefined) yield draft;
        else if (!isUnused) yield values === null ? draft : { ...draft, ...values };
      }
    }
  },
});

const losses = draftsOfKinds(['DropColumn', 'AlterTypeAttribute'], context => {
  const { operation, run } = context;
  if (run.direction === 'down') return [];
  if (operation.kind === 'DropColumn') return dropped(context, operation);
  return operation.kind === 'AlterTypeAttribute' ? droppedAttribute(context, operation) : [];
});

/** A contract migration drops what an applied one declared as no longer used. */
function isMarkedUnused({ project }: ReviewedFile, { operation, file }: OperationContext): boolean {
  if (operation.kind !== 'DropColumn' || file.phase !== 'contract') return false;
  const { table, column } = operation;
  return (
    project.isMarkedUnused(`${table.name.value}.${column.value}`) ||
    project.isMarkedUnused(`${displayName(table)}.${column.value}`)
  );
}

function* dropped(context: OperationContext, operation: DropColumn): Generator<FindingDraft> {
  const { table, column: name } = operation;
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, name);
  if (existing === null || isNewColumn(context, column)) return;
  if (operation.ifExists && column === undefined && existing.known) return;
  const label = columnCode(table, name.value);
  yield {
    span: operation.span,
    message: withDoubt(
      existing,
      `Dropping ${label} breaks instances of the running release that still read or write it.`,
    ),
    table: existing.key,
    uses: usesOf(table, name.value),
    // Nobody writes it, and a contract migration comes when its readers are gone, unless some are found.
    ...(column?.generated != null && context.file.phase === 'contract'
      ? { onlyWithUses: true as const }
      : {}),
    fixes: remedies(context, [dropLater(context, operation, column)]),
  };
  const shrinking =
    context.target.engine === 'postgresql' ? [] : shrinkingKeys(context, existing, name.value);
  if (shrinking.length > 0) {
    const keys = listed(shrinking.map(index => code(index.name)));
    yield {
      span: name.span,
      categories: ['data-loss'],
      message: `${label} also leaves the unique key ${keys}, which then holds for the columns that are left: the statement fails or later rows are rejected.`,
      table: existing.key,
      fixes: remedies(
        context,
        shrinking.length === 1 && shrinking[0] !== undefined
          ? [keyWithoutColumn(operation, shrinking[0])]
          : [],
      ),
    };
  }
}

/** Unique keys of several columns that lose one and keep others. */
function shrinkingKeys(
  context: OperationContext,
  { table }: ExistingRelation,
  column: string,
): readonly Index[] {
  const isColumn = (name: string | null): boolean =>
    name !== null && sameName(context.before.dialect, name, column);
  return (table?.indexes ?? []).filter(index => {
    const dropsIt = context.statement.operations.some(
      operation =>
        operation.kind === 'DropIndex' &&
        sameName(context.before.dialect, operation.index.name.value, index.name),
    );
    return index.unique && !dropsIt && index.keys.length > 1 && index.keys.some(key => isColumn(key.column));
  });
}

function keyWithoutColumn({ column, span }: DropColumn, index: Index): Remedy {
  return {
    title: `Re-create ${code(index.name)} in the same statement`,
    kind: 'suggestion',
    build({ site, sql, engine }) {
      const name = quoteIdentifier(engine, index.name);
      const left = index.keys.filter(key => key.column?.toLowerCase() !== column.value.toLowerCase());
      if (left.some(key => key.column === null)) return null;
      const columns = left
        .map(
          key =>
            quoteIdentifier(engine, key.column ?? '') +
            (key.prefixLength === null ? '' : `(${key.prefixLength})`),
        )
        .join(', ');
      const action = sql`DROP KEY ${name}, ADD UNIQUE KEY ${name} (${columns}), `;
      return plan({ edits: [replaceAt(site, { start: span.start, end: span.start }, action)] });
    },
  };
}

/** The column optional now, and gone with the release after the one that stops using it. */
function dropLater(context: OperationContext, operation: DropColumn, column: Column | undefined): Remedy {
  const { table, column: name } = operation;
  return {
    title: 'Drop it in a later migration, once no release uses it',
    kind: 'suggestion',
    names: [table.name, name],
    build(style) {
      const { site } = style;
      // A view that is made below would then show the column, and keep it from being dropped.
      if (
        isFollowedBy(
          site,
          next => next.kind === 'CreateView' && next.reads.some(read => read.name.value === table.name.value),
        )
      )
        return null;
      // What comes in its place below needs the name.
      const addsIt = (other: Operation): boolean =>
        other.kind === 'AddColumn' && other.column.name.value === name.value;
      if (context.statement.operations.some(addsIt) || isFollowedBy(site, addsIt)) return null;
      const action = written(site, operation.span);
      const drop = boundedFollowUp(style, {
        slug: slugOf('drop', table.name.value, name.value),
        header: [CONTRACT_MARK],
        statements: [style.sql`ALTER TABLE ${written(site, table.span)} ${action};`],
      });
      const edits = editsForNow(context, style, operation, column);
      return edits === null ? null : plan({ edits: edits.edits, followUps: [drop] });
    },
  };
}

function editsForNow(
  context: OperationContext,
  style: FollowUpStyle,
  operation: DropColumn,
  column: Column | undefined,
): Pick<FixPlan, 'edits'> | null {
  const { site } = style;
  const optional = column === undefined ? null : optionalAction(style, operation, column);
  if (optional !== null) return { edits: [replaceAt(site, operation.span, optional)] };
  if (isOnlyAction(context.statement, operation.span)) {
    const cut = cutStatement(site, site.index);
    return cut === null ? null : { edits: [cut.edit] };
  }
  const place = actionPlace(context.statement, operation.span);
  return place === null ? null : { edits: [removeAction(site, place)] };
}

/** The action that lets new code leave the column out; null when it can already. */
function optionalAction(
  { site, sql, engine }: FollowUpStyle,
  { column: name }: DropColumn,
  column: Column,
): string | null {
  if (
    !column.notNull ||
    column.default !== null ||
    column.generated !== null ||
    column.identity !== null ||
    column.autoIncrement
  )
    return null;
  const nameSql = written(site, name.span);
  if (engine === 'postgresql') return sql`ALTER COLUMN ${nameSql} DROP NOT NULL`;
  const attributes = columnAttributes(column, { nullable: true });
  return attributes === null ? null : sql`MODIFY ${nameSql} ${attributes}`;
}

function* droppedAttribute(
  context: OperationContext,
  operation: AlterTypeAttribute,
): Generator<FindingDraft> {
  if (operation.action !== 'drop') return;
  const key = nameKey(context.before, 'type', operation.type);
  const type = context.before.get(key);
  if (context.isNew(key)) return;
  if (type?.kind === 'type' && type.certain) {
    if (!type.attributes.some(({ name }) => name === operation.attribute.value)) return;
    if (type.usedBy.length === 0 && !isUsedByRoutine(context, type)) return;
  }
  yield {
    span: operation.span,
    message: withDoubt(
      { known: type !== undefined },
      `Dropping ${code(`${displayName(operation.type)}.${operation.attribute.value}`)} breaks instances of the running release that still read or write it.`,
    ),
  };
}

/** A routine takes or returns the composite type. */
function isUsedByRoutine({ before }: OperationContext, { schema, name }: OtherType): boolean {
  return [...keysIn(before, 'routine', schema)].some(key => {
    const routine = before.get(key);
    if (routine?.kind !== 'routine') return false;
    return routine.signatures.some(({ parameters, returns }) =>
      [...parameters.map(({ type }) => type), returns ?? ''].some(text => mentions(text, name)),
    );
  });
}
