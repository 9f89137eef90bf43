import { findColumn, findIndex, findRelation, findTable, sameName, tableAt } from '../catalog/catalog.ts';
import type { Column, Index, Table } from '../catalog/model.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import { displayName } from '../operations/names.ts';
import type { CreateIndex } from '../operations/objectOperations.ts';
import type { CreateTable } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { isOfOneHistory, meetsKnownSchema } from './subject/certainty.ts';
import { isSameType } from './subject/types.ts';
import { typeText } from './subject/typeText.ts';
import { code, columnCode, listed } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const ifNotExistsHidesMismatch = fileRule({
  metadata: {
    id: 'if-not-exists-hides-mismatch',
    title: 'IF NOT EXISTS skips over something else',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP070'] },
  },
  *check(reviewed) {
    for (const { context, statement } of reviewed.ofKinds('CreateTable', 'AddColumn', 'CreateIndex')) {
      const { operation } = context;
      if (!('ifNotExists' in operation) || !operation.ifNotExists || context.run.direction === 'down')
        continue;
      const found = mismatchOf(context);
      if (found !== null) {
        if (isOfOneHistory(context, found.origin)) yield finding(context, statement, found);
      } else if (operation.kind === 'CreateIndex' && operation.concurrently) {
        yield* keptInvalid(reviewed, context, operation, statement);
      }
    }
  },
});

interface Mismatch {
  /** "`orders` exists already without `note`". */
  readonly what: string;
  readonly origin: Column['origin'];
}

function guardSpan({ sql, operation, target }: OperationContext): Span {
  return findPhrase(sql, target.engine, operation.span, ['if', 'not', 'exists']) ?? operation.span;
}

function finding(
  context: OperationContext,
  statement: ReviewedStatement,
  { what, origin }: Mismatch,
): FileFindingDraft {
  return {
    statement: statement.index,
    span: guardSpan(context),
    message: `${what}; this statement will silently do nothing.`,
    related:
      origin === null
        ? []
        : [{ place: { kind: 'statement', ...origin }, message: 'What is there already comes from here.' }],
  };
}

function mismatchOf(context: OperationContext): Mismatch | null {
  if (!meetsKnownSchema(context)) return null;
  const { operation, before } = context;
  switch (operation.kind) {
    case 'CreateTable':
      return tableMismatch(context, operation);
    case 'AddColumn': {
      const table = findTable(before, operation.table);
      const column = findColumn(before, table, operation.column.name);
      if (table?.certain !== true || column === undefined) return null;
      const types = differentTypes(context, operation.column, column);
      return types === null
        ? null
        : {
            what: `${columnCode(operation.table, column.name)} exists already as ${types}`,
            origin: column.changedBy ?? column.origin,
          };
    }
    case 'CreateIndex':
      return indexMismatch(context, operation);
    default:
      return null;
  }
}

function tableMismatch(context: OperationContext, operation: CreateTable): Mismatch | null {
  const found = findRelation(context.before, operation.table);
  const name = code(displayName(operation.table));
  if (operation.persistence === 'temporary' || operation.like.length > 0 || operation.asQuery !== null)
    return null;
  if (found?.kind === 'view' && found.certain)
    return { what: `${name} exists already as a view`, origin: found.origin };
  if (found?.kind !== 'table' || !found.certain) return null;
  const missing = operation.columns.filter(({ name: column }) => !wasThere(context, found, column.value));
  if (missing.length > 0)
    return {
      what: `${name} exists already without ${listed(missing.slice(0, 3).map(column => code(column.name.value)))}`,
      origin: found.origin,
    };
  for (const column of operation.columns) {
    const known = findColumn(context.before, found, column.name);
    const types =
      known === undefined || known.changedBy !== null ? null : differentTypes(context, column, known);
    if (types !== null && known !== undefined)
      return {
        what: `${columnCode(operation.table, known.name)} exists already as ${types}`,
        origin: known.origin ?? found.origin,
      };
  }
  return null;
}

/** A column that a later migration dropped or renamed was there when the statement was written. */
function wasThere({ before }: OperationContext, table: Table, name: string): boolean {
  return (
    findColumn(before, table, name) !== undefined ||
    table.dropped.some(part => part.kind === 'column' && sameName(before.dialect, part.name, name))
  );
}

