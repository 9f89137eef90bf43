import { findTable } from '../catalog/catalog.ts';
import type { EngineVersion } from '../engines/engine.ts';
import { type IgnoredFeature, ignoredBy } from '../engines/silentlyIgnored.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import type { IndexPart, TableConstraint } from '../operations/constraints.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { DropTable } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, removeWithSpaceBefore, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { engineTitle, serverName } from './subject/serverName.ts';
import { code, columnCode } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const silentlyIgnoredByTarget = operationRule({
  metadata: {
    id: 'silently-ignored-by-target',
    title: 'Accepted but without effect',
    categories: ['fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { atlas: ['MY102'] },
  },
  kinds: ['CreateTable', 'AddColumn', 'ModifyColumn', 'AddConstraint', 'CreateIndex', 'DropTable'],
  *check(context) {
    for (const { feature, span, message, severity, remedy } of writtenIn(context)) {
      const ignored = ignoredBy(context.target, feature);
      if (ignored === undefined || isInExecutableComment(context, span)) continue;
      yield {
        span,
        message: `${serverName(context.target)} ignores ${message}.${sinceText(context, ignored.heededSince)}`,
        ...(severity === undefined ? {} : { severity }),
        fixes: remedies(context, remedy === undefined ? [] : [remedy]),
      };
    }
  },
});

interface Ignorable {
  readonly feature: IgnoredFeature;
  readonly span: Span;
  readonly message: string;
  readonly severity?: FindingDraft['severity'] & string;
  readonly remedy?: Remedy;
}

function sinceText({ target }: OperationContext, since: EngineVersion | null): string {
  if (since === null) return '';
  const patch = since.patch === 0 ? '' : `.${since.patch}`;
  return ` ${engineTitle(target.engine)} heeds it from ${since.major}.${since.minor}${patch} on.`;
}

/** Only some servers are meant to read it. */
function isInExecutableComment({ sql }: OperationContext, { start }: Span): boolean {
  const from = Math.max(sql.lastIndexOf('/*!', start), sql.lastIndexOf('/*M!', start));
  return from !== -1 && sql.indexOf('*/', from) >= start;
}

function* writtenIn(context: OperationContext): Generator<Ignorable> {
  const { operation } = context;
  switch (operation.kind) {
    case 'CreateTable': {
      const keys = foreignKeyColumns(operation.constraints);
      const engine = engineWritten(context);
      for (const column of operation.columns)
        yield* inColumn(context, column, { repeated: keys.includes(column.name.value), engine });
      for (const constraint of operation.constraints) yield* inConstraint(context, constraint, engine);
      for (const index of operation.indexes) yield* inParts(index.parts);
      return;
    }
    case 'AddColumn':
    case 'ModifyColumn': {
      const column = operation.kind === 'AddColumn' ? operation.column : operation.definition;
      const keys = foreignKeyColumns(
        context.statement.operations.flatMap(other =>
          other.kind === 'AddConstraint' ? [other.constraint] : [],
        ),
      );
      yield* inColumn(context, column, {
        repeated: keys.includes(column.name.value),
        engine: engineKnown(context, operation.table),
      });
      return;
    }
    case 'AddConstraint':
      yield* inConstraint(context, operation.constraint, engineKnown(context, operation.table));
      return;
    case 'CreateIndex':
      yield* inParts(operation.index.parts);
      return;
    case 'DropTable':
      yield* behindDropTable(context, operation);
  }
}

/** Once for a list of tables: the word stands behind the last one. */
function* behindDropTable(context: OperationContext, { table, span }: DropTable): Generator<Ignorable> {
  const { sql, target, statement, operation } = context;
  if (statement.operations.includes(operation) && statement.operations.at(-1) !== operation) return;
  const behind = { start: span.start, end: sql.length };
  for (const word of ['cascade', 'restrict']) {
    const place = findPhrase(sql, target.engine, behind, [word]);
    if (place === null) continue;
    yield {
      feature: 'drop-cascade',
      span: place,
      severity: 'info',
      message:
        word === 'cascade'
          ? `CASCADE of DROP TABLE: nothing but ${code(displayName(table))} is dropped`
          : 'RESTRICT of DROP TABLE: foreign keys of other tables keep it from being dropped anyway, and views never do',
    };
    return;
  }
}

/** Columns of each foreign key that is written for the table. */
function foreignKeyColumns(constraints: readonly TableConstraint[]): readonly string[] {
  return constraints.flatMap(constraint =>
    constraint.kind === 'foreign-key' ? [constraint.columns.map(({ value }) => value).join()] : [],
  );
}

function engineKnown({ before }: OperationContext, name: ObjectName): string | null {
  const table = findTable(before, name);
  return table?.certain === true ? (table.options['engine'] ?? null) : null;
}

function engineWritten({ operation }: OperationContext): string | null {
  if (operation.kind !== 'CreateTable') return null;
  return operation.options.find(({ name }) => name === 'engine')?.value ?? null;
}

function* inColumn(
  context: OperationContext,
  column: ColumnDefinition,
  { repeated, engine }: { readonly repeated: boolean; readonly engine: string | null },
): Generator<Ignorable> {
  const { operation } = context;
  const table = 'table' in operation && operation.table !== null ? operation.table : null;
  const name = table === null ? code(column.name.value) : columnCode(table, column.name.value);
  for (const check of column.checks)
    yield { feature: 'check', span: check.span, message: `CHECK: any value goes into ${name}` };
  if (column.references === null || repeated) return;
  if (engine !== null && keepsNoForeignKeys(engine) && !isIgnored(context, 'inline-reference')) {
    yield withoutKeys(engine, column.references.span, column.name.value);
    return;
  }
  yield {
    feature: 'inline-reference',
    span: column.references.span,
    message: `REFERENCES in a column definition: no foreign key is created on ${name}`,
    ...(operation.kind === 'ModifyColumn' ? {} : { remedy: asTableConstraint(context, column) }),
  };
}

function* inConstraint(
  _context: OperationContext,
  constraint: TableConstraint,
  engine: string | null,
): Generator<Ignorable> {
  if (constraint.kind === 'check')
    yield {
      feature: 'check',
      span: constraint.span,
      message: `CHECK: rows that break ${code(constraint.expression.text)} are stored`,
    };
  if (constraint.kind === 'foreign-key' && engine !== null && keepsNoForeignKeys(engine))
    yield withoutKeys(engine, constraint.span, constraint.columns.map(({ value }) => value).join(', '));
  if (constraint.kind === 'primary-key' || constraint.kind === 'unique') yield* inParts(constraint.parts);
}

/** MySQL manual 8.4, "Alternative Storage Engines"; MyISAM measured. */
const KEEPS_NO_FOREIGN_KEYS: ReadonlySet<string> = new Set(['myisam', 'memory', 'aria', 'archive', 'csv']);

function keepsNoForeignKeys(engine: string): boolean {
  return KEEPS_NO_FOREIGN_KEYS.has(engine.toLowerCase());
}

function withoutKeys(engine: string, span: Span, columns: string): Ignorable {
  return {
    feature: 'foreign-key-of-engine',
    span,
    message: `foreign keys of ${engine} tables: none is created on ${code(columns)}`,
  };
}

function isIgnored({ target }: OperationContext, feature: IgnoredFeature): boolean {
  return ignoredBy(target, feature) !== undefined;
}

function* inParts(parts: readonly IndexPart[]): Generator<Ignorable> {
  const part = parts.find(({ descending }) => descending);
  if (part === undefined) return;
  yield {
    feature: 'descending-key',
    span: part.span,
    severity: 'info',
    message: `DESC in an index: ${code(part.column?.value ?? 'the part')} is stored ascending, and ORDER BY in mixed directions sorts`,
  };
}

/** The same words, as a part of the statement that every server heeds. */
function asTableConstraint({ operation, statement }: OperationContext, column: ColumnDefinition): Remedy {
  return {
    title: 'Write it as FOREIGN KEY of the table',
    kind: 'suggestion',
    names: [column.name],
    build({ site, sql }) {
      const { references } = column;
      if (references === null || references.value.columns.length === 0) return null;
      const clause = sql`FOREIGN KEY (${written(site, column.name.span)}) ${written(site, references.span)}`;
      const last =
        operation.kind === 'CreateTable' ? lastElement(operation) : statement.alterTable?.actions.at(-1)?.end;
      if (last === undefined) return null;
      const added = operation.kind === 'CreateTable' ? `, ${clause}` : sql`, ADD ${clause}`;
      return plan({ edits: [removeWithSpaceBefore(site, references.span), insertAt(site, last, added)] });
    },
  };
}

function lastElement(
  operation: Extract<OperationContext['operation'], { readonly kind: 'CreateTable' }>,
): number {
  return Math.max(
    ...operation.columns.map(({ span }) => span.end),
    ...operation.constraints.map(({ span }) => span.end),
    ...operation.indexes.map(({ span }) => span.end),
  );
}
