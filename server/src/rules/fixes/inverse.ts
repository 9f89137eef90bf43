import type { Engine } from '../../engines/engine.ts';
import type { Operation } from '../../operations/operation.ts';
import { type Span, shiftSpan, textOf } from '../../text/span.ts';
import type { FixSite } from '../rule.ts';
import { type SqlWriter, sqlWriter } from './letterCase.ts';
import { statementText } from './site.ts';

/**
 * Statements that undo what the file does on its way up, the last one first. Null when one of them cannot be undone
 * from its text alone: what it dropped, changed or filled is gone.
 */
export function inverseStatements(site: FixSite, engine: Engine): readonly string[] | null {
  const sql = sqlWriter(statementText(site));
  const undone: string[] = [];
  const made = new Set<string>();
  for (const { span, syntax } of site.statements) {
    for (const operation of syntax.operations) {
      const written = (place: Span): string => textOf(site.text, shiftSpan(place, span.start));
      const table = 'table' in operation && operation.table !== null ? written(operation.table.span) : null;
      // Goes with its table.
      if (table !== null && made.has(table) && operation.kind !== 'CreateTable') continue;
      if (operation.kind === 'CreateTable' && table !== null) made.add(table);
      const inverse = inverseOf(operation, { engine, sql, written });
      if (inverse === null) return null;
      if (inverse !== '') undone.unshift(inverse);
    }
  }
  return undone.length === 0 ? null : undone;
}

interface Writing {
  readonly engine: Engine;
  readonly sql: SqlWriter;
  readonly written: (place: Span) => string;
}

/** Empty for what leaves nothing behind. */
function inverseOf(operation: Operation, { engine, sql, written }: Writing): string | null {
  switch (operation.kind) {
    case 'SetVariable':
    case 'TransactionControl':
    case 'Query':
      return '';
    case 'CreateTable':
      return operation.ifNotExists ? null : sql`DROP TABLE ${written(operation.table.span)};`;
    case 'AddColumn':
      return operation.ifNotExists
        ? null
        : sql`ALTER TABLE ${written(operation.table.span)} DROP COLUMN ${written(operation.column.name.span)};`;
    case 'CreateIndex': {
      if (operation.ifNotExists || operation.index.name === null) return null;
      const name = written(operation.index.name.span);
      if (engine !== 'postgresql') return sql`DROP INDEX ${name} ON ${written(operation.table.span)};`;
      return operation.concurrently ? sql`DROP INDEX CONCURRENTLY ${name};` : sql`DROP INDEX ${name};`;
    }
    case 'AddConstraint': {
      const { constraint } = operation;
      if (
        constraint.name === null ||
        (engine !== 'postgresql' && constraint.kind !== 'check' && constraint.kind !== 'foreign-key')
      )
        return null;
      const head = sql`ALTER TABLE ${written(operation.table.span)} DROP`;
      return engine !== 'postgresql' && constraint.kind === 'foreign-key'
        ? sql`${head} FOREIGN KEY ${written(constraint.name.span)};`
        : sql`${head} CONSTRAINT ${written(constraint.name.span)};`;
    }
    case 'RenameColumn':
      return sql`ALTER TABLE ${written(operation.table.span)} RENAME COLUMN ${written(operation.to.span)} TO ${written(operation.column.span)};`;
    case 'CreateView':
      return operation.orReplace || operation.ifNotExists
        ? null
        : operation.materialized
          ? sql`DROP MATERIALIZED VIEW ${written(operation.view.span)};`
          : sql`DROP VIEW ${written(operation.view.span)};`;
    case 'CreateSequence':
      return operation.ifNotExists ? null : sql`DROP SEQUENCE ${written(operation.sequence.span)};`;
    case 'CreateType':
      return sql`DROP TYPE ${written(operation.type.span)};`;
    default:
      return null;
  }
}