const SERIAL: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};

/** The type that is there, when it is certainly another one. */
function differentTypes(
  { target }: OperationContext,
  wanted: ColumnDefinition,
  known: Column,
): string | null {
  if (wanted.type === null || known.type === null) return null;
  const { type } = wanted;
  const name = target.engine === 'postgresql' ? (SERIAL[type.name] ?? type.name) : type.name;
  // Display widths of integers say nothing.
  const isInteger = /int$/.test(name) && name === known.type.name && type.unsigned === known.type.unsigned;
  if (isInteger || isSameType({ ...type, name }, known.type)) return null;
  return typeText(known.type);
}

function indexMismatch({ before }: OperationContext, operation: CreateIndex): Mismatch | null {
  const wanted = operation.index;
  if (wanted.name === null) return null;
  const table = findTable(before, operation.table);
  const label = code(wanted.name.name.value);
  if (before.dialect === 'postgresql') {
    const schema = wanted.name.schema ?? operation.table.schema;
    const found = findRelation(before, { ...wanted.name, schema });
    if (found?.kind === 'index' && found.certain) {
      const owner = tableAt(before, found.table);
      if (owner !== undefined && table !== undefined && owner !== table)
        return { what: `${label} exists already on ${code(owner.name)}`, origin: found.origin };
    }
  }
  const index = findIndex(before, table, wanted.name.name.value);
  if (table?.certain !== true || index === undefined) return null;
  const difference = indexDifference(index, wanted);
  return difference === null ? null : { what: `${label} exists already ${difference}`, origin: index.origin };
}

function plain(text: string): string {
  return text.replace(/[\s()"`]+/g, '').toLowerCase();
}

function indexDifference(index: Index, wanted: CreateIndex['index']): string | null {
  const there = index.keys.map(key => key.column ?? key.expression?.text ?? '');
  const here = wanted.parts.map(part => part.column?.value ?? part.expression?.text ?? '');
  if (there.map(plain).join(',') !== here.map(plain).join(',')) return `on (${there.join(', ')})`;
  if (index.unique !== wanted.unique) return index.unique ? 'as a unique index' : 'and is not unique';
  const [before, after] = [index.predicate?.text ?? '', wanted.predicate?.text ?? ''];
  if (plain(before) === plain(after)) return null;
  return before === '' ? 'without a WHERE' : `WHERE ${before}`;
}

/** PostgreSQL: what a failed concurrent build left has the name and is invalid. */
function* keptInvalid(
  reviewed: ReviewedFile,
  context: OperationContext,
  operation: CreateIndex,
  statement: ReviewedStatement,
): Generator<FileFindingDraft> {
  const name = operation.index.name?.name.value;
  if (context.target.engine !== 'postgresql' || name === undefined) return;
  const clears = reviewed
    .ofKinds('DropIndex')
    .some(
      ({ context: other, statement: { index } }) =>
        index < statement.index &&
        other.operation.kind === 'DropIndex' &&
        other.operation.ifExists &&
        other.operation.index.name.value === name,
    );
  if (clears) return;
  yield {
    statement: statement.index,
    span: guardSpan(context),
    severity: 'info',
    message: `If an earlier run failed half-way, an invalid ${code(name)} is left; IF NOT EXISTS then keeps it, and no query uses it.`,
    fixes: context.statement.operations.includes(operation) ? [dropBefore(context, operation)] : [],
  };
}

function dropBefore(context: OperationContext, operation: CreateIndex): FixDraft {
  return {
    title: 'Drop what an earlier run may have left',
    kind: 'suggestion',
    build(site) {
      const { name } = operation.index;
      // In one string the two would share a transaction.
      if (name === null || site.file.oneString || context.run.inTransaction) return null;
      const sql = sqlWriter(statementText(site));
      return plan({
        edits: [
          insertAt(
            site,
            0,
            `${sql`DROP INDEX CONCURRENTLY IF EXISTS ${written(site, name.span)};`}${site.newline}`,
          ),
        ],
      });
    },
  };
}
