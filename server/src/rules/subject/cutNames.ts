import type { Identifier } from '../../operations/names.ts';
import { type Span, textOf } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { isOfOneHistory } from './certainty.ts';
import { standsAlone } from './relations.ts';
import { code } from './wording.ts';

const LONGEST_NAME = 63;

/** A name that PostgreSQL cuts, and that is then one that the table or schema has already. */
export interface CutName {
  readonly span: Span;
  /** What is wrong, as a sentence without its end. */
  readonly what: string;
  readonly code: '42701' | '42710' | '42P07';
}

/** PostgreSQL keeps 63 bytes of a name. Columns of one statement, and what the catalog finds taken. */
export function cutName(context: OperationContext): CutName | null {
  const { target, run, file } = context;
  if (target.engine !== 'postgresql' || run.direction === 'down' || file.repeatable) return null;
  if (!standsAlone(context)) return null;
  return cutColumn(context) ?? cutObject(context);
}

function cutColumn(context: OperationContext): CutName | null {
  const { operation, sql } = context;
  if (operation.kind !== 'CreateTable') return null;
  const seen = new Map<string, string>();
  for (const { name } of operation.columns) {
    const whole = written(sql, name);
    const other = seen.get(name.value);
    if (other !== undefined && other !== whole && isCut(sql, name)) return cut(name, whole, other, '42701');
    seen.set(name.value, whole);
  }
  return null;
}

function cutObject(context: OperationContext): CutName | null {
  const { operation, problems, sql } = context;
  const name = nameMade(operation);
  if (name === null || !isCut(sql, name)) return null;
  const taken = problems.find(
    problem =>
      (problem.kind === 'exists' || problem.kind === 'duplicate-column') &&
      isOfOneHistory(context, problem.origin) &&
      problem.name.slice(problem.name.lastIndexOf('.') + 1) === name.value,
  );
  if (taken === undefined) return null;
  const error =
    taken.objectKind === 'column' ? '42701' : taken.objectKind === 'constraint' ? '42710' : '42P07';
  return cut(name, written(sql, name), name.value, error);
}

function nameMade(operation: OperationContext['operation']): Identifier | null {
  switch (operation.kind) {
    case 'CreateTable':
      return operation.table.name;
    case 'AddColumn':
      return operation.column.name;
    case 'AddConstraint':
      return operation.constraint.name;
    case 'CreateIndex':
      return operation.index.name?.name ?? null;
    default:
      return null;
  }
}

function cut({ span }: Identifier, whole: string, other: string, error: CutName['code']): CutName {
  return {
    span,
    what: `Names are cut at ${LONGEST_NAME} bytes, and ${code(whole)} is then ${code(other)} again`,
    code: error,
  };
}

/** As it stands in the text, without its quotes. */
function written(sql: string, { span }: Identifier): string {
  const text = textOf(sql, span);
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function isCut(sql: string, name: Identifier): boolean {
  return new TextEncoder().encode(written(sql, name)).length > LONGEST_NAME;
}
