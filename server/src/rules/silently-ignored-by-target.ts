import { findTable } from '../catalog/catalog.ts';
import type { EngineVersion } from '../engines/engine.ts';
import { type IgnoredFeature, ignoredBy } from '../engines/silentlyIgnored.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import type { IndexPart, TableConstraint } from '../operations/constraints.ts';
import { displayName } from '../operations/names.ts';
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
      const keys = operation.constraints.flatMap(constraint =>
        constraint.kind === 'foreign-key' ? [constraint.columns.map(({ value }) => value).join()] : [],
      );
      for (const column of operation.columns) {
        yield* inColumn(context, column, { repeated: keys.includes(column.name.value) });
      }
      for (const constraint of operation.constraints)
        yield* inConstraint(context, constraint, engineWritten(context));
      for (const index of operation.indexes) yield* inParts(index.parts);
      return;
    }
    case 'AddColumn':
      yield* inColumn(context, operation.column, { repeated: false });
      return;
    case 'ModifyColumn':
      yield* inColumn(context, operation.definition, { repeated: false });
      return;
    case 'AddConstraint': {
      const table = findTable(context.before, operation.table);
      yield* inConstraint(
        context,
        operation.constraint,
        table?.certain === true ? (table.options['engine'] ?? null) : null,
      );
      return;
    }
    case 'CreateIndex':
      yield* inParts(operation.index.parts);
      return;
    case 'DropTable':
      if (operation.cascade) {
        const word = findPhrase(
          context.sql,
          context.target.engine,
          { start: operation.span.start, end: context.sql.length },
          ['cascade'],
        );
        yield {
          feature: 'drop-cascade',
          span: word ?? operation.span,
          severity: 'info',
          message: `CASCADE of DROP TABLE: nothing but ${code(displayName(operation.table))} is dropped`,
        };
      }
  }
}

function engineWritten({ operation }: OperationContext): string | null {
  if (operation.kind !== 'CreateTable') return null;
  return operation.options.find(({ name }) => name === 'engine')?.value ?? null;
}

function* inColumn(
  context: OperationContext,
  column: ColumnDefinition,
  { repeated }: { readonly repeated: boolean },
): Generator<Ignorable> {
  const { operation } = context;
  const table = 'table' in operation && operation.table !== null ? operation.table : null;
  const name = table === null ? code(column.name.value) : columnCode(table, column.name.value);
  for (const check of column.checks)
    yield { feature: 'check', span: check.span, message: `CHECK: any value goes into ${name}` };
  if (column.references === null || repeated) return;
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
  if (constraint.kind === 'foreign-key' && engine !== null && KEEPS_NO_FOREIGN_KEYS.has(engine.toLowerCase()))
    yield {
      feature: 'foreign-key-of-engine',
      span: constraint.span,
      message: `foreign keys of ${engine} tables: none is created on ${code(constraint.columns.map(({ value }) => value).join(', '))}`,
    };
  if (constraint.kind === 'primary-key' || constraint.kind === 'unique') yield* inParts(constraint.parts);
}

/** MySQL manual 8.4, "Alternative Storage Engines"; MyISAM measured. */
const KEEPS_NO_FOREIGN_KEYS: ReadonlySet<string> = new Set(['myisam', 'memory', 'aria', 'archive', 'csv']);

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
