import type { ColumnDef, Constraint } from '@pgsql/types';
import type { Attribute, ColumnDefinition, InlineCheck } from '../columns.ts';
import { takeConstraintName, takeForeignKeyTarget } from './constraint.ts';
import { identifierAt, TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { insideBracket, type StatementSource, spanOf, textOf, tokenAt, wordAt } from './source.ts';
import { readTypeAndEnd, stringList } from './typeReference.ts';

/** The column of a tree node whose definition ends before token `to`. */
export function readColumnDefinition(
  source: StatementSource,
  node: ColumnDef,
  to: number,
): ColumnDefinition {
  const from = tokenAt(source, node.location);
  const typed = node.typeName === undefined ? null : readTypeAndEnd(source, node.typeName);
  const collation = stringList(node.collClause?.collname).join('.');
  let definition: ColumnDefinition = {
    ...emptyDefinition(source, from, to),
    type: typed === null ? null : { ...typed.type, collation: collation === '' ? null : collation },
    options: readStorageOptions(source, typed?.end ?? from + 1, firstQualifier(source, node, to)),
  };
  for (const qualifier of qualifiers(source, node, to)) {
    definition = { ...definition, ...readQualifier(source, qualifier, definition) };
  }
  return definition;
}

function emptyDefinition(source: StatementSource, from: number, to: number): ColumnDefinition {
  return {
    span: spanOf(source, from, to),
    name: identifierAt(source, from),
    type: null,
    nullable: null,
    default: null,
    onUpdate: null,
    generated: null,
    identity: null,
    autoIncrement: null,
    primaryKey: null,
    unique: null,
    checks: [],
    references: null,
    comment: null,
    invisible: null,
    options: [],
  };
}

/** A column constraint with its words `[from, to)`, trailing DEFERRABLE and ENFORCED words included. */
interface Qualifier {
  readonly node: Constraint;
  readonly from: number;
  readonly to: number;
  readonly enforced: boolean;
}

function constraintsOf(node: ColumnDef): Constraint[] {
  return (node.constraints ?? []).flatMap(entry => ('Constraint' in entry ? [entry.Constraint] : []));
}

function firstQualifier(source: StatementSource, node: ColumnDef, to: number): number {
  const starts = constraintsOf(node).map(constraint => tokenAt(source, constraint.location));
  if (node.collClause !== undefined) starts.push(tokenAt(source, node.collClause.location));
  return Math.min(to, ...starts);
}

/** Each constraint ends where the next one begins; COLLATE stands among them but is no constraint of the tree. */
function qualifiers(source: StatementSource, node: ColumnDef, to: number): Qualifier[] {
  const collate = node.collClause === undefined ? -1 : tokenAt(source, node.collClause.location);
  const found: Qualifier[] = [];
  let end = to;
  let enforced = true;
  for (const constraint of constraintsOf(node).reverse()) {
    const from = tokenAt(source, constraint.location);
    if (collate > from && collate < end) end = collate;
    if (isAttribute(constraint)) {
      if (constraint.contype === 'CONSTR_ATTR_NOT_ENFORCED') enforced = false;
      continue;
    }
    found.push({ node: constraint, from, to: end, enforced });
    end = from;
    enforced = true;
  }
  return found.reverse();
}

function isAttribute(node: Constraint): boolean {
  return node.contype?.startsWith('CONSTR_ATTR_') === true;
}

function readQualifier(
  source: StatementSource,
  { node, from, to, enforced }: Qualifier,
  definition: ColumnDefinition,
): Partial<ColumnDefinition> {
  const span = spanOf(source, from, to);
  const cursor = new TokenCursor(source, from, to);
  const constraint = takeConstraintName(cursor);
  switch (node.contype) {
    case 'CONSTR_NULL':
      return { nullable: { value: true, span } };
    case 'CONSTR_NOTNULL':
      return { nullable: { value: false, span } };
    case 'CONSTR_DEFAULT':
      cursor.take('default');
      return { default: { value: readExpression(source, node.raw_expr, cursor.at, to), span } };
    case 'CONSTR_IDENTITY':
      return { identity: { value: node.generated_when === 'd' ? 'by-default' : 'always', span } };
    case 'CONSTR_GENERATED': {
      cursor.skipTo('(');
      const inside = insideBracket(source, cursor.at, to);
      const expression = readExpression(source, node.raw_expr, inside.from, inside.to);
      return { generated: { value: { kind: node.generated_kind === 'v' ? 'virtual' : 'stored', expression }, span } };
    }
    case 'CONSTR_CHECK': {
      cursor.skipTo('(');
      const inside = insideBracket(source, cursor.at, to);
      const expression = readExpression(source, node.raw_expr, inside.from, inside.to);
      const check: InlineCheck = { constraint, expression, enforced, notValid: false, span };
      return { checks: [...definition.checks, check] };
    }
    case 'CONSTR_PRIMARY':
      return { primaryKey: { value: { constraint }, span } };
    case 'CONSTR_UNIQUE':
      return { unique: { value: { constraint }, span } };
    case 'CONSTR_FOREIGN':
      cursor.take('references');
      return { references: { value: { constraint, ...takeForeignKeyTarget(cursor, node) }, span } };
    default:
      return {};
  }
}

/** STORAGE, COMPRESSION and OPTIONS (...) stand between the type and the constraints. */
function readStorageOptions(source: StatementSource, from: number, to: number): Attribute<string>[] {
  const options: Attribute<string>[] = [];
  const cursor = new TokenCursor(source, from, to);
  while (!cursor.done) {
    const start = cursor.at;
    const word = cursor.takeOneOf('storage', 'compression', 'options');
    if (word === '') {
      cursor.skip();
      continue;
    }
    const value = cursor.at;
    cursor.skip();
    const text = word === 'options' ? textOf(source, value, cursor.at) : wordAt(source, value);
    options.push({ value: `${word} ${text}`, span: cursor.spanFrom(start) });
  }
  return options;
}
