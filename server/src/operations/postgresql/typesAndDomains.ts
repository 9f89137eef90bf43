import type {
  AlterDomainStmt,
  AlterEnumStmt,
  AlterTypeStmt,
  CompositeTypeStmt,
  CreateDomainStmt,
  CreateEnumStmt,
  CreateRangeStmt,
  DefineStmt,
} from '@pgsql/types';
import { stringValue } from '../../syntax/postgresql/literals.ts';
import type { Attribute, Expression } from '../columns.ts';
import type { AlterDomain, CreateType } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { readColumnDefinition } from './columnDefinition.ts';
import { findNotValid, takeConstraintName } from './constraint.ts';
import { TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readElements, restOf } from './namedOptions.ts';
import { insideBracket, type StatementSource, spanOf, splitAtCommas, tokenAt, wholeSpan } from './source.ts';
import { readTypeAndEnd } from './typeReference.ts';

type TypeStatement = CompositeTypeStmt | CreateEnumStmt | CreateRangeStmt | DefineStmt;

/** CREATE TYPE in all its forms. */
export function lowerCreateType(source: StatementSource, node: TypeStatement): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'type');
  const type = cursor.objectName();
  return [{ kind: 'CreateType', span: wholeSpan(source), type, variant: readVariant(cursor, node) }];
}

function readVariant(cursor: TokenCursor, node: TypeStatement): CreateType['variant'] {
  const { source } = cursor;
  if (cursor.take('as', 'enum')) {
    const { from, to } = insideBracket(source, cursor.at, cursor.end);
    const labels = splitAtCommas(source, from, to).map(piece => stringAt(source, piece.from));
    return { kind: 'enum', labels };
  }
  if (cursor.take('as', 'range')) {
    return { kind: 'range', options: readElements(source, 'params' in node ? node.params : []) };
  }
  if (!cursor.take('as')) {
    const options = readElements(source, 'definition' in node ? node.definition : []);
    return { kind: cursor.done ? 'shell' : 'base', options };
  }
  const { from, to } = insideBracket(source, cursor.at, cursor.end);
  const pieces = splitAtCommas(source, from, to);
  const columns = 'coldeflist' in node ? (node.coldeflist ?? []) : [];
  const attributes = columns.flatMap((column, index) => {
    if (!('ColumnDef' in column)) return [];
    const { name, type } = readColumnDefinition(source, column.ColumnDef, pieces[index]?.to ?? to);
    return type === null ? [] : [{ name, type }];
  });
  return { kind: 'composite', attributes };
}

function stringAt(source: StatementSource, index: number): Attribute<string> {
  const token = source.tokens[index];
  const value = token?.kind === 'string' ? stringValue(source.sql, token) : '';
  return { value, span: spanOf(source, index, index + 1) };
}

/** ALTER TYPE ... ADD VALUE, RENAME VALUE and (server-internal) DROP VALUE. */
export function lowerAlterEnum(source: StatementSource, node: AlterEnumStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter', 'type');
  const type = cursor.objectName();
  const span = spanOf(source, cursor.at, source.tokens.length);
  if (cursor.take('rename', 'value')) {
    return [
      {
        kind: 'RenameEnumValue',
        span,
        type,
        from: stringAt(source, cursor.at),
        to: stringAt(source, cursor.at + 2),
      },
    ];
  }
  cursor.take('add', 'value');
  const ifNotExists = cursor.takeIfNotExists();
  const value = stringAt(source, cursor.at);
  const neighbour =
    node.newValNeighbor === undefined
      ? null
      : {
          side: node.newValIsAfter === true ? ('after' as const) : ('before' as const),
          value: node.newValNeighbor,
        };
  return [{ kind: 'AddEnumValue', span, type, value, ifNotExists, neighbour }];
}

/** ALTER TYPE ... SET (storage = ...). */
export function lowerAlterType(source: StatementSource, node: AlterTypeStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter', 'type');
  return [
    {
      kind: 'AlterObject',
      span: wholeSpan(source),
      objectKind: 'type',
      name: cursor.objectName(),
      table: null,
      definition: restOf(source, cursor.at),
      options: readElements(source, node.options),
    },
  ];
}

export function lowerCreateDomain(source: StatementSource, node: CreateDomainStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'domain');
  const domain = cursor.objectName();
  const { type, end } = readTypeAndEnd(source, node.typeName ?? {});
  // A domain's constraints are written as a column's.
  const column = readColumnDefinition(
    source,
    {
      location: node.typeName?.location ?? 0,
      ...(node.constraints === undefined ? {} : { constraints: node.constraints }),
      ...(node.collClause === undefined ? {} : { collClause: node.collClause }),
    },
    Math.max(end, source.tokens.length),
  );
  return [
    {
      kind: 'CreateDomain',
      span: wholeSpan(source),
      domain,
      type,
      notNull: column.nullable?.value === false,
      checks: column.checks.map(check => check.expression),
      constraints: column.checks,
      default: column.default?.value ?? null,
    },
  ];
}

const DOMAIN_ACTIONS: Readonly<Record<string, AlterDomain['action']>> = {
  C: 'add-constraint',
  X: 'drop-constraint',
  V: 'validate-constraint',
  O: 'set-not-null',
  N: 'drop-not-null',
};

export function lowerAlterDomain(source: StatementSource, node: AlterDomainStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter', 'domain');
  const domain = cursor.objectName();
  const start = cursor.at;
  const end = source.tokens.length;
  const base = { kind: 'AlterDomain', span: spanOf(source, start, end), domain, notValid: false } as const;
  if (node.subtype === 'T') {
    const isSet = cursor.take('set', 'default');
    const expression = isSet ? readExpression(source, node.def, cursor.at, end) : null;
    return [{ ...base, action: isSet ? 'set-default' : 'drop-default', constraint: null, expression }];
  }
  const action = DOMAIN_ACTIONS[node.subtype ?? ''] ?? 'add-constraint';
  if (action === 'add-constraint') {
    const constraint = node.def !== undefined && 'Constraint' in node.def ? node.def.Constraint : {};
    const inner = new TokenCursor(source, tokenAt(source, constraint.location));
    const name = takeConstraintName(inner);
    const expression: Expression | null =
      constraint.contype === 'CONSTR_CHECK' ? checkAt(inner, constraint.raw_expr) : null;
    return [
      { ...base, action, constraint: name, expression, notValid: findNotValid(source, start, end) !== null },
    ];
  }
  if (!cursor.take('drop', 'constraint')) cursor.take('validate', 'constraint');
  const ifExists = cursor.takeIfExists();
  const cascade = node.behavior === 'DROP_CASCADE';
  const isNamed = action === 'drop-constraint' || action === 'validate-constraint';
  return [
    {
      ...base,
      action,
      constraint: isNamed ? cursor.identifier() : null,
      expression: null,
      ifExists,
      cascade,
    },
  ];
}

function checkAt(cursor: TokenCursor, node: Parameters<typeof readExpression>[1]): Expression {
  cursor.skipTo('(');
  const { from, to } = insideBracket(cursor.source, cursor.at, cursor.end);
  return readExpression(cursor.source, node, from, to);
}
